import { expect, it } from 'vitest';
import { convertTable, convertTables } from './support/tables.ts';

const many = (count: number, row: (at: number) => string) => Array.from({ length: count }, (_, at) => row(at));

it('is bounded, however large the file is', () => {
  const lines = [
    '设备名称|管理IP|机房|登录密码',
    ...many(300, (at) => `sw-${at}|10.0.${at >> 8}.${at & 255}|机房${at}|Secret-${at}-of-many`),
    ...many(300, (at) => `bad-${at}||机房|Secret-${at}-of-many`),
  ];
  const { summary } = convertTable(lines);
  expect(summary.counts).toMatchObject({ rows: 601, accepted: 300, quarantined: 300, hosts: 300 });
  expect(summary.first).toHaveLength(10);
  expect(summary.quarantine).toHaveLength(200);
  expect(Object.keys(summary.sites)).toHaveLength(21);
  expect(Object.values(summary.sites).reduce((all, one) => all + one)).toBe(300);
  expect(summary.sites['…']).toBe(280);
  expect(summary.secrets).toEqual([{ sheet: 'Sheet1', header: '登录密码' }]);
  expect(JSON.stringify(summary)).not.toContain('of-many');
});

it('says of every sheet which rows are no data and why', () => {
  const { summary } = convertTables({
    交换机: { lines: ['核心机房设备台账', '设备名称|管理IP|机房', '# 待删除', 'sw-1|10.0.0.1|北京', '合计|1|'] },
  });
  expect(summary.sheets[0]?.notData).toEqual({ title: '1', header: '2', comment: '3', total: '5' });
  expect(summary.counts).toMatchObject({ rows: 5, accepted: 1 });
  expect(summary.sheets[0]?.tables[0]).toMatchObject({ headerRows: [2], rows: 1, inventory: true });
});

it('names hosts whose type nothing tells', () => {
  const { summary } = convertTable(['名称|管理IP', 'alpha|10.0.0.1', 'beta|10.0.0.2']);
  expect(summary.unsure).toEqual({ count: 2, names: ['alpha', 'beta'] });
});

it('counts by names that are also names of JavaScript', () => {
  const { summary } = convertTable(['设备名称|管理IP|机房', 'sw-1|10.0.0.1|__proto__', 'sw-2|10.0.0.2|constructor']);
  expect(Object.entries(summary.sites).sort()).toEqual([
    ['__proto__', 1],
    ['constructor', 1],
  ]);
});

it('tells of one sheet alone where one is chosen, whatever its case, and refuses one that is not there', () => {
  const sheets = {
    Switches: { lines: ['设备名称|管理IP', 'sw-1|10.0.0.1'] },
    Servers: { lines: ['设备名称|管理IP', 'web-1|10.0.0.2'] },
  };
  expect(convertTables(sheets, { sheet: ' servers ' }).hosts.map(({ name }) => name)).toEqual(['web-1']);
  expect(() => convertTables(sheets, { sheet: 'Servrs' })).toThrow(/Servers/);
});
