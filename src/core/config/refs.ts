import { OpsError } from '../errors.ts';
import { pathTrouble } from '../io/git-store/index.ts';
import type { Text } from '../text.ts';

/** What a host is to run, and what it was seen to run. */
export type ConfigKind = 'intended' | 'running';

/** A host's config by its name, which may have folders (`nginx/site.conf`). */
export interface HostConfigRef {
  readonly kind: ConfigKind;
  readonly host: string;
  readonly name: string;
}

/** Which file of the store is meant: a host's config, or a template of the team's by its name without `.hbs`. */
export type ConfigRef = HostConfigRef | { readonly kind: 'template'; readonly name: string };

/** Where it is in the repository. Error `config-name-refused`, naming the host or the file that cannot be a path. */
export function pathOf(ref: ConfigRef): string {
  if (ref.kind === 'template') return `templates/${part(ref.name, { en: 'template', zh: '模板' })}.hbs`;
  if (ref.host.includes('/')) throw refused(ref.host, hostWord, { en: 'it has a /', zh: '含有 /' });
  return `${ref.kind}/${part(ref.host, hostWord)}/${part(ref.name, { en: 'config', zh: '配置' })}`;
}

/** Which file a path of the repository is; undefined for one that is none of the store's, or could not be kept by it. */
export function refOf(path: string): ConfigRef | undefined {
  if (path.split('/').some((name) => pathTrouble(name) !== undefined)) return undefined;
  const template = /^templates\/(.+)\.hbs$/.exec(path)?.[1];
  if (template !== undefined) return { kind: 'template', name: template };
  const [, kind, host, name] = /^(intended|running)\/([^/]+)\/(.+)$/.exec(path) ?? [];
  if (kind === undefined || host === undefined || name === undefined) return undefined;
  return { kind: kind as ConfigKind, host, name };
}

/** As people are shown it: `web-01/nginx.conf`, or the template's name. */
export function shownRef(ref: ConfigRef): string {
  return ref.kind === 'template' ? ref.name : `${ref.host}/${ref.name}`;
}

const hostWord: Text = { en: 'host', zh: '主机' };

function part(name: string, what: Text): string {
  const trouble = name === '' ? { en: 'it is empty', zh: '为空' } : pathTrouble(name);
  if (trouble) throw refused(name, what, trouble);
  return name;
}

function refused(name: string, what: Text, why: Text): OpsError {
  const shown = JSON.stringify(name.slice(0, 100));
  return new OpsError('config-name-refused', {
    en: `The ${what.en} ${shown} cannot be kept among the configs: ${why.en}. Give it another name.`,
    zh: `${what.zh} ${shown} 无法存入配置库：${why.zh}。请另取名称。`,
  });
}
