import type { Host, Label } from '../../../src/core/settings/types.ts';

/** A host of an inventory, as settings hold it. */
export function host(name: string, labels: Record<string, Label> = {}, more: Partial<Host> = {}): Host {
  return {
    name,
    address: '10.0.0.1',
    port: 22,
    platform: 'linux',
    type: 'server',
    groups: [],
    ssh: { legacy: false },
    labels,
    ...more,
  };
}

/** An inventory in this order. */
export function inventory(...hosts: readonly Host[]): Record<string, Host> {
  return Object.fromEntries(hosts.map((one) => [one.name, one]));
}
