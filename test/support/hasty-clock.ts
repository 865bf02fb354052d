import type { ManualClock } from './clock.ts';
import { manualClock } from './clock.ts';

/** A clock whose sleeps are over at once; it says how long they were to be. Its timers wait for `advance`. */
export function hastyClock(): ManualClock & { readonly slept: readonly number[] } {
  const slept: number[] = [];
  return {
    ...manualClock(),
    slept,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      slept.push(ms);
    },
  };
}
