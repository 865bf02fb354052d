import type { Snapshot } from '../core/collect/snapshots.ts';
import { OpsError } from '../core/errors.ts';
import { chosenHosts } from '../core/inventory/environments.ts';
import type { Zone } from '../core/schedules/index.ts';
import { suggestion } from '../core/settings/nearest.ts';
import type { Deps } from './deps.ts';

/** What is kept of a host or resource. Error `nothing-collected`, naming the nearest host. */
export async function known(key: string, deps: Deps): Promise<Snapshot> {
  const { snapshots } = deps.collects;
  const found = await snapshots.latest(key);
  if (found) return found;
  const like = await snapshots.like(key);
  const only = like.length === 1 && like[0] !== undefined ? await snapshots.latest(like[0]) : undefined;
  if (only) return only;
  const { hosts } = deps.settings.current();
  if (Object.hasOwn(hosts, key)) throw nothingOf(key);
  const hint = suggestion(key, like.length > 0 ? like : Object.keys(hosts));
  throw new OpsError('nothing-collected', {
    en: `Nothing was collected of ${key}, and no host is called so.${hint.en}`,
    zh: `没有 ${key} 的采集结果，也没有名为 ${key} 的主机。${hint.zh}`,
  });
}

/** The things that are exported: hosts, or all of a source such as `aliyun` or `http-json/cmdb`. */
export async function keysOf(said: string, deps: Deps): Promise<readonly string[]> {
  const { settings, collects } = deps;
  const [source = ''] = said.split('/');
  const isSource = source !== 'ssh' && collects.collectors.has(source);
  if (isSource) return collects.snapshots.keys(`${said.replace(/\/$/, '')}/`, mostExported);
  return chosenHosts(said, settings.current()).map(({ name }) => name);
}

/** More than any account has. */
const mostExported = 100_000;

/** The instant that is meant by `7d`, `12h` or a date on the wall of a zone; NaN where there is no such date or time. */
export function timeOf(said: string, now: number, zone: Zone): number {
  const ago = /^(\d+)([dh])$/.exec(said);
  if (ago) return now - Number(ago[1]) * (ago[2] === 'd' ? 86_400_000 : 3_600_000);
  const wall = Date.parse(said.includes(':') ? `${said.replace(' ', 'T')}:00Z` : `${said}T00:00:00Z`);
  const isDate = !Number.isNaN(wall) && new Date(wall).toISOString().startsWith(said.slice(0, 10));
  return isDate ? zone.instantAt(wall) : Number.NaN;
}

export function notKnownOf({ key, data }: Snapshot, kind: string): OpsError {
  const there = Object.keys(data);
  const hint = suggestion(kind, there);
  return new OpsError('nothing-collected', {
    en: `Nothing called ${kind} is known of ${key}.${hint.en} Collect it: /collect ${key} --what ${kind}`,
    zh: `没有 ${key} 的 ${kind} 信息。${hint.zh}请先采集：/collect ${key} --what ${kind}`,
  });
}

export function nothingOf(hosts: string): OpsError {
  return new OpsError('nothing-collected', {
    en: `Nothing was collected of ${hosts} yet. Collect it first: /collect ${hosts}`,
    zh: `尚未采集过 ${hosts}。请先采集：/collect ${hosts}`,
  });
}

export function notKnownThen(host: string): OpsError {
  return new OpsError('nothing-collected', {
    en: `Nothing is known of ${host} for those times. /collect history ${host} shows which are kept.`,
    zh: `没有 ${host} 在这些时间的记录。用 /collect history ${host} 查看保留的记录。`,
  });
}
