import { configChanges } from './changes/config.ts';
import { pairedByKey } from './changes/lists.ts';
import type { Json } from './types.ts';

export { changesSummary, changeText } from './changes/words.ts';

/** One field that differs. `path` leads to it: `['interfaces', 'GE0/0/3', 'state']`; an entry of a list by its key. */
export interface FieldChange {
  readonly path: readonly string[];
  readonly kind: 'added' | 'removed' | 'changed' | 'moved';
  /** Absent where there was none. */
  readonly from?: Json;
  /** Absent where there is none. */
  readonly to?: Json;
}

export interface ChangesOptions {
  /** Lines of a configuration that do not count as change, as the platform says. */
  readonly noise?: readonly RegExp[];
}

type Data = { readonly [key: string]: Json };

/** What differs at every look and says nothing; `*` is an entry of a list. */
const notCompared = new Set(['uptime', 'cpu.load', 'memory.free', 'filesystems.*.used']);

/**
 * What differs between two states of one thing, field by field and never by text line: entries of lists by their key,
 * lists of plain values as sets, a configuration by its lines. A member that only one of them has is one change.
 * Whether that means anything is the caller's to say: what was not asked for is absent too. Pure.
 */
export function changesBetween(before: Data, after: Data, options: ChangesOptions = {}): readonly FieldChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => {
    const [from, to] = [own(before, name), own(after, name)];
    if (name === 'config' && typeof from === 'string' && typeof to === 'string') {
      return configChanges(from, to, options.noise ?? []);
    }
    return compare([name], name, from, to);
  });
}

function compare(path: readonly string[], shape: string, from: Json | undefined, to: Json | undefined): FieldChange[] {
  if (notCompared.has(shape) || from === to || (from === undefined && to === undefined)) return [];
  if (from === undefined) return [{ path, kind: 'added', to: to as Json }];
  if (to === undefined) return [{ path, kind: 'removed', from }];
  if (isList(from) && isList(to)) return compareLists(path, shape, from, to);
  if (isObject(from) && isObject(to)) return compareObjects(path, shape, from, to);
  return JSON.stringify(from) === JSON.stringify(to) ? [] : [{ path, kind: 'changed', from, to }];
}

function compareObjects(path: readonly string[], shape: string, from: Data, to: Data): FieldChange[] {
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  return names.flatMap((name) => compare([...path, name], `${shape}.${name}`, own(from, name), own(to, name)));
}

function compareLists(path: readonly string[], shape: string, from: readonly Json[], to: readonly Json[]) {
  if (![...from, ...to].every(isObject)) return compareSets(path, from, to);
  return pairedByKey(shape, from as readonly Data[], to as readonly Data[]).flatMap(({ key, before, after }) =>
    compare([...path, key], `${shape}.*`, before, after),
  );
}

/** Addresses of an interface, serials of a stack: no device promises an order. */
function compareSets(path: readonly string[], from: readonly Json[], to: readonly Json[]): FieldChange[] {
  const texts = (list: readonly Json[]) => JSON.stringify(list.map((one) => JSON.stringify(one)).toSorted());
  return texts(from) === texts(to) ? [] : [{ path, kind: 'changed', from, to }];
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function own(data: Data, name: string): Json | undefined {
  return Object.hasOwn(data, name) ? data[name] : undefined;
}
