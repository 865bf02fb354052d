import type { HeaderIndex } from '../columns/header-index.ts';
import { isValueLike } from '../columns/shapes.ts';
import type { Header, NotDataReason, Table } from '../types.ts';
import type { Cell, Grid, Span } from './grid.ts';
import { type FoundHeader, firstHeader } from './header.ts';
import { titleOf } from './heading.ts';
import { isKeyValue, isNote, saidKind } from './row-words.ts';
import { type RowsRead, readRows } from './rows.ts';

/** What was found in a range of columns: each row that holds something there is in one of the two. */
export interface Found {
  readonly tables: readonly Table[];
  readonly notData: ReadonlyMap<number, NotDataReason>;
}

/** A table that is not the first has its header near: below its titles. */
const nearest = 12;

/** The tables in a range of columns, one below the other. `rows`: those that hold something there, in order. */
export function tablesIn(grid: Grid, span: Span, rows: readonly number[], index: HeaderIndex): Found {
  const tables: Table[] = [];
  const notData = new Map<number, NotDataReason>();
  for (let at = 0; at < rows.length; ) {
    const rest = rows.slice(at);
    const header = firstHeader(grid, at === 0 ? rest : rest.slice(0, nearest), span, index);
    const start = header ? rest.indexOf(header.rows.at(-1) ?? 0) + 1 : firstData(grid, rest, span);
    const above = rest.slice(0, start).filter((row) => !header?.rows.includes(row));
    for (const row of above) notData.set(row, saidAbove(grid.cells(row, span), span));
    for (const row of header?.rows ?? []) notData.set(row, 'header');
    const part = { grid, span, rows: rest.slice(start), header, index };
    const read = readRows(part, titleOf(grid, above, span), notData);
    if (read.rows.length > 0 || header) tables.push(tableOf(grid, span, header, read));
    at += start + read.count;
  }
  return { tables, notData };
}

/** Where data begins in rows without a header: the first row with several cells, or with one that is a value. */
function firstData(grid: Grid, rows: readonly number[], span: Span): number {
  const at = rows.findIndex((row) => {
    const cells = grid.cells(row, span);
    return (
      saidKind(cells, span.right - span.left + 1) === undefined &&
      (cells.length > 1 ? !cells.every(({ text }) => isKeyValue(text)) : cells.some(({ text }) => isValueLike(text)))
    );
  });
  return at < 0 ? rows.length : at;
}

function saidAbove(cells: readonly Cell[], span: Span): NotDataReason {
  const said = saidKind(cells, span.right - span.left + 1);
  if (said === 'note') return isNote(cells[0]?.text ?? '') ? 'note' : 'title';
  return said === 'comment' || said === 'sample' ? said : 'title';
}

function tableOf(grid: Grid, span: Span, header: FoundHeader | undefined, { rows, titles }: RowsRead): Table {
  const headers = (header?.headers ?? noHeaders(span)).filter(
    ({ column, raw }, at, all) =>
      (raw !== '' || rows.some((row) => grid.text(row, column) !== '')) &&
      !isFilled(grid, rows, column, raw, all[at - 1]),
  );
  return { sheet: grid.sheet.name, headerRows: header?.rows ?? [], headers, rows, titles };
}

/** A column that merged cells fill from the left one, from the header down: it is no column of its own. */
function isFilled(grid: Grid, rows: readonly number[], column: number, raw: string, left: Header | undefined): boolean {
  if (raw === '' || left?.raw !== raw || rows.length === 0) return false;
  const merged = (row: number) => grid.merged(row).some((merge) => merge.left < column && column <= merge.right);
  return rows.every((row) => grid.text(row, column) === '' || merged(row));
}

function noHeaders({ left, right }: Span): readonly Header[] {
  return Array.from({ length: right - left + 1 }, (_, at) => ({ column: left + at, text: '', raw: '' }));
}
