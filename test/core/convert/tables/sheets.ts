import type { TablesFound } from '../../../../src/core/convert/tables/find.ts';
import type { Merge, Sheet } from '../../../../src/core/convert/types.ts';

/** A sheet from lines of cells parted by `|`; `merges` as `A1:C1`, filled as a reader fills them. */
export function sheetOf(
  lines: readonly string[],
  more: { readonly name?: string; readonly merges?: readonly string[] } = {},
): Sheet {
  const rows = lines.map((line) => (line === '' ? [] : line.split('|').map((cell) => cell.trim())));
  const merges = (more.merges ?? []).map(mergeOf);
  for (const { top, left, bottom, right } of merges) {
    const text = rows[top]?.[left] ?? '';
    for (let row = top; row <= bottom; row++)
      for (let column = left; column <= right; column++) fill(rows, row, column, text);
  }
  return { name: more.name ?? '设备', hidden: false, rows, merges };
}

function fill(rows: string[][], row: number, column: number, text: string): void {
  const cells = rows[row] ?? [];
  while (cells.length <= column) cells.push('');
  cells[column] = text;
  rows[row] = cells;
}

function mergeOf(range: string): Merge {
  const [, left = 'A', top = '1', right = 'A', bottom = '1'] = /^([A-Z])(\d+):([A-Z])(\d+)$/.exec(range) ?? [];
  return {
    left: left.charCodeAt(0) - 65,
    top: Number(top) - 1,
    right: right.charCodeAt(0) - 65,
    bottom: Number(bottom) - 1,
  };
}

/** What was found, as a person counts: `header 2: 3 4 5` a table, `1 title` a row that is no data. */
export function told({ tables, notData }: TablesFound): readonly string[] {
  const one = (row: number) => row + 1;
  return [
    ...tables.map(
      ({ headerRows, rows }) => `header ${headerRows.map(one).join(',') || 'none'}: ${rows.map(one).join(' ')}`,
    ),
    ...notData.map(({ row, why }) => `${one(row)} ${why}`),
  ];
}
