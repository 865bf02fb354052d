import { atTime } from './deadline.ts';
import type { Engine } from './engine.ts';
import { activeRun } from './engine.ts';
import type { Resources } from './resources.ts';
import type { ExecuteContext } from './types.ts';

type Outcome = Awaited<ReturnType<ExecuteContext['wait']>>;

/**
 * What `ExecuteContext.wait` does for one run: puts the wait on record (unless it is there from before a restart),
 * gives hosts and place back while it lasts, and takes them again before the run goes on.
 */
export function createWait(engine: Engine, id: string, resources: Resources): ExecuteContext['wait'] {
  return async (until, { timeMeans }) => {
    if (activeRun(engine, id).state !== 'waiting') {
      await engine.ledger.record(id, { type: 'waiting', expiresAt: until });
    }
    resources.park();
    const outcome = await firstToHappen(engine, id, until, timeMeans);
    if (outcome === 'stopping') return outcome;
    try {
      await resources.unpark(engine.stopping);
      return outcome;
    } catch (error) {
      if (engine.stopping.aborted) return 'stopping';
      throw error;
    }
  };
}

async function firstToHappen(
  engine: Engine,
  id: string,
  until: number,
  timeMeans: 'continue' | 'expire',
): Promise<Outcome> {
  const { promise, resolve, reject } = Promise.withResolvers<Outcome>();
  const timeIsUp = () => {
    engine.serial(id, () => decideByTime(engine, id, timeMeans)).then(resolve, reject);
  };
  const stopping = () => resolve('stopping');
  const stopListening = engine.ledger.subscribe((run, event) => {
    if (run.id !== id) return;
    if (event.type === 'continued') resolve('continue');
    if (event.type === 'cancel-requested') resolve('cancelled');
  });
  engine.stopping.addEventListener('abort', stopping, { once: true });
  const stopClock = atTime(engine.clock, until, timeIsUp);
  try {
    if (engine.stopping.aborted) return 'stopping';
    if (activeRun(engine, id).cancel) return 'cancelled';
    return await promise;
  } finally {
    stopListening();
    stopClock();
    engine.stopping.removeEventListener('abort', stopping);
  }
}

/** In the run's turn, so that a click just before the time counts and one after it does not. */
async function decideByTime(engine: Engine, id: string, timeMeans: 'continue' | 'expire'): Promise<Outcome> {
  const run = activeRun(engine, id);
  if (run.cancel) return 'cancelled';
  if (run.state !== 'waiting') return 'continue';
  if (timeMeans === 'expire') return 'expired';
  await engine.ledger.record(id, { type: 'continued', by: 'clock' });
  return 'continue';
}
