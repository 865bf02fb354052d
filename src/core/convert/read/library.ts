import { type CellObject, read, set_cptable, type WorkBook, type WorkSheet } from 'xlsx';
import { OpsError } from '../../errors.ts';
import type { FileKind, Sheet, Workbook } from '../types.ts';
import { createFormatter, type Formatter } from './format.ts';
import { createGrid } from './grid.ts';
import type { Meter } from './limits.ts';
import { cleanText, createSharer } from './text.ts';

/**
 * Reads what the `xlsx` library reads and we do not: .xls (MS-XLS), Excel 2003's XML, tables of a web page. Cells come
 * out as `readXlsx` gives them. Errors: `file-unreadable` whatever the library throws, and the meter's.
 */
export async function readByLibrary(source: Uint8Array | string, kind: FileKind, meter: Meter): Promise<Workbook> {
  if (kind === 'xls' && typeof source === 'string') checkIndexes(source, meter);
  const book = await open(source, meter);
  const date1904 = book.Workbook?.WBProps?.date1904 === true;
  const formats = createFormats(date1904);
  const sheets = book.SheetNames.flatMap((name, index): Sheet[] => {
    meter.add('sheets', 1);
    const sheet = book.Sheets[name];
    if (!sheet || (sheet['!type'] ?? 'sheet') !== 'sheet') return [];
    const hidden = (book.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0;
    return [{ name, hidden, ...readSheet(sheet, formats, meter) }];
  });
  return { kind, sheets, notes: [] };
}

/** Excel 2003's XML can say of a row that it is the thousand millionth; the library then counts up to it. */
function checkIndexes(xml: string, meter: Meter): void {
  for (const [, index] of xml.matchAll(/\bIndex\s*=\s*["'](\d+)["']/g)) meter.check('rows', Number(index));
}

async function open(source: Uint8Array | string, meter: Meter): Promise<WorkBook> {
  const options = { dense: true, cellNF: true, cellFormula: false, cellHTML: false, raw: true } as const;
  try {
    if (typeof source === 'string') return read(source, { ...options, type: 'string' });
    set_cptable(await import('xlsx/dist/cpexcel.full.mjs'));
    return read(source, { ...options, type: 'buffer' });
  } catch (cause) {
    throw cause instanceof OpsError ? cause : meter.error('file-unreadable', undefined, cause);
  }
}

function readSheet(sheet: WorkSheet, formats: Formats, meter: Meter) {
  const grid = createGrid(meter);
  const shared = createSharer();
  // Arrays with holes: forEach visits only what is there, whatever the sheet says of its size.
  (sheet['!data'] ?? []).forEach((cells, row) => {
    cells?.forEach((cell, column) => {
      if (cell) grid.put(row, column, shared(textOf(cell, formats)));
    });
  });
  const merges = (sheet['!merges'] ?? []).map(({ s, e }) => ({ top: s.r, left: s.c, bottom: e.r, right: e.c }));
  return { rows: grid.finish(merges), merges };
}

function textOf({ t, v, w, z }: CellObject, formats: Formats): string {
  if (t === 'n' && typeof v === 'number') return formats(z)(v);
  if (t === 'b') return v ? 'TRUE' : 'FALSE';
  if (t === 's') return cleanText(String(v ?? ''));
  return t === 'z' ? '' : (w ?? '');
}

type Formats = (code: CellObject['z']) => Formatter;

function createFormats(date1904: boolean): Formats {
  const known = new Map<CellObject['z'], Formatter>();
  return (code) => {
    const found = known.get(code);
    if (found) return found;
    const made = createFormatter(typeof code === 'string' ? code : 'General', date1904);
    known.set(code, made);
    return made;
  };
}
