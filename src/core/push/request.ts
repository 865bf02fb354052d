import type { ConfigStore } from '../config/types.ts';
import { OpsError } from '../errors.ts';
import { chosenHosts, environmentsOf } from '../inventory/environments.ts';
import type { RunRequest } from '../runs/types.ts';
import { suggestion } from '../settings/nearest.ts';
import type { Environment, Settings } from '../settings/types.ts';
import { type PushRequest, pushedApp } from './types.ts';

type Config = PushRequest['configs'][number];
type How = Pick<RunRequest, 'strategy' | 'batch' | 'emergency' | 'ticket' | 'reason'> & Omit<PushRequest, 'configs'>;

/**
 * What is asked for by a push of these configs. It goes by the strictest environment of their hosts, whose channel has
 * its card. Errors `push-nothing` for none, `host-unknown`, `host-nowhere` for hosts in no environment.
 */
export function pushRequest(configs: readonly Config[], how: How, settings: Settings): RunRequest {
  if (configs.length === 0) throw nothing();
  const { exact, back, ...rest } = how;
  const hosts = [...new Set(configs.map(({ host }) => host))];
  checkHosts(hosts, settings);
  const revisions = [...new Set(configs.map(({ revision }) => revision.slice(0, 10)))];
  return {
    ...rest,
    app: pushedApp,
    environment: strictestOf(hosts, settings).name,
    version: versionOf(revisions),
    push: { configs, ...(exact && { exact }), ...(back && { back }) },
  };
}

/** The revision, or how many there are. */
function versionOf([first = '', ...others]: readonly string[]): string {
  return others.length === 0 ? first : `${first}+${others.length}`;
}

/**
 * The configs that a person means: `<host>/<name>`, or all that are intended for the hosts of a selector; each of
 * `revision`, or its newest. Errors `config-unknown`, those of the selector and of `ConfigStore.revision`.
 */
export async function configsMeant(
  text: string,
  revision: string | undefined,
  settings: Settings,
  store: Pick<ConfigStore, 'list' | 'history' | 'revision'>,
): Promise<readonly Config[]> {
  const one = namedConfig(text, settings);
  if (one) return [{ ...one, revision: await revisionOf(one, revision, store) }];
  const hosts = chosenHosts(text, settings).map(({ name }) => name);
  const entries = await store.list({ kinds: ['intended'], hosts });
  const refs = entries.flatMap(({ ref }) => (ref.kind === 'template' ? [] : [{ host: ref.host, name: ref.name }]));
  if (refs.length === 0) throw noneKept(text);
  const configs: Config[] = [];
  for (const ref of refs) configs.push({ ...ref, revision: await revisionOf(ref, revision, store) });
  return configs;
}

/** `<host>/<name>`, where the inventory has that host; selectors have blanks, `=` and the like before a slash. */
function namedConfig(text: string, { hosts }: Settings): Omit<Config, 'revision'> | undefined {
  const slash = text.indexOf('/');
  const host = text.slice(0, slash);
  if (slash < 1 || /[\s=~]/.test(host)) return undefined;
  if (!Object.hasOwn(hosts, host)) throw unknownHost(host, Object.keys(hosts));
  return { host, name: text.slice(slash + 1) };
}

async function revisionOf(
  config: Omit<Config, 'revision'>,
  revision: string | undefined,
  store: Pick<ConfigStore, 'history' | 'revision'>,
): Promise<string> {
  const ref = { kind: 'intended' as const, ...config };
  if (revision !== undefined) return store.revision(revision, ref);
  const [newest] = await store.history(ref, { limit: 1 });
  if (!newest) throw notKept(config);
  return newest.id;
}

function checkHosts(hosts: readonly string[], settings: Settings): void {
  const unknown = hosts.find((name) => !Object.hasOwn(settings.hosts, name));
  if (unknown !== undefined) throw unknownHost(unknown, Object.keys(settings.hosts));
  const nowhere = hosts.filter((name) => environmentsOf(settings, name).length === 0);
  if (nowhere.length > 0) throw inNone(nowhere);
}

/** The one that asks for most approvals; of several, the first in the settings' order. */
function strictestOf(hosts: readonly string[], settings: Settings): Environment {
  const names = new Set(hosts.flatMap((name) => environmentsOf(settings, name)));
  const all = Object.values(settings.environments).filter(({ name }) => names.has(name));
  const [first, ...others] = all.toSorted((a, b) => b.approval.required - a.approval.required);
  if (!first) throw inNone([...others.map(({ name }) => name), ...hosts]);
  return first;
}

function nothing(): OpsError {
  return new OpsError('push-nothing', {
    en: 'There is no config to push. /config list shows what is kept; /generate … --save keeps one.',
    zh: '没有可下发的配置。/config list 查看已保存的配置；/generate … --save 可保存配置。',
  });
}

function noneKept(selector: string): OpsError {
  return new OpsError('push-nothing', {
    en: `No intended config is kept for the hosts of "${selector}", so there is nothing to push. /generate … --save keeps one.`,
    zh: `“${selector}”的主机没有已保存的目标配置，无可下发的内容。可用 /generate … --save 保存。`,
  });
}

function notKept({ host, name }: Omit<Config, 'revision'>): OpsError {
  return new OpsError('config-unknown', {
    en: `No intended config ${host}/${name} is kept. /config list ${host} shows what there is.`,
    zh: `没有保存目标配置 ${host}/${name}。用 /config list ${host} 查看现有配置。`,
  });
}

function unknownHost(host: string, known: readonly string[]): OpsError {
  const hint = suggestion(host, known);
  return new OpsError('host-unknown', {
    en: `The inventory has no host ${host}, so nothing can be pushed to it.${hint.en}`,
    zh: `清单中没有主机 ${host}，无法向其下发。${hint.zh}`,
  });
}

function inNone(hosts: readonly string[]): OpsError {
  const [en, zh] = [hosts.slice(0, 10).join(', '), hosts.slice(0, 10).join('、')];
  return new OpsError('host-nowhere', {
    en: `${en} belong to no environment, so nobody can approve a change of them. Put them into one in environments.yaml.`,
    zh: `${zh} 不属于任何环境，无人可审批其变更。请在 environments.yaml 中将其加入环境。`,
  });
}
