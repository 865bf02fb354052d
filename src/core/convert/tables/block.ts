import type { HeaderIndex } from '../columns/header-index.ts';
import { hasShape, isValueLike } from '../columns/shapes.ts';
import type { Header, NotDataReason, Table } from '../types.ts';
import type { Cell, Grid, Span } from './grid.ts';
import { type FoundHeader, firstHeader } from './header.ts';
import { classOf, isExplaining, isKeyValue, isMadeUp, isNote, isProse, saidKind } from './row-words.ts';
import { enough, headerEvidence, knownness } from './score.ts';

/** What was found in a range of columns: each row that holds something there is in one of the two. */
export interface Found {
  readonly tables: readonly Table[];
  readonly notData: ReadonlyMap<number, NotDataReason>;
}

interface Open {
  readonly header: FoundHeader | undefined;
  readonly rows: number[];
  readonly titles: Map<number, string>;
}

/** The tables in a range of columns, one below the other. `rows`: those that hold something there, in order. */
export function tablesIn(grid: Grid, span: Span, rows: readonly number[], index: HeaderIndex): Found {
  const tables: Table[] = [];
  const notData = new Map<number, NotDataReason>();
  for (let at = 0; at < rows.length; ) {
    const rest = rows.slice(at);
    const header = at === 0 ? firstHeader(grid, rest, span, index) : secondHeader(grid, rest, span, index);
    const start = header ? rest.indexOf(header.rows.at(-1) ?? 0) + 1 : firstData(grid, rest, span);
    const above = rest.slice(0, start).filter((row) => !header?.rows.includes(row));
    for (const row of above) notData.set(row, saidAbove(grid.cells(row, span), span));
    for (const row of header?.rows ?? []) notData.set(row, 'header');
    const title = titleOf(grid, above, span);
    const read = readRows(grid, span, rest.slice(start), header, title, notData, index);
    if (read.open.rows.length > 0 || header) tables.push(tableOf(grid, span, read.open));
    at += start + read.count;
  }
  return { tables, notData };
}

/** Rows of one table, up to the next one's header or title. */
function readRows(
  grid: Grid,
  span: Span,
  rows: readonly number[],
  header: FoundHeader | undefined,
  title: string,
  notData: Map<number, NotDataReason>,
  index: HeaderIndex,
): { open: Open; count: number } {
  const open: Open = { header, rows: [], titles: new Map() };
  const width = span.right - span.left + 1;
  const lone = loneTest(grid, header, rows);
  let heading = title;
  let pending: number[] = [];
  const hashed = isHashed(grid, span, rows);
  let noted = false;
  let at = 0;
  for (; at < rows.length; at++) {
    const row = rows[at] ?? 0;
    const cells = grid.cells(row, span);
    if (header && isRepeated(grid, row, header)) {
      notData.set(row, 'header');
      continue;
    }
    if (at > 0 && isNextTable(grid, rows, at, span, index, header)) break;
    const own = saidKind(cells, width);
    const said = (own === 'comment' && hashed ? undefined : own) ?? (header && at < 3 ? saidFirst(cells) : undefined);
    if (said) {
      notData.set(row, said);
      noted ||= said === 'note' && at > 0;
    } else if (isHeading(cells, span, lone, noted)) {
      pending.push(row);
    } else {
      for (const one of pending) notData.set(one, isProse(grid.cells(one, span)[0]?.text ?? '') ? 'note' : 'section');
      heading = titleOf(grid, pending, span) || heading;
      pending = [];
      noted = false;
      open.rows.push(row);
      if (heading !== '') open.titles.set(row, heading);
    }
  }
  const mine = at < rows.length ? titlesFrom(pending, rows[at] ?? 0) : pending.length;
  for (const row of pending.slice(0, mine)) notData.set(row, 'note');
  const left = pending.length - mine;
  return { open, count: left < at ? at - left : at };
}

/** Whether `#` begins the values of the first column (`#1`, `#2`), and so no comments. */
function isHashed(grid: Grid, span: Span, rows: readonly number[]): boolean {
  const near = rows.slice(0, 30).map((row) => grid.cells(row, span)[0]?.text ?? '');
  return near.length > 1 && near.filter((text) => /^[#＃]\s?\w+$/.test(text)).length > near.length / 2;
}

/** What one of the first rows below a header may be besides. */
function saidFirst(cells: readonly Cell[]): NotDataReason | undefined {
  if (isMadeUp(cells)) return 'sample';
  return isExplaining(cells) ? 'note' : undefined;
}

/** Of rows with one cell before the next table's header: where its titles begin, those without an empty row between. */
function titlesFrom(pending: readonly number[], header: number): number {
  let from = pending.length;
  let below = header;
  while (from > 0 && below - (pending[from - 1] ?? 0) === 1) below = pending[--from] ?? 0;
  return from;
}

/** Whether the rows from `at` on are a table of their own with a header. */
function isNextTable(
  grid: Grid,
  rows: readonly number[],
  at: number,
  span: Span,
  index: HeaderIndex,
  header: FoundHeader | undefined,
): boolean {
  const row = rows[at] ?? 0;
  const before = rows[at - 1] ?? 0;
  const cells = grid.cells(row, span);
  if (cells.length < 2) return false;
  const apart = row - before > 1 || grid.cells(before, span).length === 1;
  const firsts = cells.slice(0, 3);
  if (!apart && !firsts.every(({ text }) => !/\d{2}/.test(text) && text.length < 20 && knownness(text, index) > 0.6))
    return false;
  if (cells.some(({ text }) => hasShape(text, 'ip'))) return false;
  const evidence = headerEvidence(grid, row, span, rows.slice(at + 1, at + 9), index);
  if (evidence.score < enough) return false;
  return (
    evidence.known >= 0.5 ||
    (row - before > 1 &&
      evidence.values === 0 &&
      evidence.contrast >= (header ? 0.5 : 0.35) &&
      differs(grid, cells, rows.slice(Math.max(0, at - 6), at)))
  );
}

/** Whether cells are written in another way than those above them. */
function differs(grid: Grid, cells: readonly Cell[], above: readonly number[]): boolean {
  const other = cells.filter(({ column, text }) => {
    const values = above.map((row) => grid.text(row, column)).filter((value) => value !== '');
    return values.length === 0 || values.every((value) => classOf(value) !== classOf(text));
  });
  return other.length >= cells.length * 0.5;
}

function secondHeader(grid: Grid, rows: readonly number[], span: Span, index: HeaderIndex): FoundHeader | undefined {
  return firstHeader(grid, rows.slice(0, 12), span, index);
}

function isRepeated(grid: Grid, row: number, header: FoundHeader): boolean {
  const last = header.rows.at(-1) ?? 0;
  const first = header.headers.find(({ raw }) => raw !== '');
  if (
    !first ||
    (grid.text(row, first.column) !== grid.text(last, first.column) &&
      grid.text(row, first.column) !== grid.text(header.rows[0] ?? 0, first.column))
  )
    return false;
  const same = (of: number) => {
    const named = header.headers.filter(({ column }) => grid.text(of, column) !== '');
    return (
      named.length > 1 &&
      named.filter(({ column }) => grid.text(row, column) === grid.text(of, column)).length >= named.length * 0.8
    );
  };
  return header.rows.some(same);
}

/** A row with one cell that names what follows, and is no record of which only one cell is filled in. */
function isHeading(cells: readonly Cell[], span: Span, lone: (cell: Cell) => boolean, noted: boolean): boolean {
  const [cell, second] = cells;
  if (!cell || span.left === span.right) return noted && cell !== undefined && isProse(cell.text);
  if (cells.length === 2 && second) {
    return /^[一二三四五六七八九十]{1,3}[、.．]?$|^[IVX]{1,4}[.、]?$/.test(cell.text) && !/\d/.test(second.text);
  }
  return cells.length === 1 && (cell.width > 1 || !lone(cell));
}

/** Whether a cell that stands alone in its row is written like those of its column. */
function loneTest(grid: Grid, header: FoundHeader | undefined, rows: readonly number[]): (cell: Cell) => boolean {
  const near = rows.slice(0, 30);
  return ({ column, text }) => {
    if (/^\d{1,5}$/.test(text) || isValueLike(text)) return true;
    if (isProse(text) || /^[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]\s*\D|[:：]$|^[【［[<《]/.test(text))
      return false;
    const kind = classOf(text);
    const others = near.map((row) => grid.text(row, column)).filter((value) => value !== '' && value !== text);
    if (kind === 'phrase' || kind === 'han')
      return others.length > 0 && header === undefined && others.every((value) => classOf(value) === kind);
    return others.length > 0 && others.filter((value) => classOf(value) === kind).length >= others.length * 0.6;
  };
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

/** The nearest short line of its own: neither a date nor `单位：…`. */
function titleOf(grid: Grid, rows: readonly number[], span: Span): string {
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

function tableOf(grid: Grid, span: Span, { header, rows, titles }: Open): Table {
  const named =
    header?.headers ??
    Array.from(
      { length: span.right - span.left + 1 },
      (_, at): Header => ({ column: span.left + at, text: '', raw: '' }),
    );
  const headers = named.filter(({ column, raw }) => raw !== '' || rows.some((row) => grid.text(row, column) !== ''));
  return { sheet: grid.sheet.name, headerRows: header?.rows ?? [], headers, rows, titles };
}
