import type { ListRule } from '../blocks/types.ts';

/** Numbers as ranges, in order, none touching the next. */
export type Ranges = readonly (readonly [number, number])[];

/** The most that a list has: VLANs of IEEE 802.1Q. */
const last = 4094;

/**
 * What a list says: `10 20 to 30`, `10,20-30`, `all`, `none`, `except 10`, `add 40`; undefined where it is none. The
 * numbers that are `fixed` are left out.
 */
export function readRanges(text: string, fixed: readonly number[] = []): Ranges | undefined {
  const words = text.replace(/^add /, '').trim();
  const numbers = words === 'none' ? new Set<number>() : words === 'all' ? upTo(last) : listed(words);
  if (!numbers) return undefined;
  for (const number of fixed) numbers.delete(number);
  return toRanges(numbers);
}

function listed(words: string): Set<number> | undefined {
  const except = words.startsWith('except ');
  const found = new Set<number>();
  for (const item of words
    .replace(/^except /, '')
    .replaceAll(/ to /g, '-')
    .split(/[ ,]+/)) {
    const match = /^(\d{1,4})(?:-(\d{1,4}))?$/.exec(item);
    if (!match) return undefined;
    const [from, to] = [Number(match[1]), Number(match[2] ?? match[1])];
    if (to > last || from > to) return undefined;
    for (let number = from; number <= to; number += 1) found.add(number);
  }
  return except ? difference(upTo(last), found) : found;
}

/** All numbers of several lists. */
export function union(lists: readonly Ranges[]): Ranges {
  return toRanges(new Set(lists.flatMap((ranges) => [...numbersOf(ranges)])));
}

/** What is in the one and not in the other. */
export function without(one: Ranges, other: Ranges): Ranges {
  return toRanges(difference(numbersOf(one), numbersOf(other)));
}

/** Whether a number is in it. */
export function holds(ranges: Ranges, number: number): boolean {
  return ranges.some(([from, to]) => from <= number && number <= to);
}

/** As the dialect writes it, in pieces that one command takes. */
export function writeRanges(ranges: Ranges, rule: ListRule): readonly string[] {
  const [to, between] = rule.range;
  const items = ranges.map(([first, end]) => (first === end ? `${first}` : `${first}${to}${end}`));
  const pieces: string[] = [];
  for (let at = 0; at < items.length; at += rule.atOnce) pieces.push(items.slice(at, at + rule.atOnce).join(between));
  return pieces;
}

function difference(one: ReadonlySet<number>, other: ReadonlySet<number>): Set<number> {
  return new Set([...one].filter((number) => !other.has(number)));
}

function numbersOf(ranges: Ranges): Set<number> {
  return new Set(ranges.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, at) => from + at)));
}

function upTo(end: number): Set<number> {
  return numbersOf([[1, end]]);
}

function toRanges(numbers: ReadonlySet<number>): Ranges {
  const ranges: [number, number][] = [];
  for (const number of [...numbers].toSorted((a, b) => a - b)) {
    const range = ranges.at(-1);
    if (range && range[1] + 1 === number) range[1] = number;
    else ranges.push([number, number]);
  }
  return ranges;
}
