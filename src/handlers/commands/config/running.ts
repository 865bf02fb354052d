import { filesSeen } from '../../../core/config/drift/server.ts';
import { isServer } from '../../../core/config/drift.ts';
import type { HostConfigRef } from '../../../core/config/types.ts';
import { OpsError } from '../../../core/errors.ts';
import type { Deps } from '../../deps.ts';
import { textOf } from './named.ts';

/** What a host runs of an intended config: a server has it under its name, a device has one of all. */
export function runningOf({ host, name }: HostConfigRef, deps: Deps): HostConfigRef {
  const { hosts } = deps.settings.current();
  const known = Object.hasOwn(hosts, host) ? hosts[host] : undefined;
  return { kind: 'running', host, name: known && isServer(known, deps) ? name : 'config' };
}

/**
 * What a host was seen to run; nothing where it was seen to have no such file. Errors: `config-not-collected`, which says
 * what to do, and those of `textOf` with `at`.
 */
export async function runningText(ref: HostConfigRef, at: string | undefined, deps: Deps): Promise<string> {
  if (at !== undefined) return textOf(ref, at, deps);
  const text = await deps.configs.read(ref);
  if (text !== undefined) return text;
  const seen = (await filesSeen([{ name: ref.host }], deps)).get(`${ref.host}/${ref.name}`);
  if (seen?.state === 'absent') return '';
  throw notCollected(ref);
}

function notCollected({ host, name }: HostConfigRef): OpsError {
  const collect = `/collect ${host} --what config`;
  return new OpsError('config-not-collected', {
    en: `What ${host} has of ${name} was not collected yet. ${collect} does; of a server it goes where files.yaml places the config.`,
    zh: `尚未采集 ${host} 的 ${name}。请先执行 ${collect}；服务器按 files.yaml 指定的路径读取。`,
  });
}
