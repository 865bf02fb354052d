import type { Fleet } from '../../agent/fleet.ts';
import { OpsError } from '../../errors.ts';
import type { Run } from '../../runs/types.ts';
import type { Settings } from '../../settings/types.ts';
import { counted, type Text } from '../../text.ts';
import type { Artifacts } from '../artifact/index.ts';
import type { Artifact, DeployPlan } from '../types.ts';
import { deployPlan } from './deploy.ts';
import { lookAtAll, type Seen } from './look.ts';
import { rollbackPlan, undoPlan } from './rollback.ts';
import type { Scope } from './scope.ts';
import { scopeOf } from './scope.ts';

export interface PlanDeps {
  readonly settings: { current(): Settings };
  readonly artifacts: Artifacts;
  readonly fleet: Fleet;
  /** Given when a plan is looked at again: hosts that cannot be reached now are collected here, not an error. */
  readonly unseen?: Set<string>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The run that a request follows, to be undone or continued. */
  readonly runOf: (id: string) => Promise<Run | undefined>;
}

interface Planning {
  readonly signal: AbortSignal;
  readonly dryRun?: boolean;
  /** Hears what approvers should know beside the plan. */
  warn?(text: Text): void;
}

/**
 * Makes the plan a run asks for from what the hosts really run now. Changes nothing anywhere but the artifact store, and
 * with `dryRun` not that either.
 */
export async function makePlan(run: Run, deps: PlanDeps, planning: Planning): Promise<DeployPlan> {
  const { warn = () => {} } = planning;
  const scope = scopeOf(run, deps.settings.current());
  if (run.kind === 'rollback' && !scope.app.reversible) throw irreversible(scope);
  if (run.request.how === 'undo') return planUndo(run, scope, deps);
  if (run.kind === 'rollback') {
    const seen = await lookAtAll(deps.fleet, scope.app, scope.hosts, run.id, deps.unseen);
    return rollbackPlan(scope, seen, deps.artifacts, run.request.version);
  }
  const artifact = await artifactFor(run, scope, deps, { ...planning, warn });
  const seen = await lookAtAll(deps.fleet, scope.app, scope.hosts, run.id, deps.unseen);
  for (const one of seen) if (one.altered.length > 0) warn(alteredText(one));
  return deployPlan(run, scope, artifact, seen, deps.artifacts);
}

/** A planned run keeps its artifact; before that it is built, or found as it was recorded. */
async function artifactFor(run: Run, scope: Scope, deps: PlanDeps, planning: Planning): Promise<Artifact> {
  const planned = run.plan?.kind === 'deploy' ? run.plan.artifact : undefined;
  if (planned) {
    await deps.artifacts.check(planned.hash);
    const artifact = await deps.artifacts.get(planned.hash);
    // Another version may have been packed first from the same bytes.
    if (artifact && run.plan) return { ...artifact, app: run.plan.app, version: run.plan.version };
  }
  // What is shared between releases is not part of any.
  const app = { ...scope.app, exclude: [...scope.app.exclude, ...scope.app.shared.map((path) => `/${path}`)] };
  return deps.artifacts.build(app, run.request.version, { ...planning, env: deps.env, by: run.requester });
}

async function planUndo(run: Run, scope: Scope, deps: PlanDeps): Promise<DeployPlan> {
  const before = run.request.follows ? await deps.runOf(run.request.follows) : undefined;
  const plan = before?.plan;
  if (!plan || plan.kind === 'push')
    throw new OpsError('run-unknown', {
      en: 'The run to undo has no plan on record.',
      zh: '要撤销的任务没有计划记录。',
    });
  const targets = Object.fromEntries(
    Object.keys(plan.hosts)
      .filter((name) => before.hosts[name]?.startedAt !== undefined)
      .map((name) => [name, plan.hosts[name]?.undo ?? null]),
  );
  const hosts = scope.hosts.filter((host) => host.name in targets);
  const seen = await lookAtAll(deps.fleet, scope.app, hosts, run.id, deps.unseen);
  return undoPlan(scope, seen, deps.artifacts, targets);
}

function alteredText({ host, current, altered }: Seen): Text {
  const files = altered.slice(0, 3).join(', ');
  return {
    en: `${host.name}: ${counted(altered.length, 'file')} of ${current?.name} ${altered.length === 1 ? 'was' : 'were'} altered since the deploy (${files}). An undo cannot bring that release back.`,
    zh: `${host.name}：${current?.name} 有 ${altered.length} 个文件在部署后被改动（${files}），失败时无法撤销到该发布。`,
  };
}

function irreversible(scope: Scope): OpsError {
  return new OpsError('irreversible', {
    en: `${scope.app.name} is marked reversible: false, so it is not rolled back. Deploy a version that mends it.`,
    zh: `${scope.app.name} 标记为 reversible: false，不能回滚。请部署修复后的版本。`,
  });
}
