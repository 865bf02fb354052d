import type { NotDataReason } from '../types.ts';
import type { Cell, Grid, Span } from './grid.ts';
import { isHeading, loneTest, titleOf } from './heading.ts';
import { isNextTable, isRepeated, type Part } from './next-table.ts';
import { isExplaining, isMadeUp, isProse, saidKind } from './row-words.ts';

/** The rows of one table. */
export interface RowsRead {
  readonly rows: readonly number[];
  /** By row, the nearest title or section above it. */
  readonly titles: ReadonlyMap<number, string>;
  /** How many of the rows given were read; the others begin the next table. At least one. */
  readonly count: number;
}

/** Reads the rows below a header up to the next table's title or header. What is no data goes to `notData`. */
export function readRows(part: Part, title: string, notData: Map<number, NotDataReason>): RowsRead {
  const { grid, span, rows } = part;
  const kindOf = kinds(part);
  const data: number[] = [];
  const titles = new Map<number, string>();
  let heading = title;
  let waiting: number[] = [];
  let noted = false;
  let at = 0;
  for (; at < rows.length; at++) {
    const row = rows[at] ?? 0;
    const kind = kindOf(row, at, noted);
    if (kind === 'next') break;
    if (kind === 'heading') waiting.push(row);
    else if (kind !== 'data') notData.set(row, kind);
    noted = kind === 'note' ? at > 0 : noted && kind !== 'data';
    if (kind !== 'data') continue;
    for (const one of waiting) notData.set(one, isProse(grid.cells(one, span)[0]?.text ?? '') ? 'note' : 'section');
    heading = titleOf(grid, waiting, span) || heading;
    waiting = [];
    data.push(row);
    if (heading !== '') titles.set(row, heading);
  }
  const mine = at < rows.length ? titlesFrom(waiting, rows[at] ?? 0) : waiting.length;
  for (const row of waiting.slice(0, mine)) notData.set(row, 'note');
  const left = waiting.length - mine;
  return { rows: data, titles, count: left < at ? at - left : at };
}

type Kind = NotDataReason | 'data' | 'heading' | 'next';

/** Tells what a row is; `noted`: a note stands above it. */
function kinds(part: Part): (row: number, at: number, noted: boolean) => Kind {
  const { grid, span, rows, header } = part;
  const lone = loneTest(grid, header !== undefined, rows);
  const hashed = isHashed(grid, span, rows);
  return (row, at, noted) => {
    const cells = grid.cells(row, span);
    if (header && isRepeated(grid, row, header)) return 'header';
    if (at > 0 && isNextTable(part, at)) return 'next';
    const said = saidKind(cells, span.right - span.left + 1);
    if (said && !(said === 'comment' && hashed)) return said;
    const first = header && at < 3 ? saidFirst(cells) : undefined;
    return first ?? (isHeading(cells, span, lone, noted) ? 'heading' : 'data');
  };
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
