import { describe, expect, it } from 'vitest';
import { convertTable, convertTables } from '../support/tables.ts';

const reasons = (result: ReturnType<typeof convertTable>) =>
  result.quarantine.map(({ row, reasons: all }) => [row, ...all.map(({ code }) => code)]);
const names = (result: ReturnType<typeof convertTable>) => result.hosts.map(({ name }) => name);

describe('rows about one host', () => {
  it('in two tables that complement each other become one host, and the answer says so', () => {
    const result = convertTables({
      交换机: { lines: ['设备名称|管理IP|厂商', 'sw-1|10.0.0.1|华为', 'sw-2|10.0.0.2|华为'] },
      资产: { lines: ['设备名称|管理IP|序列号', 'sw-1|10.0.0.1|2102351234567', 'sw-2|10.0.0.2|2102351234568'] },
    });
    expect(names(result)).toEqual(['sw-1', 'sw-2']);
    expect(result.hosts[0]?.fields).toMatchObject({ vendor: 'Huawei', serial: '2102351234567' });
    expect(result.joined).toEqual([
      { sheet: '资产', row: 2, into: 'sw-1' },
      { sheet: '资产', row: 3, into: 'sw-2' },
    ]);
    expect(result.summary.counts).toMatchObject({ rows: 6, accepted: 4, quarantined: 0, hosts: 2 });
  });

  it('that share a merged name cell become one host; what they say differently is kept', () => {
    const merges = [{ top: 1, bottom: 2, left: 0, right: 0 }];
    const lines = ['设备名称|管理IP|上联端口', 'sw-1|10.0.0.1|GE0/0/1', '|10.0.0.2|GE0/0/2', 'sw-2|10.0.0.3|GE0/0/3'];
    const result = convertTable(lines, {}, merges);
    expect(names(result)).toEqual(['sw-1', 'sw-2']);
    expect(result.hosts[0]).toMatchObject({
      address: '10.0.0.1',
      labels: { other_addresses: '10.0.0.2', 上联端口: 'GE0/0/1, GE0/0/2' },
    });
    expect(result.joined).toEqual([{ sheet: 'Sheet1', row: 3, into: 'sw-1' }]);
  });

  it('in one table with nothing different: the first is kept', () => {
    const result = convertTable(['设备名称|管理IP|机房', 'sw-1|10.0.0.1|北京', 'SW-1|10.0.0.1|北京']);
    expect(names(result)).toEqual(['sw-1']);
    expect(reasons(result)).toEqual([[3, 'duplicate-row']]);
  });

  it.each([
    ['other fields', ['sw-1|10.0.0.1|北京', 'sw-1|10.0.0.1|上海'], 'rows-conflict'],
    ['another address', ['sw-1|10.0.0.1|北京', 'sw-1|10.0.0.2|北京'], 'name-duplicate'],
    ['another name', ['sw-1|10.0.0.1|北京', 'sw-2|10.0.0.1|北京'], 'address-duplicate'],
  ])('with %s are all in quarantine, each naming the other', (_, rows, code) => {
    const result = convertTable(['设备名称|管理IP|机房', ...rows, 'sw-9|10.0.0.9|北京']);
    expect(names(result)).toEqual(['sw-9']);
    expect(reasons(result)).toEqual([
      [2, code],
      [3, code],
    ]);
    expect(result.quarantine[0]?.reasons[0]?.text.en).toContain('row 3');
    expect(result.quarantine[1]?.reasons[0]?.text.zh).toContain('第 2 行');
  });

  it('of which one is wrong by itself do not accuse the other', () => {
    const result = convertTable(['设备名称|管理IP', 'sw-1|10.0.0.1', 'sw-1|nowhere', 'sw-2|10.0.0.2']);
    expect(names(result)).toEqual(['sw-1', 'sw-2']);
    expect(reasons(result)).toEqual([[3, 'address-invalid']]);
  });

  it('a host behind the same address and another port is another host', () => {
    const result = convertTable(['设备名称|管理IP|SSH端口', 'sw-1|10.0.0.1|2201', 'sw-2|10.0.0.1|2202']);
    expect(names(result)).toEqual(['sw-1', 'sw-2']);
  });

  it('of several hosts in one row the first has its serial, the others keep it as a label', () => {
    const result = convertTable([
      '设备名称|管理IP|序列号',
      'stack|6.40.5.73-74|2102351234567',
      'sw-2|10.0.0.2|2102351234568',
    ]);
    expect(names(result)).toEqual(['stack-1', 'stack-2', 'sw-2']);
    expect(result.hosts[0]?.fields.serial).toBe('2102351234567');
    expect(result.hosts[1]).toMatchObject({ labels: { serial_of_row: '2102351234567' } });
    expect(result.hosts[1]?.fields.serial).toBeUndefined();
    expect(reasons(result)).toEqual([]);
  });
});

describe('the address of a host', () => {
  it('is the private one of two service addresses, and the public one where it has no other', () => {
    const result = convertTable([
      '实例名称|公网IP|私网IP',
      'web-1|8.8.8.8|172.16.0.1',
      'web-2|8.8.4.4|172.16.0.2',
      'web-3|9.9.9.9|',
    ]);
    expect(result.hosts.map(({ address }) => address)).toEqual(['172.16.0.1', '172.16.0.2', '9.9.9.9']);
    expect(result.hosts[0]?.fields.service_ip).toBe('8.8.8.8');
  });

  it('is the name as well where the table has no names', () => {
    const result = convertTable(['管理IP|机房', '10.0.0.1|北京', '10.0.0.2|上海']);
    expect(names(result)).toEqual(['10.0.0.1', '10.0.0.2']);
  });

  it('with two readings is asked for, and read as a person says', () => {
    const lines = ['设备名称|管理IP', 'sw-1|10.1.1.29/30'];
    expect(reasons(convertTable(lines))).toEqual([[2, 'address-ambiguous']]);
    expect(convertTable(lines).summary.ambiguous).toEqual({ count: 1, example: '10.1.1.29/30' });
    expect(convertTable(lines, { slash: 'prefix' }).hosts).toMatchObject([
      { name: 'sw-1', address: '10.1.1.29', fields: { mask: '30' } },
    ]);
    expect(convertTable(lines, { slash: 'several' }).hosts.map(({ name, address }) => [name, address])).toEqual([
      ['sw-1-1', '10.1.1.29'],
      ['sw-1-2', '10.1.1.30'],
    ]);
  });
});

it('a row has all its reasons at once', () => {
  const lines = ['设备名称|管理IP|采购日期', '|999.1.1.1|2023-02-30', 'sw-2|10.0.0.2|2023-02-28'];
  const [bad] = convertTable(lines).quarantine;
  expect(bad?.reasons.map(({ code, cell }) => `${code} ${cell}`).sort()).toEqual([
    'address-invalid B2',
    'date-impossible C2',
    'name-missing A2',
  ]);
});
