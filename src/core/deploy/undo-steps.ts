import { OpsError } from '../errors.ts';
import { runHook } from './hooks.ts';
import type { Deploying, OneHost } from './one-host.ts';
import { verifyRelease } from './verify.ts';

const minutes = 60_000;

/** What brings a host back to the release it ran before, in order. */
export const undoSteps = ['hash', 'stop', 'switch', 'start', 'verify'] as const;

type UndoStep = (typeof undoSteps)[number];

/** How each step of an undo is done. */
export const backward: Readonly<Record<UndoStep, (deploying: Deploying, host: OneHost) => Promise<void>>> = {
  hash: async (_deploying, host) => {
    const { undo } = host.plan;
    if (undo)
      await host.act('undo', 'hash', { call: ['do_hash', undo.name, undo.seal, 'listed'], timeout: 30 * minutes });
  },
  stop: async (deploying, host) => {
    const { target, spec } = host.plan;
    if (!target || !startWasTried(host)) return;
    // A release that does not even stop is the more reason to bring back the old one; its verification decides.
    await runHook(deploying, host, 'undo', 'stop', target, spec).catch((error) => stopFailed(deploying, error));
  },
  switch: async (deploying, host) => {
    const wanted = host.plan.undo?.name ?? '-';
    const now = await currentOn(host);
    if (now === wanted) return;
    const target = host.plan.target?.name ?? '-';
    if (now !== target) throw somethingElse(host, now);
    const how = deploying.plan.kind === 'deploy' ? 'undeploy' : 'back';
    await host.act('undo', 'switch', { call: ['do_switch', target, wanted, how], timeout: 2 * minutes });
  },
  start: async (deploying, host) => {
    const { undo } = host.plan;
    if (undo) await runHook(deploying, host, 'undo', 'start', undo, await host.specOf(undo), host.plan.target?.name);
  },
  verify: async (deploying, host) => {
    const { undo } = host.plan;
    if (undo) await verifyRelease(deploying, host, 'undo', undo, await host.specOf(undo));
  },
};

async function stopFailed(deploying: Deploying, error: unknown): Promise<void> {
  if (!(error instanceof OpsError) || !['hook-failed', 'step-timeout'].includes(error.code)) throw error;
  const text = {
    en: `${error.text.en}\nThe undo went on without it: see that nothing of the bad release still runs there.`,
    zh: `${error.text.zh}\n撤销已继续进行：请确认该主机上没有残留的问题版本进程。`,
  };
  await deploying.context.record({ type: 'warned', text });
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
