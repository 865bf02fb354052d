import { monthNumber } from './date-words.ts';

/** A date, or the month or year that is all that is said. */
export interface Day {
  readonly year: number;
  readonly month?: number;
  readonly day?: number;
}

/** What a text reads as: one date, several possible ones, or a shape that is a date with values that none has. */
export type Reading = Day | 'unclear' | 'impossible' | undefined;

/** A date as ISO 8601 writes it, as far as it goes: `2024-03-05`, `2024-03`. */
export function isoOf({ year, month, day }: Day): string {
  const parts = [String(year).padStart(4, '0'), ...[month, day].filter((part) => part !== undefined)];
  return parts.map((part) => String(part).padStart(2, '0')).join('-');
}

/** Which number comes first in `03/05/2024`. */
export type DateOrder = 'day-first' | 'month-first';

type Shape = readonly [
  RegExp,
  (parts: readonly string[], now: Date | undefined, order: DateOrder | undefined) => Reading,
];
const between = '(?: ?[-/.,_~] ?| )';
const word = String.raw`(\p{L}{3,12})\.?`;

/** The forms of a date; each expression matches all of a text. */
const shapes: readonly Shape[] = [
  [/^(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?[日号]?$/, ([y, m, d]) => day(y, m, d)],
  [/^(\d{2}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?[日号]?$/, ([y, m, d], now) => day(century(y, now), m, d)],
  [/^(\d{4}) ?年 ?(\d{1,2}) ?月(?:份|底|初|末|中旬)?$/, ([y, m]) => month(y, m)],
  [/^(\d{2}) ?年 ?(\d{1,2}) ?月(?:份|底|初|末|中旬)?$/, ([y, m], now) => month(century(y, now), m)],
  [/^(\d{4}) ?年?$/, ([y]) => (plausible(y) ? { year: Number(y) } : undefined)],
  [full(String.raw`(\d{4})${between}(\d{1,2})${between}(\d{1,2})`), ([y, m, d]) => day(y, m, d)],
  [/^(\d{4})(\d{2})(\d{2})$/, ([y, m, d]) => (plausible(y) ? day(y, m, d) : undefined)],
  [/^(\d{4}) ?[-/.] ?(\d{1,2})$/, ([y, m]) => month(y, m)],
  [/^(\d{1,2}) ?[-/.] ?(\d{4})$/, ([m, y]) => month(y, m)],
  [/^(\d{4})(\d{2})$/, ([y, m]) => (plausible(y) && Number(m) >= 1 && Number(m) <= 12 ? month(y, m) : undefined)],
  [
    full(String.raw`(\d{1,2})${between}(\d{1,2})${between}(\d{4})`),
    ([a, b, y], _, order) => inOrder(day(y, b, a), day(y, a, b), order),
  ],
  [full(String.raw`(\d{1,2})${between}(\d{1,2})${between}(\d{1,2})`), shortYear],
  [
    full(String.raw`(\d{1,2})(?:st|nd|rd|th)?(?:${between}|\.? de )${word}(?:${between}|,? del? |, ?)(\d{4})`),
    ([d, m, y]) => named(y, m, d),
  ],
  [full(String.raw`(\d{1,2})[- /]${word}[- /](\d{2})`), ([d, m, y], now) => named(century(y, now), m, d)],
  [full(String.raw`${word}[ -]?(\d{1,2})(?:st|nd|rd|th)?(?:, ?|[ -])(\d{4})`), ([m, d, y]) => named(y, m, d)],
  [full(String.raw`(\d{4})[- /,]${word}[- /,](\d{1,2})`), ([y, m, d]) => named(y, m, d)],
  [full(String.raw`${word}(?:[ -]|,? de |, ?)(\d{4})`), ([m, y]) => named(y, m)],
];

function full(source: string): RegExp {
  return new RegExp(`^${source}$`, 'iu');
}

/** What a text without a time of day says; undefined where it has no shape of a date. `now` decides the century of `24年`. */
export function readDay(text: string, now: Date | undefined, order?: DateOrder): Reading {
  for (const [pattern, read] of shapes) {
    const match = pattern.exec(text);
    const reading = match ? read(match.slice(1), now, order) : undefined;
    if (reading !== undefined) return reading;
  }
  return undefined;
}

type Part = string | number | undefined;

function plausible(year: Part): boolean {
  return Number(year) >= 1900 && Number(year) <= 2200;
}

function month(year: Part, of: Part): Reading {
  const number = Number(of);
  return number >= 1 && number <= 12 ? { year: Number(year), month: number } : 'impossible';
}

function day(year: Part, ofMonth: Part, ofDay: Part): Day | 'impossible' {
  const [y, m, d] = [Number(year), Number(ofMonth), Number(ofDay)];
  const days = new Date(Date.UTC(y < 100 ? y + 2000 : y, m, 0)).getUTCDate();
  return m >= 1 && m <= 12 && d >= 1 && d <= days && y >= 1 ? { year: y, month: m, day: d } : 'impossible';
}

function named(year: Part, name: string | undefined, ofDay?: Part): Reading {
  const number = monthNumber(name ?? '');
  if (number === undefined) return undefined;
  return ofDay === undefined ? month(year, number) : day(year, number, ofDay);
}

/** Two digits mean at most 20 years from now, and else the century before. */
function century(year: Part, now: Date | undefined): number {
  const most = (now?.getUTCFullYear() ?? 2050) + 20;
  const near = 2000 + Number(year);
  return near > most ? near - 100 : near;
}

/** `24-3-5`: year first, day first or month first; a year has two digits. */
function shortYear(
  [a = '', b = '', c = '']: readonly string[],
  now: Date | undefined,
  order: DateOrder | undefined,
): Reading {
  if (order && c.length === 2) return inOrder(day(century(c, now), b, a), day(century(c, now), a, b), order);
  const yearFirst = a.length === 2 ? [day(century(a, now), b, c)] : [];
  const yearLast = c.length === 2 ? [day(century(c, now), b, a), day(century(c, now), a, b)] : [];
  const readings = [...yearFirst, ...yearLast];
  return readings.length === 0 ? undefined : eitherOf(readings);
}

function inOrder(dayFirst: Day | 'impossible', monthFirst: Day | 'impossible', order: DateOrder | undefined): Reading {
  const said = order === 'day-first' ? dayFirst : order === 'month-first' ? monthFirst : 'impossible';
  return said === 'impossible' ? eitherOf([dayFirst, monthFirst]) : said;
}

/**
 * Which number comes first in a column's dates of the shape `03/05/2024`, told by those whose day is over 12; undefined
 * where none tells, or they disagree.
 */
export function dateOrderOf(column: Iterable<string>): DateOrder | undefined {
  const told = new Set<DateOrder>();
  for (const cell of column) {
    const [, first, second] = /^(\d{1,2})[-/.](\d{1,2})[-/.]\d{2}(?:\d{2})?(?!\d)/.exec(cell.trim())?.map(Number) ?? [];
    if (first === undefined || second === undefined) continue;
    if (first > 12 && first <= 31 && second <= 12) told.add('day-first');
    if (second > 12 && second <= 31 && first <= 12) told.add('month-first');
  }
  const [order] = told;
  return told.size === 1 ? order : undefined;
}

/** The one reading that a calendar has; unclear where there are several that differ. */
function eitherOf(readings: readonly (Day | 'impossible')[]): Reading {
  const possible = readings.filter((reading) => reading !== 'impossible');
  const different = new Map(possible.map((reading) => [isoOf(reading), reading]));
  const [only] = different.values();
  if (only === undefined) return 'impossible';
  return different.size === 1 ? only : 'unclear';
}
