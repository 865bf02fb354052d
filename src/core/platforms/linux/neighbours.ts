import type { Facts, Neighbour } from '../../collect/types.ts';
import type { Outputs } from '../define.ts';
import { known, linesOf, macOf, told } from './values.ts';

const line = /^lldp\.(.+?)\.((?:via|rid|age|chassis|port|vlan|lldp-med|unknown-tlvs?|ppvid|pi)(?:\.[^=]*)?)=(.*)$/;

/** Facts of the kind `neighbours`: `lldpctl -f keyvalue`, where each neighbour begins with `via`. */
export function readNeighbours(outputs: Outputs): Partial<Facts> {
  if (outputs.neighbours === undefined) return {};
  const found: { name: string; values: Map<string, string> }[] = [];
  for (const [, name = '', key = '', value = ''] of linesOf(outputs.neighbours).flatMap((one) => [
    line.exec(one) ?? [],
  ])) {
    if (key === 'via') found.push({ name, values: new Map() });
    const values = found.at(-1)?.values;
    if (values && !values.has(key)) values.set(key, value);
  }
  const neighbours = found.flatMap(({ name, values }) => readNeighbour(name, values) ?? []);
  return neighbours.length > 0 ? { neighbours } : {};
}

function readNeighbour(name: string, values: ReadonlyMap<string, string>): Neighbour | undefined {
  const value = (key: string) => told(values.get(key));
  const protocol = /^(LLDP|CDP)/.exec(values.get('via') ?? '')?.[1]?.toLowerCase() as 'lldp' | 'cdp' | undefined;
  const host =
    value('chassis.name') ?? macOf(value('chassis.mac')) ?? value('chassis.local') ?? value('chassis.mgmt-ip');
  if (!protocol || !host) return undefined;
  return known({
    interface: name,
    host,
    port: value('port.ifname') ?? value('port.local') ?? macOf(value('port.mac')) ?? value('port.descr'),
    address: value('chassis.mgmt-ip'),
    platform: value('chassis.descr'),
    protocol,
  });
}
