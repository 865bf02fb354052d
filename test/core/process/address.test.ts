import { describe, expect, it } from 'vitest';
import {
  type AddressCell,
  readAddressCell,
  settleAmbiguous,
  slashReadingOf,
  subnetHolds,
} from '../../../src/core/process/address.ts';

const one = (address: string, rest: object = {}) => ({ kind: 'one', address, more: [], ...rest });
const several = (...addresses: string[]) => ({ kind: 'several', addresses });
const network = (text: string) => ({ kind: 'network', text });
const invalid = { kind: 'invalid' };

/** From docs/spreadsheets.md, "Cells that people really write", and what ledgers hold besides. */
const cells: readonly (readonly [string, object])[] = [
  ['10.194.120.1/32', one('10.194.120.1', { prefix: 32 })],
  ['10.1.1.5/255.255.255.0', one('10.1.1.5', { prefix: 24 })],
  ['6.40.130.37/38', several('6.40.130.37', '6.40.130.38')],
  ['6.40.5.73-76', several('6.40.5.73', '6.40.5.74', '6.40.5.75', '6.40.5.76')],
  ['6.40.8.*', network('6.40.8.*')],
  ['192.168.1.245冷备', one('192.168.1.245', { note: '冷备' })],
  ['L1：10.0.0.1 L2：10.0.0.2', one('10.0.0.1', { more: [{ label: 'L2', address: '10.0.0.2' }] })],
  ['10.0.0.1、10.0.0.2', one('10.0.0.1', { more: [{ address: '10.0.0.2' }] })],
  ['10.0.0.1\r\n10.0.0.2', one('10.0.0.1', { more: [{ address: '10.0.0.2' }] })],
  ...['', ' ', '-', '--', '/', '\\', 'N/A', 'n/a', '无', '暂无', '待定', '—', '——', '？', 'null', 'TBD'].map(
    (text) => [text, { kind: 'none' }] as const,
  ),

  ['10.0.0.1', one('10.0.0.1')],
  ['１０．０．０．１', one('10.0.0.1')],
  ['10。0。0。1', one('10.0.0.1')],
  ['10. 0.0 .1', one('10.0.0.1')],
  ['\ufeff10.0.0.1\u200b\u00a0', one('10.0.0.1')],
  ['010.001.001.001', one('10.1.1.1')],
  ['IP：10.0.0.1', one('10.0.0.1')],
  ['管理IP地址: 10.0.0.1', one('10.0.0.1')],
  ['VIP：10.0.0.1', one('10.0.0.1', { note: 'VIP' })],
  ['10.0.0.1:22', one('10.0.0.1', { port: 22 })],
  ['http://10.0.0.1/', one('10.0.0.1')],
  ['https://10.0.0.1:8443/login?next=1', one('10.0.0.1', { port: 8443 })],
  ['10.0.0.1 255.255.255.0', one('10.0.0.1', { prefix: 24 })],
  ['10.0.0.1 0.0.0.255', one('10.0.0.1', { prefix: 24 })],
  ['10.0.0.1 / 24', one('10.0.0.1', { prefix: 24 })],
  ['10.0.0.1/24（eth0）', one('10.0.0.1', { prefix: 24, note: 'eth0' })],
  ['10.0.0.1（主）10.0.0.2（备）', one('10.0.0.1', { note: '主', more: [{ label: '备', address: '10.0.0.2' }] })],
  ['10.0.0.1主 10.0.0.2备', one('10.0.0.1', { note: '主', more: [{ label: '备', address: '10.0.0.2' }] })],
  [
    'IP：10.0.0.1 掩码：255.255.255.0 网关：10.0.0.254',
    one('10.0.0.1', { prefix: 24, more: [{ label: '网关', address: '10.0.0.254' }] }),
  ],
  ['10.0.0.1 网关10.0.0.254', one('10.0.0.1', { more: [{ label: '网关', address: '10.0.0.254' }] })],
  ['10.0.0.1/24,10.0.0.2/24', one('10.0.0.1', { prefix: 24, more: [{ address: '10.0.0.2', prefix: 24 }] })],
  ['10.0.0.1/10.0.0.2', one('10.0.0.1', { more: [{ address: '10.0.0.2' }] })],

  ['6.40.130.37/38/39', several('6.40.130.37', '6.40.130.38', '6.40.130.39')],
  ['6.40.130.37/38冷备', { ...several('6.40.130.37', '6.40.130.38'), note: '冷备' }],
  ['10.0.0.1,2,3', several('10.0.0.1', '10.0.0.2', '10.0.0.3')],
  ['10.0.0.1、2', several('10.0.0.1', '10.0.0.2')],
  ['10.1.1.1~10.1.1.4', several('10.1.1.1', '10.1.1.2', '10.1.1.3', '10.1.1.4')],
  ['10.1.1.1 - 10.1.1.4', several('10.1.1.1', '10.1.1.2', '10.1.1.3', '10.1.1.4')],
  ['10.1.1.1—4', several('10.1.1.1', '10.1.1.2', '10.1.1.3', '10.1.1.4')],
  ['10.1.1.1至10.1.1.2', several('10.1.1.1', '10.1.1.2')],
  ['10.1.1.255-10.1.2.1', several('10.1.1.255', '10.1.2.0', '10.1.2.1')],
  ['10.1.1.1-2/24', { ...several('10.1.1.1', '10.1.1.2'), prefix: 24 }],

  ['10.0.0.0/24', network('10.0.0.0/24')],
  ['10.0.0.0 255.255.255.0', network('10.0.0.0 255.255.255.0')],
  ['10.1.1.x', network('10.1.1.x')],
  ['10.1.*.*', network('10.1.*.*')],
  ['10.1.0.0-10.1.1.0', network('10.1.0.0-10.1.1.0')],
  ['2001:db8::/64', network('2001:db8::/64')],

  ['10.0.0.4/31', one('10.0.0.4', { prefix: 31 })],
  ['10.1.1.300', invalid],
  ['10.1.1', invalid],
  ['10.1', invalid],
  ['10.1.1.1.1', invalid],
  ['10.1.1.1 10.1.1', invalid],
  ['10.0.0.9-3', invalid],
  ['10.0.0.1-300', invalid],
  ['10.0.0.1:0', invalid],
  ['10.0.0.1:70000', invalid],
  ['255.255.255.0', invalid],
  ['0.0.0.0', invalid],
  ['4.40102E+17', invalid],
  ['aa:bb:cc:dd:ee:ff', invalid],
  ['web01', invalid],
  ['见备注', invalid],

  ['Web-01.Example.COM', one('web-01.example.com')],
  ['https://web.example.com:8443/x', one('web.example.com', { port: 8443 })],
  ['a.example.com b.example.com', one('a.example.com', { more: [{ address: 'b.example.com' }] })],
  ['web.example.com (10.0.0.1)', one('10.0.0.1', { note: 'web.example.com' })],

  // RFC 5952, sections 1, 2 and 4
  ['2001:db8:0:0:1:0:0:1', one('2001:db8::1:0:0:1')],
  ['2001:0db8:0:0:1:0:0:1', one('2001:db8::1:0:0:1')],
  ['2001:DB8:0:0:1::1', one('2001:db8::1:0:0:1')],
  ['2001:db8:0:1:1:1:1:1', one('2001:db8:0:1:1:1:1:1')],
  ['2001:0:0:1:0:0:0:1', one('2001:0:0:1::1')],
  ['2001:db8:aaaa:bbbb:cccc:dddd:eeee:AAAA', one('2001:db8:aaaa:bbbb:cccc:dddd:eeee:aaaa')],
  ['2001:db8::1/64', one('2001:db8::1', { prefix: 64 })],
  ['FE80::1%eth0', one('fe80::1%eth0')],
  ['::ffff:10.0.0.1', one('10.0.0.1')],
  ['[2001:db8::1]:22', one('2001:db8::1', { port: 22 })],
  ['IPv6：2001：db8：：1', one('2001:db8::1')],
  ['10.0.0.1 2001:db8::1', one('10.0.0.1', { more: [{ address: '2001:db8::1' }] })],
];

it.each(cells)('reads the cell %j as a person does', (text, expected) => {
  expect(readAddressCell(text)).toEqual(expected);
});

describe('a cell that can be a prefix or a second host', () => {
  const cell: AddressCell = readAddressCell('10.1.1.29/30');

  it('is ambiguous by itself', () => {
    expect(cell).toEqual({
      kind: 'ambiguous',
      asPrefix: one('10.1.1.29', { prefix: 30 }),
      asSeveral: ['10.1.1.29', '10.1.1.30'],
    });
  });

  it('is several hosts where another cell of the column has a number over 32', () => {
    expect(settleAmbiguous(cell, ['10.1.1.29/30', '6.40.130.37/38'])).toEqual(several('10.1.1.29', '10.1.1.30'));
  });

  it.each([['10.1.1.200/24'], ['10.1.1.5/24'], ['10.194.120.1／32']])(
    'is a prefix where another cell, %s, cannot name the next host',
    (other) => {
      expect(settleAmbiguous(cell, ['10.1.1.29/30', other])).toEqual(one('10.1.1.29', { prefix: 30 }));
    },
  );

  it('stays ambiguous where all cells could name the next host, or are of other shapes', () => {
    const column = ['10.1.1.29/30', '10.1.2.29/30', '10.1.1.1/2', '10.1.1.1', '6.40.5.73-76', '无', '10.1.1.300/24'];
    expect(settleAmbiguous(cell, column)).toEqual(cell);
  });

  it('is settled for a whole column by asking the column once', () => {
    const column = ['10.1.1.29/30', '6.40.130.37/38', '6.40.130.10/12'];
    const reading = slashReadingOf(column);
    expect(column.map((text) => readAddressCell(text, reading))).toEqual([
      several('10.1.1.29', '10.1.1.30'),
      several('6.40.130.37', '6.40.130.38'),
      several('6.40.130.10', '6.40.130.12'),
    ]);
  });

  it('is not settled by a column that holds both: a pair, and a prefix that is no host nearby', () => {
    const column = ['10.1.1.29/30', '6.40.130.37/38', '10.194.120.1/32'];
    const reading = slashReadingOf(column);
    expect(column.map((text) => readAddressCell(text, reading).kind)).toEqual(['ambiguous', 'several', 'one']);
  });

  it('leaves every other cell as it is', () => {
    const other = readAddressCell('10.0.0.1/24');
    expect(settleAmbiguous(other, ['6.40.130.37/38'])).toBe(other);
  });
});

describe('a subnet', () => {
  it.each([
    ['10.1.2.7', '24', '10.1.2.254', true],
    ['10.1.3.7', '24', '10.1.2.254', false],
    ['10.1.3.7', '255.255.254.0', '10.1.2.254', true],
    ['10.1.2.129', '255.255.255.128', '10.1.2.1', false],
    ['2001:db8::1', '64', '2001:db8::ffff', true],
    ['2001:db8:0:1::1', '64', '2001:db8::ffff', false],
    ['2001:db8:0:1::1', '63', '2001:db8::ffff', true],
  ])('of %s with mask %s holds the gateway %s: %s', (address, mask, gateway, holds) => {
    expect(subnetHolds(address, mask, gateway)).toBe(holds);
  });

  it.each([
    ['web.example.com', '24', '10.0.0.1'],
    ['10.0.0.1', '24', '2001:db8::1'],
    ['10.0.0.1', '255.0.255.0', '10.9.9.9'],
    ['10.0.0.1', '', '无'],
  ])('is not doubted where it cannot be told: %s, %s, %s', (address, mask, gateway) => {
    expect(subnetHolds(address, mask, gateway)).toBe(true);
  });
});
