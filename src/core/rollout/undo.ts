import type { HostProgress, Run } from '../runs/types.ts';
import { inParallel } from './parallel.ts';
import { touched } from './touched.ts';
import type { Rollout, RolloutHost } from './types.ts';

const width = 20;

type Chosen = (run: Run) => Readonly<Record<string, HostProgress | undefined>>;

/** Brings every touched one of the chosen hosts back to what it was before, batch by batch. */
export async function undoAll(rollout: Rollout, chosen: Chosen): Promise<void> {
  for (const batch of rollout.plan.batches) {
    const names = batch.filter((name) => {
      const host = chosen(rollout.run())[name];
      return host && touched(rollout.run(), name) && host.state !== 'undone' && host.state !== 'undo-failed';
    });
    await inParallel(names, width, (name) => undoHost(rollout, rollout.host(name)));
    if (rollout.context.stopping.aborted) return;
  }
}

async function undoHost(rollout: Rollout, host: RolloutHost): Promise<void> {
  const left = host.work.undoSteps.filter((step) => !host.progress().done.undo.includes(step));
  for (const step of left) {
    if (rollout.context.stopping.aborted) return;
    try {
      await host.step('undo', step, async () => {
        // A step whose connection was lost may still be running there: it ends before anything is brought back.
        if (step === left[0]) await host.work.takeOver();
        await host.work.backward(step);
      });
    } catch (error) {
      return rollout.failed(host, 'undo', step, error);
    }
  }
  await rollout.context.record({ type: 'host-ended', host: host.name, state: 'undone' });
}
