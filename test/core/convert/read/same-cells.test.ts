import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CellObject, read, SSF, utils, type WorkSheet, write } from 'xlsx';
import { readWorkbook } from '../../../../src/core/convert/read/index.ts';
import type { Sheet } from '../../../../src/core/convert/types.ts';

const fixtures = fileURLToPath(new URL('../../../fixtures/spreadsheets', import.meta.url));

/** What a date format of these shows, in ISO 8601 as `xlsx` itself formats it. */
const isoFormats: Readonly<Record<string, string>> = {
  'm/d/yy': 'yyyy-mm-dd',
  'yyyy"年"m"月"d"日"': 'yyyy-mm-dd',
  'yyyy-mm': 'yyyy-mm',
  'yyyy-mm-dd': 'yyyy-mm-dd',
  'yyyy/m/d': 'yyyy-mm-dd',
  'yyyy-mm-dd h:mm:ss': 'yyyy-mm-dd hh:mm:ss',
  'h:mm': 'hh:mm',
  'm/d/yy h:mm': 'yyyy-mm-dd hh:mm',
  'yyyy-mm-dd hh:mm:ss': 'yyyy-mm-dd hh:mm:ss',
};

/** The cell as `xlsx` alone gives it, by the rules of docs/spreadsheets.md: dates ISO, long digits whole. */
function expected({ t, v, w, z }: CellObject): string {
  if (t === 's') return String(v).replaceAll(/\r\n?/g, '\n');
  if (t === 'z') return '';
  if (t !== 'n' || typeof v !== 'number') return w ?? '';
  const iso = isoFormats[String(z)];
  if (iso && v >= 0 && v < 2_958_466) return SSF.format(iso, v);
  if (iso) return String(v);
  return (z === 'General' || z === undefined) && /E/.test(w ?? '') ? String(v) : (w ?? '').trim();
}

/** Rows of a sheet by `xlsx`, without merged cells filled in, short of their empty ends. */
function libraryRows(sheet: WorkSheet): string[][] {
  const data = sheet['!data'] ?? [];
  const rows = Array.from({ length: data.length }, (_, row) =>
    Array.from({ length: data[row]?.length ?? 0 }, (_, column) => {
      const cell = data[row]?.[column];
      return cell ? expected(cell) : '';
    }),
  );
  return withoutEnds(rows);
}

function withoutEnds(rows: readonly (readonly string[])[]): string[][] {
  const cut = rows.map((row) => row.slice(0, row.findLastIndex((cell) => cell !== '') + 1));
  return cut.slice(0, cut.findLastIndex((row) => row.length > 0) + 1);
}

/** Our rows with the cells that merging filled taken out again. */
function unfilled({ rows, merges }: Sheet): string[][] {
  const copy = rows.map((row) => [...row]);
  for (const { top, left, bottom, right } of merges) {
    for (let row = top; row <= Math.min(bottom, copy.length - 1); row++) {
      for (let column = left; column <= right; column++) {
        const cells = copy[row];
        if (cells && (row !== top || column !== left) && column < cells.length) cells[column] = '';
      }
    }
  }
  return withoutEnds(copy);
}

async function expectSame(bytes: Buffer): Promise<void> {
  const book = read(bytes, { dense: true, cellNF: true });
  const { sheets } = await readWorkbook(bytes);
  expect(sheets.map(({ name }) => name)).toEqual(book.SheetNames);
  for (const [at, sheet] of sheets.entries()) {
    const other = book.Sheets[sheet.name];
    expect(sheet.hidden).toBe((book.Workbook?.Sheets?.[at]?.Hidden ?? 0) !== 0);
    expect(sheet.merges).toEqual(
      (other?.['!merges'] ?? []).map(({ s, e }) => ({ top: s.r, left: s.c, bottom: e.r, right: e.c })),
    );
    expect(unfilled(sheet)).toEqual(other ? withoutMerged(libraryRows(other), sheet) : []);
  }
}

/** Cells under a merge that hold something all the same cannot be seen. */
function withoutMerged(rows: string[][], { merges }: Sheet): string[][] {
  return unfilled({ name: '', hidden: false, rows, merges });
}

const text = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
  fc.string({ unit: fc.constantFrom(...'名称管理IP交换机 <>&"\'\n\t_x0041'), minLength: 1 }),
  fc.constantFrom('__proto__', '_x000D_', ' a ', 'TRUE', '00123', '=1+1'),
);
const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e20, max: 1e20 }),
  fc.integer({ min: 100_000_000_000, max: Number.MAX_SAFE_INTEGER }),
);
const formatsOfNumbers = ['General', '00000', '0.00', '#,##0', '0%', '0"台"', '#,##0.00_);(#,##0.00)'];
const cell: fc.Arbitrary<CellObject> = fc.oneof(
  text.map((v): CellObject => ({ t: 's', v })),
  fc.record({ t: fc.constant('n' as const), v: number, z: fc.constantFrom(...formatsOfNumbers) }),
  fc.record({
    t: fc.constant('n' as const),
    v: fc.oneof(
      fc.integer({ min: 0, max: 80_000 }),
      fc.integer({ min: 0, max: 3_000_000 }).map((minute) => minute / 1440),
    ),
    z: fc.constantFrom(...Object.keys(isoFormats)),
  }),
  fc.boolean().map((v): CellObject => ({ t: 'b', v })),
  fc.constantFrom(0x00, 0x07, 0x0f, 0x17, 0x1d, 0x24, 0x2a).map((v): CellObject => ({ t: 'e', v })),
  fc.constant<CellObject>({ t: 'z' }),
);
const sheet = fc.array(fc.array(fc.option(cell, { nil: undefined, freq: 4 }), { maxLength: 6 }), { maxLength: 12 });
const merge = fc
  .tuple(fc.nat(8), fc.nat(4), fc.nat(3), fc.nat(3))
  .filter(([, , high, wide]) => high + wide > 0)
  .map(([r, c, high, wide]) => ({ s: { r, c }, e: { r: r + high, c: c + wide } }));

function bookOf(
  grids: readonly (readonly (readonly (CellObject | undefined)[])[])[],
  merges: WorkSheet['!merges'],
  hidden: readonly number[],
  bookSST: boolean,
): Buffer {
  const book = utils.book_new();
  const seen: WorkSheet[] = grids.map((rows) => {
    const made: WorkSheet = {};
    const width = Math.max(1, ...rows.map((row) => row.length));
    rows.forEach((row, r) => {
      row.forEach((each, c) => {
        if (each) made[utils.encode_cell({ r, c })] = each;
      });
    });
    made['!ref'] = utils.encode_range({ s: { r: 0, c: 0 }, e: { r: Math.max(0, rows.length - 1), c: width - 1 } });
    return made;
  });
  // One cell that is surely there: a workbook without any is refused.
  const first: WorkSheet = { A1: { t: 's', v: '名称' }, '!ref': 'A1', '!merges': [] };
  [first, ...seen].forEach((made, at) => {
    if (at === 1 && merges?.length) made['!merges'] = merges;
    utils.book_append_sheet(book, made, `表${at + 1}`);
  });
  book.Workbook = { Sheets: [{ Hidden: 0 }, ...seen.map((_, at) => ({ Hidden: (hidden[at] ?? 0) as 0 | 1 | 2 }))] };
  return write(book, { type: 'buffer', bookType: 'xlsx', bookSST, compression: true });
}

describe('the fast reader gives the cells that xlsx gives', () => {
  it('of any workbook: texts, numbers, dates, merged cells, hidden sheets', async () => {
    const grids = fc.array(sheet, { minLength: 1, maxLength: 3 });
    const hidden = fc.array(fc.nat(2), { minLength: 3, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(grids, fc.array(merge, { maxLength: 1 }), hidden, fc.boolean(), async (...parts) => {
        await expectSame(bookOf(...parts));
      }),
      { numRuns: 300 },
    );
  });

  const files = readdirSync(fixtures).filter((name) => name.endsWith('.xlsx'));
  it.each(files)('of %s', async (name) => {
    await expectSame(readFileSync(`${fixtures}/${name}`));
  });
});
