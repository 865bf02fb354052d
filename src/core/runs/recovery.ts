import { ask } from './asking.ts';
import { untouched } from './cancel.ts';
import { enqueue, resume } from './carry-out.ts';
import type { Engine } from './engine.ts';
import { missingOf } from './policies.ts';
import { stoppedWhilePlanning } from './prepare.ts';
import type { Run } from './types.ts';

/**
 * Takes up, after a start, every run that is not over: first those that were executing, so that they have their locks
 * before any other run begins.
 */
export async function recoverAll(engine: Engine): Promise<void> {
  const runs = engine.store.active();
  const started = runs.filter((run) => run.state === 'running' || run.state === 'waiting');
  for (const run of started) await resume(engine, run.id);
  for (const run of runs) if (!started.includes(run)) await recoverBefore(engine, run);
}

/** A run that had not started: nothing was touched. */
async function recoverBefore(engine: Engine, run: Run): Promise<void> {
  const { record } = engine.ledger;
  if (run.cancel) {
    await record(run.id, { type: 'ended', state: 'cancelled', why: untouched });
    return;
  }
  switch (run.state) {
    case 'preparing':
      await record(run.id, { type: 'ended', state: 'refused', why: stoppedWhilePlanning });
      return;
    case 'planned':
      if ((await ask(engine, run.id, run.askedAgain)) === 'queued') enqueue(engine, run.id);
      return;
    case 'awaiting-approval':
      // The last approval and `queued` are written together; a crash between them leaves the first alone.
      if (missingOf(run, engine.settings.current()).count > 0) return;
      await record(run.id, { type: 'queued' });
      enqueue(engine, run.id);
      return;
    case 'queued':
      enqueue(engine, run.id);
      return;
    default:
      return;
  }
}
