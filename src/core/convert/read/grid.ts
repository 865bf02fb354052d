import type { Merge } from '../types.ts';
import type { Meter } from './limits.ts';

/** A sheet's cells while it is read. Rows without text cost nothing but their place. */
export interface Grid {
  /** Sets a cell, zero-based; '' is no cell. Errors: `file-too-large`. */
  put(row: number, column: number, text: string): void;
  /** The text of a cell, '' where there is none. */
  at(row: number, column: number): string;
  /** The rows, each ending at its last cell, with merged cells filled from their top-left one. */
  finish(merges: readonly Merge[]): readonly (readonly string[])[];
}

const noCells: readonly string[] = Object.freeze([]);

/** Merges with more cells than this are filled only where the sheet has cells: a person merged a whole column. */
const wholeMerge = 10_000;

/** An empty sheet whose size is counted by `meter`. */
export function createGrid(meter: Meter): Grid {
  const rows: (readonly string[])[] = [];
  let width = 0;

  const rowAt = (row: number): string[] => {
    meter.check('rows', row + 1);
    while (rows.length <= row) rows.push(noCells);
    const found = rows[row];
    if (found && found !== noCells) return found as string[];
    const made: string[] = [];
    rows[row] = made;
    return made;
  };

  const put: Grid['put'] = (row, column, text) => {
    if (text === '') return;
    meter.check('columns', column + 1);
    meter.check('text', text.length);
    meter.add('characters', text.length);
    const cells = rowAt(row);
    if (column >= cells.length) meter.add('cells', column + 1 - cells.length);
    while (cells.length < column) cells.push('');
    cells[column] = text;
    if (column >= width) width = column + 1;
  };

  const at: Grid['at'] = (row, column) => rows[row]?.[column] ?? '';

  const fill = ({ top, left, bottom, right }: Merge) => {
    const text = at(top, left);
    if (text === '') return;
    const whole = (bottom - top + 1) * (right - left + 1) <= wholeMerge;
    const lastRow = whole ? bottom : Math.min(bottom, rows.length - 1);
    const lastColumn = whole ? right : Math.min(right, width - 1);
    for (let row = top; row <= lastRow; row++) {
      for (let column = left; column <= lastColumn; column++) put(row, column, text);
    }
  };

  return {
    put,
    at,
    finish: (merges) => {
      merges.forEach(fill);
      return rows;
    },
  };
}
