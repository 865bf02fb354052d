import { explain, OpsError } from '../errors.ts';
import type { Clock } from '../io/clock.ts';
import type { Run, RunKind } from '../runs/types.ts';
import { type Adopted, adoptHost } from './adopt.ts';
import { executePlan } from './execute.ts';
import { difference } from './moved.ts';
import { inParallel } from './parallel.ts';
import { makePlan, type PlanDeps } from './plan/index.ts';
import { appNamed, scopeOf } from './plan/scope.ts';
import { recoverPlan } from './recover.ts';
import type { RolloutDeps } from './rollout.ts';
import type { Plan } from './types.ts';

export type DeployDeps = Omit<PlanDeps, 'unseen'> & RolloutDeps & { readonly clock: Clock };

/** Deploys and rollbacks: how such runs are planned and done, and what else `/deploy` offers. */
export interface Deploys {
  readonly kinds: Readonly<Record<Run['kind'], RunKind>>;
  /** The versions of an app that can be deployed, newest first. */
  versions(app: string): Promise<readonly string[]>;
  /** Takes over what `current` points to on the hosts of an environment; see adopt.ts. */
  adopt(app: string, environment: string, id: string, dryRun: boolean): Promise<readonly Adopted[]>;
}

/** The one way to deploys and rollbacks. */
export function createDeploys(deps: DeployDeps): Deploys {
  const kind: RunKind = {
    plan: (run, { signal }) => makePlan(run, deps, signal),
    moved: (run, { signal }) => moved(run, deps, signal),
    execute: (run, context) => executePlan(deps, planOf(run), context),
    recover: (run, context) => recoverPlan(deps, planOf(run), context),
  };
  return {
    kinds: { deploy: kind, rollback: kind },
    versions: async (app) => deps.artifacts.versions(appNamed(deps.settings.current(), app)),
    adopt: async (app, environment, id, dryRun) => {
      const request = { app, environment };
      const scope = scopeOf({ kind: 'deploy', request }, deps.settings.current());
      return inParallel(scope.hosts, 10, (host) => adoptHost(deps, scope.app, host, id, dryRun));
    },
  };
}

/** Plans again and compares; what cannot be planned at all any more has moved too. */
async function moved(run: Run, deps: DeployDeps, signal: AbortSignal) {
  const unseen = new Set<string>();
  try {
    return difference(planOf(run), await makePlan(run, { ...deps, unseen }, signal), unseen);
  } catch (error) {
    if (error instanceof OpsError && error.code === 'nothing-seen') return undefined;
    return explain(error);
  }
}

function planOf(run: Run): Plan {
  if (!run.plan) throw new Error(`run ${run.id} has no plan`);
  return run.plan;
}
