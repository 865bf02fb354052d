import type { FoundRelease, HostState } from '../../agent/agent.ts';
import type { Fleet } from '../../agent/fleet.ts';
import { OpsError } from '../../errors.ts';
import { lookAtAll as lookAtEach } from '../../rollout/look.ts';
import type { HostLogin } from '../../runs/plan.ts';
import { expand } from '../../settings/expand.ts';
import type { App, Host } from '../../settings/types.ts';
import type { ReleaseRef, ReleaseSpec } from '../types.ts';

/** What a host runs now, and how it was reached. */
export interface Seen {
  readonly host: Host;
  readonly state: HostState;
  /** Its current release, if the bot made one. */
  readonly current: (FoundRelease & { readonly parsed: ReleaseSpec }) | undefined;
  /** Files of the current release that are not what was deployed. */
  readonly altered: readonly string[];
  readonly at: HostLogin & { readonly root: string };
}

/**
 * Looks at every host, changing nothing. One error names all that could not be looked at; where `unseen` is given,
 * hosts that cannot be reached go there instead (error `nothing-seen` when that is all of them).
 */
export async function lookAtAll(
  fleet: Fleet,
  app: App,
  hosts: readonly Host[],
  run: string,
  unseen?: Set<string>,
): Promise<readonly Seen[]> {
  const seen = await lookAtEach(hosts, (host) => lookAt(fleet, app, host, run), unseen);
  return seen.filter((one) => one !== undefined);
}

async function lookAt(fleet: Fleet, app: App, host: Host, run: string): Promise<Seen> {
  const { session, login } = await fleet.look(host, rootOf(app, host), run);
  try {
    const state = await session.probe();
    checkTools(host, state);
    checkRoot(host, app, state);
    const current = currentOf(host, app, state);
    return {
      host,
      state,
      current,
      altered: current ? (await session.altered(current.name)).files : [],
      at: { ...login, root: state.root },
    };
  } finally {
    session.close();
  }
}

/** The app's root on a host, its placeholders expanded; a relative one starts at the login folder, as `~/` says too. */
export function rootOf(app: App, host: Host): string {
  return expand(app.root, { host, app: app.name }, 'plain').replace(/^~\/+/, '');
}

function checkTools(host: Host, state: HostState): void {
  if (state.missing.length > 0) {
    throw new OpsError('missing-tool', {
      en: `${host.name}: ${state.missing.join(', ')} missing there. Install it (GNU coreutils, tar and util-linux, or busybox, have all that is needed).`,
      zh: `${host.name}：缺少 ${state.missing.join('、')}。请安装（GNU coreutils、tar 与 util-linux，或 busybox 均可）。`,
    });
  }
  if (state.unwritable) {
    throw new OpsError('cannot-write', {
      en: `${host.name}: ${state.user} may not write in ${state.unwritable}, where ${state.root} is to be. Give it the folder, or set "become" for the host.`,
      zh: `${host.name}：${state.user} 无权写入 ${state.unwritable}（${state.root} 所在位置）。请授予目录权限，或为该主机设置 become。`,
    });
  }
}

/** A root belongs to one app: another's releases there would be stopped and pruned. */
function checkRoot(host: Host, app: App, state: HostState): void {
  const other = state.releases.map((release) => specOf(host, release).app).find((name) => name !== app.name);
  if (other === undefined) return;
  throw new OpsError('root-taken', {
    en: `${host.name}: ${state.root} holds releases of ${other}, so ${app.name} is not put there. Give each app a root of its own in apps.yaml.`,
    zh: `${host.name}：${state.root} 中已有应用 ${other} 的发布，不会在此部署 ${app.name}。请在 apps.yaml 中为每个应用设置独立的 root。`,
  });
}

function currentOf(host: Host, app: App, state: HostState): Seen['current'] {
  const { current } = state;
  if (current === null) return undefined;
  if ('foreign' in current) {
    throw new OpsError('current-foreign', {
      en: `${host.name}: ${state.root}/current (a ${current.foreign}) was not made by this bot, so it is left alone. Look at it, then take it over with /deploy adopt ${app.name} <environment>.`,
      zh: `${host.name}：${state.root}/current（${current.foreign}）不是本机器人创建的，不会改动。确认后可用 /deploy adopt ${app.name} <环境> 接管。`,
    });
  }
  const found = state.releases.find((release) => release.name === current.release);
  if (!found) throw unreadable(host, current.release);
  return { ...found, parsed: specOf(host, found) };
}

/** The spec stored with a release. */
export function specOf(host: Host, release: FoundRelease): ReleaseSpec {
  try {
    return JSON.parse(release.spec) as ReleaseSpec;
  } catch {
    throw unreadable(host, release.name);
  }
}

/** How a release is named in a plan. */
export function refOf(release: FoundRelease & { readonly parsed: ReleaseSpec }): ReleaseRef {
  return {
    name: release.name,
    version: release.parsed.version,
    artifact: release.parsed.artifact,
    seal: release.seal,
  };
}

function unreadable(host: Host, release: string): OpsError {
  return new OpsError('release-unreadable', {
    en: `${host.name}: the description of release ${release} is damaged. Look at .changeops/releases/${release} there.`,
    zh: `${host.name}：发布 ${release} 的描述文件已损坏，请检查该主机上的 .changeops/releases/${release}。`,
  });
}
