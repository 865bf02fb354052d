import type { Environment, Host, Settings } from '../settings/types.ts';
import type { Text } from '../text.ts';
import type { HostEntries, HostEntry, ValueChange } from './entries.ts';
import { changesOf, droppedKeys, newsOf } from './entries.ts';
import { matches, parseSelector } from './selector.ts';

type Hosts = Settings['hosts'];

/** What incoming hosts would change of the inventory. */
export interface Difference {
  /** In the order they came. */
  readonly added: readonly { readonly name: string; readonly entry: HostEntry }[];
  /** In the inventory's order, as what follows. */
  readonly changed: readonly { readonly name: string; readonly keys: readonly ValueChange[] }[];
  /** As they were. */
  readonly same: readonly string[];
  /** In the inventory and not among those that came; none unless they are said to be complete. */
  readonly gone: readonly string[];
}

/** How the members of an environment change. */
export interface MembersChange {
  readonly environment: string;
  readonly joined: readonly string[];
  readonly left: readonly string[];
}

/**
 * The difference between the inventory and hosts that come from elsewhere. A host keeps what only the inventory knows
 * of it; a value that is empty among the incoming ones changes nothing. Pure.
 */
export function differenceOf(hosts: Hosts, incoming: HostEntries, options: { readonly complete: boolean }): Difference {
  return compare(hosts, incoming, options.complete, newsOf);
}

/** How one inventory differs from another, values that are no longer there included. Pure. */
export function differenceBetween(before: Hosts, after: Hosts): Difference {
  return compare(before, after, true, (host, now) => [...changesOf(host, now), ...droppedKeys(host, now)]);
}

function compare<T extends HostEntry>(
  hosts: Hosts,
  incoming: Readonly<Record<string, T>>,
  complete: boolean,
  changes: (host: Host, entry: T) => readonly ValueChange[],
): Difference {
  const known = Object.values(hosts);
  const judged = known.flatMap((host) => {
    const entry = ownValue(incoming, host.name);
    return entry === undefined ? [] : [{ name: host.name, keys: changes(host, entry) }];
  });
  const names = known.map(({ name }) => name);
  return {
    added: Object.entries(incoming)
      .filter(([name]) => ownValue(hosts, name) === undefined)
      .map(([name, entry]) => ({ name, entry })),
    changed: judged.filter(({ keys }) => keys.length > 0),
    same: judged.filter(({ keys }) => keys.length === 0).map(({ name }) => name),
    gone: complete ? names.filter((name) => ownValue(incoming, name) === undefined) : [],
  };
}

/** Whether a difference is none. */
export function isNothing({ added, changed, gone }: Difference): boolean {
  return added.length + changed.length + gone.length === 0;
}

/** How the members of every environment differ between two inventories; those whose members stay are left out. */
export function membersChanges(
  environments: Settings['environments'],
  before: Hosts,
  after: Hosts,
): readonly MembersChange[] {
  return Object.values(environments).flatMap((environment) => {
    const [old, now] = [membersOf(environment, before), membersOf(environment, after)];
    const joined = [...now].filter((name) => !old.has(name));
    const left = [...old].filter((name) => !now.has(name));
    return joined.length + left.length === 0 ? [] : [{ environment: environment.name, joined, left }];
  });
}

/** The environments, now or then, of every host that a difference touches. */
export function environmentsTouched(
  environments: Settings['environments'],
  difference: Difference,
  before: Hosts,
  after: Hosts,
): readonly string[] {
  const { added, changed, gone } = difference;
  const touched = [...added.map(({ name }) => name), ...changed.map(({ name }) => name), ...gone];
  return Object.values(environments)
    .filter((environment) => {
      const [old, now] = [membersOf(environment, before), membersOf(environment, after)];
      return touched.some((name) => old.has(name) || now.has(name));
    })
    .map(({ name }) => name);
}

/** A difference in a line: "35 new, 2 changed, 1 as it was". */
export function differenceText({ added, changed, same, gone }: Difference): Text {
  const parts = [
    part(added.length, { en: 'new', zh: '新增' }),
    part(changed.length, { en: 'changed', zh: '变更' }),
    part(gone.length, { en: 'gone', zh: '移除' }),
    part(same.length, { en: same.length === 1 ? 'as it was' : 'as they were', zh: '不变' }),
  ].filter((one) => one !== undefined);
  if (parts.length === 0) return { en: 'no hosts', zh: '没有主机' };
  return { en: parts.map(({ en }) => en).join(', '), zh: parts.map(({ zh }) => zh).join('，') };
}

/** How members change, in a line: "prod (+12), staging (-1)". */
export function membersText(changes: readonly MembersChange[]): Text {
  const parts = changes.map(({ environment, joined, left }) => {
    const counts = [joined.length > 0 ? `+${joined.length}` : '', left.length > 0 ? `-${left.length}` : ''];
    return `${environment} (${counts.filter(Boolean).join(' ')})`;
  });
  if (parts.length === 0) return { en: 'changes members of no environment', zh: '不改变任何环境的成员' };
  return { en: `changes members of: ${parts.join(', ')}`, zh: `改变环境成员：${parts.join('、')}` };
}

function part(count: number, { en, zh }: Text): Text | undefined {
  return count === 0 ? undefined : { en: `${count} ${en}`, zh: `${zh} ${count} 台` };
}

function membersOf(environment: Environment, hosts: Hosts): ReadonlySet<string> {
  const selector = parseSelector(environment.hosts);
  return new Set(
    Object.values(hosts)
      .filter((host) => matches(selector, host))
      .map(({ name }) => name),
  );
}

function ownValue<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
