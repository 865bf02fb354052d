import { explain } from '../errors.ts';
import { ask } from './asking.ts';
import type { Engine } from './engine.ts';
import { activeRun } from './engine.ts';
import { isUnwritable, journalPause, patiently } from './patiently.ts';
import { perform } from './perform.ts';
import { getReady } from './ready.ts';
import { createResources } from './resources.ts';

/** Begins to carry out a queued run in the background: when its locks and a place are free, and all still holds. */
export function enqueue(engine: Engine, id: string): void {
  engine.jobs.start(id, (signal) => untilItCounts(engine, id, signal));
}

/**
 * Takes up a run that was executing when the bot stopped. Its locks are taken at once (nothing else has begun yet) and
 * held while it is found out what became of it.
 */
export async function resume(engine: Engine, id: string): Promise<void> {
  const run = activeRun(engine, id);
  const resources = createResources(engine, run);
  await resources.retake(engine.stopping);
  engine.jobs.start(id, async () => {
    try {
      await perform(engine, id, resources, run.state === 'waiting' ? 'execute' : 'recover');
    } finally {
      resources.release();
    }
  });
}

async function untilItCounts(engine: Engine, id: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    try {
      return await carryOut(engine, id, signal);
    } catch (error) {
      if (signal.aborted) return;
      if (!isUnwritable(error)) return giveUp(engine, id, error);
      await engine.clock.sleep(journalPause, signal).catch(() => {});
      if (signal.aborted) return;
    }
  }
}

async function carryOut(engine: Engine, id: string, signal: AbortSignal): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    await askIfPlanned(engine, id);
    const run = engine.store.peek(id);
    if (run?.state !== 'queued') return;
    const resources = createResources(engine, run);
    try {
      await resources.take(signal);
      const ready = await getReady(engine, id, attempt, signal);
      if (ready === 'start') await perform(engine, id, resources, 'execute');
      if (ready !== 'again') return;
    } finally {
      resources.release();
    }
  }
}

/** A run that was planned again when the journal failed still has to ask. */
async function askIfPlanned(engine: Engine, id: string): Promise<void> {
  await engine.serial(id, async () => {
    if (engine.store.peek(id)?.state === 'planned') await ask(engine, id);
  });
}

/** Something unforeseen before it started: nothing was touched. */
async function giveUp(engine: Engine, id: string, error: unknown): Promise<void> {
  engine.log.error({ err: error, run: id }, 'a run could not be started');
  await patiently(engine, () =>
    engine.serial(id, async () => {
      if (engine.store.peek(id)?.state !== 'queued') return;
      await engine.ledger.record(id, { type: 'ended', state: 'refused', why: explain(error) });
    }),
  );
}
