import { isDeepStrictEqual } from 'node:util';
import type { Host, Label } from '../settings/types.ts';

/** A host as hosts.yaml has it; what is absent or empty says nothing. */
export interface HostEntry {
  readonly address?: string;
  readonly port?: number;
  readonly platform?: string;
  readonly type?: string;
  readonly groups?: readonly string[];
  readonly credential?: string;
  readonly become?: 'sudo' | 'su' | { readonly method: 'sudo' | 'su'; readonly user?: string };
  readonly via?: string;
  readonly ssh?: { readonly legacy?: boolean };
  readonly labels?: Readonly<Record<string, Label>>;
}

export type HostEntries = Readonly<Record<string, HostEntry>>;

/** A value of a host: text, number, true or false, a list of groups, or a mapping. */
export type HostValue = Label | readonly string[] | Readonly<Record<string, Label>>;

/** One value of a host that changes; `key` is `address`, `labels.site` and so on. Absent where there was or is none. */
export interface ValueChange {
  readonly key: string;
  readonly from?: HostValue;
  readonly to?: HostValue;
}

/** The keys of an entry in the order in which they are written, labels last. */
const plainKeys = ['address', 'port', 'platform', 'type', 'groups', 'credential', 'become', 'via', 'ssh'] as const;

/** What a converter says where nothing tells: no news of a host that is known already. */
const unknownValues: Readonly<Record<string, HostValue>> = { platform: 'unknown', type: 'other' };

/** The values that an entry says, in writing order, empty ones left out; keys as in `ValueChange`. */
export function saidBy(entry: HostEntry): readonly (readonly [key: string, value: HostValue])[] {
  const plain = plainKeys.map((key) => [key, plainOf(key, entry[key])] as const);
  const labels = Object.entries(entry.labels ?? {}).map(([label, value]) => [`labels.${label}`, value] as const);
  return [...plain, ...labels].flatMap(([key, value]) => (isEmpty(value) ? [] : [[key, value]]));
}

/** What an entry says of a host that is known, and says differently. */
export function changesOf(host: Host, entry: HostEntry): readonly ValueChange[] {
  return saidBy(entry).flatMap(([key, to]) => {
    const from = valueIn(host, key);
    if (from !== undefined && isSame(from, to)) return [];
    return [from === undefined ? { key, to } : { key, from, to }];
  });
}

/** The same without what a converter says where nothing tells. */
export function newsOf(host: Host, entry: HostEntry): readonly ValueChange[] {
  return changesOf(host, entry).filter(({ key, to }) => unknownValues[key] !== to);
}

/** What one host has and another, later one of the same name has not. */
export function droppedKeys(host: Host, later: Host): readonly ValueChange[] {
  const keys = [...plainKeys, ...Object.keys(host.labels).map((label) => `labels.${label}`)];
  return keys.flatMap((key) => {
    const from = valueIn(host, key);
    return from !== undefined && valueIn(later, key) === undefined ? [{ key, from }] : [];
  });
}

/** A label's name, where a key is one of a label. */
export function labelOf(key: string): string | undefined {
  return key.startsWith('labels.') ? key.slice('labels.'.length) : undefined;
}

function valueIn(host: Host, key: string): HostValue | undefined {
  const label = labelOf(key);
  if (label !== undefined) return Object.hasOwn(host.labels, label) ? host.labels[label] : undefined;
  const value = plainOf(key, host[key as (typeof plainKeys)[number]]);
  return isEmpty(value) ? undefined : value;
}

/** `become: sudo` and `become: { method: sudo, user: root }` are the same. */
function plainOf(key: string, value: HostEntry[(typeof plainKeys)[number]]): HostValue | undefined {
  if (key !== 'become' || value === undefined) return value as HostValue | undefined;
  const { method, user = 'root' } =
    typeof value === 'string' ? { method: value } : (value as { method: string; user?: string });
  return user === 'root' ? method : { method, user };
}

function isEmpty(value: HostValue | null | undefined): value is undefined {
  if (value === undefined || value === null) return true;
  if (typeof value === 'string') return value.trim() === '';
  if (typeof value !== 'object') return false;
  return Object.keys(value).length === 0;
}

/** A sheet has only text: "8" is the number 8, as selectors read it. Groups have no order. */
function isSame(from: HostValue, to: HostValue): boolean {
  if (Array.isArray(from) && Array.isArray(to)) return isDeepStrictEqual(new Set(from), new Set(to));
  if (typeof from === 'object' && typeof to === 'object') return isDeepStrictEqual({ ...from }, { ...to });
  if (typeof from === 'object' || typeof to === 'object') return false;
  return String(from) === String(to);
}
