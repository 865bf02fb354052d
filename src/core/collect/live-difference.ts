import type { Settings } from '../settings/types.ts';
import { hostDifferences } from './live/host.ts';
import { knownHosts } from './live/known.ts';
import type { LiveDifference } from './live/types.ts';
import { unknownNeighbours, unknownResources } from './live/unknown.ts';
import type { Snapshot } from './snapshots.ts';
import type { Facts } from './types.ts';

export type { LiveDifference, LiveKind } from './live/types.ts';

/**
 * What of the inventory is otherwise in what was collected, in the inventory's order, then what is there and not in the
 * inventory. Nothing is said of a host that was never collected, nor of a value that only one of the two has. Pure.
 */
export function liveDifference(hosts: Settings['hosts'], snapshots: readonly Snapshot[]): readonly LiveDifference[] {
  const all = Object.values(hosts);
  const collected = new Map(snapshots.filter(({ kind }) => kind === 'host').map((one) => [one.key, one]));
  const known = knownHosts(all, collected);
  const elsewhere = new Map<string, string[]>();
  for (const { data } of collected.values()) {
    for (const { host, address } of (data as Facts).neighbours ?? []) {
      const seen = known.named(host);
      if (seen && address) elsewhere.set(seen.name, [...(elsewhere.get(seen.name) ?? []), address]);
    }
  }
  return [
    ...all.flatMap((host) => {
      const snapshot = collected.get(host.name);
      return snapshot ? hostDifferences(host, snapshot, elsewhere.get(host.name) ?? []) : [];
    }),
    ...unknownNeighbours(
      all.flatMap(({ name }) => collected.get(name) ?? []),
      known,
    ),
    ...unknownResources(snapshots, known),
  ];
}
