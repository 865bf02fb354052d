import { createHash } from 'node:crypto';
import type { FormatOptions } from '../format.ts';
import type { HostRecord } from '../types.ts';

/** Hosts that have something in common. */
export interface Group {
  /** `[A-Za-z_][A-Za-z0-9_]*`, which is what Ansible takes; never the name of a host. */
  readonly name: string;
  readonly kind: 'type' | 'platform' | 'site' | 'environment';
  /** What they have in common, as the sheet writes it. */
  readonly value: string;
  readonly hosts: readonly string[];
}

/**
 * The groups by type, platform, site and environment, such as `type_switch`. What a name cannot hold is left out of it
 * and told apart by a hash: `site_` and eight hexadecimal digits for 北京, always the same for the same value.
 */
export function groupsOf(hosts: readonly HostRecord[], options: Pick<FormatOptions, 'environmentOf'>): Group[] {
  const kinds = [
    ['type', (host: HostRecord) => host.type],
    ['platform', (host: HostRecord) => host.platform],
    ['site', (host: HostRecord) => host.fields.site],
    ['environment', (host: HostRecord) => options.environmentOf?.(host) ?? host.fields.environment],
  ] as const;
  const taken = new Set([...hosts.map(({ name }) => name), 'all', 'ungrouped']);
  return kinds.flatMap(([kind, textFor]) => {
    const members = Map.groupBy(hosts, (host) => textFor(host)?.toWellFormed() ?? '');
    members.delete('');
    const names = namesOf(kind, [...members.keys()], taken);
    return [...members].map(([value, of]) => ({
      name: names.get(value) ?? '',
      kind,
      value,
      hosts: of.map(({ name }) => name),
    }));
  });
}

function namesOf(kind: string, values: readonly string[], taken: Set<string>): ReadonlyMap<string, string> {
  const slugs = Map.groupBy(values, (value) => slugOf(value).toLowerCase());
  const names = new Map<string, string>();
  for (const value of values) {
    const slug = slugOf(value);
    const alone = slugs.get(slug.toLowerCase())?.length === 1 && /^[A-Za-z0-9_. -]{1,60}$/.test(value);
    let name = [kind, ...(slug ? [slug] : []), ...(alone && slug ? [] : [hashOf(value)])].join('_');
    while (taken.has(name)) name += '_group';
    taken.add(name);
    names.set(value, name);
  }
  return names;
}

function slugOf(value: string): string {
  return value
    .slice(0, 60)
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
}

/** Eight hexadecimal digits that are always the same for a text. */
export function hashOf(value: string): string {
  return createHash('sha256').update(value).digest('hex').slice(0, 8);
}
