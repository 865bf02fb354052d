import type { Clock } from '../../core/io/clock.ts';
import type { Message } from '../../handlers/define.ts';
import { pause } from './calls.ts';
import { failureOf } from './failure.ts';

/** A message that stands in the chat. */
export interface Placed {
  readonly channel: string;
  readonly ts: string;
}

interface Edits {
  /**
   * Replaces a message's content. Edits of one message that come faster than one a second become one, the last always
   * arrives. Resolves once this content or newer stands there; rejects with Slack's own error when it refuses, with the
   * signal's reason when aborted.
   */
  edit(at: Placed, message: Message): Promise<void>;
  /** Resolves when every edit asked for stands in the chat or was refused. */
  idle(): Promise<void>;
}

interface Options {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly send: (at: Placed, message: Message) => Promise<unknown>;
}

interface Wanted {
  readonly message: Message;
  readonly settled: PromiseWithResolvers<void>;
}

/** Time between the end of one edit of a message and the start of its next, in milliseconds. */
const apart = 1000;

export function createEdits({ clock, signal, send }: Options): Edits {
  const wanted = new Map<string, Wanted | undefined>();
  const open = new Set<Promise<void>>();

  const bring = async (key: string, at: Placed) => {
    for (let next = take(wanted, key); next; next = take(wanted, key)) {
      await sendUntilSettled(key, at, next);
      await clock.sleep(apart, signal).catch(() => {});
    }
    wanted.delete(key);
  };

  const sendUntilSettled = async (key: string, at: Placed, first: Wanted) => {
    for (let attempt = 0, current = first; ; attempt += 1) {
      current = newer(wanted, key, current);
      try {
        signal.throwIfAborted();
        await send(at, current.message);
        return current.settled.resolve();
      } catch (error) {
        if (signal.aborted || failureOf(error).kind === 'refused') return current.settled.reject(error);
        await clock.sleep(pause(error, attempt), signal).catch(() => {});
      }
    }
  };

  return {
    edit: (at, message) => {
      const key = `${at.channel} ${at.ts}`;
      const settled = wanted.get(key)?.settled ?? track(open, Promise.withResolvers<void>());
      const running = wanted.has(key);
      wanted.set(key, { message, settled });
      if (!running) void bring(key, at);
      return settled.promise;
    },
    idle: async () => {
      while (open.size > 0) await Promise.allSettled(open);
    },
  };
}

/** Takes what is wanted of a message, leaving the mark that somebody is at it. */
function take(wanted: Map<string, Wanted | undefined>, key: string): Wanted | undefined {
  const next = wanted.get(key);
  if (next) wanted.set(key, undefined);
  return next;
}

/** What came while an edit was failing takes its place; whoever waits for the older waits for the newer. */
function newer(wanted: Map<string, Wanted | undefined>, key: string, current: Wanted): Wanted {
  const next = take(wanted, key);
  if (!next) return current;
  next.settled.promise.then(current.settled.resolve, current.settled.reject);
  return next;
}

function track(open: Set<Promise<void>>, settled: PromiseWithResolvers<void>): PromiseWithResolvers<void> {
  const forget = () => open.delete(settled.promise);
  open.add(settled.promise);
  settled.promise.then(forget, forget);
  return settled;
}
