/** Decides how many may be worked on at a time. */
interface Governor {
  limit(): number;
  /** One has begun; what is returned is called when it is over, with the milliseconds it took. */
  begun(): (ms: number, ok: boolean) => void;
}

/** One limit that is tried, and how those fared that began under it. */
interface Trial {
  readonly limit: number;
  readonly times: number[];
  count: number;
}

/** Where the limit is going: `hold` is where neither more nor fewer was better. */
type Course = 'up' | 'down' | 'hold';

const start = 16;
/** Twice as many must get at least this much more done, by half as many more half of it. */
const worthMore = 0.25;
/** Fewer that get this much of it done are enough. */
const enough = 0.93;
/** What takes so many times as long as it did at this limit has become crowded. */
const crowded = 2;
/** Trials for which a limit is held before more are tried again: hosts differ, and a machine that is busy misleads. */
const patience = 3;
const steps = { up: 2, down: 0.75, again: 1.5 } as const;

/**
 * A limit that climbs while that pays. By Little's law, n at a time that take t each are n/t in a time: the limit is
 * doubled as long as n/t grows by it, taken back when it does not, and lowered when t has doubled and n/t stays. Only those that
 * began under the limit of the moment count, and of them only those that succeed: a dead host takes its time-out, whatever
 * the limit. The median is taken, of the first half that ends, so that few slow ones decide nothing.
 */
export function createGovernor({ least, most }: { least: number; most: number }): Governor {
  const within = (limit: number) => Math.max(least, Math.min(most, Math.round(limit)));
  let trial = trying(within(start));
  let course: Course = 'up';
  let best = { limit: trial.limit, rate: 0 };
  let held = 0;

  const to = (limit: number, next: Course) => {
    trial = trying(within(limit));
    course = next;
    if (next !== 'hold') held = 0;
  };

  const judge = () => {
    const { limit, times } = trial;
    // All failed: they are no burden, and the sooner they are through the better.
    const time = times.length > 0 ? Math.max(1, median(times)) : 0;
    const rate = time > 0 ? limit / time : Number.POSITIVE_INFINITY;
    if (course === 'up') {
      const needed = best.rate * (1 + worthMore * (limit / best.limit - 1));
      if (rate < needed) return to(best.limit, 'hold');
      if (time > 0) best = { limit, rate };
      return to(limit * steps.up, limit < most ? 'up' : 'hold');
    }
    if (course === 'down') {
      if (rate < best.rate * enough) return to(best.limit, 'hold');
      best = { limit, rate };
      return to(limit * steps.down, limit > least ? 'down' : 'hold');
    }
    const slower = time > (limit / best.rate) * crowded;
    if (time > 0) best = { limit, rate };
    if (slower) return to(limit * steps.down, 'down');
    held += 1;
    return held >= patience && limit < most ? to(limit * steps.again, 'up') : to(limit, 'hold');
  };

  return {
    limit: () => trial.limit,
    begun: () => {
      const mine = trial;
      return (ms, ok) => {
        if (mine !== trial) return;
        mine.count += 1;
        if (ok) mine.times.push(ms);
        if (mine.count >= Math.max(4, mine.limit / 2)) judge();
      };
    },
  };
}

function trying(limit: number): Trial {
  return { limit, times: [], count: 0 };
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}
