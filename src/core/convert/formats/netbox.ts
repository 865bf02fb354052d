import type { DeviceType } from '../../settings/device-types.ts';
import { defineFormat, type OutFile, type WrittenHost } from '../format.ts';
import type { HostRecord } from '../types.ts';
import { carried, pick, textOf } from '../write/carried.ts';
import { fromCsv, toCsv } from '../write/csv.ts';
import { addressRows, deviceRow, interfaceRows, unknown } from '../write/netbox.ts';
import { neutralised, restored } from '../write/neutral.ts';

type Row = Readonly<Record<string, string>>;

const columns = {
  devices:
    'name role manufacturer device_type platform status site rack face position serial asset_tag description comments',
  interfaces: 'device name type enabled mgmt_only',
  addresses: 'address status device interface is_primary is_oob',
};

/**
 * Three CSV files for NetBox 4, to be imported in this order: devices, interfaces, IP addresses. NetBox's device import
 * has no address column, and an address becomes primary only through an interface, hence the second file. Fields that
 * NetBox has no column for (owner, dates, VLAN, labels …) are not in it. A cell that a spreadsheet program would take
 * for a formula has a `'` before it, which NetBox keeps.
 */
export default defineFormat({
  title: { en: 'NetBox 4 import (CSV)', zh: 'NetBox 4 导入（CSV）' },
  needs: {
    en: 'Import devices, then interfaces, then IP addresses. First, these must be in NetBox: the roles (named as device types, such as switch), manufacturers, device types (by model), platforms, sites and racks of the file, and "Unknown" for those a sheet does not say. Addresses that are DNS names, labels, and fields NetBox has no column for are left out.',
    zh: '请依次导入设备、接口、IP 地址。NetBox 中须先有文件里的角色（即设备类型，如 switch）、厂商、设备型号、平台、站点和机柜；表格未注明的以“Unknown”代替，也须先建好。域名形式的地址、标签以及 NetBox 没有对应列的字段不写入。',
  },
  files: ['netbox-devices.csv', 'netbox-interfaces.csv', 'netbox-ip-addresses.csv'],
  keeps: (record) => {
    const host = carried(record);
    return hostOf(deviceRow(host), addressRows(host));
  },
  write: ({ hosts: records }) => {
    const hosts = records.map(carried);
    return [
      file('netbox-devices.csv', columns.devices, hosts.map(deviceRow)),
      file('netbox-interfaces.csv', columns.interfaces, hosts.flatMap(interfaceRows)),
      file('netbox-ip-addresses.csv', columns.addresses, hosts.flatMap(addressRows)),
    ];
  },
  read: (files) => {
    const addresses = Map.groupBy(rowsOf(files, 2), ({ device = '' }) => device);
    return rowsOf(files, 0).map((device) => hostOf(device, addresses.get(device.name ?? '') ?? []));
  },
});

function file(name: string, head: string, rows: readonly Row[]): OutFile {
  const header = head.split(' ');
  const cells = rows.map((row) => header.map((column) => neutralised(row[column] ?? '')));
  return { name, content: toCsv([header, ...cells]) };
}

function rowsOf(files: readonly OutFile[], index: number): readonly Row[] {
  const [header = [], ...rows] = fromCsv(textOf(files, index));
  return rows.map((row) => Object.fromEntries(header.map((column, at) => [column, restored(row[at] ?? '')])));
}

/** The host that the rows tell of. */
function hostOf(device: Row, addresses: readonly Row[]): WrittenHost {
  const on = (name: string) => addresses.filter((row) => row.interface === name);
  const [main] = on('mgmt');
  const [address, mask] = main?.address?.split('/') ?? [];
  const plain = (name: string) =>
    on(name)
      .map((row) => row.address?.split('/')[0])
      .join(', ');
  const said: Partial<Record<keyof HostRecord['fields'], string>> = {
    ...{ service_ip: plain('service'), oob_ip: plain('oob'), mask: mask === '32' || mask === '128' ? '' : mask },
    ...{ vendor: known(device.manufacturer), model: known(device.device_type), site: known(device.site) },
    ...{ serial: device.serial, asset_tag: device.asset_tag, rack: device.rack, rack_unit: device.position },
    ...{ status: device.status, role: device.description, remark: device.comments },
  };
  return {
    name: device.name ?? '',
    ...(address && { address }),
    type: device.role as DeviceType,
    platform: device.platform || 'unknown',
    fields: pick((field) => said[field]),
    labels: {},
  };
}

function known(value = ''): string {
  return value === unknown ? '' : value;
}
