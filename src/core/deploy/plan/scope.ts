import { OpsError } from '../../errors.ts';
import { checkAppAllowed, environmentHosts, environmentsOf } from '../../inventory/environments.ts';
import { select } from '../../inventory/selector.ts';
import { checkApart, policyOver, strategyOf } from '../../rollout/scope.ts';
import type { Run } from '../../runs/types.ts';
import { suggestion } from '../../settings/nearest.ts';
import type { App, Environment, Host, Policy, Settings, Strategy } from '../../settings/types.ts';
import type { Text } from '../../text.ts';

/** What a request means in the settings of now. */
export interface Scope {
  readonly settings: Settings;
  readonly app: App;
  readonly environment: Environment;
  /** Every environment that the hosts belong to. */
  readonly environments: readonly string[];
  readonly hosts: readonly Host[];
  readonly strategy: Strategy;
  readonly policy: Policy;
}

/** Resolves a request; errors `app-unknown`, `environment-unknown`, `nothing-selected`, `no-emergency`, `platform-unfit`, `batch-malformed`. */
export function scopeOf(run: Pick<Run, 'kind' | 'request'>, settings: Settings): Scope {
  const { request } = run;
  const app = appNamed(settings, request.app);
  const environment = known(settings.environments, request.environment, 'environment-unknown', {
    en: 'environment',
    zh: '环境',
  });
  checkAppAllowed(environment, app.name);
  const hosts = narrowed(environment, environmentHosts(settings, environment), request.on);
  for (const host of hosts) if (host.platform !== 'linux') throw unfit(host, app.name);
  checkApart(hosts);
  const environments = [...new Set(hosts.flatMap((host) => environmentsOf(settings, host.name)))].toSorted();
  return {
    settings,
    app,
    environment,
    environments,
    hosts,
    strategy: strategyOf(environment, run.request),
    policy: policyOver(environments, run, settings),
  };
}

/** The app of that name; error `app-unknown` naming the nearest. */
export function appNamed(settings: Settings, name: string): App {
  return known(settings.apps, name, 'app-unknown', { en: 'app', zh: '应用' });
}

/** The entry of that name, or an error that names the nearest one. */
function known<T>(all: Readonly<Record<string, T>>, name: string, code: string, kind: Text): T {
  const found = Object.hasOwn(all, name) ? all[name] : undefined;
  if (found) return found;
  const hint = suggestion(name, Object.keys(all));
  throw new OpsError(code, {
    en: `There is no ${kind.en} called ${name}.${hint.en}`,
    zh: `没有名为 ${name} 的${kind.zh}。${hint.zh}`,
  });
}

function narrowed(environment: Environment, members: readonly Host[], on: string | undefined): readonly Host[] {
  if (members.length === 0) {
    throw new OpsError('nothing-selected', {
      en: `The environment ${environment.name} has no hosts: its selector "${environment.hosts}" matches none in the inventory.`,
      zh: `环境 ${environment.name} 中没有主机：选择器“${environment.hosts}”未匹配到清单中的任何主机。`,
    });
  }
  if (!on) return members;
  return select(on, Object.fromEntries(members.map((host) => [host.name, host])));
}

function unfit(host: Host, app: string): OpsError {
  return new OpsError('platform-unfit', {
    en: `${host.name} is a ${host.platform} device; apps such as ${app} can be deployed to linux hosts only. Leave it out with "on".`,
    zh: `${host.name} 的平台是 ${host.platform}；应用（如 ${app}）只能部署到 linux 主机。请用 on 将其排除。`,
  });
}
