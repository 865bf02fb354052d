import { type Cursor, takeCode, takeWhile, took } from './cursor.ts';
import { type ClassName, type Node, PatternProblem, type SetItem } from './nodes.ts';

/** As Python's re: what letters behind a backslash stand for, in sets too. */
const controls: Readonly<Record<string, number>> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11, '\\': 92 };

const hex: Readonly<Record<string, RegExp>> = {
  x: /[\da-fA-F]{2}/y,
  u: /[\da-fA-F]{4}/y,
  U: /[\da-fA-F]{8}/y,
};

const classLetter = /[dDsSwW]/y;
const octalOutside = /0[0-7]{0,2}|[1-7][0-7]{2}/y;
const octalInSet = /[0-7]{1,3}/y;
const groupNumber = /[1-9]\d?/y;

/** What an escape outside a set means; the cursor stands behind the backslash. */
export function readEscape(cursor: Cursor): Node {
  const set = classEscape(cursor);
  if (set) return { kind: 'set', negated: false, items: [set] };
  if (took(cursor, 'A')) return { kind: 'anchor', at: 'start' };
  if (took(cursor, 'Z')) return { kind: 'anchor', at: 'end' };
  if (took(cursor, 'b')) return { kind: 'boundary', negated: false, ascii: cursor.ascii };
  if (took(cursor, 'B')) return { kind: 'boundary', negated: true, ascii: cursor.ascii };
  return numbered(cursor) ?? { kind: 'char', code: charEscape(cursor) };
}

/** What an escape within a set means. */
export function readSetEscape(cursor: Cursor): SetItem {
  const set = classEscape(cursor);
  if (set) return set;
  const code = took(cursor, 'b') ? 8 : (octal(cursor, octalInSet) ?? charEscape(cursor));
  return { kind: 'range', from: code, to: code };
}

function classEscape(cursor: Cursor): SetItem | undefined {
  const letter = takeWhile(cursor, classLetter);
  if (!letter) return undefined;
  const name = letter.toLowerCase() as ClassName;
  return { kind: 'class', name, negated: letter !== name, ascii: cursor.ascii };
}

/** A group's number or an octal number, told apart as Python does. */
function numbered(cursor: Cursor): Node | undefined {
  const code = octal(cursor, octalOutside);
  if (code !== undefined) return { kind: 'char', code };
  const digits = takeWhile(cursor, groupNumber);
  return digits ? backReference(cursor, Number(digits)) : undefined;
}

/** A reference to what a group matched. */
export function backReference(cursor: Cursor, index: number): Node {
  if (index > cursor.groups) throw new PatternProblem(`there is no group ${index}`, `没有第 ${index} 个分组`);
  if (cursor.open.has(index)) {
    throw new PatternProblem(`group ${index} refers to itself`, `第 ${index} 个分组引用了自身`);
  }
  cursor.odd = true;
  return { kind: 'back', index };
}

function octal(cursor: Cursor, sticky: RegExp): number | undefined {
  const digits = takeWhile(cursor, sticky);
  if (!digits) return undefined;
  const code = Number.parseInt(digits, 8);
  if (code > 0o377) throw new PatternProblem(`\\${digits} is out of range`, `\\${digits} 超出范围`);
  return code;
}

function charEscape(cursor: Cursor): number {
  const code = takeCode(cursor);
  const letter = String.fromCodePoint(code);
  const control = controls[letter];
  if (control !== undefined) return control;
  const digits = hex[letter];
  if (digits) {
    const value = Number.parseInt(takeWhile(cursor, digits) || 'none', 16);
    if (value <= 0x10ffff) return value;
  }
  if (/[a-zA-Z0-9]/.test(letter)) {
    throw new PatternProblem(`Python has no escape \\${letter} here`, `Python 在此处没有转义 \\${letter}`);
  }
  return code;
}
