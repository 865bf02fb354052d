import type { Clock } from '../clock.ts';

/** A signal that aborts when time is up or when one of `outer` does, with that one's reason. */
interface Limit {
  readonly signal: AbortSignal;
  /** Stops the timer and lets go of the outer signals. */
  done(): void;
}

/** Starts a limit of `ms`; `late` makes the error told when time is up. */
export function limitTo(
  clock: Clock,
  ms: number,
  late: () => Error,
  ...outer: readonly (AbortSignal | undefined)[]
): Limit {
  const controller = new AbortController();
  const stops = [clock.after(ms, () => controller.abort(late()))];
  for (const signal of outer) {
    if (!signal) continue;
    const passOn = () => controller.abort(signal.reason);
    if (signal.aborted) passOn();
    signal.addEventListener('abort', passOn, { once: true });
    stops.push(() => signal.removeEventListener('abort', passOn));
  }
  return { signal: controller.signal, done: () => stops.forEach((stop) => void stop()) };
}

/**
 * The promise, or the signal's reason when that comes first. `discard` gets a value that comes after all when nobody
 * is waiting for it any more.
 */
export function orAborted<T>(signal: AbortSignal, promise: Promise<T>, discard?: (value: T) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      promise.then(discard, () => undefined);
      reject(signal.reason);
    };
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    const settle = () => signal.removeEventListener('abort', abort);
    promise.then(
      (value) => {
        settle();
        resolve(value);
      },
      (error: unknown) => {
        settle();
        reject(error);
      },
    );
  });
}
