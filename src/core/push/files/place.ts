import { posix } from 'node:path';
import { OpsError } from '../../errors.ts';
import { matching, parseSelector } from '../../inventory/selector.ts';
import { expand } from '../../settings/expand.ts';
import { nearest } from '../../settings/nearest.ts';
import type { FilePlace, Files, Hook, Host, Settings, Verification } from '../../settings/types.ts';
import type { Text } from '../../text.ts';
import type { FilePush } from '../types.ts';

/** Where a config goes on a host and what becomes of it there, expanded; `{file}` stands in a check for the copy beside. */
export type Placement = Pick<FilePush, 'path' | 'mode' | 'owner' | 'check' | 'reload' | 'verify'>;

/** The placement of a config on a host. Errors `file-unplaced`, `file-path-refused`, and those of `expand`. */
export type Placing = (host: Host, config: string) => Placement;

/** Places configs by the first entry of files.yaml that fits. */
export function placing(settings: Pick<Settings, 'files' | 'hosts'>): Placing {
  const { files } = settings.files;
  const among = new Map<FilePlace, ReadonlySet<string>>();
  const hostsOf = (place: FilePlace, selector: string) => {
    const known =
      among.get(place) ?? new Set(matching(parseSelector(selector), settings.hosts).map(({ name }) => name));
    among.set(place, known);
    return known;
  };
  const fits = (place: FilePlace, { name }: Host, config: string) =>
    place.configs.some((glob) => posix.matchesGlob(config, glob)) &&
    (place.hosts === undefined || hostsOf(place, place.hosts).has(name));
  return (host, config) => {
    const place = files.find((one) => fits(one, host, config));
    if (!place) throw unplaced(settings.files, host, config);
    return placed(place, host, config);
  };
}

interface Place {
  readonly name: string;
  readonly path?: string;
  /** Why it has none. */
  readonly why?: Text;
}

/** Where a config is to be on a host; undefined where files.yaml says nothing of it. */
export function placeIn(placeOf: Placing, host: Host, name: string): Place | undefined {
  try {
    return { name, path: placeOf(host, name).path };
  } catch (error) {
    if (!(error instanceof OpsError)) throw error;
    return error.code === 'file-unplaced' ? undefined : { name, why: error.text };
  }
}

function placed(place: FilePlace, host: Host, config: string): Placement {
  const values = { host, config };
  const hook = (one: Hook | undefined, file?: 'later') =>
    one && { run: expand(one.run, { ...values, file }, 'shell'), timeout: one.timeout };
  const verify = (one: Verification): Verification => {
    if ('http' in one) return { ...one, http: expand(one.http, values, 'url') };
    if ('command' in one) return { ...one, command: expand(one.command, values, 'shell') };
    return one;
  };
  const [check, reload] = [hook(place.check, 'later'), hook(place.reload)];
  return {
    path: pathOn(host, config, expand(place.path, values, 'plain')),
    ...(place.mode !== undefined && { mode: place.mode }),
    ...(place.owner !== undefined && { owner: place.owner }),
    ...(check && { check }),
    ...(reload && { reload }),
    verify: place.verify.map(verify),
  };
}

/** Where the bot keeps what it needs on a host; a relative one starts at the login folder, as `~/` says too. */
export function filesRoot({ root }: Files, host: Host): string {
  return expand(root, { host }, 'plain').replace(/^~\/+/, '');
}

function pathOn(host: Host, config: string, expanded: string): string {
  const path = posix.normalize(expanded);
  const plain = path.startsWith('/') && !path.endsWith('/') && !/\p{Cc}/u.test(path);
  if (plain && !expanded.split('/').includes('..')) return path;
  throw new OpsError('file-path-refused', {
    en: `${host.name}/${config}: "${path}" is not the absolute path of a file. Correct "path" in files.yaml, or the label that stands in it.`,
    zh: `${host.name}/${config}：“${path}”不是文件的绝对路径。请更正 files.yaml 中的 path 或其中引用的标签。`,
  });
}

function unplaced({ files }: Files, host: Host, config: string): OpsError {
  const globs = [...new Set(files.flatMap(({ configs }) => configs))];
  const forOthers = globs.filter((glob) => posix.matchesGlob(config, glob));
  const close = nearest(config, globs);
  const near = forOthers.length > 0 ? forOthers : close === undefined ? globs.slice(0, 5) : [close];
  const [en, zh] =
    forOthers.length > 0
      ? [
          `${near.join(', ')} would, but for other hosts ("hosts")`,
          `${near.join('、')} 匹配其名称，但限定了其他主机（hosts）`,
        ]
      : [`its patterns are ${near.join(', ') || 'none'}`, `现有模式：${near.join('、') || '无'}`];
  return new OpsError('file-unplaced', {
    en: `${host.name}/${config}: no entry of files.yaml fits, so it is not known where it goes: ${en}. Add one with "configs" and "path".`,
    zh: `${host.name}/${config}：files.yaml 中没有匹配的条目，无法确定放置位置：${zh}。请添加含 configs 与 path 的条目。`,
  });
}
