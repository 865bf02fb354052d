import type { StepOutcome } from '../agent/session.ts';
import { OpsError } from '../errors.ts';
import type { HostWork } from '../rollout/types.ts';
import type { Step } from '../runs/plan.ts';
import type { Text } from '../text.ts';
import { createOneHost, type Deploying, type OneHost } from './one-host.ts';
import { forward, forwardSteps } from './steps.ts';
import { backward, undoSteps } from './undo-steps.ts';

/** What a deploy or rollback does to one of its hosts. */
export function deployWork(deploying: Deploying, name: string): HostWork {
  const host = createOneHost(deploying, name);
  const [ahead, back] = [new Map(Object.entries(forward)), new Map(Object.entries(backward))];
  return {
    ...host,
    steps: forwardSteps(deploying.plan),
    undoSteps,
    forward: (step) => (step === 'preflight' ? preflight(host) : done(ahead.get(step), step)(deploying, host)),
    backward: (step) => done(back.get(step), step)(deploying, host),
    recover: (progress) =>
      host.recover(progress, {
        again: (step) => step === 'verify' || step === 'transfer',
        doubt: (step, code) => doubt(host, step, code),
      }),
  };
}

function done<T>(work: T | undefined, step: Step): T {
  if (work) return work;
  throw new Error(`a deploy has no step ${step}`);
}

/** Reachable, its key, login, become, space, tools, what it runs, and its lease, which is taken. */
async function preflight(host: OneHost): Promise<void> {
  const state = await host.seen('again');
  const found = currentOf(state.current);
  const planned = host.plan.current?.name ?? '-';
  const seal = state.releases.find((release) => release.name === found)?.seal;
  if (found !== planned || seal !== host.plan.current?.seal) throw worldMoved(host, planned, found);
  await host.begin();
}

function currentOf(current: Awaited<ReturnType<OneHost['seen']>>['current']): string {
  return current === null ? '-' : 'release' in current ? current.release : current.foreign;
}

async function doubt(host: OneHost, step: Step, code: StepOutcome['code']): Promise<Text> {
  const now = currentOf((await host.seen('again')).current);
  return {
    en: `${host.name}: ${step} was under way and its end is not known (${code}). current is ${now}, not verified by this run.`,
    zh: `${host.name}：步骤 ${step} 执行中，结果未知（${code}）。current 为 ${now}，本次任务尚未验证。`,
  };
}

function worldMoved(host: OneHost, planned: string, found: string): OpsError {
  return new OpsError('world-moved', {
    en: `${host.name}: runs ${found} now, but the plan was made when it ran ${planned}. It was not touched; ask for a new plan.`,
    zh: `${host.name}：当前运行 ${found}，而计划生成时运行的是 ${planned}。未做更改，请重新申请。`,
  });
}
