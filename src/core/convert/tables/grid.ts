import type { Merge, Sheet } from '../types.ts';

/** A cell that holds something; one merged over several columns counts once, at its first column. */
export interface Cell {
  readonly column: number;
  readonly text: string;
  /** How many columns it is merged over; 1 where it is not. */
  readonly width: number;
}

/** A range of columns, both ends included. */
export interface Span {
  readonly left: number;
  readonly right: number;
}

export interface Grid {
  readonly sheet: Sheet;
  /** The cells of a row within a range of columns. */
  cells(row: number, span: Span): readonly Cell[];
  /** The text of a cell, '' where there is none. */
  text(row: number, column: number): string;
  /** Whether merged cells cover a row from side to side. */
  merged(row: number): readonly Merge[];
  readonly width: number;
}

/** Merged cells that lie over one another, as no real file has them, would cost more than the sheet. */
const mostMergedRows = 1_000_000;

/** A sheet seen as rows of cells, merged ones once. */
export function gridOf(sheet: Sheet): Grid {
  const across = new Map<number, Merge[]>();
  let left = mostMergedRows;
  for (const merge of sheet.merges) {
    if (merge.right <= merge.left) continue;
    for (
      let row = Math.max(0, merge.top);
      row <= Math.min(merge.bottom, sheet.rows.length - 1) && left > 0;
      row++, left--
    ) {
      const there = across.get(row);
      if (there) there.push(merge);
      else across.set(row, [merge]);
    }
  }
  const text = (row: number, column: number) => sheet.rows[row]?.[column]?.trim() ?? '';
  const merged = (row: number) => across.get(row) ?? [];
  const cells = (row: number, span: Span) => cellsOf(sheet.rows[row] ?? [], span, merged(row));
  return { sheet, cells, text, merged, width: sheet.rows.reduce((most, row) => Math.max(most, row.length), 0) };
}

function cellsOf(row: readonly string[], { left, right }: Span, merges: readonly Merge[]): readonly Cell[] {
  const found: Cell[] = [];
  for (let column = left; column <= Math.min(right, row.length - 1); column++) {
    const raw = row[column];
    if (raw === undefined || raw === '') continue;
    const text = raw.trim();
    if (text === '') continue;
    const merge = merges.find((one) => one.left <= column && column <= one.right);
    if (merge && column > Math.max(merge.left, left)) continue;
    found.push({ column, text, width: merge ? Math.min(merge.right, right) - column + 1 : 1 });
  }
  return found;
}

/** Whether a row holds nothing but blanks. */
export function isEmptyRow(row: readonly string[] | undefined): boolean {
  return row === undefined || row.every((cell) => cell === '' || cell.trim() === '');
}
