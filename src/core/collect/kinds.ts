import { OpsError } from '../errors.ts';
import type { Platform } from '../platforms/define.ts';
import type { Host } from '../settings/types.ts';
import { type CollectRequest, type FactKind, factKinds } from './types.ts';

/** A switch has no packages: no host is asked for only what nobody could tell of it. Error `facts-none`. */
export function checkKinds(host: Host, platform: Platform, { what, command }: CollectRequest): void {
  const there = kindsOf(platform);
  if (command !== undefined || what.some((kind) => there.includes(kind))) return;
  const { title } = platform;
  throw new OpsError('facts-none', {
    en: `${host.name}: ${title.en} has no ${what.join(', ')} to collect. It has ${there.join(', ')}.`,
    zh: `${host.name}：${title.zh} 没有可采集的 ${what.join('、')}。可采集：${there.join('、')}。`,
  });
}

/** Configs of servers are files, which no command shows. */
function kindsOf({ commands, transport }: Platform): readonly FactKind[] {
  return factKinds.filter((kind) => (commands[kind]?.length ?? 0) > 0 || (kind === 'config' && transport === 'exec'));
}
