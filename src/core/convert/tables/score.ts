import type { HeaderIndex } from '../columns/header-index.ts';
import { isValueLike } from '../columns/shapes.ts';
import type { Cell, Grid, Span } from './grid.ts';
import { readHeader } from './header-text.ts';
import { classOf, isKeyValue, isProse } from './row-words.ts';

/** What speaks for a row being a header. */
export interface Evidence {
  /** Share of its cells that are known header words, by confidence, 0 to 1. */
  readonly known: number;
  /** Share of its cells that are values: addresses, dates, figures. */
  readonly values: number;
  /** How much its cells differ in kind from those below them, -1 to 1. */
  readonly contrast: number;
  /** It names a host's fields in exact words, so that no other cell has to be known. */
  readonly named: boolean;
  readonly score: number;
}

/** A row with this score or more is a header. */
export const enough = 0.85;

/** Cells of a row that are weighed; real tables have fewer. */
const mostCells = 100;

const none: Evidence = { known: 0, values: 1, contrast: 0, named: false, score: -1 };

/** Weighs the evidence that a row is a header of the rows below it. */
export function headerEvidence(
  grid: Grid,
  row: number,
  span: Span,
  below: readonly number[],
  index: HeaderIndex,
): Evidence {
  const cells = grid.cells(row, span).slice(0, mostCells);
  const alone = span.left === span.right || below.every((other) => grid.cells(other, span).length <= 1);
  if (cells.length === 0 || (cells.length === 1 && (!alone || below.length === 0))) return none;
  const share = (test: (cell: Cell) => boolean) => cells.filter(test).length / cells.length;
  const knowing = cells.map(({ text }) => knownness(text, index));
  const known = knowing.reduce((sum, one) => sum + one, 0) / cells.length;
  const values = cells.filter(({ text }, at) => (knowing[at] ?? 0) < 0.8 && isValueLike(text)).length / cells.length;
  const contrast = contrastOf(grid, cells, below);
  const unique = new Set(cells.map(({ text }) => text)).size / cells.length;
  const wordy =
    share(({ text }) => text.length <= 30 && !/\d/.test(text)) -
    2 * share(({ text }) => isProse(text) || isKeyValue(text));
  const widest = Math.max(1, ...below.map((other) => Math.min(mostCells, grid.cells(other, span).length)));
  const wide = Math.min(1, cells.length / widest);
  const score = known * 1.3 + contrast * 0.7 + (unique - 0.9) + wordy * 0.3 - values * 1.6 + (wide - 0.6) * 0.5;
  const sure = known >= 0.25 || (values === 0 && contrast >= 0.35 && cells.length > 1);
  const weighed = sure ? score : Math.min(score, enough - 0.01);
  const named = (weighed < enough || known < 0.5) && isNamed(grid.cells(row, span), index);
  return { known, values, contrast, named, score: named ? Math.max(weighed, enough + 0.1) : weighed };
}

/** A row of words, hardly one of them twice, that are exactly a name and an address, or three fields else. */
function isNamed(cells: readonly Cell[], index: HeaderIndex): boolean {
  const words = cells.every(({ text }) => text.length <= 50 && !isProse(text) && !valueClasses.has(classOf(text)));
  if (!words || new Set(cells.map(({ text }) => text)).size < cells.length * 0.8) return false;
  const said = new Set(cells.map(({ text, column }) => index.exact(readHeader(text, column).text)));
  return (said.has('name') && said.has('address')) || [...said].filter((field) => field !== undefined).length > 2;
}

const valueClasses: ReadonlySet<string> = new Set(['ip', 'mac', 'date', 'number']);

/** How surely a cell is a header word; `sw-3` is a host, whatever `sw` means. */
export function knownness(text: string, index: HeaderIndex): number {
  if (text.length > 50 || /[-_]\d+$/.test(text)) return 0;
  const header = readHeader(text, 0).text;
  const guess = index.guess(header)[0]?.confidence ?? 0;
  return index.secret(header) === 'sure' ? 0.9 : guess >= 0.5 ? guess : 0;
}

function contrastOf(grid: Grid, cells: readonly Cell[], below: readonly number[]): number {
  let sum = 0;
  let columns = 0;
  for (const { column, text } of cells) {
    const values = below.map((row) => grid.text(row, column)).filter((value) => value !== '');
    if (values.length === 0) continue;
    const kind = classOf(text);
    const again = values.length > 1 && values.includes(text);
    columns++;
    sum += again ? -1 : values.filter((value) => classOf(value) !== kind).length / values.length;
  }
  return columns === 0 ? 0 : sum / columns;
}
