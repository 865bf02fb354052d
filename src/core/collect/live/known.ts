import { canonicalIp } from '../../process/ip.ts';
import type { Host } from '../../settings/types.ts';
import type { Snapshot } from '../snapshots.ts';
import type { Facts } from '../types.ts';

/** By what names and addresses the hosts of the inventory are seen from elsewhere. */
export interface Known {
  /** Whether any of these names (also with a domain, a serial in brackets) or addresses is a host's. */
  has(names: readonly string[], addresses: readonly string[]): boolean;
  /** The host with one of these names. */
  named(name: string): Host | undefined;
}

/** The hosts by their own names and addresses, and by what was collected of them. */
export function knownHosts(hosts: readonly Host[], snapshots: ReadonlyMap<string, Snapshot>): Known {
  const names = new Map<string, Host>();
  const seen = new Set<string>();
  for (const host of hosts) {
    const facts = (snapshots.get(host.name)?.data ?? {}) as Facts;
    for (const name of [host.name, facts.hostname ?? '', host.address, ...namesIn(host)]) {
      for (const form of formsOf(name)) if (!names.has(form)) names.set(form, host);
    }
    const macs = facts.interfaces?.flatMap(({ mac }) => mac ?? []) ?? [];
    for (const one of [host.address, ...addressesOf(facts), ...macs, ...addressesIn(host)]) seen.add(plainAddress(one));
  }
  const named = (name: string) =>
    formsOf(name)
      .map((form) => names.get(form))
      .find((host) => host !== undefined);
  return {
    named,
    has: (wanted, addresses) =>
      wanted.some((name) => named(name) !== undefined || seen.has(plainAddress(name))) ||
      addresses.some((address) => seen.has(plainAddress(address))),
  };
}

/** The addresses of a device's interfaces, without prefix lengths. */
export function addressesOf(facts: Facts): readonly string[] {
  const all = facts.interfaces?.flatMap(({ addresses }) => addresses ?? []) ?? [];
  return all.map(plainAddress);
}

/** An address as it is compared: no prefix length, as RFC 5952 has it, lower case. */
export function plainAddress(address: string): string {
  const bare = address.trim().split('/')[0] ?? '';
  return canonicalIp(bare) ?? bare.toLowerCase();
}

/** `core-1.example.net`, `core-1(FDO21120U8W)` and `CORE-1` are core-1; an address has only itself. */
function formsOf(name: string): readonly string[] {
  const bare = name
    .trim()
    .toLowerCase()
    .replace(/\([^()]*\)$/, '');
  if (bare === '') return [];
  return canonicalIp(bare) ? [bare] : [...new Set([bare, bare.split('.')[0] ?? bare])].filter((form) => form !== '');
}

function namesIn({ labels }: Host): readonly string[] {
  return ['hostname', 'instance_id', 'id'].flatMap((label) =>
    Object.hasOwn(labels, label) ? [String(labels[label])] : [],
  );
}

function addressesIn({ labels }: Host): readonly string[] {
  const said = ['service_ip', 'oob_ip'].flatMap((label) =>
    Object.hasOwn(labels, label) ? [String(labels[label])] : [],
  );
  return said.flatMap((text) => text.split(/[\s,;、，；]+/)).filter((text) => text !== '');
}
