import { explain, OpsError } from '../errors.ts';
import type { Clock } from '../io/clock.ts';
import { executeJob } from '../rollout/execute.ts';
import { inParallel } from '../rollout/parallel.ts';
import { recoverJob } from '../rollout/recover.ts';
import type { Job } from '../rollout/types.ts';
import type { Journal } from '../runs/events.ts';
import type { ExecuteContext, Run, RunKind } from '../runs/types.ts';
import { type Adoption, adoptHost } from './adopt.ts';
import { type HostHistory, hostHistory } from './history.ts';
import { difference } from './moved.ts';
import type { DeployingDeps } from './one-host.ts';
import { makePlan, type PlanDeps } from './plan/index.ts';
import { appNamed, scopeOf } from './plan/scope.ts';
import type { DeployPlan } from './types.ts';
import { deployWork } from './work.ts';

export type DeployDeps = Omit<PlanDeps, 'unseen'> &
  DeployingDeps & {
    readonly clock: Clock;
    readonly journal: Pick<Journal, 'append'>;
  };

/** Deploys and rollbacks: how such runs are planned and done, and what else `/deploy` offers. */
export interface Deploys {
  readonly kinds: Readonly<Record<'deploy' | 'rollback', RunKind>>;
  /** The versions of an app that can be deployed, newest first. */
  versions(app: string): Promise<readonly string[]>;
  /** The releases kept on each host of an environment, in inventory order. */
  history(app: string, environment: string): Promise<readonly HostHistory[]>;
  /** Takes over what `current` points to on the hosts of an environment, on behalf of `by`; see adopt.ts. */
  adopt(app: string, environment: string, by: string, options: { dryRun: boolean }): Promise<readonly Adoption[]>;
}

const width = 10;

/** The one way to deploys and rollbacks. */
export function createDeploys(deps: DeployDeps): Deploys {
  const kind: RunKind = {
    plan: (run, context) => makePlan(run, deps, context),
    moved: (run, { signal }) => moved(run, deps, signal),
    execute: (run, context) => executeJob(jobOf(deps, run, context)),
    recover: (run, context) => recoverJob(jobOf(deps, run, context)),
  };
  const scope = (app: string, environment: string) =>
    scopeOf({ kind: 'deploy', request: { app, environment } }, deps.settings.current());
  return {
    kinds: { deploy: kind, rollback: kind },
    versions: async (app) => deps.artifacts.versions(appNamed(deps.settings.current(), app), { env: deps.env }),
    history: async (app, environment) => {
      const { hosts, app: known } = scope(app, environment);
      return inParallel(hosts, width, (host) => hostHistory(deps.fleet, known, host));
    },
    adopt: async (app, environment, by, { dryRun }) => {
      const { hosts, app: known } = scope(app, environment);
      const id = deps.clock.now().toString(36);
      const record = async (host: string, release: string) => {
        await deps.journal.append({ type: 'adopted', app, environment, host, by, release });
      };
      return inParallel(hosts, width, (host) => adoptHost({ ...deps, record }, known, host, id, dryRun));
    },
  };
}

/** Plans again and compares; what cannot be planned at all any more has moved too. */
async function moved(run: Run, deps: DeployDeps, signal: AbortSignal) {
  const unseen = new Set<string>();
  try {
    return difference(planOf(run), await makePlan(run, { ...deps, unseen }, { signal }), unseen);
  } catch (error) {
    if (error instanceof OpsError && error.code === 'nothing-seen') return undefined;
    return explain(error);
  }
}

function jobOf(deps: DeployDeps, run: Run, context: ExecuteContext): Job<DeployPlan> {
  const plan = planOf(run);
  const { artifact } = plan;
  const deploying = { ...deps, plan, context, run: context.run };
  return {
    ...{ plan, context, clock: deps.clock },
    open: (name) => deployWork(deploying, name),
    ...(artifact && { begin: () => deps.artifacts.check(artifact.hash) }),
    tidy: { work: () => deps.kept.prune(), failed: notPruned },
  };
}

const notPruned = {
  en: 'Artifacts that are no longer of use could not be deleted; the next run tries again.',
  zh: '未能删除不再使用的制品，下次执行时会重试。',
};

function planOf(run: Run): DeployPlan {
  if (!run.plan || run.plan.kind === 'push') throw new Error(`run ${run.id} has no plan`);
  return run.plan;
}
