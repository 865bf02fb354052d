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
  const ranges = words === 'none' ? [] : words === 'all' ? all : listed(words);
  return ranges && without(ranges, sorted(fixed.map((number) => [number, number])));
}

const all: Ranges = [[1, last]];

function listed(words: string): Ranges | undefined {
  const found: [number, number][] = [];
  for (const item of words
    .replace(/^except /, '')
    .replaceAll(/ to /g, '-')
    .split(/[ ,]+/)) {
    const match = /^(\d{1,4})(?:-(\d{1,4}))?$/.exec(item);
    if (!match) return undefined;
    const [from, to] = [Number(match[1]), Number(match[2] ?? match[1])];
    if (to > last || from > to) return undefined;
    found.push([from, to]);
  }
  return words.startsWith('except ') ? without(all, sorted(found)) : sorted(found);
}

/** All numbers of several lists. */
export function union(lists: readonly Ranges[]): Ranges {
  return lists.length === 1 && lists[0] ? lists[0] : sorted(lists.flat());
}

/** What is in the one and not in the other. */
export function without(one: Ranges, other: Ranges): Ranges {
  const left: (readonly [number, number])[] = [];
  let at = 0;
  for (const [from, to] of one) {
    let start = from;
    while (at > 0 && (other[at - 1]?.[1] ?? 0) >= start) at -= 1;
    for (; at < other.length && start <= to; at += 1) {
      const [first = 0, end = 0] = other[at] ?? [];
      if (end < start) continue;
      if (first > to) break;
      if (first > start) left.push([start, first - 1]);
      start = Math.max(start, end + 1);
    }
    if (start <= to) left.push([start, to]);
  }
  return left;
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

function sorted(ranges: Ranges): Ranges {
  const found: [number, number][] = [];
  for (const [from, to] of ranges.toSorted(([a], [b]) => a - b)) {
    const range = found.at(-1);
    if (range && range[1] + 1 >= from) range[1] = Math.max(range[1], to);
    else found.push([from, to]);
  }
  return found;
}
