import type { HeaderIndex } from '../columns/header-index.ts';
import { hasShape } from '../columns/shapes.ts';
import type { Cell, Grid, Span } from './grid.ts';
import type { FoundHeader } from './header.ts';
import { classOf } from './row-words.ts';
import { enough, headerEvidence, knownness } from './score.ts';

/** Rows of a range of columns, and the header they are read under. */
export interface Part {
  readonly grid: Grid;
  readonly span: Span;
  readonly rows: readonly number[];
  readonly header: FoundHeader | undefined;
  readonly index: HeaderIndex;
}

/**
 * Whether the rows from `at` on are a table of their own. Its header needs known words or, after an empty row, cells
 * written in another way than those above and below.
 */
export function isNextTable({ grid, span, rows, header, index }: Part, at: number): boolean {
  const row = rows[at] ?? 0;
  const before = rows[at - 1] ?? 0;
  const cells = grid.cells(row, span);
  if (cells.length < 2) return false;
  const afterGap = row - before > 1;
  const apart = afterGap || grid.cells(before, span).length === 1;
  if (!apart && !cells.slice(0, 3).every(({ text }) => isHeaderWord(text, index))) return false;
  if (cells.some(({ text }) => hasShape(text, 'ip'))) return false;
  const { score, known, values, contrast, named } = headerEvidence(grid, row, span, rows.slice(at + 1, at + 9), index);
  if (score < enough) return false;
  const above = rows.slice(Math.max(0, at - 6), at);
  const differing =
    known >= 0.5 ||
    named ||
    (afterGap && values === 0 && contrast >= (header ? 0.5 : 0.35) && differs(grid, cells, above));
  return differing && !showsSecret(cells, header, index);
}

/**
 * Whether a row would show as a header what stands under one that names a secret: then it is a row of that table. Its
 * other cells are header words, or that one is a known header (no `Password1`).
 */
function showsSecret(cells: readonly Cell[], header: FoundHeader | undefined, index: HeaderIndex): boolean {
  const secret = new Map(
    header?.headers.filter(({ text }) => index.secret(text) !== 'no').map(({ column, raw }) => [column, raw]),
  );
  const isHeader = ({ column, text }: Cell) => secret.get(column) === text || index.guess(text)[0]?.how === 'known';
  if (cells.every((cell) => !secret.has(cell.column) || isHeader(cell))) return false;
  const others = cells.filter(({ column }) => !secret.has(column)).map(({ text }) => knownness(text, index));
  return others.length < 2 || others.reduce((sum, one) => sum + one, 0) < others.length * 0.8;
}

function isHeaderWord(text: string, index: HeaderIndex): boolean {
  return !/\d{2}/.test(text) && text.length < 20 && knownness(text, index) > 0.6;
}

/** Whether cells are written in another way than those above them. */
function differs(grid: Grid, cells: readonly Cell[], above: readonly number[]): boolean {
  const other = cells.filter(({ column, text }) => {
    const values = above.map((row) => grid.text(row, column)).filter((value) => value !== '');
    return values.length === 0 || values.every((value) => classOf(value) !== classOf(text));
  });
  return other.length >= cells.length * 0.5;
}

/** Whether a row is the header once more, as on every page of a print. */
export function isRepeated(grid: Grid, row: number, header: FoundHeader): boolean {
  const first = header.headers.find(({ raw }) => raw !== '');
  return (
    first !== undefined &&
    header.rows.some(
      (of) => grid.text(row, first.column) === grid.text(of, first.column) && isSame(grid, row, of, header),
    )
  );
}

function isSame(grid: Grid, row: number, of: number, header: FoundHeader): boolean {
  const named = header.headers.filter(({ column }) => grid.text(of, column) !== '');
  const same = named.filter(({ column }) => grid.text(row, column) === grid.text(of, column));
  return named.length > 1 && same.length >= named.length * 0.8;
}
