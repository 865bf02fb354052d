import { type Cursor, peek, takeCode, takeWhile, took } from './cursor.ts';
import { readEscape } from './escapes.ts';
import { readGroup } from './groups.ts';
import { type Node, type Pattern, PatternProblem, type Quantifier } from './nodes.ts';
import { readSet } from './sets.ts';

/**
 * Reads a regular expression as Python's `re` does (Python 3.11, str patterns). Errors: PatternProblem for what Python
 * refuses, and for verbose and locale expressions (`(?x)`, `(?L)`) and `\N{…}`, which are not supported.
 */
export function parsePattern(source: string): Pattern {
  const cursor: Cursor = {
    ...{ source, at: 0, groups: 0, names: new Map(), open: new Set() },
    ...{ fold: false, ascii: false, odd: false },
  };
  const root = alternatives(cursor);
  if (cursor.at < source.length) throw new PatternProblem('a bracket is closed that was not opened', '多余的右括号');
  return { root, groups: cursor.groups, names: cursor.names, fold: cursor.fold, odd: cursor.odd };
}

function alternatives(cursor: Cursor): Node {
  const options = [sequence(cursor)];
  while (took(cursor, '|')) options.push(sequence(cursor));
  const [only] = options;
  return options.length === 1 && only ? only : { kind: 'either', options };
}

function sequence(cursor: Cursor): Node {
  const items: Node[] = [];
  for (let next = peek(cursor); next !== '' && next !== '|' && next !== ')'; next = peek(cursor)) {
    const quantifier = readQuantifier(cursor);
    if (quantifier) items.push(repeat(cursor, items.pop(), quantifier));
    else {
      const item = readItem(cursor);
      if (item) items.push(item);
    }
  }
  const [only] = items;
  return items.length === 1 && only ? only : { kind: 'sequence', items };
}

/** Characters that stand for themselves; the last of them may be repeated, and is not taken then. */
const plainText = /[\w %&,;:<>=!@"'`~#-]{2,}(?![*+?{])/y;

function readItem(cursor: Cursor): Node | undefined {
  const text = takeWhile(cursor, plainText);
  if (text !== '') return { kind: 'text', text };
  const code = takeCode(cursor);
  switch (String.fromCodePoint(code)) {
    case '.':
      return { kind: 'any' };
    case '^':
      return { kind: 'anchor', at: 'start' };
    case '$':
      return { kind: 'anchor', at: 'end' };
    case '[':
      return readSet(cursor);
    case '(':
      return readGroup(cursor, alternatives);
    case '\\':
      return readEscape(cursor);
    default:
      return { kind: 'char', code };
  }
}

function repeat(cursor: Cursor, body: Node | undefined, quantifier: Quantifier): Node {
  if (!body || body.kind === 'anchor' || body.kind === 'boundary') {
    throw new PatternProblem('there is nothing to repeat', '没有可重复的内容');
  }
  if (body.kind === 'repeat') throw new PatternProblem('one repeat follows another', '重复符号相连');
  cursor.odd ||= quantifier.mode === 'possessive' || body.kind === 'group' || body.kind === 'look';
  return { kind: 'repeat', body, ...quantifier };
}

const signs: Readonly<Record<string, readonly [number, number]>> = {
  '*': [0, Number.POSITIVE_INFINITY],
  '+': [1, Number.POSITIVE_INFINITY],
  '?': [0, 1],
};

const quantifierSign = /[*+?]|\{\d+\}|\{\d*,\d*\}/y;

/** What says how often, where it stands next. A brace that says no such thing is a character. */
function readQuantifier(cursor: Cursor): Quantifier | undefined {
  const sign = takeWhile(cursor, quantifierSign);
  if (sign === '') return undefined;
  const [min, max] = signs[sign] ?? counts(sign);
  if (min > max) throw new PatternProblem(`${sign} counts downwards`, `${sign} 的最小值大于最大值`);
  return { min, max, mode: took(cursor, '?') ? 'lazy' : took(cursor, '+') ? 'possessive' : 'greedy' };
}

function counts(sign: string): readonly [number, number] {
  const [min = '', max] = sign.slice(1, -1).split(',');
  return [Number(min), max === undefined ? Number(min) : max === '' ? Number.POSITIVE_INFINITY : Number(max)];
}
