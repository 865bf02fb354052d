import { inAnyGroup, may } from '../access/access.ts';
import type { Person } from '../access/people.ts';
import { environmentsOf } from '../inventory/environments.ts';
import type { Environment, Policy, Settings } from '../settings/types.ts';
import type { Run } from './types.ts';

/** The command whose right a run needs; what follows an interrupted run needs the right to do what that did. */
export function commandOf(kind: Run['kind'], request: Run['request']): string {
  if (request.follows !== undefined) return commandOn(kind);
  if (kind === 'push') return request.push?.back ? 'rollback' : 'config';
  return kind;
}

/** The command whose right it needs to go on with a run, or to take it back. */
export function commandOn(kind: Run['kind']): string {
  return kind === 'push' ? 'config' : 'deploy';
}

/**
 * The environments whose rules a run comes under: those of its plan, and those that its hosts belong to now. Before
 * there is a plan, the one it was asked for.
 */
export function environmentsUnder(run: Run, settings: Settings): readonly string[] {
  if (!run.plan) return [run.request.environment];
  const now = Object.keys(run.plan.hosts).flatMap((host) => environmentsOf(settings, host));
  return [...new Set([run.request.environment, ...run.plan.environments, ...now])];
}

/**
 * The policies that a run's approvals must satisfy, each of them: the one its plan was made under, and those in force
 * now, so that the stricter counts. An environment that no longer provides for emergencies asks as for any other run.
 */
export function policiesOf(run: Run, settings: Settings): readonly Policy[] {
  const now = environmentsUnder(run, settings).flatMap((name) => {
    const environment = Object.hasOwn(settings.environments, name) ? settings.environments[name] : undefined;
    return environment ? [policyIn(environment, run)] : [];
  });
  return run.plan ? [run.plan.policy, ...now] : now;
}

/** The policy of an environment for this kind of run. */
export function policyIn(environment: Environment, run: Pick<Run, 'kind' | 'request'>): Policy {
  if (run.request.emergency && environment.emergency) return environment.emergency;
  const isBack = run.kind === 'rollback' || run.request.push?.back === true;
  return isBack ? environment.rollback : environment.approval;
}

/** How long a run may wait for its approvals, in ms: the shortest of its policies. */
export function patience(policies: readonly Policy[]): number {
  return Math.min(...policies.map((policy) => policy.expires));
}

/** Whether somebody is in a group that one of the policies asks. */
export function isAsked(settings: Settings, policies: readonly Policy[], user: string): boolean {
  return policies.some((policy) => policy.required > 0 && inAnyGroup(settings.access, user, policy.from));
}

/** How many approvals are missing, and of which groups. The requester's own never counts. */
export function missingOf(run: Run, settings: Settings): Missing {
  return missingIn(policiesOf(run, settings), run, settings);
}

/** How many approvals some policies still lack. */
export interface Missing {
  readonly count: number;
  readonly groups: readonly string[];
}

/** The same for anything that these policies ask approval for. */
export function missingIn(
  policies: readonly Policy[],
  { requester, approvals }: Pick<Run, 'requester'> & { readonly approvals: readonly { readonly by: string }[] },
  settings: Settings,
): Missing {
  const open = policies.flatMap((policy) => {
    const agreed = approvals.filter(({ by }) => by !== requester && inAnyGroup(settings.access, by, policy.from));
    const count = policy.required - agreed.length;
    return count > 0 ? [{ count, groups: policy.from }] : [];
  });
  return {
    count: Math.max(0, ...open.map((one) => one.count)),
    groups: [...new Set(open.flatMap((one) => one.groups))],
  };
}

/** Whether somebody may use a command in an environment; in one that does not exist, whether they may use it at all. */
export function mayIn(settings: Settings, user: string, command: string, environment: string): boolean {
  const known = Object.hasOwn(settings.environments, environment);
  return may(settings.access, user, command, known ? environment : undefined);
}

/** Whether a person's word counts: a member of this workspace who is active and human, and no guest. */
export function counts(person: Person): boolean {
  return person.active && !person.bot && !person.guest && !person.foreign;
}
