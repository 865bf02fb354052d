import type { Clock } from '../io/clock.ts';

/** The longest that a Node timer waits; a longer one would fire at once. */
const longest = 2 ** 31 - 1;

/** Calls `fn` once at `when` (ms since the epoch), however far away that is; returns what stops it. */
export function atTime(clock: Clock, when: number, fn: () => void): () => void {
  let stop = () => {};
  const arm = () => {
    const left = when - clock.now();
    stop = left > longest ? clock.after(longest, arm) : clock.after(Math.max(0, left), fn);
  };
  arm();
  return () => stop();
}
