import { type Clock, sleepBy } from '../../src/core/io/clock.ts';

/** A clock that stands still until a test moves it. */
export interface ManualClock extends Clock {
  /** Moves time on by `ms`, calling what falls due in its order, then lets the promises it settled run. */
  advance(ms: number): Promise<void>;
  /** How many timers are waiting. */
  pending(): number;
}

/** A clock standing at `start` (ms since the epoch; default 2026-01-01T00:00:00Z). */
export function manualClock(start = Date.UTC(2026, 0, 1)): ManualClock {
  let now = start;
  let count = 0;
  const timers = new Map<number, { at: number; fn: () => void }>();

  const after = (ms: number, fn: () => void) => {
    const id = count++;
    // As Node's timers do: a delay that does not fit into 31 bits becomes 1 ms.
    timers.set(id, { at: now + (ms > 2 ** 31 - 1 ? 1 : Math.max(0, ms)), fn });
    return () => {
      timers.delete(id);
    };
  };

  const nextDue = (until: number) => {
    const due = [...timers].filter(([, timer]) => timer.at <= until);
    return due.sort(([a, first], [b, second]) => first.at - second.at || a - b)[0];
  };

  return {
    now: () => now,
    after,
    sleep: sleepBy(after),
    pending: () => timers.size,
    advance: async (ms) => {
      const until = now + ms;
      for (let due = nextDue(until); due; due = nextDue(until)) {
        timers.delete(due[0]);
        now = Math.max(now, due[1].at);
        due[1].fn();
        await settled();
      }
      now = until;
      await settled();
    },
  };
}

function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
