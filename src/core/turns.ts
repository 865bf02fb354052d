/** Runs work one after the other for each key; other keys go at the same time. */
export type Turns = <T>(key: string, work: () => Promise<T>) => Promise<T>;

/** Turns of its own. A failure of one does not hinder the next. */
export function createTurns(): Turns {
  const last = new Map<string, Promise<unknown>>();
  return (key, work) => {
    const turn = (last.get(key) ?? Promise.resolve()).then(work, work);
    const quiet = turn.catch(() => {});
    last.set(key, quiet);
    void quiet.then(() => last.get(key) === quiet && last.delete(key));
    return turn;
  };
}

/** Work under way that several may wait for: asked for again by the same key, it is joined. */
type Sharing<T> = (key: string, signal: AbortSignal | undefined, work: (s: AbortSignal) => Promise<T>) => Promise<T>;

/** The work is aborted when all who wait for it have gone; one who goes alone is told so and leaves it running. */
export function createSharing<T>(): Sharing<T> {
  const underWay = new Map<string, { result: Promise<T>; waiting: number; abort: AbortController }>();
  return async (key, signal, work) => {
    signal?.throwIfAborted();
    const shared = underWay.get(key) ?? begin(key, work);
    shared.waiting += 1;
    try {
      return await orAborted(shared.result, signal);
    } finally {
      shared.waiting -= 1;
      if (shared.waiting === 0) {
        underWay.delete(key);
        shared.abort.abort(signal?.reason);
      }
    }
  };

  function begin(key: string, work: (s: AbortSignal) => Promise<T>) {
    const abort = new AbortController();
    const shared = { result: work(abort.signal), waiting: 0, abort };
    shared.result.catch(() => {});
    underWay.set(key, shared);
    return shared;
  }
}

function orAborted<T>(result: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return result;
  return new Promise((resolve, reject) => {
    const aborted = () => reject(signal.reason);
    signal.addEventListener('abort', aborted, { once: true });
    result.then(resolve, reject).finally(() => signal.removeEventListener('abort', aborted));
  });
}

/** Things that must be left alone while somebody holds them. */
export interface Holds {
  /** Returns what lets go of it again. */
  hold(key: string): () => void;
  held(key: string): boolean;
}

/** Holds of its own; a thing held twice is free when both have let go. */
export function createHolds(): Holds {
  const counts = new Map<string, number>();
  const add = (key: string, by: number) => counts.set(key, (counts.get(key) ?? 0) + by);
  return {
    hold(key) {
      add(key, 1);
      return () => void add(key, -1);
    },
    held: (key) => (counts.get(key) ?? 0) > 0,
  };
}
