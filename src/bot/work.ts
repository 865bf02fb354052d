export interface Work {
  /** Does `job` soon. Jobs begin one a turn of the event loop, so that deliveries among them are acknowledged first. */
  begin(job: () => Promise<void>): void;
  /** Resolves when no job waits or is under way. */
  idle(): Promise<void>;
}

/** What handlers do after their delivery was acknowledged. `onError` hears of a job that rejects. */
export function createWork(onError: (error: unknown) => void): Work {
  const waiting: (() => Promise<void>)[] = [];
  const open = new Set<Promise<void>>();
  let pacing: Promise<void> | undefined;

  const pace = async () => {
    await turn();
    for (let job = waiting.shift(); job; job = waiting.shift()) {
      const done = job()
        .catch(onError)
        .finally(() => open.delete(done));
      open.add(done);
      await turn();
    }
    pacing = undefined;
  };

  return {
    begin: (job) => {
      waiting.push(job);
      pacing ??= pace();
    },
    idle: async () => {
      while (pacing || open.size > 0) await Promise.all([pacing, ...open]);
    },
  };
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
