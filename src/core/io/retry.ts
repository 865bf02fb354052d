import type { Clock } from './clock.ts';

interface RetryOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Milliseconds to wait before the next try after `failures` of them, or undefined where it is not worth one. */
  wait(error: unknown, failures: number): number | undefined;
}

/** What `work` comes to, tried again as `wait` says. Rejects with its last error, or the signal's reason. */
export async function retrying<T>(work: () => Promise<T>, { clock, signal, wait }: RetryOptions): Promise<T> {
  for (let failures = 1; ; failures++) {
    signal.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      signal.throwIfAborted();
      const ms = wait(error, failures);
      if (ms === undefined) throw error;
      await clock.sleep(ms, signal);
    }
  }
}

/**
 * The wait after `failures` tries: 1 s, doubled each time, at most 16 s; half of it is left to chance (0 to 1), so that
 * many who were refused together do not come back together.
 */
export function backOff(failures: number, chance: number): number {
  const full = Math.min(16_000, 1000 * 2 ** (failures - 1));
  return full / 2 + (full / 2) * chance;
}
