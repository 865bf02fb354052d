import type { DeviceType } from '../../settings/device-types.ts';
import type { WrittenHost } from '../format.ts';
import { pick, textEntries, type WholeHost } from './carried.ts';
import { type Mapping, mapOf, type Pair } from './tree.ts';

/** A host's fields by name and its labels under `labels`, without name and address. */
export function plainEntries(host: WholeHost): Pair[] {
  const labels = Object.entries(host.labels);
  return [
    ['type', host.type],
    ['platform', host.platform],
    ...Object.entries(host.fields),
    ['labels', labels.length > 0 ? mapOf(labels) : undefined],
  ];
}

/** A host as one map: name, address and its `plainEntries`. */
export function plainMap(host: WholeHost): Mapping {
  return mapOf([['name', host.name], ['address', host.address], ...plainEntries(host)]);
}

/** The host of such entries, with the name and address that stand elsewhere. */
export function hostOfPlain(read: Readonly<Record<string, unknown>>, name: unknown, address: unknown): WrittenHost {
  return {
    name: String(name),
    address: String(address),
    type: read.type as DeviceType,
    platform: String(read.platform),
    fields: pick((field) => read[field]),
    labels: textEntries(read.labels),
  };
}
