import type { Clock } from '../io/clock.ts';
import { createGovernor } from './governor.ts';

/** How one item ended. */
export type Outcome<R> = { readonly ok: true; readonly value: R } | { readonly ok: false; readonly error: unknown };

export interface Crowd {
  /** At a time, at most. */
  readonly most: number;
  /** At a time, at least, where there are as many; default 8. */
  readonly least?: number;
  /** Begins no more when it aborts: what was not begun ends with its reason. What is under way is `work`'s to end. */
  readonly signal?: AbortSignal;
  readonly clock: Pick<Clock, 'now'>;
}

/**
 * Runs `work` over `items`, as many at a time as get most done: 16 at first, more while more get done by it, fewer when
 * more only wait for each other (a machine that opens 20 SSH connections at a time is faster than with 50). Resolves with
 * how each ended, in the order of the items, once all have; a failing one ends no other. Never rejects.
 */
export function forEachAdaptive<T, R>(
  items: readonly T[],
  { most, least = 8, signal, clock }: Crowd,
  work: (item: T, index: number) => Promise<R>,
): Promise<readonly Outcome<R>[]> {
  const governor = createGovernor({ least: Math.max(1, Math.min(least, most)), most: Math.max(1, most) });
  const outcomes: Outcome<R>[] = new Array(items.length);
  let [next, active] = [0, 0];

  const one = async (index: number) => {
    const over = governor.begun();
    const from = clock.now();
    try {
      outcomes[index] = { ok: true, value: await work(items[index] as T, index) };
    } catch (error) {
      outcomes[index] = { ok: false, error };
    }
    over(clock.now() - from, outcomes[index]?.ok === true);
    active -= 1;
  };

  return new Promise((resolve) => {
    const go = () => {
      while (next < items.length && active < governor.limit() && !signal?.aborted) {
        active += 1;
        void one(next++).then(go);
      }
      if (active > 0 || (next < items.length && !signal?.aborted)) return;
      outcomes.fill({ ok: false, error: signal?.reason }, next);
      resolve(outcomes);
    };
    go();
  });
}
