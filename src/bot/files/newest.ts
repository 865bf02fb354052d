import type { WebClient } from '@slack/web-api';
import type { People } from '../../core/access/people.ts';
import { OpsError } from '../../core/errors.ts';
import type { Text } from '../../core/text.ts';
import type { Files, NewestFile } from '../../handlers/deps.ts';
import { failureOf, refusal } from '../chat/failure.ts';
import type { Info } from './info.ts';
import { type Described, filesOf, isExternal, isGone, isHidden, isToldLater, sharedFile } from './known.ts';

interface Options {
  readonly client: WebClient;
  readonly info: Info;
  readonly people: Pick<People, 'find'>;
}

interface Said {
  readonly ts?: string;
  readonly thread_ts?: string;
  readonly user?: string;
  readonly bot_id?: string;
  readonly files?: unknown;
}

/** Messages that are looked through: pages of 200. */
const pages = 5;

/** Looks for the newest file in a channel's history, or in a thread. */
export function createNewest({ client, info, people }: Options): Files['newest'] {
  const fitting = async (message: Said, fits: Parameters<Files['newest']>[1]): Promise<NewestFile | undefined> => {
    const { user, ts, thread_ts: thread = ts } = message;
    if (user === undefined || thread === undefined || message.bot_id !== undefined) return undefined;
    for (const file of filesOf(message)) {
      const known = await whole(file, info);
      if (known && fits(sharedFile(known), user) && (await isPerson(user, people))) {
        return { file: sharedFile(known), user, thread };
      }
    }
    return undefined;
  };

  return async (place, fits) => {
    try {
      for await (const page of place.thread === undefined ? history(client, place.channel) : replies(client, place)) {
        for (const message of page) {
          const found = await fitting(message, fits);
          if (found) return found;
        }
      }
      return undefined;
    } catch (error) {
      throw error instanceof OpsError ? error : failed(place.channel, error);
    }
  };
}

/** What can be read of a file in a message; files.info is asked where the message does not tell. */
export async function whole(file: Described, info: Info): Promise<Described | undefined> {
  if (isGone(file) || isHidden(file) || isExternal(file)) return undefined;
  return isToldLater(file) ? info({ id: file.id }).catch(unlessGone) : file;
}

function unlessGone(error: unknown): undefined {
  const codes = ['file-gone', 'file-hidden', 'file-external'];
  if (!(error instanceof OpsError && codes.includes(error.code))) throw error;
}

/** Whether a person shared it, and no bot. Nobody that Slack does not know did. */
export async function isPerson(user: string, people: Pick<People, 'find'>): Promise<boolean> {
  try {
    return !(await people.find(user)).bot;
  } catch (error) {
    if (error instanceof OpsError && error.code === 'person-unknown') return false;
    throw error;
  }
}

/** The newest messages first. */
async function* history(client: WebClient, channel: string): AsyncGenerator<readonly Said[]> {
  let cursor: string | undefined;
  for (let count = 0; count < pages; count += 1) {
    const answer = await client.conversations.history({ channel, cursor, limit: 200 });
    yield answer.messages ?? [];
    cursor = answer.response_metadata?.next_cursor || undefined;
    if (cursor === undefined) return;
  }
}

/** A thread's messages, which Slack tells oldest first, the newest first. */
async function* replies(client: WebClient, place: { channel: string; thread?: string }): AsyncGenerator<Said[]> {
  const all: Said[] = [];
  let cursor: string | undefined;
  for (let count = 0; count < pages; count += 1) {
    const { channel, thread: ts = '' } = place;
    const answer = await client.conversations.replies({ channel, ts, cursor, limit: 200 });
    all.push(...(answer.messages ?? []));
    cursor = answer.response_metadata?.next_cursor || undefined;
    if (cursor === undefined) break;
  }
  yield all.toReversed();
}

function failed(channel: string, error: unknown): OpsError {
  const failure = failureOf(error);
  const what: Text = { en: `Looking for files in ${channel}`, zh: `在 ${channel} 中查找文件` };
  if (failure.kind === 'refused') return refusal(what, failure);
  const again: Text = {
    en: `${what.en}: Slack does not answer at the moment. Try again in a few minutes.`,
    zh: `${what.zh}：Slack 暂时没有应答，请几分钟后重试。`,
  };
  return new OpsError('chat-failed', again, { cause: error });
}
