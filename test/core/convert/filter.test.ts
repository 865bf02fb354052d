import { describe, expect, it, test } from 'vitest';
import { createFilter, demandSome } from '../../../src/core/convert/filter.ts';
import type { Column, HostRecord } from '../../../src/core/convert/types.ts';

const column = (index: number, text: string, more: Partial<Column>): Column => ({
  header: { column: index, text, raw: text },
  field: 'label',
  confidence: 1,
  reason: { en: 'said', zh: '指定' },
  ...more,
});
const columns = [
  column(0, '设备', { field: 'name' }),
  column(1, '地址', { field: 'address' }),
  column(2, 'Patch Room', { field: 'room' }),
  column(3, '上联端口', { label: '上联端口' }),
];
const host = (name: string, more: Partial<HostRecord> = {}): HostRecord => ({
  ...{ name, address: '10.0.0.1', type: 'switch', platform: 'huawei-vrp', sheet: 'S', row: 2 },
  fields: { vendor: 'Huawei', room: '1F' },
  labels: { 上联端口: 'GE0/0/1' },
  ...more,
});
const hosts = [host('sw-1'), host('fw-1', { type: 'firewall', fields: { vendor: 'H3C', room: '2F' } })];
const taken = (text: string | undefined) => hosts.filter(createFilter(text, columns)).map(({ name }) => name);

describe('a filter of a conversion', () => {
  test.each([
    [undefined, ['sw-1', 'fw-1']],
    ['type=switch', ['sw-1']],
    ['类型=交换机', ['sw-1']],
    ['设备类型=防火墙', ['fw-1']],
    ['厂商=华为', ['sw-1']],
    ['patch-room=2F', ['fw-1']],
    ['room=1F', ['sw-1']],
    ['上联端口=GE0/0/1', ['sw-1', 'fw-1']],
    ['主机名~^fw', ['fw-1']],
  ])('%s takes %j', (text, names) => {
    expect(taken(text)).toEqual(names);
  });

  it('takes a header that is known for several fields for the one that the sheet has', () => {
    const site = [...columns.slice(0, 2), column(2, 'Where', { field: 'site' })];
    const there = host('x', { fields: { site: '北京' } });
    expect(createFilter('机房=北京', site)(there)).toBe(true);
    expect(createFilter('机房=1F', columns)(host('y'))).toBe(true);
  });

  it('refuses a name that is no field and no column', () => {
    expect(() => createFilter('colour=red', columns)).toThrow(expect.objectContaining({ code: 'label-unknown' }));
  });

  it('that takes none is told with the nearest value', () => {
    const error = { code: 'nothing-selected', message: expect.stringContaining('Did you mean switch?') };
    expect(() => demandSome('type=swich', columns, hosts)).toThrow(expect.objectContaining(error));
    expect(() => demandSome('type=switch', columns, hosts)).not.toThrow();
  });
});
