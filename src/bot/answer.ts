import type { RespondArguments } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { OpsError } from '../core/errors.ts';
import type { Text } from '../core/text.ts';
import { wording } from '../core/text.ts';
import type { Message, Reply, ReplyFile, Request } from '../handlers/define.ts';
import { notice } from '../handlers/views/notice.ts';
import type { Chat } from './chat/index.ts';
import { bodyOf } from './chat/wire.ts';
import { createDialogs, type Dialogs } from './dialogs.ts';
import { errorMessage } from './errors.ts';
import type { Log } from './log.ts';
import { answerSubmission, type Submitted } from './submitted.ts';

/** A request with the ways back to whoever made it. */
export interface Origin extends Request {
  /** Names the delivery; its answer is posted under it, once. */
  readonly key: string;
  /** Opens a modal, for 3 seconds. */
  readonly trigger?: string;
  /** Answers over the delivery's response_url, at most 5 times. */
  readonly respond?: (message: RespondArguments) => Promise<unknown>;
  /** The loading modal that waits to be filled. */
  readonly view?: string;
  /** The modal that was acted in, which stays open. */
  readonly within?: string;
  /** The submission that this is, whose answer says what becomes of its modal. */
  readonly submitted?: Submitted;
  /** Everyone there saw what was asked, so they see as well why it could not be. */
  readonly aloud?: boolean;
  /** Said to the bot alone: nobody else is there, so answers stay in the conversation. */
  readonly direct?: boolean;
}

export interface Answers extends Pick<Dialogs, 'openLoading'> {
  /** Does the work and delivers its reply, or tells why there is none. Never rejects. */
  give(origin: Origin, work: () => Promise<Reply>): Promise<void>;
}

interface Options {
  readonly chat: Chat;
  readonly client: WebClient;
  readonly log: Log;
}

/** Files that a message holds (Slack, "Add files to Slack": up to ten at a time). */
const mostFiles = 10;

export function createAnswers({ chat, client, log }: Options): Answers {
  const dialogs = createDialogs({ client, log });

  const give: Answers['give'] = async (origin, work) => {
    const outcome = await work().then(
      (reply) => ({ reply }),
      (error: unknown) => ({ error }),
    );
    const left = answerSubmission('reply' in outcome ? outcome.reply : { kind: 'nothing' }, origin);
    if (!left) return;
    try {
      if ('error' in outcome) throw outcome.error;
      await deliver(outcome.reply, left);
    } catch (error) {
      const message = errorMessage(error, origin.language, log);
      const told = left.aloud ? toAll(message, left) : alone(message, left);
      await told.catch((failed) => log.error({ err: failed }, 'an error could not be told'));
    }
  };

  const deliver = (reply: Reply, origin: Origin): Promise<unknown> => {
    if (reply.kind === 'modal') return dialogs.show(reply.modal, origin, reply.push);
    if (reply.kind === 'ephemeral') return alone(reply.message, origin);
    if (reply.kind === 'errors') return alone(notice(inOne(reply.errors), origin.language, '⚠️'), origin);
    const told = tell(reply, origin);
    return origin.view === undefined ? told : told.then(() => dialogs.fill(notice(done, origin.language), origin));
  };

  const tell = (reply: Exclude<Reply, { kind: 'modal' | 'ephemeral' | 'errors' }>, origin: Origin) => {
    if (reply.kind === 'in-channel') return toAll(reply.message, origin);
    if (reply.kind === 'files') return toAll(reply.message, origin).then(() => upload(reply.files, origin));
    if (reply.kind === 'edit')
      return chat.edit(reply.at, reply.message, origin.key).then(() => upload(reply.files ?? [], origin));
    return Promise.resolve();
  };

  /** For who asked: in the modal they look at, or over the response_url, which works wherever they are. */
  const alone = async (message: Message, origin: Origin): Promise<unknown> => {
    if (origin.view !== undefined) return dialogs.fill(message, origin);
    if (origin.within !== undefined && (await dialogs.lay(message, origin))) return;
    if (origin.direct) return toAll(message, origin);
    const respond = origin.respond;
    if (!respond) return chat.ephemeral(origin, origin.user, message, origin.key);
    try {
      return await respond({ ...responseOf(message, origin), response_type: 'ephemeral' });
    } catch (error) {
      if (wasRefused(error)) return chat.ephemeral(origin, origin.user, message, origin.key);
      return chat.dm(origin.user, { message, key: origin.key });
    }
  };

  /** For everyone; over the response_url only where the bot cannot post itself, since that cannot be told twice. */
  const toAll = async (message: Message, origin: Origin): Promise<unknown> => {
    try {
      return await chat.post({ place: origin, message, key: origin.key });
    } catch (error) {
      if (!origin.respond || !(error instanceof OpsError) || error.code === 'chat-stopped') throw error;
      return origin.respond({ ...responseOf(message, origin), response_type: 'in_channel' });
    }
  };

  const upload = async (files: readonly ReplyFile[], { channel, thread }: Origin) => {
    const named = files.map(({ name: filename, content }) => ({ filename, content }));
    for (let at = 0; at < named.length; at += mostFiles) {
      await chat.upload({ channel, thread, files: named.slice(at, at + mostFiles) });
    }
  };

  return { give, openLoading: dialogs.openLoading };
}

function responseOf(message: Message, origin: Origin): RespondArguments {
  const { text, blocks } = bodyOf(message);
  const thread = origin.thread === undefined ? {} : { thread_ts: origin.thread };
  return { text, blocks, replace_original: false, ...thread };
}

/** Slack refused a response_url: it is used up, too old, or the message is malformed. Anything else may have worked. */
function wasRefused(error: unknown): boolean {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' && status >= 400 && status < 500;
}

/** What is wrong in several fields, for when their modal is closed already. */
function inOne(errors: Readonly<Record<string, Text>>): Text {
  const all = (language: 'en' | 'zh-CN') =>
    Object.values(errors)
      .map((text) => wording(text, language))
      .join('\n');
  return { en: all('en'), zh: all('zh-CN') };
}

const done: Text = { en: 'Done.', zh: '已完成。' };
