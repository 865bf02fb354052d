import { OpsError } from '../errors.ts';
import type { HostProgress, Run } from '../runs/types.ts';
import { runHook } from './hooks.ts';
import { inParallel } from './parallel.ts';
import type { OneHost, Rollout } from './rollout.ts';
import type { Step } from './types.ts';
import { verifyRelease } from './verify.ts';

const width = 20;
const minutes = 60_000;
const touching: readonly Step[] = ['stop', 'switch', 'start', 'verify', 'mark-good', 'prune'];

/** Whether a run changed what a host runs, or may have: a step from `stop` on was begun there. */
export function touched(run: Run, name: string): boolean {
  const host = run.hosts[name];
  if (!host) return false;
  if (host.phase === 'undo') return true;
  return [...host.done.forward, ...(host.step ? [host.step] : [])].some((step) => touching.includes(step));
}

type Chosen = (run: Run) => Readonly<Record<string, HostProgress | undefined>>;

/** Brings every touched one of the chosen hosts back to the release it ran before, batch by batch. */
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

const undoSteps = ['hash', 'stop', 'switch', 'start', 'verify'] as const;

async function undoHost(rollout: Rollout, host: OneHost): Promise<void> {
  const left = undoSteps.filter((step) => !host.progress().done.undo.includes(step));
  for (const step of left) {
    if (rollout.context.stopping.aborted) return;
    try {
      await host.step('undo', step, async () => {
        // A step whose connection was lost may still be running there: it ends before anything is brought back.
        if (step === left[0]) await host.takeOver();
        await backward[step](rollout, host);
      });
    } catch (error) {
      return rollout.failed(host, 'undo', step, error);
    }
  }
  await rollout.context.record({ type: 'host-ended', host: host.name, state: 'undone' });
}

const backward: Readonly<Record<(typeof undoSteps)[number], (rollout: Rollout, host: OneHost) => Promise<void>>> = {
  hash: async (_rollout, host) => {
    const { undo } = host.plan;
    if (undo)
      await host.act('undo', 'hash', { call: ['do_hash', undo.name, undo.seal, 'listed'], timeout: 30 * minutes });
  },
  stop: async (rollout, host) => {
    const { target, spec } = host.plan;
    if (!target || !startWasTried(host)) return;
    // A release that does not even stop is the more reason to bring back the old one; its verification decides.
    await runHook(rollout, host, 'undo', 'stop', target, spec).catch((error) => stopFailed(rollout, error));
  },
  switch: async (rollout, host) => {
    const wanted = host.plan.undo?.name ?? '-';
    const now = await currentOn(host);
    if (now === wanted) return;
    const target = host.plan.target?.name ?? '-';
    if (now !== target) throw somethingElse(host, now);
    const how = rollout.plan.kind === 'deploy' ? 'undeploy' : 'back';
    await host.act('undo', 'switch', { call: ['do_switch', target, wanted, how], timeout: 2 * minutes });
  },
  start: async (rollout, host) => {
    const { undo } = host.plan;
    if (undo) await runHook(rollout, host, 'undo', 'start', undo, await host.specOf(undo), host.plan.target?.name);
  },
  verify: async (rollout, host) => {
    const { undo } = host.plan;
    if (undo) await verifyRelease(rollout, host, 'undo', undo, await host.specOf(undo));
  },
};

async function stopFailed(rollout: Rollout, error: unknown): Promise<void> {
  if (!(error instanceof OpsError) || !['hook-failed', 'step-timeout'].includes(error.code)) throw error;
  const text = {
    en: `${error.text.en}\nThe undo went on without it: see that nothing of the bad release still runs there.`,
    zh: `${error.text.zh}\n撤销已继续进行：请确认该主机上没有残留的问题版本进程。`,
  };
  await rollout.context.record({ type: 'warned', text });
}

function startWasTried(host: OneHost): boolean {
  const { done, step, phase } = host.progress();
  return done.forward.includes('switch') || (phase === 'forward' && step === 'start');
}

async function currentOn(host: OneHost): Promise<string> {
  const { current } = await host.seen('again');
  if (current === null) return '-';
  return 'release' in current ? current.release : current.foreign;
}

function somethingElse(host: OneHost, now: string): OpsError {
  return new OpsError('current-moved', {
    en: `${host.name}: current is ${now}, which this run did not put there, so it is left alone. Look at the host.`,
    zh: `${host.name}：current 为 ${now}，不是本次任务切换的，因此不做改动。请检查该主机。`,
  });
}
