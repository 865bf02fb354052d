import { expect, test } from 'vitest';
import * as sheetjs from 'xlsx';
import xlsx from '../../../../src/core/convert/formats/xlsx.ts';
import type { Quarantined } from '../../../../src/core/convert/types.ts';
import { quarantineReport } from '../../../../src/core/convert/write/quarantine.ts';
import { formatOptions, hostRecord } from '../../../support/inventories.ts';

const quarantine: readonly Quarantined[] = [
  {
    sheet: '交换机',
    row: 17,
    reasons: [
      { code: 'name-missing', text: { en: 'The name is missing.', zh: '缺少名称。' }, cell: 'B17' },
      { code: 'address-invalid', text: { en: '"x" is no address.', zh: '“x”不是地址。' } },
    ],
    values: { 设备名称: '', 管理IP: 'x', 备注: '=cmd' },
  },
  { sheet: 'Sheet2', row: 3, reasons: [], values: { constructor: 'y' } },
];

test('the report has every row in quarantine, with every reason in both languages', async () => {
  const { name, content } = await quarantineReport(quarantine);
  expect(name).toBe('quarantine.xlsx');
  expect(rowsOf(content)).toEqual([
    [
      'Sheet 工作表',
      'Row 行',
      'Reason 代码',
      'Cell 单元格',
      'Why',
      '原因',
      '设备名称',
      '管理IP',
      '备注',
      'constructor',
    ],
    [
      '交换机',
      '17',
      'name-missing\naddress-invalid',
      'B17\n',
      'The name is missing.\n"x" is no address.',
      '缺少名称。\n“x”不是地址。',
      '',
      'x',
      "'=cmd",
      '',
    ],
    ['Sheet2', '3', '', '', '', '', '', '', '', 'y'],
  ]);
});

test('a workbook of hosts has a sheet for the quarantine where there is any', async () => {
  const sheets = async (some: readonly Quarantined[]) => {
    const [file] = await xlsx.write({ hosts: [hostRecord({ name: 'a' })], quarantine: some }, formatOptions);
    return sheetjs.read(file?.content, { type: 'array' }).SheetNames;
  };
  expect(await sheets([])).toEqual(['Hosts 主机']);
  expect(await sheets(quarantine)).toEqual(['Hosts 主机', 'Quarantine 隔离']);
});

test('the header stays in sight, and columns are as wide as what is in them', async () => {
  const hosts = [hostRecord({ name: 'a', fields: { remark: '中文'.repeat(8), vendor: 'x' } })];
  const [file] = await xlsx.write({ hosts, quarantine: [] }, formatOptions);
  const book = sheetjs.read(file?.content, { type: 'array', bookFiles: true, cellStyles: true });
  const { files } = book as typeof book & { files: Record<string, { content: Uint8Array }> };
  const xml = new TextDecoder().decode(files['xl/worksheets/sheet1.xml']?.content);
  expect(xml).toMatch(/<pane [^>]*ySplit="1"[^>]*state="frozen"/);
  const widths = Object.values(book.Sheets)[0]?.['!cols']?.map((column) => Math.round(column.width ?? 0)) ?? [];
  expect(widths.at(-1)).toBeGreaterThanOrEqual(32);
  expect(widths[4]).toBeLessThan(12);
});

test('a cell holds the first 32,767 characters', async () => {
  const host = hostRecord({ name: 'a', fields: { remark: 'x'.repeat(40_000) } });
  const [file] = await xlsx.write({ hosts: [host], quarantine: [] }, formatOptions);
  expect(rowsOf(file?.content)[1]?.at(-1)).toBe('x'.repeat(32_767));
});

function rowsOf(content: unknown): readonly string[][] {
  const book = sheetjs.read(content, { type: 'array' });
  return sheetjs.utils.sheet_to_json(Object.values(book.Sheets)[0] ?? {}, { header: 1, defval: '', raw: true });
}
