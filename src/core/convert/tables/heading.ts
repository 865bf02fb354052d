import { hasShape, isValueLike } from '../columns/shapes.ts';
import type { Cell, Grid, Span } from './grid.ts';
import { classOf, isKeyValue, isProse } from './row-words.ts';

/** A row with one cell that names what follows, and is no record of which only one cell is filled in. */
export function isHeading(cells: readonly Cell[], span: Span, lone: (cell: Cell) => boolean, noted: boolean): boolean {
  const [cell, second] = cells;
  if (!cell || span.left === span.right) return noted && cell !== undefined && isProse(cell.text);
  if (cells.length === 2 && second) {
    return /^[一二三四五六七八九十]{1,3}[、.．]?$|^[IVX]{1,4}[.、]?$/.test(cell.text) && !/\d/.test(second.text);
  }
  return cells.length === 1 && (cell.width > 1 || !lone(cell));
}

/** Whether a cell that stands alone in its row is written like those of its column; `rows`: the table's. */
export function loneTest(grid: Grid, hasHeader: boolean, rows: readonly number[]): (cell: Cell) => boolean {
  const near = rows.slice(0, 30);
  return ({ column, text }) => {
    if (/^\d{1,5}$/.test(text) || isValueLike(text)) return true;
    if (isProse(text) || /^[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]\s*\D|[:：]$|^[【［[<《]/.test(text))
      return false;
    const kind = classOf(text);
    const others = near.map((row) => grid.text(row, column)).filter((value) => value !== '' && value !== text);
    if (kind === 'phrase' || kind === 'han')
      return others.length > 0 && !hasHeader && others.every((value) => classOf(value) === kind);
    return others.length > 0 && others.filter((value) => classOf(value) === kind).length >= others.length * 0.6;
  };
}

/** The nearest short line of its own: neither a date nor `单位：…`. */
export function titleOf(grid: Grid, rows: readonly number[], span: Span): string {
  const texts = rows
    .map((row) => grid.cells(row, span))
    .filter((cells) => cells.length <= 2)
    .map((cells) => cells.at(-1)?.text ?? '');
  return (
    texts.findLast(
      (text) => text.length <= 80 && !isKeyValue(text) && !hasShape(text, 'date') && !hasShape(text, 'number'),
    ) ?? ''
  );
}
