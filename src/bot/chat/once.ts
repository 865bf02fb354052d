import type { Clock } from '../../core/io/clock.ts';
import type { Message } from '../../handlers/define.ts';
import { pause } from './calls.ts';
import type { Placed } from './edits.ts';
import { failureOf } from './failure.ts';

/** Where a message goes. */
export interface Place {
  readonly channel: string;
  /** The `ts` of the thread's first message. */
  readonly thread?: string;
}

export interface Posting {
  readonly place: Place;
  readonly message: Message;
  /** Names this message for ever: while a message with this key stands in the chat, it is not posted again. */
  readonly key: string;
  /** It may have been posted before a restart, no earlier than this (ms since the epoch): look first. */
  readonly perhapsSince?: number;
}

/** What posting needs of Slack; rejections are Slack's own. */
export interface Wire {
  post(place: Place, message: Message): Promise<Placed>;
  /** The message with this key at this place, among those posted since `since` (ms since the epoch). */
  look(place: Place, key: string, since: number): Promise<Placed | undefined>;
}

interface Options {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly wire: Wire;
  readonly onTrouble: (error: unknown, attempt: number) => void;
}

/** Slack's clock and ours may differ by this much, in milliseconds. */
const skew = 600_000;

/**
 * Posts a message that must stand in the chat once: goes on until it does or Slack refuses it. A failure that may have
 * been a success (5xx, a lost answer, even a 429) is followed by a look at the chat, never by a blind repeat. Rejects
 * with Slack's refusal, or with the signal's reason.
 */
export async function postOnce(posting: Posting, { clock, signal, wire, onTrouble }: Options): Promise<Placed> {
  const { place, key } = posting;
  const message = withKey(posting.message, key);
  const since = (posting.perhapsSince ?? clock.now()) - skew;
  let perhaps = posting.perhapsSince !== undefined;
  for (let attempt = 0; ; attempt += 1) {
    try {
      const found = perhaps ? await lookUnlessForbidden(wire, place, key, since, onTrouble) : undefined;
      if (found) return found;
      perhaps = false;
      return await wire.post(place, message);
    } catch (error) {
      const failure = failureOf(error);
      if (signal.aborted || failure.kind === 'refused') throw error;
      perhaps ||= failure.kind !== 'unauthorised';
      onTrouble(error, attempt);
      await clock.sleep(pause(error, attempt), signal);
    }
  }
}

/** The message with its key in the metadata, where `look` finds it. Metadata is shown to nobody. */
export function withKey(message: Message, key: string): Message {
  const { event_type = 'changeops_message', event_payload = {} } = message.metadata ?? {};
  return { ...message, metadata: { event_type, event_payload: { ...event_payload, key } } };
}

/** The key of a message as Slack's history shows it. */
export function keyOf(metadata: unknown): string | undefined {
  const payload = isRecord(metadata) ? metadata.event_payload : undefined;
  const key = isRecord(payload) ? payload.key : undefined;
  return typeof key === 'string' ? key : undefined;
}

/** An app without the right to read history cannot look: posting perhaps twice is then better than not at all. */
async function lookUnlessForbidden(
  wire: Wire,
  place: Place,
  key: string,
  since: number,
  onTrouble: Options['onTrouble'],
): Promise<Placed | undefined> {
  try {
    return await wire.look(place, key, since);
  } catch (error) {
    if (failureOf(error).kind !== 'refused') throw error;
    onTrouble(error, 0);
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
