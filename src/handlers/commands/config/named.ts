import type { ConfigEntry, HostConfigRef } from '../../../core/config/types.ts';
import { OpsError } from '../../../core/errors.ts';
import { chosenHosts } from '../../../core/inventory/environments.ts';
import { suggestion } from '../../../core/settings/nearest.ts';
import type { Deps } from '../../deps.ts';
import { straightQuotes } from '../../parse/args.ts';

/** A selector as it was typed. */
export function said(words: readonly { readonly typed: string }[]): string {
  return words.map(({ typed }) => straightQuotes(typed)).join(' ');
}

/** The names of the hosts that a selector means; undefined where it says nothing. Errors: those of the selector. */
export function hostsOf(words: Parameters<typeof said>[0], { settings }: Deps): readonly string[] | undefined {
  const text = said(words);
  return text === '' ? undefined : chosenHosts(text, settings.current()).map(({ name }) => name);
}

/** The config that `<host>/<name>` means; of `running` a host alone means its `config`. Error `argument-malformed`. */
export function refOf(name: string, seen: boolean): HostConfigRef {
  const [host = '', ...file] = name.split('/');
  if (host !== '' && (file.length > 0 || seen)) {
    return { kind: seen ? 'running' : 'intended', host, name: file.join('/') || 'config' };
  }
  throw new OpsError('argument-malformed', {
    en: `${name} names no config: write the host, a slash and the file, such as web-01/nginx/shop.conf. /config list shows them.`,
    zh: `${name} 不是配置名：请写“主机/文件”，例如 web-01/nginx/shop.conf。用 /config list 查看。`,
  });
}

/**
 * The configs that are meant: one for `<host>/<name>`, all that are kept of a host where it stands alone. Errors:
 * `argument-malformed`, and `config-unknown` where none is kept of the host, naming the nearest that has some.
 */
export async function meantBy(
  name: string,
  seen: boolean,
  { configs }: Pick<Deps, 'configs'>,
): Promise<readonly ConfigEntry[] | HostConfigRef> {
  if (seen || name.includes('/')) return refOf(name, seen);
  const all = await configs.list({ kinds: ['intended', 'running'] });
  const hosts = all.flatMap(({ ref }) => (ref.kind === 'template' ? [] : [ref.host]));
  const own = all.filter(({ ref }) => ref.kind !== 'template' && ref.host === name);
  if (own.length === 0) throw noneOf(name, hosts);
  const [first, ...more] = own;
  return first && first.ref.kind !== 'template' && more.length === 0 ? first.ref : own;
}

/** The one config that is meant. Errors: those of `meantBy`, and `argument-malformed` where the host has several. */
export async function oneMeant(name: string, seen: boolean, deps: Pick<Deps, 'configs'>): Promise<HostConfigRef> {
  const meant = await meantBy(name, seen, deps);
  if ('kind' in meant) return meant;
  const names = meant.flatMap(({ ref }) =>
    ref.kind === 'template' ? [] : [`${ref.host}/${ref.name}${ref.kind === 'running' ? ' (--running)' : ''}`],
  );
  throw new OpsError('argument-malformed', {
    en: `${name} has several configs; name one of them: ${names.slice(0, 10).join(', ')}${names.length > 10 ? ' …' : ''}.`,
    zh: `${name} 有多个配置，请指明其中一个：${names.slice(0, 10).join('、')}${names.length > 10 ? ' ……' : ''}。`,
  });
}

function noneOf(host: string, hosts: readonly string[]): OpsError {
  const hint = suggestion(host, [...new Set(hosts)]);
  return new OpsError('config-unknown', {
    en: `No config of ${host} is kept.${hint.en} /config list shows what there is.`,
    zh: `没有保存 ${host} 的配置。${hint.zh}用 /config list 查看。`,
  });
}

/** What is kept of a config. Errors `config-unknown`, naming the nearest, and those of `ConfigStore.revision`. */
export async function textOf(ref: HostConfigRef, at: string | undefined, { configs }: Deps): Promise<string> {
  const text = await configs.read(ref, at);
  if (text !== undefined) return text;
  throw await noConfig(ref, configs);
}

/** The error `config-unknown`, naming the nearest that there is. */
export async function noConfig({ kind, host, name }: HostConfigRef, configs: Deps['configs']): Promise<OpsError> {
  const there = (await configs.list({ kinds: [kind] })).flatMap(({ ref }) =>
    ref.kind === 'template' ? [] : [`${ref.host}/${ref.name}`],
  );
  const hint = suggestion(`${host}/${name}`, there);
  return new OpsError('config-unknown', {
    en: `No ${kind} config ${host}/${name} is kept.${hint.en} /config list shows what there is.`,
    zh: `没有保存 ${host}/${name}（${kind === 'running' ? '运行配置' : '目标配置'}）。${hint.zh}用 /config list 查看。`,
  });
}
