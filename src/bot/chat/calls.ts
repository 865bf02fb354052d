import type { Clock } from '../../core/io/clock.ts';
import { failureOf } from './failure.ts';

/** Calls a method of Slack, no earlier than its last rate limit allows. */
export type Call = <T>(method: string, work: () => Promise<T>) => Promise<T>;

/**
 * A gate per method: after a 429 that method waits as long as Slack said; other methods and other callers' gates go
 * on. Rejects as the work does; with the signal's reason when it is aborted while waiting.
 */
export function createCalls(clock: Clock, signal: AbortSignal): Call {
  const opens = new Map<string, number>();
  return async (method, work) => {
    for (let wait = until(opens, method, clock); wait > 0; wait = until(opens, method, clock)) {
      await clock.sleep(wait, signal);
    }
    signal.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind === 'limited') opens.set(method, clock.now() + failure.ms);
      throw error;
    }
  };
}

/**
 * How long to wait before another try, in milliseconds: 2, 4, 8 … 30 seconds, up to 60 while the token is refused.
 * Not less than 2, so that what was carried out late can be seen before it is tried again.
 */
export function pause(error: unknown, attempt: number): number {
  const failure = failureOf(error);
  if (failure.kind === 'limited') return failure.ms;
  const longest = failure.kind === 'unauthorised' ? 60_000 : 30_000;
  return Math.min(longest, 2000 * 2 ** Math.min(attempt, 10));
}

function until(opens: ReadonlyMap<string, number>, method: string, clock: Clock): number {
  return (opens.get(method) ?? 0) - clock.now();
}
