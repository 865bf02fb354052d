import type { Json } from '../types.ts';

type Data = { readonly [key: string]: Json };

/** By which of its fields an entry of a list is known again. */
const keys: Readonly<Record<string, readonly string[]>> = {
  interfaces: ['name'],
  neighbours: ['interface', 'host'],
  disks: ['name'],
  filesystems: ['mount'],
  services: ['name'],
  ports: ['protocol', 'address', 'port'],
  packages: ['name'],
  routes: ['prefix'],
  vlans: ['id'],
  licences: ['name'],
  hardware: ['slot', 'name'],
  files: ['name'],
};

/** What entries of lists that no platform of ours made are known by, such as those of a cloud's answers. */
const idLike = /^(?:id|name|key)$|(?:Id|ID|_id|Name)$/;

interface Pair {
  readonly key: string;
  readonly before?: Data;
  readonly after?: Data;
}

/**
 * The entries of two lists, those with the same key side by side. Where several have one key (two versions of a
 * package, several routes to a prefix) equal ones are left out first, and the rest is paired in the order it stands in.
 */
export function pairedByKey(list: string, from: readonly Data[], to: readonly Data[]): readonly Pair[] {
  const fields = keys[list] ?? [idField([...from, ...to])].filter((field) => field !== undefined);
  const [before, after] = [grouped(from, fields), grouped(to, fields)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) =>
    paired(key, before.get(key) ?? [], after.get(key) ?? []),
  );
}

function paired(key: string, from: readonly Data[], to: readonly Data[]): readonly Pair[] {
  if (from.length <= 1 && to.length <= 1) return [pair(key, from[0], to[0])];
  const [before, after] = [without(from, to), without(to, from)];
  return Array.from({ length: Math.max(before.length, after.length) }, (_, at) => pair(key, before[at], after[at]));
}

function pair(key: string, before: Data | undefined, after: Data | undefined): Pair {
  return { key, ...(before && { before }), ...(after && { after }) };
}

/** The entries that are not, as often, among the others. */
function without(entries: readonly Data[], others: readonly Data[]): readonly Data[] {
  const left = new Map<string, number>();
  for (const other of others) left.set(JSON.stringify(other), (left.get(JSON.stringify(other)) ?? 0) + 1);
  return entries.filter((entry) => {
    const count = left.get(JSON.stringify(entry)) ?? 0;
    left.set(JSON.stringify(entry), count - 1);
    return count <= 0;
  });
}

function grouped(entries: readonly Data[], fields: readonly string[]): ReadonlyMap<string, Data[]> {
  const groups = new Map<string, Data[]>();
  for (const entry of entries) {
    const said = fields.map((field) => entry[field]).filter((value) => value !== undefined && value !== '');
    const key = said.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join(' ');
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  return groups;
}

function idField(entries: readonly Data[]): string | undefined {
  const candidates = Object.keys(entries[0] ?? {}).filter((field) => idLike.test(field));
  return candidates.find((field) => entries.every((entry) => typeof entry[field] === 'string'));
}
