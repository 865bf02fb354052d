import { OpsError } from '../../errors.ts';
import type { Run } from '../../runs/types.ts';
import type { Host } from '../../settings/types.ts';
import type { Looking, PushHost, Wanted } from '../types.ts';
import { type DeviceChange, deviceChange } from './change.ts';
import { type Configuring, openConfiguring } from './session.ts';
import { type DeviceDeps, devicePlatform, shellSettings } from './settings.ts';
import { canConfigure, type Writing, writingOf } from './writing.ts';

/** Commands of a plan that people are shown. */
const shownCommands = 200;

/**
 * What a push types into a device; undefined where it runs all of it. Errors `push-unsupported`, `push-several`,
 * `config-empty`, `config-foreign`, `config-stripped`, `undo-none`, and those of the way there.
 */
export async function planDevice(
  deps: DeviceDeps,
  host: Host,
  configs: readonly Wanted[],
  run: Run,
  { halfDone }: Looking,
): Promise<PushHost | undefined> {
  const [config, ...more] = configs;
  if (!config || more.length > 0) throw several(host, configs);
  const device = devicePlatform(host.platform, deps);
  if (!canConfigure(device)) throw unsupported(host, config);
  if (halfDone?.host.how === 'device') return { ...halfDone.host, resumes: halfDone.run };
  const { connection, login } = await deps.fleet.reach(host, run.id);
  const session = await openConfiguring(connection, device, await shellSettings(host.name, deps)).catch(
    (error: unknown) => {
      connection.close();
      throw error;
    },
  );
  try {
    const exact = run.request.push?.exact === true;
    const former = deps.pushed.of({ host: host.name, name: config.name });
    const change = await changeOf(
      deps,
      { ...config, host: host.name, platform: host.platform, exact, former },
      session,
    );
    checkSane({ host, config, exact }, change.running, writingOf(device));
    if (change.commands.length === 0) return undefined;
    const { kind, minutes } = await session.undoing();
    const { name, revision } = config;
    return {
      ...login,
      ...{ how: 'device', platform: host.platform, exact, name, revision },
      ...(former !== undefined && { former }),
      ...{ added: change.added, removed: change.removed, before: change.before, commands: change.hash },
      ...{ shown: change.shown.slice(0, shownCommands), count: change.commands.length, guessed: change.guessed },
      ...{ undo: kind, minutes },
    };
  } finally {
    session.close();
    connection.close();
  }
}

/**
 * What is left of a config by an accident takes nothing away: one without lines would take all that was pushed before,
 * or all that runs; one of another device or platform, pushed exactly, all that runs.
 */
function checkSane(
  { host, config, exact }: { readonly host: Host; readonly config: Wanted; readonly exact: boolean },
  running: string,
  { read }: Writing,
): void {
  const wanted = read(config.text);
  if (wanted.length === 0) throw noLines(host, config);
  const there = new Set(read(running).map(({ text }) => text));
  if (exact && there.size > 0 && !wanted.some(({ text }) => there.has(text))) throw foreign(host, config);
}

interface Pushing {
  readonly host: string;
  readonly name: string;
  readonly revision: string;
  readonly platform: string;
  readonly exact: boolean;
  readonly former?: string | undefined;
}

/** The change that brings a device from what it runs now to a config of the store. Error `config-gone`. */
export async function changeOf(
  deps: DeviceDeps,
  { host, name, revision, platform, exact, former }: Pushing,
  session: Pick<Configuring, 'running'>,
): Promise<DeviceChange & { readonly running: string }> {
  const text = (at: string) => deps.store.read({ kind: 'intended', host, name }, at);
  const wanted = await text(revision);
  if (wanted === undefined) throw gone(host, name, revision);
  const before = former === undefined ? undefined : await text(former).catch(() => undefined);
  const running = await session.running();
  const request = { running, wanted, exact, platform: devicePlatform(platform, deps) };
  return { ...deviceChange({ ...request, ...(before !== undefined && { former: before }) }), running };
}

function several({ name }: Host, configs: readonly Wanted[]): OpsError {
  const names = configs.map((config) => `${name}/${config.name}`).join(', ');
  return new OpsError('push-several', {
    en: `${name} is a device: it takes one configuration at a time, and ${configs.length} are kept for it (${names}). Name one of them.`,
    zh: `${name} 是网络设备，一次只能下发一个配置，而已保存 ${configs.length} 个（${names}）。请指明其中一个。`,
  });
}

function unsupported({ name, platform }: Host, config: Wanted): OpsError {
  const compare = `/config diff ${name}/${config.name} --running`;
  return new OpsError('push-unsupported', {
    en: `${name}: how a ${platform} device takes a change back by itself is not known here, so nothing is typed into it. ${compare} shows the commands to copy.`,
    zh: `${name}：尚不清楚 ${platform} 设备如何自动回退变更，因此不会向其输入命令。可用 ${compare} 查看可复制的命令。`,
  });
}

function gone(host: string, name: string, revision: string): OpsError {
  return new OpsError('config-gone', {
    en: `${host}/${name}: revision ${revision.slice(0, 10)} is no longer in the store, so nothing is typed. Ask for a new plan.`,
    zh: `${host}/${name}：配置库中已没有版本 ${revision.slice(0, 10)}，不会下发。请重新申请。`,
  });
}

function noLines({ name }: Host, config: Wanted): OpsError {
  const [what, short] = [`${name}/${config.name}`, config.revision.slice(0, 10)];
  return new OpsError('config-empty', {
    en: `${what} of revision ${short} has no lines, and pushing it would take away what was pushed before. Nothing is typed. /config history ${what} shows its versions; take lines away by hand if that is meant.`,
    zh: `${what} 的版本 ${short} 没有任何配置行，下发会删除此前下发的内容，因此不会输入命令。用 /config history ${what} 查看其版本；如确需删除，请手动操作。`,
  });
}

function foreign({ name, platform }: Host, config: Wanted): OpsError {
  const what = `${name}/${config.name}`;
  return new OpsError('config-foreign', {
    en: `${name}: not one line of ${what} runs there, so pushing it exactly would take everything away. Is it the config of another device, or not one for ${platform}? /config show ${what} shows it; without --exact it is added to what runs.`,
    zh: `${name}：设备上没有 ${what} 中的任何一行，精确下发会删除全部现有配置。它是否属于其他设备，或不是 ${platform} 的配置？用 /config show ${what} 查看；不加 --exact 则合并到现有配置。`,
  });
}
