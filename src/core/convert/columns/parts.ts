import type { Field } from '../fields.ts';
import type { HeaderParts } from '../knowledge/header-parts.ts';
import { headerWords } from './key.ts';

/** What a header is made of. */
export interface Parsed {
  readonly meanings: ReadonlySet<string>;
  /** Share of its letters that have a meaning, 0 to 1. */
  readonly known: number;
}

export interface PartsReader {
  parse(header: string): Parsed;
  /** Fields that a header's parts make, with how sure, 0 to 1. */
  fieldsOf(parsed: Parsed): ReadonlyMap<Field, number>;
  isForeign(parsed: Parsed): boolean;
}

/** A reader of headers by their parts. Build it once: it indexes the words. */
export function partsReader(parts: HeaderParts): PartsReader {
  const meanings = new Map<string, string[]>();
  for (const [meaning, words] of Object.entries(parts.words)) {
    for (const word of words) meanings.set(word, [...(meanings.get(word) ?? []), meaning]);
  }
  const longest = Math.max(...[...meanings.keys()].map((word) => word.length));
  const foreign = new Set(parts.foreign);
  const neutral = new Set(parts.neutral);
  return {
    parse: (header) => parse(header, meanings, longest),
    isForeign: (parsed) => [...parsed.meanings].some((meaning) => foreign.has(meaning)),
    fieldsOf: (parsed) => compose(parsed, parts, foreign, neutral),
  };
}

function parse(header: string, meanings: ReadonlyMap<string, readonly string[]>, longest: number): Parsed {
  const words = headerWords(header).slice(0, 20);
  const found = new Set<string>();
  let known = 0;
  let all = 0;
  for (let at = 0; at < words.length; ) {
    const joined = joinedWord(words, at, meanings);
    const run = words.slice(at, at + joined.count).join('');
    const read =
      joined.count > 0
        ? { known: run.length, found: meanings.get(run) ?? [] }
        : cut(words[at] ?? '', meanings, longest);
    for (const meaning of read.found) found.add(meaning);
    const length = joined.count > 0 ? run.length : weight(words[at] ?? '');
    known += read.known;
    all += length;
    at += Math.max(1, joined.count);
  }
  return { meanings: found, known: all === 0 ? 0 : known / all };
}

/** Digits at a header's end (`IP2`) count for nothing. */
function weight(word: string): number {
  return /^\d+$/.test(word) ? 0 : word.length;
}

/** The most words from `at` that are one word of the list together: `out` `of` `band`. */
function joinedWord(words: readonly string[], at: number, meanings: ReadonlyMap<string, unknown>): { count: number } {
  for (let count = Math.min(4, words.length - at); count > 0; count--) {
    if (meanings.has(words.slice(at, at + count).join(''))) return { count };
  }
  return { count: 0 };
}

/** A run without blanks cut into words of the list, the longest first; what is left over is not known. */
function cut(
  run: string,
  meanings: ReadonlyMap<string, readonly string[]>,
  longest: number,
): { known: number; found: string[] } {
  const found: string[] = [];
  const latin = /^[a-z]/.test(run);
  const least = latin ? 2 : 1;
  let known = 0;
  for (let at = 0; at < run.length; ) {
    let length = Math.min(longest, run.length - at);
    while (length > least - 1 && !meanings.has(run.slice(at, at + length))) length--;
    if (length < least) length = 0;
    if (length === 0 && latin) return { known: 0, found: [] };
    found.push(...(meanings.get(run.slice(at, at + length)) ?? []));
    known += length;
    at += Math.max(1, length);
  }
  return { known, found };
}

function compose(
  { meanings, known }: Parsed,
  parts: HeaderParts,
  foreign: ReadonlySet<string>,
  neutral: ReadonlySet<string>,
): ReadonlyMap<Field, number> {
  const fields = new Map<Field, number>();
  const has = (either: string) => either.split('|').some((meaning) => meanings.has(meaning));
  for (const { field, all, never, likely } of parts.compositions) {
    if (!all.every(has) || never?.some(has)) continue;
    const named = all.flatMap((either) => either.split('|'));
    const alien = [...meanings].some((meaning) => foreign.has(meaning) && !named.includes(meaning));
    const others = [...meanings].filter((meaning) => !named.includes(meaning) && !neutral.has(meaning)).length;
    const sure = likely * (0.45 + 0.55 * known) * 0.96 ** others * (alien ? 0.3 : 1);
    if (sure > (fields.get(field) ?? 0)) fields.set(field, sure);
  }
  return fields;
}
