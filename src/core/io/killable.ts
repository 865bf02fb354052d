import { Worker } from 'node:worker_threads';
import { type Clock, systemClock } from './clock.ts';

/** Work in a thread of its own that is ended where it takes too long, even in the middle of an expression. */
export interface Killable<In, Out> {
  /**
   * Resolves with the thread's answer. Jobs are done one after another; `ms` counts from when this one begins.
   * Rejects with `late()` when it took longer (the thread is ended, the next job gets a new one), with what ended
   * the thread, or with the signal's reason where that aborts before the job begins.
   */
  run(job: In, ms: number, late: () => Error, signal?: AbortSignal): Promise<Out>;
  /** Ends the thread. A job under way is rejected; one that comes later starts a thread again. */
  close(): Promise<void>;
}

/** Bytes of JavaScript objects that a thread may hold, in MB. */
const memory = 1024;

/**
 * A thread that runs `entry`: a file that posts one message when it is ready, then one for each that it gets. It is
 * started for the first job and kept; it does not keep the process alive while it has nothing to do. A thread is no
 * sandbox: it may read and write what this process may.
 */
export function createKillable<In, Out>(entry: URL, clock: Clock = systemClock()): Killable<In, Out> {
  let worker: Worker | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  const ready = async (): Promise<Worker> => {
    if (worker) return worker;
    const made = new Worker(entry, { env: {}, resourceLimits: { maxOldGenerationSizeMb: memory } });
    worker = made;
    made.once('exit', () => {
      if (worker === made) worker = undefined;
    });
    await nextMessage(made);
    return made;
  };
  const close = async () => {
    const ending = worker;
    worker = undefined;
    await ending?.terminate();
  };
  const work = async (job: In, ms: number, late: () => Error): Promise<Out> => {
    const { promise: tooLate, reject } = Promise.withResolvers<never>();
    try {
      const running = await ready();
      const stop = clock.after(ms, () => reject(late()));
      const answer = nextMessage<Out>(running);
      running.postMessage(job);
      return await Promise.race([answer, tooLate]).finally(stop);
    } catch (error) {
      await close();
      throw error;
    }
  };
  return {
    run: (job, ms, late, signal) => {
      const result = queue.then(() => {
        signal?.throwIfAborted();
        return work(job, ms, late);
      });
      queue = result.catch(() => undefined);
      return result;
    },
    close,
  };
}

/** What the thread posts next; until then it keeps the process alive. Rejects with what ended the thread. */
function nextMessage<T>(worker: Worker): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const ended = () => reject(new Error('the thread has ended'));
  worker.ref();
  worker.once('message', resolve).once('error', reject).once('exit', ended);
  const settled = () => {
    worker.unref();
    worker.off('message', resolve).off('error', reject).off('exit', ended);
  };
  promise.then(settled, settled);
  return promise;
}
