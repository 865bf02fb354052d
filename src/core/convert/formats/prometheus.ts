import { isIPv6 } from 'node:net';
import { defineFormat, type WrittenHost } from '../format.ts';
import type { HostRecord } from '../types.ts';
import { carried, outFields, pick, textEntries, textOf } from '../write/carried.ts';
import { hashOf } from '../write/groups.ts';
import { mapOf, type Node, toJson } from '../write/tree.ts';

const before = 'label_';

/**
 * A file for `file_sd_configs`: a target per host, its address without a port (what is scraped, and on which port, is
 * said by the job: `relabel_configs`), and its fields as labels. A label of the sheet becomes `label_` and its name
 * with what Prometheus does not take (`[a-zA-Z_][a-zA-Z0-9_]*`) as `_` and a hash, so its own name is not kept.
 */
export default defineFormat({
  title: { en: 'Prometheus targets (file_sd)', zh: 'Prometheus 目标（file_sd）' },
  needs: {
    en: 'Targets are addresses without a port: add it in the job with relabel_configs. Column names that are not plain ASCII get a hash in their place.',
    zh: '目标是不带端口的地址，请在 job 中用 relabel_configs 补上端口。非 ASCII 的列名以哈希代替。',
  },
  files: ['targets.json'],
  keeps,
  write: ({ hosts }) => {
    const groups = hosts.map((record) => groupOf(keeps(record)));
    return [{ name: 'targets.json', content: `${toJson(groups)}\n` }];
  },
  read: (files) => {
    const groups = JSON.parse(textOf(files)) as { targets: [string]; labels: Record<string, string> }[];
    return groups.map(({ targets: [target], labels }) => {
      const own = Object.entries(labels).filter(([key]) => key.startsWith(before));
      return {
        name: labels.name ?? '',
        address: target.replace(/^\[|\]$/g, ''),
        type: labels.type as HostRecord['type'],
        platform: labels.platform ?? '',
        fields: pick((field) => labels[field]),
        labels: textEntries(Object.fromEntries(own.map(([key, value]) => [key.slice(before.length), value]))),
      };
    });
  },
});

function keeps(record: HostRecord) {
  const host = carried(record);
  const labels = Object.entries(host.labels).map(([label, value]) => [safe(label), value]);
  return { ...host, labels: Object.fromEntries(labels) as Record<string, string> };
}

function safe(label: string): string {
  if (/^[A-Za-z0-9_]+$/.test(label)) return label;
  const slug = label.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_+|_+$/g, '');
  return [...(slug ? [slug] : []), hashOf(label)].join('_');
}

function groupOf({ name, address = '', type = 'other', platform = '', fields, labels }: WrittenHost): Node {
  const target = isIPv6(address) ? `[${address}]` : address;
  const own = mapOf([
    ['name', name],
    ['type', type],
    ['platform', platform],
    ...outFields.map((field) => [field, fields[field]] as const),
    ...Object.entries(labels).map(([label, value]) => [`${before}${label}`, value] as const),
  ]);
  return mapOf([
    ['targets', [target]],
    ['labels', own],
  ]);
}
