import { describe, expect, it } from 'vitest';
import { convertTable } from './support/tables.ts';

const lines = [
  '设备名称|管理IP|厂家型号|机房|上联端口|CPU核数',
  'sw-1|10.0.0.1|华为 S5735-L48T4X-A1|北京|GE0/0/1|4',
  'sw-2|10.0.0.2|H3C S5130S-28S-EI|上海|GE0/0/2|8',
  'fw-1|10.0.0.3|华为 USG6525E|上海|GE0/0/1|16',
  '|10.0.0.9|华为 USG6525E|上海|GE0/0/1|16',
];
const taken = (where: string) => convertTable(lines, { where }).hosts.map(({ name }) => name);

describe('a filter takes hosts', () => {
  it.each([
    ['site=上海', ['sw-2', 'fw-1']],
    ['机房=上海', ['sw-2', 'fw-1']],
    ['type=switch', ['sw-1', 'sw-2']],
    ['type=交换机,防火墙', ['sw-1', 'sw-2', 'fw-1']],
    ['type!=防火墙', ['sw-1', 'sw-2']],
    ['vendor=华为', ['sw-1', 'fw-1']],
    ['platform=huawei-vrp', ['sw-1', 'fw-1']],
    ['上联端口=GE0/0/1', ['sw-1', 'fw-1']],
    ['CPU核数>=8', ['sw-2', 'fw-1']],
    ['sw-*', ['sw-1', 'sw-2']],
    ['sw-* site=北京', ['sw-1']],
    ['name~^fw', ['fw-1']],
    ['all', ['sw-1', 'sw-2', 'fw-1']],
    [' ', ['sw-1', 'sw-2', 'fw-1']],
  ])('%s', (where, names) => {
    expect(taken(where)).toEqual(names);
  });
});

it('rows that it leaves out are counted; what is in quarantine stays there', () => {
  const { summary } = convertTable(lines, { where: 'site=北京' });
  expect(summary.counts).toMatchObject({ rows: 5, accepted: 1, filtered: 2, quarantined: 1, notData: { header: 1 } });
});

it('a label that no column has is refused, with the nearest one', () => {
  expect(() => taken('上联端囗=GE0/0/1')).toThrow(/上联端口/);
  expect(() => taken('sitee=上海')).toThrow(/site/);
});
