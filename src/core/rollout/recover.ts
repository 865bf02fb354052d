import { explain } from '../errors.ts';
import type { Ending, HostProgress, Run } from '../runs/types.ts';
import type { Text } from '../text.ts';
import { carryOn } from './execute.ts';
import { inParallel } from './parallel.ts';
import { createRollout } from './rollout.ts';
import type { Job, Rollout, RolloutHost } from './types.ts';

const width = 20;

/**
 * After a restart: finds out on the hosts what became of the steps that were under way, waiting for those that still
 * run. Where every one's end is known and the approval's time is not over, the run goes on from there; otherwise it
 * ends `interrupted`, saying which host is in doubt.
 */
export async function recoverJob(job: Job): Promise<Ending> {
  const { plan, context, clock } = job;
  const rollout = createRollout(job);
  const names = plan.batches.flat().filter((name) => rollout.host(name).progress().startedAt !== undefined);
  const doubts = (await inParallel(names, width, (name) => clear(rollout, rollout.host(name)))).filter(
    (one) => one !== undefined,
  );
  if (context.stopping.aborted) return leave(rollout);
  const late = clock.now() - lastSign(context.run()) > plan.policy.expires;
  if (doubts.length === 0 && !late) return carryOn(job, rollout);
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

/** Whether a step was begun and not ended that may have done something. */
function underWay(progress: HostProgress): boolean {
  return progress.state === 'working' && progress.step !== undefined && progress.step !== 'preflight';
}

/** Settles one host, also one that was done with; what remains in doubt there, or undefined. */
async function clear(rollout: Rollout, host: RolloutHost): Promise<Text | undefined> {
  const progress = host.progress();
  const { phase, step } = progress;
  try {
    const found = await host.work.recover(underWay(progress) ? progress : { ...progress, step: undefined });
    if (!underWay(progress) || !step || found.step === 'again') return undefined;
    if (found.step === 'in-doubt') return found.text;
    if (found.step === 'failed') await rollout.failed(host, phase, step, found.error);
    else await rollout.context.record({ type: 'step-ended', host: host.name, step, phase });
    return undefined;
  } catch (error) {
    if (!underWay(progress)) return undefined;
    const text = explain(error);
    return { en: `${host.name}: ${text.en}`, zh: `${host.name}：${text.zh}` };
  }
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
