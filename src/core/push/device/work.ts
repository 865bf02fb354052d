import { explain, OpsError } from '../../errors.ts';
import { type HostWork, Leaving, type Recovered } from '../../rollout/types.ts';
import type { Step } from '../../runs/plan.ts';
import type { HostProgress } from '../../runs/types.ts';
import { counted, type Text } from '../../text.ts';
import type { DevicePush, PushHost, Pushing } from '../types.ts';
import { type Armed, ChangeFailed, DeviceLost } from './errors.ts';
import { changeOf } from './plan.ts';
import { type Configuring, openConfiguring } from './session.ts';
import { type DeviceDeps, devicePlatform, shellSettings } from './settings.ts';
import { writingOf } from './writing.ts';

const steps = ['configure', 'verify', 'save'] as const;

/** One device of a push. */
interface Device {
  readonly deps: DeviceDeps;
  readonly pushing: Pushing;
  readonly name: string;
  readonly plan: PushHost & DevicePush;
  /** Opens a session of its own, does something in it, and closes it. */
  session<T>(work: (session: Configuring) => Promise<T>): Promise<T>;
  /** What the device was told to do by itself, where that is known. */
  armed?: Armed;
  /** Configuring it was begun before the bot was started again: it may be set to go back by itself. */
  begun?: boolean;
}

/** What a push does to a network device: it is configured on trial, looked at anew, confirmed and saved. */
export function deviceWork(deps: DeviceDeps, pushing: Pushing, name: string): HostWork {
  const plan = pushing.plan.hosts[name];
  if (plan?.how !== 'device') throw new Error(`the plan has no device ${name}`);
  const leaving = new AbortController();
  const device: Device = {
    ...{ deps, pushing, name, plan },
    session: (work) => inSession(device, leaving.signal, work),
  };
  const undoes = pushing.plan.undoes;
  const [ahead, back] = [undoes === undefined ? forward : backward, undoes === undefined ? backward : {}];
  return {
    steps,
    undoSteps: undoes === undefined ? steps : [],
    forward: (step) => (step === 'preflight' ? preflight(device) : done(ahead, step)(device)),
    backward: (step) => done(back, step)(device),
    ready: async () => {},
    takeOver: async () => {},
    recover: (progress) => recover(device, progress),
    bytesSent: async () => 0,
    release: async () => {},
    left: () => left(device),
    abandon: () => leaving.abort(new OpsError('bot-stopping', { en: 'The bot is stopping.', zh: '机器人正在停止。' })),
  };
}

type Steps = Readonly<Partial<Record<Step, (device: Device) => Promise<void>>>>;

const forward: Steps = { configure, verify, save };

const backward: Steps = {
  configure: takeBack,
  verify: isBack,
  /** What runs is saved again where the change may have been. */
  save: async (device) => {
    const { done: ended } = device.pushing.context.run().hosts[device.name] ?? {};
    if (device.plan.saved || ended?.forward.includes('verify')) await device.session((session) => session.save());
  },
};

function done(all: Steps, step: Step): (device: Device) => Promise<void> {
  const work = all[step];
  if (work) return work;
  throw new Error(`a push to a device has no step ${step}`);
}

async function inSession<T>(
  { deps, pushing, name, plan, armed }: Device,
  signal: AbortSignal,
  work: (session: Configuring) => Promise<T>,
): Promise<T> {
  const connection = await deps.fleet.connect(name, plan, pushing.context.run().id);
  try {
    const settings = await shellSettings(name, deps, signal);
    const known = { ...settings, ...(armed && { armed }) };
    const session = await openConfiguring(connection, devicePlatform(plan.platform, deps), known);
    try {
      return await work(session);
    } finally {
      session.close();
    }
  } finally {
    connection.close();
  }
}

/** What it runs is what the plan was made for, and is kept, so that it can be brought back after a crash as well. */
async function preflight(device: Device): Promise<void> {
  const { deps, pushing, name, plan } = device;
  if (pushing.plan.undoes !== undefined) return;
  const run = pushing.context.run().id;
  if (plan.resumes !== undefined) return deps.before.keep(run, name, await keptOf(device, plan.resumes));
  const { running, before, hash } = await device.session((session) => changeOf(deps, { ...plan, host: name }, session));
  if (before !== plan.before || hash !== plan.commands) throw moved(name);
  await deps.before.keep(run, name, running);
}

async function configure(device: Device): Promise<void> {
  const { deps, name, plan } = device;
  try {
    await device.session(async (session) => {
      const change = () => changeOf(deps, { ...plan, host: name }, session);
      if (device.begun || plan.resumes !== undefined) {
        const now = await change();
        if (now.holds(now.running)) return;
        const { exact, armed } = await session.takeBack(await formerOf(device));
        if (!exact) throw notBack(name, armed?.minutes);
      }
      const { commands, hash } = await change();
      if (hash !== plan.commands) throw moved(name);
      const { armed } = await session.configure(commands, { before: plan.before });
      device.armed = armed;
    });
  } catch (error) {
    const armed =
      error instanceof DeviceLost ? error.armed : error instanceof ChangeFailed ? error.back.armed : undefined;
    if (armed) device.armed = armed;
    throw error;
  }
}

/** Over a new connection: the device can be reached, and runs what it is to run. */
async function verify(device: Device): Promise<void> {
  const { deps, pushing, name, plan } = device;
  const within = Math.min(60_000, (plan.minutes * 60_000) / 2);
  const change = await patiently(device, deps.clock.now() + within, (session) =>
    changeOf(deps, { ...plan, host: name }, session),
  );
  if (!change.holds(change.running)) throw differs(plan, name, change.commands.length);
  pushing.seen.set(name, change.running);
}

async function save(device: Device): Promise<void> {
  const { deps, pushing, name, plan } = device;
  await device.session(async (session) => {
    await session.confirm();
    // Not every device tells that it has gone back already.
    const change = await changeOf(deps, { ...plan, host: name }, session);
    if (!change.holds(change.running)) throw wentBack(name);
    await session.save();
    if (!pushing.seen.has(name)) pushing.seen.set(name, await session.running());
  });
}

/** Waits for a device that goes back by itself, then sees to it that it runs what it ran. */
async function takeBack(device: Device): Promise<void> {
  const { deps, name, plan } = device;
  const former = await formerOf(device);
  const until = device.armed?.until ?? deps.clock.now() + (plan.minutes + 10) * 60_000;
  const back = await patiently(device, until + 120_000, (session) => session.takeBack(former));
  delete device.armed;
  if (!back.exact) throw notBack(name, back.armed?.minutes);
}

async function isBack(device: Device): Promise<void> {
  const { deps, pushing, name, plan } = device;
  const writing = writingOf(devicePlatform(plan.platform, deps));
  const running = await patiently(device, deps.clock.now() + 60_000, (session) => session.running());
  if (writing.hash(running) !== writing.hash(await formerOf(device))) throw notBack(name, undefined);
  pushing.seen.set(name, running);
}

function formerOf(device: Device): Promise<string> {
  const { plan, context } = device.pushing;
  return keptOf(device, plan.undoes ?? context.run().id);
}

async function keptOf({ deps, name }: Device, run: string): Promise<string> {
  const text = await deps.before.of(run, name);
  if (text !== undefined) return text;
  throw new OpsError('former-lost', {
    en: `${name}: what it ran before run ${run} is not kept any more, so it is left as it is. Compare it with /config diff ${name}/config --running, and bring it back with /rollback config ${name}/config --push.`,
    zh: `${name}：任务 ${run} 之前的配置已不再保存，保持现状。请用 /config diff ${name}/config --running 比较，并用 /rollback config ${name}/config --push 恢复。`,
  });
}

/** Codes of a device that cannot be reached now. */
const away = new Set(['host-down', 'connection-lost', 'deadline', 'no-prompt', 'device-lost']);
const pauses = { first: 2_000, most: 15_000 };

/** Again and again while the device cannot be reached, until a time (ms since the epoch). */
async function patiently<T>(device: Device, until: number, work: (session: Configuring) => Promise<T>): Promise<T> {
  const { clock } = device.deps;
  for (let pause = pauses.first; ; pause = Math.min(pause * 2, pauses.most)) {
    try {
      return await device.session(work);
    } catch (error) {
      const isAway = error instanceof OpsError && away.has(error.code);
      if (!isAway || clock.now() + pause > until) throw error;
      const { stopping } = device.pushing.context;
      await clock.sleep(pause, stopping).catch(() => {});
      if (stopping.aborted) throw new Leaving('the bot is stopping');
    }
  }
}

/** Nothing was done, all was done, or it cannot be told: then a person looks, and the device may go back by itself. */
async function recover(device: Device, { phase, step }: HostProgress): Promise<Recovered> {
  const { deps, name, plan, pushing } = device;
  if (step !== 'configure' || phase === 'undo' || pushing.plan.undoes !== undefined) return { step: 'again' };
  try {
    const change = await device.session((session) => changeOf(deps, { ...plan, host: name }, session));
    if (change.holds(change.running)) return { step: 'ended' };
    if (change.before !== plan.before) return { step: 'in-doubt', text: inPart(name, plan) };
  } catch (error) {
    return { step: 'in-doubt', text: unseen(name, plan, explain(error)) };
  }
  device.begun = true;
  return { step: 'again' };
}

function inPart(name: string, plan: DevicePush): Text {
  return {
    en: `${name}: the change was being typed and is there in part, or somebody else has changed the device since.${goesBack(plan).en} Undo brings it back and looks.`,
    zh: `${name}：变更只输入了一部分，或设备在此期间被他人修改。${goesBack(plan).zh}点击“撤销”可恢复并检查。`,
  };
}

function unseen(name: string, plan: DevicePush, why: Text): Text {
  return {
    en: `${name}: the change was being typed, and how far it got is not known: ${why.en}${goesBack(plan).en} When it can be reached again, Undo brings it back and looks.`,
    zh: `${name}：变更正在输入，进行到哪一步未知：${why.zh}${goesBack(plan).zh}设备恢复可达后，点击“撤销”可恢复并检查。`,
  };
}

/** What becomes of a change that nobody confirms. */
function goesBack({ undo, minutes }: DevicePush): Text {
  return undo === 'reload'
    ? {
        en: ` Unless that is called off, the device starts again with its saved configuration within ${minutes} minutes.`,
        zh: `若不取消，设备将在 ${minutes} 分钟内以已保存的配置重新启动。`,
      }
    : {
        en: ` Unless it is confirmed, the device goes back by itself within ${minutes} minutes.`,
        zh: `若不确认，设备将在 ${minutes} 分钟内自行回退。`,
      };
}

/** What becomes of a device that is left between two steps. */
function left(device: Device): Text | undefined {
  const { state, done: ended, step } = device.pushing.context.run().hosts[device.name] ?? {};
  const isTyped = ended?.forward.includes('configure') || step === 'configure';
  return isTyped && state !== 'done' && device.pushing.plan.undoes === undefined ? goesBack(device.plan) : undefined;
}

function moved(name: string): OpsError {
  return new OpsError('world-moved', {
    en: `${name}: its configuration is not what it was when the plan was made. Nothing was typed; ask for a new plan.`,
    zh: `${name}：设备配置与计划生成时不同。未输入任何内容，请重新申请。`,
  });
}

function differs(plan: DevicePush, name: string, left: number): OpsError {
  return new OpsError('config-differs', {
    en: `${name}: read back, its configuration is not as wanted: ${counted(left, 'command')} would still be needed. /config diff shows what.${goesBack(plan).en}`,
    zh: `${name}：读回的配置与目标不一致，仍需 ${left} 条命令。可用 /config diff 查看。${goesBack(plan).zh}`,
  });
}

function wentBack(name: string): OpsError {
  return new OpsError('device-went-back', {
    en: `${name}: the device went back by itself before the change was confirmed. It runs what it ran before, or something else: look at it.`,
    zh: `${name}：变更确认之前设备已自行回退，请检查其当前配置。`,
  });
}

function notBack(name: string, minutes: number | undefined): OpsError {
  const soon =
    minutes === undefined
      ? { en: '', zh: '' }
      : {
          en: ` It will still go back by itself within ${minutes} minutes.`,
          zh: `设备仍将在 ${minutes} 分钟内自行回退。`,
        };
  return new OpsError('not-back', {
    en: `${name}: does not run exactly what it ran before.${soon.en} Log in and compare it with its last collected configuration.`,
    zh: `${name}：未能完全恢复为变更前的配置。${soon.zh}请登录设备，与最近采集的配置比较。`,
  });
}
