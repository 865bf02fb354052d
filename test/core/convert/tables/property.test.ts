import fc from 'fast-check';
import { expect, test } from 'vitest';
import { recogniseColumns } from '../../../../src/core/convert/columns/recognise.ts';
import { countRows, findTables } from '../../../../src/core/convert/tables/find.ts';
import type { Sheet } from '../../../../src/core/convert/types.ts';

const words = [
  '',
  ' ',
  '名称',
  'IP',
  '管理IP',
  'name',
  '10.0.0.1',
  'sw-1',
  '合计',
  '备注：',
  '示例',
  '#',
  '# x',
  '1',
  '一、',
  '密码',
  '填写说明',
  'S/N',
  '__proto__',
  '2024-01-01',
  '。',
];
const cell = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...words) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
);
const merge = fc
  .tuple(fc.nat(14), fc.nat(8), fc.nat(4), fc.nat(6))
  .map(([top, left, high, wide]) => ({ top, left, bottom: top + high, right: left + wide }));
const sheets: fc.Arbitrary<Sheet> = fc.record({
  name: fc.constantFrom('Sheet1', '说明', '字典'),
  hidden: fc.boolean(),
  rows: fc.array(fc.array(cell, { maxLength: 8 }), { maxLength: 16 }),
  merges: fc.array(merge, { maxLength: 4 }),
});

test('every row that holds something is a record or is told why not, whatever is in the sheet', () => {
  fc.assert(
    fc.property(sheets, (sheet) => {
      const found = findTables(sheet);
      const data = new Set(found.tables.flatMap(({ rows }) => rows));
      const other = found.notData.map(({ row }) => row);
      const held = sheet.rows.flatMap((row, at) => (row.some((text) => text.trim() !== '') ? [at] : []));
      expect([...data, ...other].toSorted((a, b) => a - b)).toEqual(held);
      for (const { rows } of found.tables) expect(rows).toEqual([...new Set(rows)].toSorted((a, b) => a - b));
      expect(countRows(sheet, found)).toBe(found.tables.reduce((sum, { rows }) => sum + rows.length, other.length));
    }),
    { numRuns: 1000 },
  );
});

test('every column of a table is taken for one thing, labels have names of their own, and fields one column', () => {
  const shared = new Set([
    'label',
    'ignored',
    'service_ip',
    'oob_ip',
    'mac',
    'disk',
    'row_no',
    'password',
    'enable_secret',
    'snmp',
  ]);
  fc.assert(
    fc.property(sheets, (sheet) => {
      for (const table of findTables(sheet).tables) {
        const columns = recogniseColumns(table, sheet);
        expect(columns.map(({ header }) => header)).toEqual(table.headers);
        const fields = columns.map(({ field }) => field).filter((field) => !shared.has(field));
        expect(new Set(fields).size).toBe(fields.length);
        const labels = columns.flatMap(({ label }) => (label === undefined ? [] : [label]));
        expect(new Set(labels).size).toBe(labels.length);
        for (const { confidence } of columns) expect(confidence >= 0 && confidence <= 1).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});
