import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Converted, convert, convertWorkbook } from '../../../src/core/convert/convert.ts';
import csv from '../../../src/core/convert/formats/csv.ts';
import xlsx from '../../../src/core/convert/formats/xlsx.ts';
import { readWorkbook } from '../../../src/core/convert/read/index.ts';
import { report } from '../../../src/core/convert/report.ts';
import type { HostRecord, Sheet } from '../../../src/core/convert/types.ts';
import { deviceTypes } from '../../../src/core/settings/device-types.ts';
import { byName, formatOptions, hostRecord } from '../../support/inventories.ts';
import { converted, corpus } from './support/corpus.ts';
import { convertTable } from './support/tables.ts';
import { ledgers, sheetOf, workbooks } from './support/workbooks.ts';

const formats = { csv, xlsx };
const kinds = ['csv', 'xlsx'] as const;
const now = Date.UTC(2026, 10, 27);

/** Writes hosts in a format and converts that file as any upload. */
async function again(kind: 'csv' | 'xlsx', { hosts, quarantine }: Pick<Converted, 'hosts' | 'quarantine'>) {
  const [file] = await formats[kind].write({ hosts, quarantine }, formatOptions);
  return convert(Buffer.from(file?.content ?? ''), { name: `inventory.${kind}`, corrections: {}, now });
}

/** Hosts as the format holds them, by name: a cell of .xlsx takes 32,767 characters. */
function held(kind: 'csv' | 'xlsx', hosts: readonly HostRecord[]) {
  return byName(hosts.flatMap((host) => formats[kind].keeps(host) ?? []));
}

async function expectSame(kind: 'csv' | 'xlsx', before: Converted): Promise<void> {
  if (before.hosts.length === 0) return;
  const after = await again(kind, before);
  expect(after.quarantine).toEqual([]);
  expect(held(kind, after.hosts)).toEqual(held(kind, before.hosts));
}

describe.each(kinds)('converting our own %s again gives the same hosts with the same values', (kind) => {
  it.each(corpus().map((sample) => [sample.file, sample] as const))('of %s', async (_, sample) => {
    await expectSame(kind, await converted(sample));
  });

  it('of any ledger', async () => {
    await fc.assert(
      fc.asyncProperty(ledgers, ({ rows }) => {
        const workbook = { kind: 'xlsx', notes: [], sheets: [sheetOf('交换机', rows)] } as const;
        return expectSame(kind, convertWorkbook(workbook, { name: 'a.xlsx', corrections: {}, now }));
      }),
      { numRuns: 40 },
    );
  }, 300_000);

  it('of any workbook', async () => {
    await fc.assert(
      fc.asyncProperty(workbooks, (workbook) =>
        expectSame(kind, convertWorkbook(workbook, { name: 'a.xlsx', corrections: {}, now })),
      ),
      { numRuns: 40 },
    );
  }, 300_000);
});

describe('values in their final form survive', () => {
  const platforms = ['unknown', 'linux', 'huawei-vrp', 'h3c-comware', 'cisco-ios', 'brocade-fos', 'hp-ux', 'vyos'];
  const fields = {
    ...{ service_ip: '10.1.0.1, 10.1.0.2', oob_ip: 'fe80::1', mask: '24', gateway: '10.0.0.254', vlan: '100-110' },
    ...{ mac: '00:1b:44:11:3a:b7, 00:1b:44:11:3a:b8', port: '2222', protocol: 'ssh', role: '核心', vendor: 'Huawei' },
    ...{ model: 'Huawei S5735', asset_tag: '00123', os: 'VRP', os_version: '8.180', site: '北京', building: 'A' },
    ...{ room: '301', rack: 'A-01', rack_unit: '10-12', cpu: '2.4 GHz', memory: '64 GB', disk: '2 TB, 480 GB' },
    ...{
      status: '在用',
      environment: 'prod',
      business_system: '=ERP',
      department: '+IT',
      owner: '@张三',
      username: 'ops',
    },
    ...{ purchase_date: '2024-03', warranty_end: '2027-03-05', remark: '-a, b; c' },
  };
  const labels = {
    ...{ 上联端口: 'GE0/0/1', other_addresses: '10.0.0.9', address_L2: '10.0.0.8', hostname: 'a', 负责人: 'b' },
    ...{ Key_pair: 'ops', '1.2': '=1', x: '12345.0' },
  };

  it.each(kinds)('in %s: every type, platforms, every field, labels that are called as columns are', async (kind) => {
    const hosts = [
      ...deviceTypes.map((type, at) => hostRecord({ name: `t-${at}`, address: `10.2.0.${at + 1}`, type })),
      ...platforms.map((platform, at) => hostRecord({ name: `p-${at}`, address: `10.3.0.${at + 1}`, platform })),
      hostRecord({ name: 'full', address: '10.0.0.1', fields: { ...fields, serial: '2102351234567' }, labels }),
      hostRecord({ name: '10.0.0.7', address: '10.0.0.7', type: 'other', platform: 'unknown' }),
      hostRecord({ name: 'by-name', address: 'web-01.example' }),
    ];
    const after = await again(kind, { hosts, quarantine: [] });
    expect(after.quarantine).toEqual([]);
    expect(held(kind, after.hosts)).toEqual(held(kind, hosts));
  });
});

it.each(kinds)('a label of which the hosts that were kept have values like passwords survives in %s', async (kind) => {
  const hosts = ['Paaaaaaaaaaaaaa#6z', '0000000000', 'S5735#abc1'].map((note, at) =>
    hostRecord({ name: `sw-${at}`, address: `10.0.0.${at + 1}`, labels: { column_D: note, 批次: 'x' } }),
  );
  const after = await again(kind, { hosts, quarantine: [] });
  expect(held(kind, after.hosts)).toEqual(held(kind, hosts));
});

it.each(kinds)('what several columns say together, clear or not, survives in %s', async (kind) => {
  const before = convertTable([
    '主机名|IP地址|业务IP|公网IP|MAC|MAC地址',
    'sw-1|10.9.0.1|10.0.0.1|待分配网段A|00:1b:44:11:3a:b7|00:1b:44:11:3a:b8',
    'sw-2|10.9.0.2|同上一行|10.0.0.2|00:1b:44:11:3a:b9|',
  ]);
  await expectSame(kind, before);
});

describe('our own table that somebody has edited', () => {
  const edited = (lines: readonly string[]) => convertTable(lines);

  it('has its words recognised, and columns that were added', () => {
    const { hosts, summary } = edited([
      'platform|type|address|name|vendor|model|负责人|密码|label:site|上联端口',
      'h3c|交换机|10.0.0.1|sw-1|新华三|S5130|张三|Hw-31415926-never|x|GE0/0/1',
      '||10.0.0.2|fw-1|华为|USG6525E|待定|||',
    ]);
    expect(hosts).toMatchObject([
      {
        ...{ name: 'sw-1', type: 'switch', platform: 'h3c-comware' },
        fields: { vendor: 'H3C', model: 'S5130', owner: '张三' },
        labels: { site: 'x', 上联端口: 'GE0/0/1' },
      },
      { name: 'fw-1', type: 'firewall', platform: 'huawei-vrp', fields: { vendor: 'Huawei', model: 'USG6525E' } },
    ]);
    expect(JSON.stringify({ hosts, summary })).not.toContain('never');
    expect(summary.secrets).toEqual([{ sheet: 'Sheet1', header: '密码' }]);
  });

  it('has what was spoilt in quarantine', () => {
    const { hosts, quarantine } = edited(['name|address|type|platform', 'a|10.0.0.1|vm|linux', 'b|nowhere|vm|linux']);
    expect(hosts.map(({ name }) => name)).toEqual(['a']);
    expect(quarantine.map(({ row, reasons }) => [row, reasons.map(({ code }) => code)])).toEqual([
      [3, ['address-invalid']],
    ]);
  });
});

it('rows that were mended in quarantine.xlsx can be handed in again; what was changed is no inventory', async () => {
  const before = convertTable(['设备名称|管理IP|机房', 'sw-1||北京', 'sw-2|10.0.0.2/24|上海', '|10.0.0.3|上海']);
  const [file] = await report(before);
  const { sheets } = await readWorkbook(Buffer.from(file?.content ?? ''), {});
  const lines = (sheets[0]?.rows ?? []).map((row) => row.map((cell) => cell.replaceAll('|', ' ')));
  const at = (header: string) => lines[0]?.indexOf(header) ?? -1;
  const [, first, second] = lines;
  if (first && second) [first[at('管理IP')], second[at('设备名称')]] = ['10.0.0.1', 'sw-3'];
  const mended = [{ ...sheets[0], rows: lines }, sheets[1]] as Sheet[];
  const after = convertWorkbook({ kind: 'xlsx', notes: [], sheets: mended }, { name: 'q.xlsx', corrections: {}, now });
  expect(sheets).toHaveLength(2);
  expect(after.hosts.map(({ name, address, fields }) => [name, address, fields.site])).toEqual([
    ['sw-1', '10.0.0.1', '北京'],
    ['sw-3', '10.0.0.3', '上海'],
  ]);
  expect(after.summary.counts.notData).toMatchObject({ 'not-inventory': sheets[1]?.rows.length });
});
