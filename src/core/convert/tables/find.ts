import { type HeaderIndex, indexFor } from '../columns/header-index.ts';
import type { HeaderKnowledge } from '../knowledge/headers.ts';
import type { NotData, NotDataReason, Sheet, Table } from '../types.ts';
import { type Found, tablesIn } from './block.ts';
import { type Grid, gridOf, isEmptyRow, type Span } from './grid.ts';
import { firstHeader } from './header.ts';
import { isInstructions } from './instructions.ts';
import { ownTable } from './own.ts';

export interface TablesFound {
  readonly tables: readonly Table[];
  readonly notData: readonly NotData[];
}

/**
 * The tables of a sheet, from left to right and from top to bottom, and every row that is no record with the reason.
 * Each row that holds something is in `rows` of a table or in `notData`. Where tables stand side by side a row may be
 * data of several: then it counts once for each of them (`countRows`), and what it is beside them counts no more.
 * A table whose rows all are no data is given with no rows.
 */
export function findTables(sheet: Sheet, options: { readonly knowledge?: HeaderKnowledge } = {}): TablesFound {
  const own = ownTable(sheet);
  if (own) return { tables: [own], notData: [{ sheet: sheet.name, row: 0, why: 'header' }] };
  const grid = gridOf(sheet);
  const index = indexFor(options.knowledge);
  const rows = sheet.rows.flatMap((row, at) => (isEmptyRow(row) ? [] : [at]));
  const whole: Span = { left: 0, right: Math.max(0, grid.width - 1) };
  if (isInstructions(grid, rows, whole, index))
    return { tables: [], notData: rows.map((row) => why(sheet, row, 'instructions')) };
  const spans = blocks(grid, rows, whole, index);
  const found = spans.map((span) => {
    const held = spans.length === 1 ? rows : rows.filter((row) => grid.cells(row, span).length > 0);
    return tablesIn(grid, trimmed(grid, rows, span), held, index);
  });
  const tables = found.flatMap((block) => block.tables);
  if (!tables.some((table) => table.rows.length > 0 || table.headerRows.length > 0)) {
    return { tables: [], notData: rows.map((row) => why(sheet, row, reasonOf(found, row) ?? 'note')) };
  }
  const data = new Set(tables.flatMap((table) => table.rows));
  return {
    tables,
    notData: rows.filter((row) => !data.has(row)).map((row) => why(sheet, row, reasonOf(found, row) ?? 'note')),
  };
}

/**
 * Rows in: how many rows of a sheet the sum is about. A row that is not empty counts once, one that is data of several
 * tables side by side once for each; so it is always the tables' rows and `notData` together.
 */
export function countRows(sheet: Sheet, { tables }: TablesFound): number {
  const times = new Map<number, number>();
  for (const table of tables) for (const row of table.rows) times.set(row, (times.get(row) ?? 0) + 1);
  return sheet.rows.reduce((sum, row, at) => (isEmptyRow(row) ? sum : sum + Math.max(1, times.get(at) ?? 0)), 0);
}

function why(sheet: Sheet, row: number, reason: NotDataReason): NotData {
  return { sheet: sheet.name, row, why: reason };
}

/** A row's reason; a header in one block tells more than a title in the other. */
function reasonOf(found: readonly Found[], row: number): NotDataReason | undefined {
  const reasons = found.map(({ notData }) => notData.get(row)).filter((reason) => reason !== undefined);
  return reasons.find((reason) => reason === 'header') ?? reasons[0];
}

/** Ranges of columns with tables of their own: parted by a column that is empty, each with a header of its own. */
function blocks(grid: Grid, rows: readonly number[], whole: Span, index: HeaderIndex): readonly Span[] {
  const parts = parted(grid, rows, whole);
  if (parts.length === 1) return [whole];
  const heads = parts.map((span) => head(grid, rows, span, index));
  const found: { span: Span; head: Head | undefined }[] = [];
  for (const [at, span] of parts.entries()) {
    const last = found.at(-1);
    const own = heads[at];
    if (!last || (last.head && own && areApart(last.head, own))) found.push({ span, head: own });
    else
      found[found.length - 1] = { span: { left: last.span.left, right: span.right }, head: joinHeads(last.head, own) };
  }
  return found.map(({ span }, at) => ({
    left: at === 0 ? whole.left : span.left,
    right: at === found.length - 1 ? whole.right : (found[at + 1]?.span.left ?? 0) - 1,
  }));
}

interface Head {
  readonly row: number;
  readonly texts: readonly string[];
  /** Has a name or an address. */
  readonly hosts: boolean;
}

/** Two tables: each has hosts of its own, or the same headers, or headers in rows of their own. */
function areApart(left: Head, right: Head): boolean {
  const same = right.texts.filter((text) => left.texts.includes(text)).length;
  if (same >= Math.max(2, right.texts.length * 0.5)) return true;
  return right.texts.length > 1 && left.texts.length > 1 && ((left.hosts && right.hosts) || left.row !== right.row);
}

function joinHeads(left: Head | undefined, right: Head | undefined): Head | undefined {
  if (!left || !right) return left ?? right;
  return { row: left.row, texts: [...left.texts, ...right.texts], hosts: left.hosts || right.hosts };
}

function head(grid: Grid, rows: readonly number[], span: Span, index: HeaderIndex): Head | undefined {
  const held = rows.filter((row) => row < (rows[0] ?? 0) + 400 && grid.cells(row, span).length > 0);
  const found = firstHeader(grid, held, span, index);
  if (!found) return undefined;
  const texts = found.headers.map(({ text }) => text).filter((text) => text !== '');
  const hosts = texts.some((text) => ['name', 'address'].includes(index.guess(text)[0]?.field ?? ''));
  return { row: found.rows.at(-1) ?? 0, texts, hosts };
}

/** Ranges of columns that hold something in some row with several cells. */
function parted(grid: Grid, rows: readonly number[], whole: Span): readonly Span[] {
  const used = usedColumns(grid, rows, whole);
  const parts: Span[] = [];
  for (const column of used) {
    const last = parts.at(-1);
    if (last && last.right === column - 1) parts[parts.length - 1] = { left: last.left, right: column };
    else parts.push({ left: column, right: column });
  }
  return parts.length === 0 ? [whole] : parts;
}

function usedColumns(grid: Grid, rows: readonly number[], whole: Span): readonly number[] {
  const used = new Set<number>();
  for (const row of rows) {
    if (used.size > whole.right - whole.left) break;
    const cells = grid.cells(row, whole);
    if (cells.length < 2) continue;
    for (const { column, width } of cells) {
      if (width <= 6) for (let at = 0; at < width; at++) used.add(column + at);
    }
  }
  return [...used].toSorted((a, b) => a - b);
}

/** Without the empty columns at its sides. */
function trimmed(grid: Grid, rows: readonly number[], { left, right }: Span): Span {
  let first = right;
  let last = left;
  for (const row of rows) {
    if (first === left && last === right) break;
    for (const { column, width } of grid.cells(row, { left, right })) {
      first = Math.min(first, column);
      last = Math.max(last, column + width - 1);
    }
  }
  return first > last ? { left, right } : { left: first, right: last };
}
