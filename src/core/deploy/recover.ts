import { explain } from '../errors.ts';
import type { Ending, ExecuteContext, HostProgress, Run } from '../runs/types.ts';
import type { Text } from '../text.ts';
import { carryOn } from './execute.ts';
import { failedStep } from './failures.ts';
import type { StepOutcome } from './host/session.ts';
import { settle } from './host/settle.ts';
import { inParallel } from './parallel.ts';
import type { OneHost, Rollout, RolloutDeps } from './rollout.ts';
import { createRollout } from './rollout.ts';
import type { Plan } from './types.ts';

const width = 20;

/**
 * After a restart: finds out on the hosts what became of the steps that were under way, waiting for those that still
 * run. Where every one's end is known and the approval's time is not over, the run goes on from there; otherwise it
 * ends `interrupted`, saying which host is in doubt.
 */
export async function recoverPlan(deps: RolloutDeps, plan: Plan, context: ExecuteContext): Promise<Ending> {
  const rollout = createRollout(deps, plan, context);
  const names = plan.batches.flat().filter((name) => rollout.host(name).progress().startedAt !== undefined);
  const doubts = (await inParallel(names, width, (name) => clear(rollout, rollout.host(name)))).filter(
    (one) => one !== undefined,
  );
  if (context.stopping.aborted) return leave(rollout);
  const late = deps.clock.now() - lastSign(context.run()) > plan.policy.expires;
  if (doubts.length === 0 && !late) return carryOn(deps, rollout);
  await rollout.close();
  return { state: 'interrupted', why: interrupted(doubts, late) };
}

/** When the run was last known to do something, in ms since the epoch. */
function lastSign(run: Run): number {
  const times = Object.values(run.hosts).flatMap(({ startedAt, endedAt }) => [startedAt ?? 0, endedAt ?? 0]);
  return Math.max(run.startedAt ?? 0, ...times);
}

function leave(rollout: Rollout): Ending {
  rollout.abandon();
  return { state: 'leaving' };
}

function underWay(progress: HostProgress): boolean {
  return progress.state === 'working' && progress.step !== undefined && progress.step !== 'preflight';
}

/** Settles one host, also one that was done with, for its lease; what remains in doubt there, or undefined. */
async function clear(rollout: Rollout, host: OneHost): Promise<Text | undefined> {
  try {
    await host.session.prepare();
    await settle(host.session, rollout.clock, await host.session.takeLease('again'));
    if (!underWay(host.progress())) return undefined;
    const { phase, step } = host.progress();
    const found = endOf(await host.session.records(), `${phase}-${step}.`);
    return await conclude(rollout, host, found);
  } catch (error) {
    if (!underWay(host.progress())) return undefined;
    const text = explain(error);
    return { en: `${host.name}: ${text.en}`, zh: `${host.name}：${text.zh}` };
  }
}

/** What the host has on record of a step, under whichever lease it was started. */
function endOf(records: ReadonlyMap<string, StepOutcome['code']>, prefix: string): StepOutcome['code'] {
  const codes = [...records].filter(([name]) => name.startsWith(prefix)).map(([, code]) => code);
  if (codes.includes(0)) return 0;
  return codes.find((code) => code !== 'starting' && code !== 'absent') ?? 'absent';
}

const transferCut = 75;

async function conclude(rollout: Rollout, host: OneHost, code: StepOutcome['code']): Promise<Text | undefined> {
  const { phase, step } = host.progress();
  if (!step || code === 'absent' || code === 'refused' || step === 'verify') return undefined;
  if (step === 'transfer' && code !== 0) return undefined;
  if (code === 0) {
    await rollout.context.record({ type: 'step-ended', host: host.name, step, phase });
    return undefined;
  }
  if (typeof code === 'number' && code !== transferCut) {
    await rollout.failed(
      host,
      phase,
      step,
      failedStep(host.name, rollout.plan.app, step, undefined, { timeout: 0 }, { code, output: '' }),
    );
    return undefined;
  }
  return doubt(host, step, code);
}

async function doubt(host: OneHost, step: string, code: StepOutcome['code']): Promise<Text> {
  const { current } = await host.seen('again');
  const now = current === null ? '-' : 'release' in current ? current.release : current.foreign;
  return {
    en: `${host.name}: ${step} was under way and its end is not known (${code}). current is ${now}, not verified by this run.`,
    zh: `${host.name}：步骤 ${step} 执行中，结果未知（${code}）。current 为 ${now}，本次任务尚未验证。`,
  };
}

function interrupted(doubts: readonly Text[], late: boolean): Text {
  const time = {
    en: 'The bot was away for longer than the approval holds.',
    zh: '机器人离线时间超过了审批的有效期。',
  };
  const all = [...(late ? [time] : []), ...doubts];
  return {
    en: ['The bot was restarted in the middle of this run.', ...all.map((text) => text.en)].join('\n'),
    zh: ['机器人在执行过程中重启。', ...all.map((text) => text.zh)].join('\n'),
  };
}
