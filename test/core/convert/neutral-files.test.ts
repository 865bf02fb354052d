import fc from 'fast-check';
import { expect, it } from 'vitest';
import * as sheetjs from 'xlsx';
import { convertWorkbook } from '../../../src/core/convert/convert.ts';
import type { OutFile } from '../../../src/core/convert/format.ts';
import { loadFormats } from '../../../src/core/convert/load-formats.ts';
import { report } from '../../../src/core/convert/report.ts';
import { formatOptions, inventories } from '../../support/inventories.ts';
import { sheetOf } from './support/workbooks.ts';

const options = { name: 'a.xlsx', corrections: {}, now: Date.UTC(2026, 10, 27) };
const formula = /^[=+\-@\t]/;
const begun = ['=cmd|"/c calc"!A1', '+1+cmd', '-2+3', '@SUM(A1)', '\t=1'];

/** The cells of every sheet of a CSV or workbook, as a spreadsheet program has them; formulas as what they compute. */
function cellsOf({ content }: OutFile): readonly string[] {
  const book = sheetjs.read(content, { type: typeof content === 'string' ? 'string' : 'array', raw: true });
  return Object.values(book.Sheets).flatMap((sheet) => {
    expect(Object.values(sheet).filter((cell) => cell?.f !== undefined)).toEqual([]);
    return sheetjs.utils.sheet_to_json<string[]>(sheet, { header: 1, raw: true, defval: '' }).flat().map(String);
  });
}

/** A ledger with formulas in headers, values, what is quarantined and what is changed. */
function converted() {
  const headers = ['设备名称', '管理IP', '备注', ...begun.map((text) => `${text} 端口`)];
  const rows = begun.flatMap((text, at) => [
    [`sw-${at}`, `10.0.0.${at + 1}`, text, ...begun],
    [`sw-${at}x`, text, text, ...begun],
    [`sw-${at}y`, `10.0.1.${at + 1}`, `${text}  with blanks`, ...begun],
  ]);
  return convertWorkbook({ kind: 'xlsx', notes: [], sheets: [sheetOf('=1+1', [headers, ...rows])] }, options);
}

it('no cell of the report begins as a formula does, neither in the quarantine nor among what was changed', async () => {
  const result = converted();
  expect(result.quarantine).toHaveLength(begun.length);
  const files = await report(result);
  expect(files.map(({ name }) => name)).toEqual(['quarantine.xlsx']);
  const book = sheetjs.read(files[0]?.content, { type: 'array' });
  expect(book.SheetNames).toEqual(['Quarantine 隔离', 'Changed 更改']);
  const cells = files.flatMap(cellsOf);
  expect(cells.filter((cell) => formula.test(cell))).toEqual([]);
  expect(cells).toContain(`'${begun[0]}`);
  expect(cells).toContain("'=1+1");
});

it('no cell of a CSV or workbook that goes out does, its headers neither', async () => {
  const { hosts, quarantine } = converted();
  for (const [name, format] of await loadFormats()) {
    const files = (await format.write({ hosts, quarantine }, formatOptions)).filter((file) =>
      /\.(?:csv|xlsx)$/.test(file.name),
    );
    expect([name, files.flatMap(cellsOf).filter((cell) => formula.test(cell))]).toEqual([name, []]);
  }
});

it('whatever hosts are called and hold', async () => {
  const tables = [...(await loadFormats())].filter(([name]) => ['csv', 'xlsx', 'netbox'].includes(name));
  await fc.assert(
    fc.asyncProperty(inventories(3), async (inventory) => {
      for (const [, format] of tables) {
        for (const file of await format.write(inventory, formatOptions))
          expect(cellsOf(file).filter((cell) => formula.test(cell))).toEqual([]);
      }
    }),
    { numRuns: 60 },
  );
}, 60_000);
