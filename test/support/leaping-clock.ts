import { type Clock, sleepBy, systemClock } from '../../src/core/io/clock.ts';

/** A clock that goes as the machine's does, until a test has it leap ahead. */
export interface LeapingClock extends Clock {
  /** Leaps to an instant (ms since the epoch), calling what falls due on the way. */
  leapTo(instant: number): void;
}

export function leapingClock(): LeapingClock {
  const real = systemClock();
  const waiting = new Set<() => void>();
  let ahead = 0;
  const now = () => real.now() + ahead;
  const after: Clock['after'] = (ms, fn) => {
    const due = now() + ms;
    let stop = () => {};
    const look = () => {
      stop();
      const left = due - now();
      if (left > 0) {
        stop = real.after(left, look);
        return;
      }
      waiting.delete(look);
      fn();
    };
    waiting.add(look);
    stop = real.after(ms, look);
    return () => {
      waiting.delete(look);
      stop();
    };
  };
  return {
    now,
    after,
    sleep: sleepBy(after),
    leapTo: (instant) => {
      ahead += Math.max(0, instant - now());
      for (const look of [...waiting]) look();
    },
  };
}
