import { environmentHosts } from '../inventory/environments.ts';
import type { Report } from './references.ts';
import type { RawSettings } from './schema/index.ts';
import type { Environment, Host, Settings, SettingsProblem } from './types.ts';
import { usedEnvironments, usedHosts } from './used.ts';

/**
 * Hosts that are in two environments with the same app: two deploys of it would fight over them. An environment that
 * does not list its `apps` is for all of them, so it shares no host with any other.
 */
export function overlaps(raw: RawSettings, report: Report): SettingsProblem[] {
  const [hosts, environments] = [raw['hosts.yaml'], raw['environments.yaml']];
  if (!hosts || !environments) return [];
  const sets = memberSets(usedHosts(hosts), Object.values(usedEnvironments(environments)));
  return sets.flatMap(([one, members], index) =>
    sets.slice(0, index).flatMap(([other, theirs]) => {
      const others = new Set(theirs);
      const shared = members.filter((host) => others.has(host)).map((host) => host.name);
      if (shared.length === 0 || !sameApp(one, other)) return [];
      return [report('environments.yaml', ['environments', one.name, 'hosts'], text(one, other, shared))];
    }),
  );
}

/** Environments whose selectors are faulty are left out: that is reported already. */
function memberSets(hosts: Settings['hosts'], environments: readonly Environment[]): [Environment, readonly Host[]][] {
  return environments.flatMap((environment): [Environment, readonly Host[]][] => {
    try {
      return [[environment, environmentHosts({ hosts }, environment)]];
    } catch {
      return [];
    }
  });
}

function sameApp(one: Environment, other: Environment): boolean {
  return !one.apps || !other.apps || one.apps.some((app) => other.apps?.includes(app));
}

function text(one: Environment, other: Environment, shared: readonly string[]) {
  const [some, more] = [shared.slice(0, 3), shared.length > 3 ? shared.length - 3 : 0];
  return {
    en: `picks ${some.join(', ')}${more ? ` and ${more} more` : ''}, which ${other.name} has already. Environments may share hosts only where both list their "apps" and have none in common`,
    zh: `选中了 ${other.name} 已有的主机 ${some.join('、')}${more ? ` 等（另有 ${more} 台）` : ''}。两个环境只有都列出 apps 且互不重叠时才能共用主机（${one.name}）`,
  };
}
