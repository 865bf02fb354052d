/** Work going on in the background, at most one piece a run that can still be called off. */
export interface Jobs {
  /** Begins work for a run; its signal aborts when the job is called off or the bot is stopping. */
  start(id: string, work: (signal: AbortSignal) => Promise<void>): void;
  /** Calls off what is going on for a run. */
  abort(id: string): void;
  /** Resolves when nothing is going on any more. */
  idle(): Promise<void>;
}

/** An empty list of jobs. Work is to handle its own failures; what it throws all the same goes to `failed`. */
export function createJobs(stopping: AbortSignal, failed: (id: string, error: unknown) => void): Jobs {
  const controllers = new Map<string, AbortController>();
  const going = new Set<Promise<void>>();
  return {
    start: (id, work) => {
      const controller = new AbortController();
      controllers.set(id, controller);
      const job = Promise.resolve()
        .then(() => work(AbortSignal.any([controller.signal, stopping])))
        .catch((error: unknown) => failed(id, error))
        .finally(() => {
          going.delete(job);
          if (controllers.get(id) === controller) controllers.delete(id);
        });
      going.add(job);
    },
    abort: (id) => controllers.get(id)?.abort(),
    idle: async () => {
      while (going.size > 0) await Promise.all(going);
    },
  };
}
