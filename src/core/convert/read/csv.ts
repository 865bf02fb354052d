import Papa from 'papaparse';
import type { Text } from '../../text.ts';
import type { Workbook } from '../types.ts';
import { createGrid } from './grid.ts';
import type { Meter } from './limits.ts';
import { cleanText } from './text.ts';

/** Characters that part cells, in the order in which they win a tie. */
const delimiters = [',', '\t', ';', '|'] as const;

/** Lines looked at to tell the delimiter. */
const sampleLines = 100;

/**
 * Reads lines of cells (RFC 4180, with the delimiter told by content or by Excel's first line `sep=;`). A quotation
 * mark that is never closed counts as a character of its cell, and a note says so.
 */
export function readLines(text: string, sheet: string, meter: Meter): Workbook {
  const told = /^sep=(.)\r?\n/.exec(text);
  const body = told ? text.slice(told[0].length) : text;
  meter.check('rows', rowsIn(body));
  const delimiter = told?.[1] ?? delimiterOf(body);
  const quoted = parse(body, delimiter, '"', meter);
  const { rows } = quoted ?? parse(body, delimiter, '\0', meter) ?? { rows: [] };
  const notes = quoted ? [] : [openQuote];
  const kind = delimiter === '\t' ? 'tsv' : 'csv';
  return { kind, sheets: [{ name: sheet, hidden: false, rows, merges: [] }], notes };
}

/** Lines outside quotation marks, counted before they are taken apart: millions of them would take all memory. */
function rowsIn(text: string): number {
  let rows = 1;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) quoted = !quoted;
    else if (code === 0x0a && !quoted && at < text.length - 1) rows++;
  }
  return rows;
}

/** Undefined where a quoted cell does not end. */
function parse(text: string, delimiter: string, quoteChar: string, meter: Meter) {
  const grid = createGrid(meter);
  let row = 0;
  let open = false;
  Papa.parse<string[]>(text, {
    delimiter,
    quoteChar,
    step: ({ data, errors }) => {
      open ||= errors.some(({ code }) => code === 'MissingQuotes');
      if (!open) for (const [column, cell] of data.entries()) grid.put(row, column, cellOf(cell));
      row++;
    },
  });
  return open ? undefined : { rows: grid.finish([]) };
}

/** `="00123"` is how CSV tells Excel that digits are text. */
function cellOf(cell: string): string {
  const text = cell.startsWith('="') && cell.endsWith('"') ? cell.slice(2, -1) : cell;
  return cleanLine(text);
}

function cleanLine(text: string): string {
  return text.includes('\r') ? cleanText(text) : text;
}

/** The one that gives most lines the same number of cells, more than one; the comma where none does. */
function delimiterOf(text: string): string {
  const scored = delimiters.map((delimiter) => ({ delimiter, ...score(text, delimiter) }));
  return scored.reduce((best, each) => (better(each, best) ? each : best)).delimiter;
}

interface Score {
  /** Lines with the most common number of cells. */
  readonly lines: number;
  readonly cells: number;
}

function better(one: Score, other: Score): boolean {
  return one.lines > other.lines || (one.lines === other.lines && one.cells > other.cells);
}

function score(text: string, delimiter: string): Score {
  const { data } = Papa.parse<string[]>(text.slice(0, 1_000_000), { delimiter, preview: sampleLines });
  const counts = new Map<number, number>();
  for (const { length } of data) if (length > 1) counts.set(length, (counts.get(length) ?? 0) + 1);
  const scores = [...counts].map(([cells, lines]) => ({ cells, lines }));
  return scores.reduce((best, each) => (better(each, best) ? each : best), { lines: 0, cells: 0 });
}

const openQuote: Text = {
  en: 'A quotation mark in the file is never closed; quotation marks were read as they stand.',
  zh: '文件中有未闭合的引号，引号已按普通字符读取。',
};
