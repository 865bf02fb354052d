import { isIP, isIPv4 } from 'node:net';
import type { Field } from '../fields.ts';
import type { WholeHost } from './carried.ts';

type Row = Readonly<Record<string, string>>;

/** Stands where NetBox asks for something that the sheet does not say. */
export const unknown = 'Unknown';

/** A sheet's words for what NetBox calls a device's status (DeviceStatusChoices); anything else is `active`. */
const statuses: readonly (readonly [string, RegExp])[] = [
  ['decommissioning', /报废|退役|拆除|decommission|retired|scrap/i],
  ['failed', /故障|损坏|维修|fail|fault|broken/i],
  ['inventory', /备用|备件|备机|库存|闲置|inventory|spare|stock/i],
  ['planned', /规划|计划|待采购|planned/i],
  ['staged', /待上线|待上架|调试|预上线|staged|staging/i],
  ['offline', /停用|下线|离线|关机|停机|未使用|未启用|offline|\bdown\b|disabled|inactive|powered off|shutdown/i],
];

/** The interface that an address is on; NetBox makes an address the primary one only through an interface. */
const interfaces = [
  ['address', 'mgmt'],
  ['oob_ip', 'oob'],
  ['service_ip', 'service'],
] as const;

/**
 * A row of NetBox's device import (NetBox 4, DeviceImportForm). `role` is the type, so that few roles are needed; the
 * role in the sheet's words goes to `description`. `rack` only with a site; `position` only with a rack, the lowest
 * unit of `10-12`. What is longer than NetBox's field is cut.
 */
export function deviceRow(host: WholeHost): Row {
  const { fields } = host;
  const rack = fields.site ? cut(fields.rack, 100) : '';
  const position = rack ? (/^\d{1,3}(?=$|\s*[-–~])/.exec(fields.rack_unit ?? '')?.[0] ?? '') : '';
  return {
    name: host.name,
    role: host.type,
    manufacturer: cut(fields.vendor, 100) || unknown,
    device_type: cut(fields.model, 100) || unknown,
    platform: host.platform === 'unknown' ? '' : host.platform,
    status: statusOf(fields.status ?? ''),
    site: cut(fields.site, 100) || unknown,
    rack,
    face: position ? 'front' : '',
    position,
    serial: cut(fields.serial, 50),
    asset_tag: cut(fields.asset_tag, 50),
    description: cut(fields.role, 200),
    comments: fields.remark ?? '',
  };
}

/** Rows of NetBox's interface import: one for each kind of address that the device has. */
export function interfaceRows(host: WholeHost): readonly Row[] {
  const names = interfaces.filter(([field]) => addressesOf(host, field).length > 0);
  return names.map(([field, name]) => ({
    device: host.name,
    name,
    type: 'other',
    enabled: 'true',
    mgmt_only: String(field !== 'service_ip'),
  }));
}

/**
 * Rows of NetBox's IP address import (IPAddressImportForm). The mask is the one of the sheet for the management
 * address, a single host's for the others. A device has one primary address of a family and one out-of-band address.
 */
export function addressRows(host: WholeHost): readonly Row[] {
  return interfaces.flatMap(([field, name]) =>
    addressesOf(host, field).map((address, at) => ({
      address: `${address}/${field === 'address' ? prefixOf(host) : lengthOf(address)}`,
      status: 'active',
      device: host.name,
      interface: name,
      is_primary: String(field === 'address'),
      is_oob: String(field === 'oob_ip' && at === 0),
    })),
  );
}

function addressesOf(host: WholeHost, field: ('address' & keyof WholeHost) | Field): readonly string[] {
  const cell = field === 'address' ? host.address : (host.fields[field] ?? '');
  return cell.split(/[,\s]+/).filter((each) => isIP(each) !== 0 && !each.includes('%'));
}

function prefixOf(host: WholeHost): number {
  const most = lengthOf(host.address);
  const mask = /^\d{1,3}$/.test(host.fields.mask ?? '') ? Number(host.fields.mask) : most;
  return mask >= 1 && mask <= most ? mask : most;
}

function lengthOf(address: string): number {
  return isIPv4(address) ? 32 : 128;
}

function statusOf(words: string): string {
  return statuses.find(([, pattern]) => pattern.test(words))?.[0] ?? 'active';
}

function cut(text = '', most: number): string {
  return text.slice(0, most).trim().toWellFormed();
}
