import { type Pins, pinnedError } from '../config/pins.ts';
import type { ConfigStore } from '../config/types.ts';
import { OpsError } from '../errors.ts';
import { environmentsOf } from '../inventory/environments.ts';
import type { Platform } from '../platforms/define.ts';
import { batches } from '../rollout/batches.ts';
import { lookAtAll } from '../rollout/look.ts';
import { checkApart, policyOver, strategyOf } from '../rollout/scope.ts';
import { touched } from '../rollout/touched.ts';
import type { Run } from '../runs/types.ts';
import type { Host, Settings, Strategy } from '../settings/types.ts';
import { counted, type Text } from '../text.ts';
import { type Looking, type PushHost, type PushPlan, pushedApp, type Wanted, type Way } from './types.ts';

export interface PlanDeps {
  readonly settings: { current(): Settings };
  readonly store: Pick<ConfigStore, 'read'>;
  readonly pins: Pick<Pins, 'of'>;
  readonly platforms: ReadonlyMap<string, Platform>;
  readonly ways: Readonly<Record<PushHost['how'], Way>>;
  readonly runOf: (id: string) => Promise<Run | undefined>;
  /** Given when a plan is looked at again: hosts that cannot be reached now are collected here, not an error. */
  readonly unseen?: Set<string>;
}

/**
 * Makes the plan of a push from what the hosts have now. Changes nothing. Errors: `host-unknown`, `config-unknown`,
 * `config-pinned`, `nothing-to-do`, what the ways find against it, one error for all hosts; those of `policyOver`.
 */
export async function makePlan(run: Run, deps: PlanDeps, warn: (text: Text) => void): Promise<PushPlan> {
  const followed = await followedBy(run, deps);
  if (followed && (run.request.how === 'undo' || followed.plan.undoes !== undefined))
    return undoPlan(run, followed, deps);
  const settings = deps.settings.current();
  const wanted = await wantedBy(run, deps);
  const hosts = [...wanted.keys()].map((name) => hostNamed(name, settings));
  checkApart(hosts);
  const planned = await planAll(hosts, wanted, run, deps, (name) => halfDone(followed, name));
  const left = hosts.filter(({ name }) => !planned.has(name) && !deps.unseen?.has(name)).map(({ name }) => name);
  if (planned.size === 0) throw nothingToDo(left);
  if (left.length > 0) warn(asTheyAre(left));
  return planOf(run, [...planned], settings);
}

function planOf(run: Run, hosts: readonly (readonly [string, PushHost])[], settings: Settings): PushPlan {
  const { request } = run;
  const names = hosts.map(([name]) => name);
  const environment = settings.environments[request.environment];
  if (!environment) throw environmentGone(request.environment);
  const all = names.flatMap((name) => environmentsOf(settings, name));
  const environments = [...new Set([environment.name, ...all])].toSorted();
  const strategy = strategyOf(environment, request);
  return {
    kind: 'push',
    app: pushedApp,
    environment: environment.name,
    environments,
    version: request.version ?? '',
    reversible: true,
    strategy,
    policy: policyOver(environments, run, settings),
    batches: batches(names, strategy),
    hosts: Object.fromEntries(hosts),
  };
}

/** The texts that each host is to have. Pinned configs are refused in another revision. */
async function wantedBy({ request }: Run, { store, pins }: PlanDeps): Promise<ReadonlyMap<string, readonly Wanted[]>> {
  const wanted = new Map<string, Wanted[]>();
  for (const { host, name, revision } of request.push?.configs ?? []) {
    const pin = pins.of({ host, name });
    const text = await store.read({ kind: 'intended', host, name }, revision);
    if (text === undefined) throw unknownConfig(`${host}/${name}`, revision);
    if (pin && (await store.read({ kind: 'intended', host, name }, pin.revision)) !== text) throw pinnedError(pin);
    wanted.set(host, [...(wanted.get(host) ?? []), { name, revision, text }]);
  }
  return wanted;
}

async function planAll(
  hosts: readonly Host[],
  wanted: ReadonlyMap<string, readonly Wanted[]>,
  run: Run,
  { ways, platforms, unseen }: PlanDeps,
  halfDone: (name: string) => Looking['halfDone'],
): Promise<ReadonlyMap<string, PushHost>> {
  const look = (host: Host) => {
    const how = platforms.get(host.platform)?.transport === 'exec' ? 'files' : 'device';
    return ways[how].plan(host, wanted.get(host.name) ?? [], run, { halfDone: halfDone(host.name) });
  };
  const planned = await lookAtAll(hosts, look, unseen);
  return new Map(hosts.flatMap(({ name }, at) => (planned[at] ? [[name, planned[at]] as const] : [])));
}

type Followed = Run & { readonly plan: PushPlan };

/** The interrupted push that a run undoes or carries to its end. Error `run-unknown`. */
async function followedBy({ request }: Run, { runOf }: PlanDeps): Promise<Followed | undefined> {
  if (request.follows === undefined) return undefined;
  const run = await runOf(request.follows);
  if (run?.plan?.kind !== 'push') throw noPlan();
  return { ...run, plan: run.plan };
}

/** Where an interrupted push began to change something: that it is there already does not mean that it is in use. */
function halfDone(followed: Followed | undefined, name: string): Looking['halfDone'] {
  const host = followed?.plan.hosts[name];
  const isHalf = followed && host && touched(followed, name) && followed.hosts[name]?.state !== 'done';
  return isHalf ? { run: followed.id, host } : undefined;
}

/**
 * Brings the hosts that an interrupted push touched back to what they were; one that fails does not keep the others from
 * it. Where that was an undo itself, it is carried to its end. Error `nothing-to-do`.
 */
function undoPlan(run: Run, followed: Followed, { settings }: PlanDeps): PushPlan {
  const { plan } = followed;
  const begun = Object.entries(plan.hosts)
    .filter(([name]) => plan.undoes !== undefined || touched(followed, name))
    .map(([name, host]) => [name, maySaved(followed, name) ? { ...host, saved: true } : host] as const);
  if (begun.length === 0) throw nothingTouched(followed.id);
  const made = planOf(run, begun, settings.current());
  const kind = made.strategy.kind === 'all' ? 'all' : 'rolling';
  const strategy: Strategy = { ...made.strategy, kind, maxFailures: begun.length };
  return {
    ...made,
    strategy,
    batches: batches(Object.keys(made.hosts), strategy),
    reversible: false,
    undoes: plan.undoes ?? followed.id,
  };
}

/** A device is verified before what it runs is saved. */
function maySaved({ plan, hosts }: Followed, name: string): boolean {
  return plan.hosts[name]?.how === 'device' && hosts[name]?.done.forward.includes('verify') === true;
}

function hostNamed(name: string, { hosts }: Settings): Host {
  const host = Object.hasOwn(hosts, name) ? hosts[name] : undefined;
  if (host) return host;
  throw new OpsError('host-unknown', {
    en: `The inventory has no host ${name} any more, so nothing can be pushed to it.`,
    zh: `清单中已没有主机 ${name}，无法向其下发。`,
  });
}

function unknownConfig(name: string, revision: string): OpsError {
  return new OpsError('config-unknown', {
    en: `Revision ${revision.slice(0, 10)} has no intended config ${name}. /config history ${name} shows its versions.`,
    zh: `版本 ${revision.slice(0, 10)} 中没有目标配置 ${name}。用 /config history ${name} 查看其版本。`,
  });
}

function nothingToDo(names: readonly string[]): OpsError {
  const shown = names.slice(0, 10).join(', ');
  return new OpsError('nothing-to-do', {
    en: `Nothing to do: ${shown}${names.length > 10 ? ` and ${names.length - 10} more` : ''} have it already.`,
    zh: `无需操作：${shown}${names.length > 10 ? ` 等 ${names.length} 台` : ''}已是该配置。`,
  });
}

function asTheyAre(names: readonly string[]): Text {
  const shown = names.slice(0, 10).join(', ');
  return {
    en: `${counted(names.length, 'host')} ${names.length === 1 ? 'has it already and is' : 'have it already and are'} left alone: ${shown}${names.length > 10 ? ' …' : ''}`,
    zh: `${names.length} 台主机已是该配置，不再改动：${shown}${names.length > 10 ? ' …' : ''}`,
  };
}

function nothingTouched(id: string): OpsError {
  return new OpsError('nothing-to-do', {
    en: `Nothing to undo: ${id} was interrupted before it changed anything. Continue carries it out.`,
    zh: `无需撤销：${id} 在改动任何主机之前就已中断。点击“继续”可执行。`,
  });
}

function noPlan(): OpsError {
  return new OpsError('run-unknown', {
    en: 'The run to undo has no plan on record.',
    zh: '要撤销的任务没有计划记录。',
  });
}

function environmentGone(name: string): OpsError {
  return new OpsError('environment-unknown', {
    en: `There is no environment ${name} any more. Ask again.`,
    zh: `环境 ${name} 已不存在，请重新申请。`,
  });
}
