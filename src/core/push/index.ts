import { explain, OpsError } from '../errors.ts';
import type { Clock } from '../io/clock.ts';
import { executeJob } from '../rollout/execute.ts';
import { recoverJob } from '../rollout/recover.ts';
import type { Job } from '../rollout/types.ts';
import type { ExecuteContext, Run, RunKind } from '../runs/types.ts';
import { difference } from './moved.ts';
import { makePlan, type PlanDeps } from './plan.ts';
import type { PushPlan } from './types.ts';

export interface PushDeps extends Omit<PlanDeps, 'unseen'> {
  readonly clock: Clock;
  /** After a push: what is known of what hosts have is brought up to date. */
  readonly tidy: (run: Run, plan: PushPlan) => Promise<void>;
}

/** Pushes of configs as a kind of run. */
export function createPushes(deps: PushDeps): RunKind {
  return {
    plan: (run, { warn = () => {} }) => makePlan(run, deps, warn),
    moved: (run) => moved(run, deps),
    execute: (run, context) => executeJob(jobOf(deps, run, context)),
    recover: (run, context) => recoverJob(jobOf(deps, run, context)),
  };
}

/** Plans again and compares; what cannot be planned at all any more has moved too. */
async function moved(run: Run, deps: PushDeps) {
  const unseen = new Set<string>();
  try {
    return difference(planOf(run), await makePlan(run, { ...deps, unseen }, () => {}), unseen);
  } catch (error) {
    if (error instanceof OpsError && error.code === 'nothing-seen') return undefined;
    return explain(error);
  }
}

function jobOf(deps: PushDeps, run: Run, context: ExecuteContext): Job<PushPlan> {
  const plan = planOf(run);
  return {
    ...{ plan, context, clock: deps.clock },
    open: (name) => {
      const host = plan.hosts[name];
      if (!host) throw new Error(`the plan has no host ${name}`);
      return deps.ways[host.how].work({ plan, context }, name);
    },
    tidy: { work: () => deps.tidy(context.run(), plan), failed: notTidied },
  };
}

const notTidied = {
  en: 'What is kept of the hosts’ running configs could not be brought up to date; /collect … --what config does.',
  zh: '未能更新已保存的运行配置；可用 /collect … --what config 更新。',
};

function planOf(run: Run): PushPlan {
  if (run.plan?.kind !== 'push') throw new Error(`run ${run.id} has no plan of a push`);
  return run.plan;
}
