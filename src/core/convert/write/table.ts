import type { DeviceType } from '../../settings/device-types.ts';
import { saysField } from '../columns/header-index.ts';
import { hasShape } from '../columns/shapes.ts';
import { type Field, fields } from '../fields.ts';
import type { WrittenHost } from '../format.ts';
import type { HostRecord } from '../types.ts';
import { carried, outFields, pick, type WholeHost } from './carried.ts';
import { labelMark, unmarked } from './label-mark.ts';
import { neutralised, restored } from './neutral.ts';

type Rows = readonly (readonly string[])[];

/** What every table of hosts has. */
export const ownHeaders = ['name', 'address', 'type', 'platform'] as const;
const known: ReadonlySet<string> = new Set(fields);

/**
 * Hosts as rows under a header of field names and labels, without columns that are empty. A label that could be
 * taken for a field or for passwords, or begins with `label:`, gets `label:` before it. Every cell is `neutralised`.
 */
export function tableOf(records: readonly HostRecord[]): string[][] {
  const hosts = records.map(carried);
  const own = fields.filter((field) => ownHeaders.some((each) => each === field) || hosts.some(has(field)));
  const labels = [...new Set(hosts.flatMap((host) => Object.keys(host.labels)))];
  const rows = hosts.map((host) => [
    ...own.map((field) => cellOf(host, field)),
    ...labels.map((label) => (Object.hasOwn(host.labels, label) ? (host.labels[label] ?? '') : '')),
  ]);
  return [[...own, ...labels.map((label) => headerOf(label, hosts))], ...rows].map((row) => row.map(neutralised));
}

/** The hosts of such a table. */
export function hostsOf([header = [], ...rows]: Rows): readonly WrittenHost[] {
  const names = header.map(restored);
  return rows.map((row) => {
    const cells = names.map((name, at) => [name, restored(row[at] ?? '')] as const);
    const own = new Map(cells.filter(([name]) => known.has(name)));
    const labels = cells.filter(([name, value]) => !known.has(name) && value !== '');
    return {
      name: own.get('name') ?? '',
      address: own.get('address') ?? '',
      type: own.get('type') as DeviceType,
      platform: own.get('platform') ?? '',
      fields: pick((field) => own.get(field)),
      labels: Object.fromEntries(labels.map(([name, value]) => [unmarked(name), value])),
    };
  });
}

function has(field: Field): (host: WholeHost) => boolean {
  return (host) => host.fields[field] !== undefined;
}

function cellOf(host: WholeHost, field: Field): string {
  const own = ownHeaders.find((each) => each === field);
  return own ? host[own] : (outFields.includes(field) && host.fields[field]) || '';
}

function headerOf(label: string, hosts: readonly WholeHost[]): string {
  const clear = label !== '' && !known.has(label) && !label.startsWith(labelMark) && !saysField(label);
  return clear && !hosts.some((host) => likePassword(host.labels, label)) ? label : `${labelMark}${label}`;
}

function likePassword(labels: WholeHost['labels'], label: string): boolean {
  return Object.hasOwn(labels, label) && hasShape(labels[label] ?? '', 'passwordLike');
}
