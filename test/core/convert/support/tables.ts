import { type Converted, type ConvertOptions, convertWorkbook } from '../../../../src/core/convert/convert.ts';
import type { Merge } from '../../../../src/core/convert/types.ts';
import { sheetOf } from './workbooks.ts';

/** Converts sheets written as lines of cells parted by `|`. */
export function convertTables(
  sheets: Readonly<Record<string, { readonly lines: readonly string[]; readonly merges?: readonly Merge[] }>>,
  more: Partial<ConvertOptions> = {},
): Converted {
  const read = Object.entries(sheets).map(([name, { lines, merges }]) =>
    sheetOf(
      name,
      lines.map((line) => line.split('|').map((cell) => cell.trim())),
      merges,
    ),
  );
  const options = { name: 'a.xlsx', corrections: {}, now: Date.UTC(2026, 10, 27), ...more };
  return convertWorkbook({ kind: 'xlsx', notes: [], sheets: read }, options);
}

/** The same of one sheet. */
export function convertTable(lines: readonly string[], more: Partial<ConvertOptions> = {}, merges: Merge[] = []) {
  return convertTables({ Sheet1: { lines, merges } }, more);
}
