import type { Facts } from '../../collect/types.ts';
import type { Outputs } from '../define.ts';
import { linesOf } from './values.ts';

/** Facts of the kind `vlans`: VLAN interfaces by `ip -o -d link`, `5: eth0.100@eth0: <…> … vlan protocol 802.1Q id 100 <…`. */
export function readVlans(outputs: Outputs): Partial<Facts> {
  if (outputs.vlans === undefined) return {};
  const found = linesOf(outputs.vlans).flatMap((line) => {
    const [, name = '', id] = /^\d+: ([^@:]+)[@:].*\bvlan (?:protocol \S+ )?id (\d+)\b/.exec(line) ?? [];
    return id === undefined ? [] : [{ id: Number(id), name }];
  });
  return { vlans: found.sort((a, b) => a.id - b.id || (a.name < b.name ? -1 : 1)) };
}
