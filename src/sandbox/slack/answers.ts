import { readArgs } from './args.ts';
import { bot } from './cast.ts';
import { readContent } from './content.ts';
import type { Log } from './log.ts';
import { edit, find, post, remove } from './messages.ts';
import { Refusal } from './refusal.ts';
import type { Fields, Message } from './types.ts';
import type { World } from './world.ts';

/** How often and how long (ms) a response_url works: docs.slack.dev, "Handling user interaction". */
const mostUses = 5;
const life = 30 * 60_000;

/** What a response_url answers to. */
export interface Origin {
  readonly channel: string;
  readonly user: string;
  /** The message somebody acted on; a slash command has none. */
  readonly message?: Message;
}

export interface Answers {
  /** A new response_url. */
  urlFor(origin: Origin): string;
  /** Carries out what was posted to one; the HTTP status and body Slack answers with. */
  take(id: string, body: Fields): { status: number; body: string };
  /** What an acknowledgement carried back, done as if it had come to the response_url. */
  answer(origin: Origin, body: Fields): void;
}

/** The response_urls of a workspace. */
export function createAnswers(world: World, log: Log): Answers {
  const urls = new Map<string, { origin: Origin; until: number; left: number }>();
  const perform = (body: Fields, origin: Origin) => {
    if (isTrue(body.delete_original)) {
      const original = present(world, origin);
      if (original) remove(world, original);
      return;
    }
    const content = readContent(readArgs(body), { weigh: false });
    const original = isTrue(body.replace_original) ? present(world, origin) : undefined;
    if (original) return edit(world, original, { ...content, metadata: content.metadata }, 'response_url');
    const { channel, user } = origin;
    const ephemeralFor = body.response_type === 'in_channel' ? undefined : user;
    const threadTs = typeof body.thread_ts === 'string' ? body.thread_ts : undefined;
    post(world, { ...content, channel, user: bot.userId, ephemeralFor, threadTs }, 'response_url');
  };
  return {
    urlFor: (origin) => {
      const id = world.ids.secret();
      urls.set(id, { origin, until: world.clock.now() + life, left: mostUses });
      return `${world.url()}/response/${id}`;
    },
    take: (id, body) => {
      const known = urls.get(id);
      const error = !known || world.clock.now() > known.until ? 'expired_url' : known.left < 1 ? 'used_url' : undefined;
      if (error !== undefined || !known) return outcome(log, 404, error ?? 'expired_url');
      known.left -= 1;
      try {
        perform(body, known.origin);
        return outcome(log, 200, 'ok');
      } catch (refusal) {
        if (!(refusal instanceof Refusal)) throw refusal;
        return outcome(log, 400, refusal.error);
      }
    },
    answer: (origin, body) => {
      try {
        perform(body, origin);
      } catch (refusal) {
        log.add('ack', 'answer', refusal instanceof Refusal ? refusal.error : 'fatal_error');
      }
    },
  };
}

const isTrue = (value: unknown) => value === true || value === 'true';

function present(world: World, origin: Origin): Message | undefined {
  return origin.message && find(world, origin.channel, origin.message.ts, true);
}

function outcome(log: Log, status: number, word: string): { status: number; body: string } {
  log.add('response_url', 'post', word);
  return { status, body: word === 'ok' ? JSON.stringify({ ok: true }) : JSON.stringify({ ok: false, error: word }) };
}
