import { virtualLabels } from '../../inventory/selector/match.ts';
import type { DeviceType } from '../../settings/device-types.ts';
import { plainNameFault } from '../../settings/names.ts';
import type { WrittenHost } from '../format.ts';
import type { HostRecord } from '../types.ts';
import { carried, oneLine, outFields, pick, sshPortOf } from './carried.ts';
import { hashOf } from './groups.ts';

/** A host as the bot's hosts.yaml has it. */
export interface MadeEntry {
  readonly address: string;
  readonly port?: number;
  readonly platform: string;
  readonly type: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Fields that are labels of another name in hosts.yaml, as environments select by `env`. */
const renamed: Readonly<Record<string, string>> = { environment: 'env' };
const ownLabels = new Set(outFields.map((field) => renamed[field] ?? field));
const longest = 500;

/**
 * A record as an entry of hosts.yaml. Fields and columns become labels: `environment` as `env`, a port only where it
 * is that of SSH as `port`. hosts.yaml takes values of one line and 500 characters, and names as `plainNameFault` says
 * that no field has: others are fitted, a name with a hash, so that it stays apart from every other.
 */
export function hostEntry(record: HostRecord): MadeEntry {
  const host = carried(record);
  const port = sshPortOf(host);
  const known = outFields
    .filter((field) => field !== 'port' || port === undefined)
    .map((field) => [renamed[field] ?? field, textFor(host.fields[field] ?? '')] as const);
  const columns = Object.entries(host.labels).map(([label, value]) => [nameOf(label), textFor(value)] as const);
  return {
    address: host.address,
    ...(port !== undefined && { port }),
    platform: host.platform,
    type: host.type,
    labels: Object.fromEntries([...known, ...columns].filter(([, value]) => value !== '')),
  };
}

/** The host of such an entry. */
export function hostOfEntry(name: string, entry: MadeEntry): WrittenHost {
  const { address, port, platform, type, labels = {} } = entry;
  const columns = Object.entries(labels).filter(([label]) => !ownLabels.has(label));
  return {
    name,
    address,
    type: type as DeviceType,
    platform,
    fields: pick((field) => (field === 'port' && port ? String(port) : labels[renamed[field] ?? field])),
    labels: Object.fromEntries(columns),
  };
}

function textFor(value: string): string {
  return /\p{Cc}/u.test(value) || value.trim() === '' || value.length > longest
    ? oneLine(value).slice(0, longest).toWellFormed()
    : value;
}

function nameOf(label: string): string {
  const free = !ownLabels.has(label) && !virtualLabels.some((own) => own === label);
  if (free && plainNameFault(label) === undefined) return label;
  const plain = label.replace(/[^\p{L}\p{M}\p{Nd}_.-]+/gu, '-').replace(/^[^\p{L}\p{Nd}_]+|-+$/gu, '');
  return [...(plain ? [[...plain].slice(0, 50).join('')] : ['label']), hashOf(label)].join('-');
}
