import { isAlias, isCollection, isScalar, type ParsedNode, type YAMLMap } from 'yaml';
import type { Splice } from './splice.ts';

/** A text that is edited, and how its lines end. */
export interface Source {
  readonly text: string;
  readonly eol: string;
}

export type Pairs = readonly { readonly key: ParsedNode; readonly value: ParsedNode | null }[];

/** A key's name. */
export function nameOf({ key }: Pairs[number]): string {
  return isScalar(key) ? String(key.value) : '';
}

/** Replaces a value in its place; a comment behind it stays. */
export function valueSplice(about: Source, node: ParsedNode, text: string): Splice {
  return { at: node.range[0], end: endOf(about, node), text };
}

/**
 * The first pairs of a mapping that is empty, or not there behind its key: each on a line of its own, but where all of
 * it stands in braces.
 */
export function firstPairs(
  about: Source,
  { key, value }: Pairs[number],
  pairs: readonly string[],
  inBraces: boolean,
): readonly Splice[] {
  if (pairs.length === 0) return [];
  if (inBraces) {
    const [at, end] = value?.range ?? [key.range[1], key.range[1]];
    return [{ at, end, text: `${value ? '' : ':'} { ${pairs.join(', ')} }` }];
  }
  const indent = ' '.repeat(columnOf(about.text, key.range[0]) + 2);
  const end = value ? Math.max(key.range[1], value.range[1]) : key.range[1];
  const at = lineEnd(about.text, end);
  const there = value && value.range[1] > value.range[0] ? [{ at: value.range[0], end: value.range[1], text: '' }] : [];
  return [...there, { at, end: at, text: pairs.map((pair) => `${about.eol}${indent}${pair}`).join('') }];
}

/** Puts pairs behind the last of a mapping that stays (those in `gone` do not). */
export function insertion(
  about: Source,
  map: YAMLMap,
  pairs: readonly string[],
  gone: ReadonlySet<string> = new Set(),
): readonly Splice[] {
  const staying = pairsIn(map).filter((pair) => !gone.has(nameOf(pair)));
  const last = staying.at(-1);
  if (pairs.length === 0 || (!last && gone.size > 0)) return [];
  if (!last) return [emptied(map, pairs)];
  const end = endOfPair(about, last);
  if (map.flow) return [{ at: end, end, text: pairs.map((pair) => `, ${pair}`).join('') }];
  const at = lineEnd(about.text, end);
  const indent = ' '.repeat(columnOf(about.text, last.key.range[0]));
  return [{ at, end: at, text: pairs.map((pair) => `${about.eol}${indent}${pair}`).join('') }];
}

/** Takes pairs out of a mapping, each with its line; comments on lines of their own stay. `added`: what replaces all. */
export function removals(
  about: Source,
  map: YAMLMap,
  gone: ReadonlySet<string>,
  added: readonly string[],
): readonly Splice[] {
  const all = pairsIn(map);
  if (gone.size === 0) return [];
  if (all.every((pair) => gone.has(nameOf(pair)))) return [emptiedBy(about, map, added)];
  if (map.flow) return flowRemovals(about, all, gone);
  return all
    .filter((pair) => gone.has(nameOf(pair)))
    .map((pair) => {
      const start = pair.key.range[0] - columnOf(about.text, pair.key.range[0]);
      return { at: start - eolBefore(about.text, start), end: lineEnd(about.text, endOfPair(about, pair)), text: '' };
    });
}

function flowRemovals(about: Source, all: Pairs, gone: ReadonlySet<string>): readonly Splice[] {
  const lastKept = all.findLastIndex((pair) => !gone.has(nameOf(pair)));
  const [kept, last] = [all[lastKept], all.at(-1)];
  const tail =
    kept && last && kept !== last ? [{ at: endOfPair(about, kept), end: endOfPair(about, last), text: '' }] : [];
  const inside = all.slice(0, lastKept).flatMap((pair, index) => {
    const next = all[index + 1];
    return next && gone.has(nameOf(pair)) ? [{ at: pair.key.range[0], end: next.key.range[0], text: '' }] : [];
  });
  return [...inside, ...tail];
}

/** An empty `{}` with its first pairs. */
function emptied(map: YAMLMap, pairs: readonly string[]): Splice {
  const [at, end] = map.range ?? [0, 0];
  return { at, end, text: `{ ${pairs.join(', ')} }` };
}

/** Every pair of a mapping replaced by others. */
function emptiedBy(about: Source, map: YAMLMap, pairs: readonly string[]): Splice {
  const [first, last] = [pairsIn(map)[0], pairsIn(map).at(-1)];
  const at = first?.key.range[0] ?? 0;
  const end = last ? endOfPair(about, last) : at;
  const indent = ' '.repeat(columnOf(about.text, at));
  if (map.flow) return { at, end, text: pairs.join(', ') };
  return { at, end, text: pairs.length > 0 ? pairs.join(`${about.eol}${indent}`) : '{}' };
}

function endOfPair(about: Source, { key, value }: Pairs[number]): number {
  return Math.max(key.range[1], value?.range ? endOf(about, value) : 0);
}

/** Where the last thing of a node ends: not its comments, not the line ends behind it. */
function endOf(about: Source, node: ParsedNode): number {
  if (isCollection(node) && !node.flow && !isAlias(node)) {
    const last: unknown = node.items.at(-1);
    if (typeof last === 'object' && last !== null && 'key' in last) return endOfPair(about, last as Pairs[number]);
    if (last) return endOf(about, last as ParsedNode);
  }
  const [at, end] = node.range;
  return at + about.text.slice(at, end).trimEnd().length;
}

function pairsIn(map: YAMLMap): Pairs {
  return map.items as unknown as Pairs;
}

function columnOf(text: string, at: number): number {
  return at - (text.lastIndexOf('\n', at - 1) + 1);
}

/** Where the line of `at` ends, its line end not counted. */
function lineEnd(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  if (newline < 0) return text.length;
  return text[newline - 1] === '\r' ? newline - 1 : newline;
}

function eolBefore(text: string, at: number): number {
  return text.slice(0, at).endsWith('\r\n') ? 2 : 1;
}
