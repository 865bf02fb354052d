import type { HeaderGuess, HeaderIndex } from '../columns/header-index.ts';
import { isValueLike } from '../columns/shapes.ts';
import type { Header } from '../types.ts';
import type { Grid, Span } from './grid.ts';
import { readHeader } from './header-text.ts';
import { classOf, isKeyValue, isProse } from './row-words.ts';
import { enough, headerEvidence } from './score.ts';

/** A header found: one row, or a row of groups over a row of their parts. */
export interface FoundHeader {
  readonly rows: readonly number[];
  readonly headers: readonly Header[];
  readonly known: number;
}

/** Rows that are looked at for the first header of a table. */
const deepest = 40;

/**
 * The first header in `rows` (rows of a range of columns that hold something, in order): the first row with enough
 * evidence, unless the next one has clearly more.
 */
export function firstHeader(
  grid: Grid,
  rows: readonly number[],
  span: Span,
  index: HeaderIndex,
): FoundHeader | undefined {
  const scored = rows
    .slice(0, deepest)
    .map((row, at) => headerEvidence(grid, row, span, rows.slice(at + 1, at + 9), index));
  for (const [at, { score, known, values }] of scored.entries()) {
    const next = scored[at + 1];
    if (score < enough || (next && next.score > score + 0.3 && next.values <= values)) continue;
    const third = scored[at + 2];
    const deeper = third && third.score >= enough && third.known >= 0.5 && third.values === 0;
    if (next && deeper && isPair(grid, rows[at + 1] ?? 0, rows[at + 2] ?? 0, span)) continue;
    if (next && isPair(grid, rows[at] ?? 0, rows[at + 1] ?? 0, span)) {
      return headerOf(grid, [rows[at] ?? 0, rows[at + 1] ?? 0], span, Math.max(known, next.known), index);
    }
    const above = rows[at - 1];
    const pair = above !== undefined && isPair(grid, above, rows[at] ?? 0, span);
    return headerOf(grid, [...(pair ? [above] : []), rows[at] ?? 0], span, known, index);
  }
  return undefined;
}

/** Whether two rows are a header together: cells merged over parts in the first, or blanks that the second fills. */
function isPair(grid: Grid, group: number, parts: number, span: Span): boolean {
  if (parts !== group + 1) return false;
  const above = grid.cells(group, span);
  const below = grid.cells(parts, span);
  if (below.length < 2 || above.length < 1) return false;
  if (
    [...above, ...below].some(({ text }) => isProse(text) || isKeyValue(text)) ||
    below.some(({ text }) => isValueLike(text))
  )
    return false;
  const widest = span.right - span.left + 1;
  const told = above.filter(
    ({ column, width, text }) => width > 1 && width < widest * 0.75 && partsDiffer(grid, parts, column, width, text),
  );
  if (told.length > 0) return above.length > 1 || (above[0]?.column ?? 0) > span.left;
  return (
    grid.merged(group).length === 0 &&
    above.length > 1 &&
    above.length < below.length &&
    fillsBlanks(grid, group, parts, span)
  );
}

function partsDiffer(grid: Grid, parts: number, column: number, width: number, text: string): boolean {
  const below = Array.from({ length: width }, (_, at) => grid.text(parts, column + at)).filter((one) => one !== '');
  return new Set(below).size > 1 && !below.every((one) => one === text);
}

/** Without merged cells (CSV): where the first row is blank the second is not, and the second is all words. */
function fillsBlanks(grid: Grid, group: number, parts: number, span: Span): boolean {
  let filled = 0;
  for (let column = span.left; column <= span.right; column++) {
    const [above, below] = [grid.text(group, column), grid.text(parts, column)];
    if (above !== '' && /\d{2}|^\d+$/.test(above)) return false;
    if (above === '' && below !== '') filled++;
  }
  const words = grid
    .cells(parts, span)
    .every(({ text }) => !/\d{2}/.test(text) && ['word', 'phrase', 'han', 'han-code'].includes(classOf(text)));
  return filled > 0 && words;
}

function headerOf(grid: Grid, rows: readonly number[], span: Span, known: number, index: HeaderIndex): FoundHeader {
  const [first, second] = rows.length === 2 ? [rows[0], rows[1]] : [undefined, rows[0]];
  const columns = Array.from({ length: span.right - span.left + 1 }, (_, at) => span.left + at);
  const parts = columns.map((column) => grid.text(second ?? 0, column));
  const groups = first === undefined ? parts.map(() => '') : groupsOf(grid, first, columns, parts);
  const helpful = new Set(groups.filter((group, at) => isHelpful(group, parts[at] ?? '', parts, index)));
  const headers = columns.map((column, at) => {
    const [group, part] = [groups[at] ?? '', parts[at] ?? ''];
    return helpful.has(group) && part !== '' && part !== group
      ? joined(group, part, column)
      : readHeader(part || group, column);
  });
  return { rows, headers, known };
}

/** The group above each column; without merged cells (CSV) it goes on to the right until the next one. */
function groupsOf(grid: Grid, row: number, columns: readonly number[], parts: readonly string[]): readonly string[] {
  let group = '';
  return columns.map((column, at) => {
    const above = grid.text(row, column);
    const carried = above === '' && grid.merged(row).length === 0 && parts[at] !== '';
    group = carried ? group : above;
    return group;
  });
}

const general = /信息|情况|参数|属性|资料|基本|其他|general|info|details?|basic|básic|datos|información/i;

function joined(group: string, part: string, column: number): Header {
  const own = readHeader(part, column);
  return { ...own, text: `${readHeader(group, column).text} ${own.text}`, raw: `${group} ${part}` };
}

/** Whether a group's words tell a part of it from another column's or say what it is; then all its parts take them. */
function isHelpful(group: string, part: string, parts: readonly string[], index: HeaderIndex): boolean {
  if (part === '' || group === '' || group === part) return false;
  if (parts.filter((other) => other === part).length > 1) return true;
  const guess = (text: string) => index.guess(text)[0];
  return (
    !general.test(group) && helps(guess(readHeader(part, 0).text), guess(joined(group, part, 0).text), guess(group))
  );
}

function helps(
  alone: HeaderGuess | undefined,
  together: HeaderGuess | undefined,
  group: HeaderGuess | undefined,
): boolean {
  if (!together) return false;
  if (!alone || alone.field !== together.field)
    return together.confidence > 0.5 && together.field !== group?.field ? true : !alone;
  return together.confidence > alone.confidence + 0.02 || together.confidence < alone.confidence * 0.5;
}
