import type { Text } from '../../text.ts';
import { type ConfigKind, type HostConfigRef, pathOf, refOf } from '../refs.ts';

/** How it was told whose config a file is: by folders as an export has them, by its folder, or by its own name. */
type PlacedBy = 'kind' | 'folder' | 'name';

/** A file of an archive and the config that it is. */
export interface Placed {
  readonly path: string;
  readonly ref: HostConfigRef;
  readonly by: PlacedBy;
}

/** A file that is not imported, and why. */
export interface LeftOut {
  readonly path: string;
  readonly why: Text;
}

interface Placing {
  /** What files are that lie in no folder `intended` or `running`. */
  readonly kind: ConfigKind;
  /** The names of the inventory's hosts. */
  readonly hosts: readonly string[];
  /** What is kept of the hosts: where a host has one config alone, a file that bears the host's name is that one. */
  readonly kept: readonly HostConfigRef[];
}

/**
 * Whose configs the files of an archive are: `intended/<host>/<name>` and `running/<host>/<name>`, `<host>/<name>` (a
 * host of the inventory in any folder), and, anywhere, a file called as a host of the inventory is, with or without an ending. A folder around all of it does not
 * count. A host of the first two need not be in the inventory.
 */
export function placeFiles(
  paths: readonly string[],
  placing: Placing,
): { readonly placed: readonly Placed[]; readonly leftOut: readonly LeftOut[] } {
  const around = commonFolder(paths, placing.hosts);
  const byName = hostFinder(placing.hosts);
  const known = new Set(placing.hosts);
  const flat = new Set(
    paths.flatMap((path) => (isOwn(path.slice(around.length)) ? [] : byName(path) ? [folderOf(path)] : [])),
  );
  const found = paths.map((path): Placed | LeftOut => {
    const inside = path.slice(around.length);
    if (isTemplate(inside)) return { path, why: templateWhy };
    const own = refOf(inside);
    if (own && own.kind !== 'template') return { path, ref: own, by: 'kind' };
    const folder = folderOfHost(inside, known);
    if (folder !== undefined) return inFolder(path, folder, placing.kind);
    const named = byName(path);
    if (named !== undefined) return { path, ref: ofHost(named, path, placing), by: 'name' };
    if (inside.includes('/') && !flat.has(folderOf(path))) return inFolder(path, inside, placing.kind);
    return { path, why: unplaced(baseOf(path)) };
  });
  return apart(found);
}

/** The one folder that everything lies in, with its slash; none where it says something itself. */
function commonFolder(paths: readonly string[], hosts: readonly string[]): string {
  const [first = ''] = paths;
  const folder = first.slice(0, first.indexOf('/') + 1);
  const says = ['intended/', 'running/', 'templates/', ...hosts.map((host) => `${host}/`)].includes(folder);
  const isAround = folder !== '' && !says && paths.every((path) => path.startsWith(folder));
  return isAround && paths.some((path) => path.indexOf('/', folder.length) > 0) ? folder : '';
}

/** What a path is from the first folder on that is called as a host is: groups of hosts may lie in folders above. */
function folderOfHost(path: string, hosts: ReadonlySet<string>): string | undefined {
  const parts = path.split('/');
  const at = parts.slice(0, -1).findIndex((part) => hosts.has(part));
  return at < 0 ? undefined : parts.slice(at).join('/');
}

function isOwn(path: string): boolean {
  return /^(?:intended|running|templates)\//.test(path);
}

function isTemplate(path: string): boolean {
  return path.startsWith('templates/') || (path.endsWith('.hbs') && !isOwn(path));
}

/** Finds the host that a file is called after; the case of letters does not count where that leaves one. */
function hostFinder(hosts: readonly string[]): (path: string) => string | undefined {
  const exact = new Set(hosts);
  const folded = Map.groupBy(hosts, (host) => host.toLowerCase());
  return (path) => {
    const base = path.slice(path.lastIndexOf('/') + 1);
    const bases = [base, baseOf(path)];
    const found = bases.find((name) => exact.has(name));
    if (found !== undefined) return found;
    return bases.map((name) => folded.get(name.toLowerCase()) ?? []).find((some) => some.length === 1)?.[0];
  };
}

function inFolder(path: string, inside: string, kind: ConfigKind): Placed | LeftOut {
  const ref = refOf(`${kind}/${inside}`);
  return ref && ref.kind !== 'template' ? { path, ref, by: 'folder' } : { path, why: unplaced(inside) };
}

/** What runs is called `config`; what is to run as the only one kept is, else as the file. */
function ofHost(host: string, path: string, { kind, kept }: Placing): HostConfigRef {
  const own = kept.filter((ref) => ref.kind === kind && ref.host === host);
  const [only, ...more] = own;
  if (kind === 'running') return { kind, host, name: 'config' };
  return only && more.length === 0 ? only : { kind, host, name: path.slice(path.lastIndexOf('/') + 1) };
}

/** Two files for one config: which is meant is not clear, so that neither is. */
function apart(found: readonly (Placed | LeftOut)[]) {
  const placed = found.filter((one) => 'ref' in one);
  const count = new Map<string, number>();
  for (const { ref } of placed) count.set(pathOf(ref), (count.get(pathOf(ref)) ?? 0) + 1);
  const isAlone = ({ ref }: Placed) => count.get(pathOf(ref)) === 1;
  const twice = placed.filter((one) => !isAlone(one)).map(({ path, ref }) => ({ path, why: several(ref) }));
  return { placed: placed.filter(isAlone), leftOut: [...found.filter((one) => 'why' in one), ...twice] };
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

/** A file's name without its last ending. */
function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/(?<=.)\.[^.]*$/, '');
}

const templateWhy: Text = {
  en: 'a template: drop its .hbs alone into the channel, which asks for approval',
  zh: '模板：请将其 .hbs 文件单独拖入频道，会发起审批',
};

function unplaced(base: string): Text {
  return {
    en: `whose config it is cannot be told: the inventory has no host ${base}. Put it at <host>/<file>`,
    zh: `无法判断属于哪台主机：清单中没有主机 ${base}。请放在 <主机>/<文件> 下`,
  };
}

function several({ host, name }: HostConfigRef): Text {
  return {
    en: `several files of the archive are ${host}/${name}`,
    zh: `压缩包中有多个文件对应 ${host}/${name}`,
  };
}
