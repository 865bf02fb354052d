import { describe, expect, it } from 'vitest';
import type { Field } from '../../../src/core/convert/fields.ts';
import { processValue } from '../../../src/core/process/index.ts';
import { readNames } from '../../../src/core/process/name.ts';

type Row = readonly [raw: string, value: string, more?: { unit?: string; code?: string; extra?: object; now?: Date }];

const unclear = { code: 'value-unclear' };
const invalidName = { code: 'name-invalid' };
const impossible = { code: 'date-impossible' };

const values: Readonly<Partial<Record<Field | 'label', readonly Row[]>>> = {
  name: [
    ['web-01', 'web-01'],
    ['ＳＷ－０１', 'SW-01'],
    ['核心交换机 01', '核心交换机-01'],
    ['web 01 (old)', 'web-01-old'],
    ['web--01', 'web--01'],
    ['-a-', 'a'],
    ['12345.0', '12345'],
    ['无', ''],
    ['()', '', invalidName],
    ['all', 'all', invalidName],
    ['History', 'History', invalidName],
    ['__proto__', '__proto__', invalidName],
    ['a'.repeat(63), 'a'.repeat(63)],
    ['a'.repeat(64), 'a'.repeat(64), invalidName],
  ],
  address: [
    ['010.001.001.001', '10.1.1.1'],
    ['10.1.1.5/24', '10.1.1.5', { extra: { mask: '24' } }],
    ['10.0.0.1:22', '10.0.0.1', { extra: { port: '22' } }],
    ['192.168.1.245冷备', '192.168.1.245', { extra: { address_note: '冷备' } }],
    ['L1：10.0.0.1 L2：10.0.0.2', '10.0.0.1', { extra: { address_L2: '10.0.0.2' } }],
    ['10.0.0.1、10.0.0.2、10.0.0.3', '10.0.0.1', { extra: { other_addresses: '10.0.0.2, 10.0.0.3' } }],
    ['6.40.130.37/38', '6.40.130.37/38'],
    ['10.1.1.29/30', '10.1.1.29/30', { code: 'address-ambiguous' }],
    ['6.40.8.*', '6.40.8.*', { code: 'address-range' }],
    ['10.1.1.300', '10.1.1.300', { code: 'address-invalid' }],
    ['待定', ''],
  ],
  service_ip: [
    ['10.0.0.1/24', '10.0.0.1'],
    ['10.0.0.1、10.0.0.2', '10.0.0.1, 10.0.0.2'],
    ['6.40.130.37/38', '6.40.130.37, 6.40.130.38'],
    ['10.0.0.1主 10.0.0.2备', '10.0.0.1, 10.0.0.2', { extra: { service_ip_note: '10.0.0.1主 10.0.0.2备' } }],
    ['10.1.1.29/30', '10.1.1.29/30', unclear],
  ],
  mask: [
    ['255.255.255.0', '24'],
    ['255.255.254.0', '23'],
    ['255.255.255.255', '32'],
    ['255.0.0.0', '8'],
    ['/24', '24'],
    ['24位', '24'],
    ['24.0', '24'],
    ['0.0.0.255', '24'],
    ['0xffffff00', '24'],
    ['64', '64'],
    ['255.0.255.0', '255.0.255.0', unclear],
    ['129', '129', unclear],
  ],
  gateway: [
    ['10.0.0.254', '10.0.0.254'],
    ['网关：10.0.0.254', '10.0.0.254'],
    ['10.0.0.254/24', '10.0.0.254', { extra: { mask: '24' } }],
    ['见备注', '见备注', unclear],
  ],
  mac: [
    ['aa:bb:cc:dd:ee:ff', 'aa:bb:cc:dd:ee:ff'],
    ['AA-BB-CC-DD-EE-FF', 'aa:bb:cc:dd:ee:ff'],
    ['aabb.ccdd.eeff', 'aa:bb:cc:dd:ee:ff'],
    ['AABBCCDDEEFF', 'aa:bb:cc:dd:ee:ff'],
    ['aabb-ccdd-eeff', 'aa:bb:cc:dd:ee:ff'],
    ['aabb:ccdd:eeff', 'aa:bb:cc:dd:ee:ff'],
    ['aabbcc-ddeeff', 'aa:bb:cc:dd:ee:ff'],
    ['aa bb cc dd ee ff', 'aa:bb:cc:dd:ee:ff'],
    ['0:1b:2:3:4:5', '00:1b:02:03:04:05'],
    ['001122334455', '00:11:22:33:44:55'],
    ['MAC：aa-bb-cc-dd-ee-ff', 'aa:bb:cc:dd:ee:ff'],
    ['AABB-CCDD-EEFF、aabb-ccdd-ee00', 'aa:bb:cc:dd:ee:ff, aa:bb:cc:dd:ee:00'],
    ['aabb-ccdd-eeff\naabb-ccdd-ee00', 'aa:bb:cc:dd:ee:ff, aa:bb:cc:dd:ee:00'],
    ['eth0: aa:bb:cc:dd:ee:ff', 'aa:bb:cc:dd:ee:ff', { extra: { mac_note: 'eth0' } }],
    ['1.12233E+11', '1.12233E+11', unclear],
    ['1122334455', '1122334455', unclear],
    ['aa:bb:cc:dd:ee', 'aa:bb:cc:dd:ee', unclear],
    ['aa:bb:cc:dd:ee:gg', 'aa:bb:cc:dd:ee:gg', unclear],
  ],
  port: [
    ['22', '22'],
    ['22.0', '22'],
    ['SSH:22', '22'],
    ['22/tcp', '22'],
    ['２２端口', '22'],
    ['0', '0', unclear],
    ['70000', '70000', unclear],
    ['GE0/0/1', 'GE0/0/1', unclear],
  ],
  protocol: [
    ['SSH', 'ssh'],
    ['SSH2', 'ssh'],
    ['SSHv2', 'ssh'],
    ['ssh 协议', 'ssh'],
    ['Telnet', 'telnet'],
    ['SNMPv2c', 'snmp'],
    ['HTTPS', 'https'],
    ['SSH/Telnet', 'ssh/telnet'],
  ],
  vlan: [
    ['100', '100'],
    ['100.0', '100'],
    ['100-110', '100-110'],
    ['１００，２００', '100,200'],
    ['VLAN 10', 'VLAN 10'],
  ],
  serial: [
    ['2102351931P0J6000012', '2102351931P0J6000012'],
    ['2102 3519\n31P0', '2102351931P0'],
    ['12345.0', '12345'],
    ["'00123", '00123'],
    ['="00123"', '00123'],
    ['SN：CN12345', 'CN12345'],
    ['SN12345', 'SN12345'],
    ['4.40102E+17', '4.40102E+17', unclear],
    ['N/A', ''],
  ],
  model: [
    ['Ｓ５７２０-28X', 'S5720-28X'],
    ['S5720\n（旧）', 'S5720 (旧)'],
  ],
  os_version: [
    ['7.0', '7.0'],
    ['V200R019C10SPC500', 'V200R019C10SPC500'],
  ],
  rack_unit: [
    ['12', '12'],
    ['12.0', '12'],
    ['12U', '12'],
    ['U12', '12'],
    ['08U', '8'],
    ['第12U', '12'],
    ['10-12U', '10-12'],
    ['U10-U12', '10-12'],
    ['10U～12U', '10-12'],
    ['12-10', '10-12'],
    ['2024-10-12', '2024-10-12', unclear],
    ['0', '0', unclear],
  ],
  memory: [
    ['64GB', '64 GB'],
    ['64g', '64 GB'],
    ['64 G', '64 GB'],
    ['64', '64 GB', { unit: 'GB' }],
    ['64.0', '64 GB', { unit: 'G' }],
    ['65536', '65536 MB', { unit: 'MB' }],
    ['2TB', '2 TB', { unit: 'GB' }],
    ['1.50TB', '1.5 TB'],
    ['1,024GB', '1024 GB'],
    ['64', '64'],
    ['64*16', '64*16'],
    ['32G*4', '32G*4'],
    ['64', '64', { unit: '条' }],
    ['64', '64', { unit: 'constructor' }],
  ],
  disk: [
    ['2T', '2 TB'],
    ['2*960G SSD', '2*960G SSD'],
  ],
  cpu: [
    ['2.4GHz', '2.4 GHz'],
    ['2.4G', '2.4 GHz'],
    ['2400', '2400 MHz', { unit: 'MHz' }],
    ['8', '8', { unit: '核' }],
    ['8核', '8核'],
    ['Intel Xeon  Gold 6248R', 'Intel Xeon Gold 6248R'],
  ],
  purchase_date: [
    ...[
      ...['2024-03-05', '2024/3/5', '2024.3.5', '20240305', '2024年3月5日', '2024年03月05号', '24年3月5日'],
      ...['5-Mar-2024', '05-Mar-24', 'Mar 5 2024', 'March 5, 2024', '5 March 2024', '5 de marzo de 2024'],
      ...['5 mar. 2024', '2024-03-05 12:30:00', '2024-03-05T12:30:00Z', '2024-03-05T12:30:00.123+08:00'],
      ...['2024年3月5日 星期二', '2024/3/5 下午 3:20', '2024/3/5 0:00'],
      ...['45356', '45356.0', '45356.52', '二〇二四年三月五日', '２０２４－０３－０５', '24-3-5'],
    ].map((raw) => [raw, '2024-03-05'] as const),
    ...['2024年3月', '2024-3', '2024/03', '2024.3', '202403', '03/2024', 'Mar 2024', 'marzo de 2024'].map(
      (raw) => [raw, '2024-03'] as const,
    ),
    ['2024', '2024'],
    ['2024年', '2024'],
    ['13/5/2024', '2024-05-13'],
    ['5/13/2024', '2024-05-13'],
    ['4/4/2024', '2024-04-04'],
    ['2024-02-29', '2024-02-29'],
    ['98年3月5日', '1998-03-05', { now: new Date('2026-01-01') }],
    ['46年3月5日', '2046-03-05', { now: new Date('2026-01-01') }],
    ['47年3月5日', '1947-03-05', { now: new Date('2026-01-01') }],
    ['3/5/2024', '3/5/2024', unclear],
    ['03-05-24', '03-05-24', unclear],
    ['长期', '长期', unclear],
    ['三年', '三年', unclear],
    ['12345', '12345', unclear],
    ['99999', '99999', unclear],
    ['2023-02-30', '2023-02-30', impossible],
    ['2023-02-29', '2023-02-29', impossible],
    ['2023年13月1日', '2023年13月1日', impossible],
    ['30/2/2023', '30/2/2023', impossible],
    ['20230230', '20230230', impossible],
    ['31-Apr-2024', '31-Apr-2024', impossible],
    ['0000-00-00', ''],
    ['-', ''],
  ],
  remark: [
    ['ＣＰＵ：２颗，待换（旧）！', 'CPU：2颗，待换（旧）！'],
    ['a\u200bb\u00a0\u00a0c\r\nd\t', 'ab c d'],
    ['无', ''],
    ['无锡', '无锡'],
    ['12345.0', '12345.0'],
  ],
  label: [
    ['GE0/0/1', 'GE0/0/1'],
    ['——', ''],
  ],
};

describe.each(Object.entries(values))('a cell of %s', (field, rows) => {
  it.each(rows.map(([raw, value, more = {}]) => ({ raw, value, more })))(
    'that holds $raw gives $value',
    ({ raw, value, more }) => {
      const { unit, code, extra, now } = more;
      const processed = processValue(field as Field, raw, { ...(unit ? { unit } : {}), ...(now ? { now } : {}) });
      expect([processed.value, processed.fault?.code, processed.extra]).toEqual([value, code, extra]);
    },
  );
});

describe('a placeholder', () => {
  const placeholders = [
    ...[
      '-',
      '--',
      '---',
      '/',
      '//',
      '\\',
      'N/A',
      'n/a',
      'NA',
      '#N/A',
      '无',
      '暂无',
      '待定',
      '未知',
      '空',
      'null',
      'NULL',
    ],
    ...['None', 'TBD', '—', '——', '？', '?', '／', '－', ' - ', '…', '*', '不详', '（无）'],
  ];

  it.each(placeholders)('such as %j is nothing in every field', (raw) => {
    for (const field of ['name', 'address', 'serial', 'remark', 'owner', 'mac', 'purchase_date', 'label'] as const) {
      expect(processValue(field, raw, {})).toMatchObject({
        value: '',
        rules: expect.arrayContaining(['placeholder-emptied']),
      });
    }
  });
});

describe('the way of a value', () => {
  it('is told by the rules that changed it, in order', () => {
    expect(processValue('mac', ' ＡＡＢＢ－ＣＣＤＤ－ＥＥＦＦ\u200b', {}).rules).toEqual([
      'invisible-removed',
      'full-width-to-half',
      'spaces-folded',
      'mac-canonical',
    ]);
    expect(processValue('memory', '64', { unit: 'GB' }).rules).toEqual(['unit-from-header']);
    expect(processValue('address', '010.0.0.1/24冷备', {}).rules).toEqual([
      'address-canonical',
      'address-prefix-apart',
      'address-note-apart',
    ]);
    expect(processValue('purchase_date', '2024/3/5 12:30', {}).rules).toEqual(['time-dropped', 'date-iso']);
    expect(processValue('purchase_date', '45356', {}).rules).toEqual(['date-serial']);
  });
});

describe('a name cell', () => {
  it.each([
    ['web-01', ['web-01']],
    ['A/B', ['A', 'B']],
    ['核心交换机A\n核心交换机B', ['核心交换机A', '核心交换机B']],
    ['SW-01、SW-02', ['SW-01', 'SW-02']],
    ['SW-01/02', ['SW-01', 'SW-02']],
    ['web 01；web 02', ['web-01', 'web-02']],
    ['A/无', ['A']],
    ['-', []],
    ['', []],
  ])('that holds %j names %j', (text, names) => {
    expect(readNames(text)).toEqual(names);
  });
});
