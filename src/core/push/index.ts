import { nameOf, type People } from '../access/people.ts';
import type { Hiding } from '../config/hiding.ts';
import type { Pins } from '../config/pins.ts';
import { deviceConfig, keepRunning, type SeenConfig } from '../config/running.ts';
import type { ConfigStore } from '../config/types.ts';
import { explain, OpsError } from '../errors.ts';
import { stripped } from '../platforms/parse/stripped.ts';
import { executeJob } from '../rollout/execute.ts';
import { recoverJob } from '../rollout/recover.ts';
import type { HostWork, Job } from '../rollout/types.ts';
import type { ExecuteContext, Run, RunKind } from '../runs/types.ts';
import type { Text } from '../text.ts';
import { type Before, createBefore } from './before.ts';
import { difference } from './moved.ts';
import { makePlan, type PlanDeps } from './plan.ts';
import type { Pushed } from './pushed.ts';
import type { DevicePush, FilePush, PushHost, Pushing, PushPlan } from './types.ts';
import { createWays, type WaysDeps } from './ways.ts';

export interface PushDeps extends Omit<WaysDeps, 'before'> {
  /** Where what devices ran is kept while they are changed. */
  readonly folder: string;
  readonly pushed: Pushed;
  readonly pins: Pick<Pins, 'of'>;
  readonly store: Pick<ConfigStore, 'read' | 'list' | 'readAll' | 'save'>;
  readonly hiding: Pick<Hiding, 'patterns' | 'hide'>;
  readonly people: People;
  /** The run that a request follows, to be undone or continued. */
  readonly runOf: PlanDeps['runOf'];
}

interface Pushes extends PushDeps {
  readonly before: Before;
  readonly ways: PlanDeps['ways'];
}

/** Pushes of configs as a kind of run. */
export function createPushes(deps: PushDeps): RunKind {
  const kept = { ...deps, before: createBefore(deps.folder) };
  const pushes: Pushes = { ...kept, ways: createWays(kept) };
  return {
    plan: (run, { warn = () => {} }) => makePlan(run, pushes, warn),
    moved: (run) => moved(run, pushes),
    execute: (run, context) => executeJob(jobOf(pushes, run, context)),
    recover: (run, context) => recoverJob(jobOf(pushes, run, context)),
  };
}

/** Plans again and compares; what cannot be planned at all any more has moved too. */
async function moved(run: Run, pushes: Pushes) {
  const unseen = new Set<string>();
  try {
    return difference(planOf(run), await makePlan(run, { ...pushes, unseen }, () => {}), unseen);
  } catch (error) {
    if (error instanceof OpsError && error.code === 'nothing-seen') return undefined;
    return explain(error);
  }
}

function jobOf(pushes: Pushes, run: Run, context: ExecuteContext): Job<PushPlan> {
  const plan = planOf(run);
  const pushing: Pushing = { plan, context, seen: new Map() };
  return {
    ...{ plan, context, clock: pushes.clock },
    open: (name) => {
      const host = plan.hosts[name];
      if (!host) throw new Error(`the plan has no host ${name}`);
      return noting(pushes.ways[host.how].work(pushing, name), pushing, name, pushes);
    },
    tidy: { work: () => tidy(pushes, pushing), failed: notTidied },
  };
}

/** Keeps account of what is on a host as soon as it is: the run may be cut off before its end, and never be continued. */
function noting(work: HostWork, { plan, context }: Pushing, host: string, { pushed }: Pushes): HostWork {
  const configs = pushesOf(plan.hosts[host]).map((one) => ({ ...one, host }));
  const isBack = plan.undoes !== undefined;
  const run = plan.undoes ?? context.run().id;
  const warned = () => context.record({ type: 'warned', text: notNoted(host) });
  return {
    ...work,
    forward: async (step) => {
      await work.forward(step);
      if (step !== work.steps.at(-1)) return;
      await (isBack ? pushed.takeBack(configs, run) : pushed.note(configs, run)).catch(warned);
    },
    backward: async (step) => {
      await work.backward(step);
      if (step === work.undoSteps.at(-1)) await pushed.takeBack(configs, run).catch(warned);
    },
  };
}

function pushesOf(host: PushHost | undefined): readonly (FilePush | DevicePush)[] {
  if (!host) return [];
  return host.how === 'files' ? host.files : [host];
}

/** What is known of what hosts have is brought up to date; what was kept for an undo goes where nothing is in doubt. */
async function tidy(pushes: Pushes, pushing: Pushing): Promise<void> {
  const { store, before, hiding, people, platforms, redactor } = pushes;
  const { plan, context, seen } = pushing;
  const run = context.run();
  const devices = [...seen].map(([host, text]) => {
    const device = plan.hosts[host];
    const { noise = [], secrets = [] } = (device?.how === 'device' ? platforms.get(device.platform) : undefined) ?? {};
    // As collecting keeps it, so that the two do not differ.
    return deviceConfig(host, redactor.redact(stripped(text, secrets)), noise);
  });
  const there = Object.entries(plan.hosts).filter(([name]) => run.hosts[name]?.state === 'done');
  const files = plan.undoes === undefined ? await placedFiles(there, { store, hiding }) : [];
  const by = { id: run.requester, name: await nameOf(run.requester, people) };
  await keepRunning(store, [...devices, ...files], { id: run.id, by, from: `push ${run.id}` });
  const states = Object.values(run.hosts).map(({ state }) => state);
  if (states.includes('undo-failed') || states.includes('failed')) return;
  await before.forget(run.id);
  if (states.every((state) => state === 'done')) await forgetFollowed(run, pushes);
}

/** Nobody needs what devices ran before the interrupted runs that this one has undone or carried to their end. */
async function forgetFollowed({ request }: Run, { before, runOf }: Pick<Pushes, 'before' | 'runOf'>): Promise<void> {
  for (let id = request.follows; id !== undefined; id = (await runOf(id))?.request.follows) await before.forget(id);
}

/** What servers have now, since it was put there. */
async function placedFiles(
  hosts: readonly (readonly [string, PushHost])[],
  { store, hiding }: Pick<Pushes, 'store' | 'hiding'>,
): Promise<readonly SeenConfig[]> {
  const seen: SeenConfig[] = [];
  for (const [host, one] of hosts) {
    for (const { name, revision } of one.how === 'files' ? one.files : []) {
      const text = await store.read({ kind: 'intended', host, name }, revision);
      if (text !== undefined) seen.push({ host, name, text: hiding.hide(text), noise: [] });
    }
  }
  return seen;
}

const notTidied = {
  en: 'What is kept of the hosts’ running configs could not be brought up to date; /collect … --what config does.',
  zh: '未能更新已保存的运行配置；可用 /collect … --what config 更新。',
};

function notNoted(host: string): Text {
  return {
    en: `${host}: which revision it has now could not be written down. What this one had and a later one has no more may have to be taken away by hand.`,
    zh: `${host}：未能记录其当前版本。此版本有而后续版本没有的内容，届时可能需要手动删除。`,
  };
}

function planOf(run: Run): PushPlan {
  if (run.plan?.kind !== 'push') throw new Error(`run ${run.id} has no plan of a push`);
  return run.plan;
}
