/** Gives back what was taken; giving it back twice does nothing. */
export type Release = () => void;

/** Names that one holder at a time may have. */
export interface Locks {
  /**
   * Takes all of the names, in sorted order so that no two can wait for each other; each name is given out in the
   * order it was asked for. Rejects with the signal's reason when aborted first, holding nothing.
   */
  take(names: Iterable<string>, signal: AbortSignal): Promise<Release>;
}

/** Places that a number of holders may have at once. */
export interface Slots {
  /** Takes a place, in the order asked. Rejects with the signal's reason when aborted first. */
  take(signal: AbortSignal): Promise<Release>;
}

/** Locks held in this process. */
export function createLocks(): Locks {
  const queues = new Map<string, Slots & { idle(): boolean }>();

  async function takeOne(name: string, signal: AbortSignal): Promise<Release> {
    const queue = queues.get(name) ?? createSlots(() => 1);
    queues.set(name, queue);
    const tidy = () => {
      if (queue.idle() && queues.get(name) === queue) queues.delete(name);
    };
    try {
      const release = await queue.take(signal);
      return () => {
        release();
        tidy();
      };
    } catch (error) {
      tidy();
      throw error;
    }
  }

  return {
    take: async (names, signal) => {
      const held: Release[] = [];
      const release = () => {
        for (const one of held.splice(0)) one();
      };
      try {
        for (const name of [...new Set(names)].toSorted()) held.push(await takeOne(name, signal));
        return release;
      } catch (error) {
        release();
        throw error;
      }
    },
  };
}

/** Places of which there are `limit()` at a time, asked for whenever one is given out. */
export function createSlots(limit: () => number): Slots & { idle(): boolean } {
  let held = 0;
  const waiting: (() => void)[] = [];

  const next = () => {
    while (waiting.length > 0 && held < limit()) {
      held += 1;
      waiting.shift()?.();
    }
  };

  const releaseOnce = (): Release => {
    let released = false;
    return () => {
      if (released) return;
      released = true;
      held -= 1;
      next();
    };
  };

  return {
    idle: () => held === 0 && waiting.length === 0,
    take: (signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        const grant = () => {
          signal.removeEventListener('abort', aborted);
          resolve(releaseOnce());
        };
        const aborted = () => {
          waiting.splice(waiting.indexOf(grant), 1);
          reject(signal.reason);
        };
        signal.addEventListener('abort', aborted, { once: true });
        waiting.push(grant);
        next();
      }),
  };
}

/** Runs pieces of work that share a key one after another, in the order they came. */
export function createSerial(): <T>(key: string, work: () => Promise<T>) => Promise<T> {
  const turns = new Map<string, Promise<unknown>>();
  return (key, work) => {
    const mine = (turns.get(key) ?? Promise.resolve()).then(work);
    const settled = mine.catch(() => {});
    turns.set(key, settled);
    settled.then(() => {
      if (turns.get(key) === settled) turns.delete(key);
    });
    return mine;
  };
}
