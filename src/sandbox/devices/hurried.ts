import type { Clock } from '../../core/io/clock.ts';
import { systemClock } from '../../core/io/clock.ts';

/** A clock on which time goes `times` as fast, so that what waits for seconds of silence waits for moments. */
export function hurried(times: number): Clock {
  const clock = systemClock();
  const start = clock.now();
  return {
    now: () => start + (clock.now() - start) * times,
    after: (ms, fn) => clock.after(ms / times, fn),
    sleep: (ms, signal) => clock.sleep(ms / times, signal),
  };
}
