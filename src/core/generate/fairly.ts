/** Does the parts of a job; `work` may leave a part of its part for another turn. Rejects with the first that fails. */
type Fairly<Worker> = <Part>(
  parts: readonly Part[],
  signal: AbortSignal | undefined,
  work: (worker: Worker, part: Part) => Promise<Part | undefined>,
) => Promise<void>;

interface Job<Worker> {
  underWay: number;
  /** Does the next part; undefined where none is left that was not begun. */
  next(): ((worker: Worker) => Promise<void>) | undefined;
}

/**
 * A few workers for many jobs: whoever is free takes a part of the job whose turn it is, and a job has at most `most`
 * workers at a time, so that one whose parts hang does not keep all of them.
 */
export function createFairly<Worker>(workers: readonly Worker[], most: number): Fairly<Worker> {
  const idle = [...workers];
  const jobs: Job<Worker>[] = [];

  const begin = () => {
    for (let looked = 0; idle.length > 0 && looked < jobs.length; looked += 1) {
      const job = jobs.shift();
      if (!job) return;
      jobs.push(job);
      const step = job.underWay < most ? job.next() : undefined;
      if (!step) continue;
      const worker = idle.shift() as Worker;
      looked = -1;
      job.underWay += 1;
      void step(worker).finally(() => {
        job.underWay -= 1;
        idle.unshift(worker);
        begin();
      });
    }
  };

  return async (parts, signal, work) => {
    signal?.throwIfAborted();
    if (parts.length === 0) return;
    const left = [...parts];
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    let unfinished = left.length;
    const step = (part: (typeof left)[number]) => async (worker: Worker) => {
      try {
        const rest = await work(worker, part);
        if (rest === undefined) unfinished -= 1;
        else left.unshift(rest);
        if (unfinished === 0) resolve();
      } catch (error) {
        reject(error);
      }
    };
    const job: Job<Worker> = {
      underWay: 0,
      next: () => {
        const part = left.shift();
        return part === undefined ? undefined : step(part);
      },
    };
    const aborted = () => reject(signal?.reason);
    signal?.addEventListener('abort', aborted, { once: true });
    // Who comes new is next: the others have had a turn.
    jobs.unshift(job);
    begin();
    try {
      await promise;
    } finally {
      signal?.removeEventListener('abort', aborted);
      jobs.splice(jobs.indexOf(job), 1);
    }
  };
}
