import { OpsError } from '../errors.ts';
import type { Environment, Host, Policy, Settings } from '../settings/types.ts';
import type { Pick as Chosen } from './selector/types.ts';
import { matches, matching, parseSelector, select } from './selector.ts';

/** An environment's hosts, in the inventory's order; there may be none. Errors as `select`, but never `nothing-selected`. */
export function environmentHosts(settings: Pick<Settings, 'hosts'>, environment: Environment): readonly Host[] {
  return matching(parseSelector(environment.hosts), settings.hosts);
}

/**
 * The hosts that a person means by a selector: the name of an environment stands for its hosts, unless a host is called
 * so. Errors as `select`.
 */
export function chosenHosts(text: string, settings: Pick<Settings, 'hosts' | 'environments'>): readonly Host[] {
  const { hosts, environments } = settings;
  const meant = (pick: Chosen): Chosen => {
    const isName = pick.kind === 'name' && !Object.hasOwn(hosts, pick.name);
    const environment = isName && Object.hasOwn(environments, pick.name) ? environments[pick.name] : undefined;
    if (!environment) return pick;
    return { kind: 'among', names: new Set(environmentHosts(settings, environment).map(({ name }) => name)) };
  };
  const { terms } = parseSelector(text);
  const [term] = terms;
  const [pick] = term?.kind === 'pick' && terms.length === 1 && term.of.length === 1 ? term.of : [];
  const alone = pick && meant(pick);
  if (pick?.kind === 'name' && alone?.kind === 'among' && alone.names.size === 0)
    throw withoutHosts(pick.name, settings);
  const known = terms.map((term) => (term.kind === 'pick' ? { ...term, of: term.of.map(meant) } : term));
  return select({ text, terms: known }, hosts, Object.keys(environments));
}

function withoutHosts(name: string, { environments }: Pick<Settings, 'environments'>): OpsError {
  const hosts = environments[name]?.hosts ?? '';
  return new OpsError('nothing-selected', {
    en: `The environment ${name} has no hosts: its selector in environments.yaml, ${hosts}, holds for none in the inventory.`,
    zh: `环境 ${name} 没有主机：environments.yaml 中的选择条件 ${hosts} 不匹配清单中的任何主机。`,
  });
}

/** The names of all environments that a host belongs to, in the settings' order. */
export function environmentsOf(settings: Pick<Settings, 'hosts' | 'environments'>, hostName: string): string[] {
  const host = Object.hasOwn(settings.hosts, hostName) ? settings.hosts[hostName] : undefined;
  if (!host) return [];
  const all = Object.values(settings.environments);
  return all.filter((one) => matches(parseSelector(one.hosts), host)).map((one) => one.name);
}

/** Error `app-not-here` when an environment is for other apps (its key `apps`). */
export function checkAppAllowed(environment: Environment, app: string): void {
  if (!environment.apps || environment.apps.includes(app)) return;
  const [en, zh] = [environment.apps.join(', ') || 'none', environment.apps.join('、') || '无'];
  throw new OpsError('app-not-here', {
    en: `${app} may not be deployed to ${environment.name}: that environment is for ${en}. Choose another one, or add the app to its "apps" in environments.yaml.`,
    zh: `${app} 不能发布到 ${environment.name}：该环境仅限 ${zh}。请换一个环境，或在 environments.yaml 的 apps 中加入该应用。`,
  });
}

/**
 * One policy that satisfies each of several: as many approvals as the one that asks for most, only from groups that
 * every policy asking for any accepts, within the shortest time. Errors `policies-conflict` where no group is left, so
 * that nobody could agree, and `policy-missing` for an empty list: no policy is never read as no approval.
 */
export function strictest(policies: readonly Policy[]): Policy {
  if (policies.length === 0) {
    throw new OpsError('policy-missing', {
      en: 'These hosts belong to no environment, so nobody can approve changes to them. Put them into one in environments.yaml.',
      zh: '这些主机不属于任何环境，无人可审批其变更。请在 environments.yaml 中将其加入环境。',
    });
  }
  const asking = policies.filter((policy) => policy.required > 0);
  const from = [...new Set(asking[0]?.from)].filter((group) => asking.every((policy) => policy.from.includes(group)));
  if (asking.length > 0 && from.length === 0) throw conflict(asking);
  return {
    required: Math.max(...policies.map((policy) => policy.required)),
    from,
    expires: Math.min(...policies.map((policy) => policy.expires)),
  };
}

function conflict(policies: readonly Policy[]): OpsError {
  const groups = policies.map((policy) => `[${policy.from.join(', ')}]`);
  return new OpsError('policies-conflict', {
    en: `The hosts come under several approval policies (${groups.join(' and ')}) that have no group in common, so nobody could agree for all of them. Change fewer hosts at once, or give the policies a group in common.`,
    zh: `这些主机受多个审批策略约束（${groups.join('、')}），它们没有共同的组，无人可同时审批。请分批变更，或让这些策略包含共同的组。`,
  });
}
