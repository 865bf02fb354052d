import { PatternProblem } from './nodes.ts';

/** Where the reading of an expression stands. */
export interface Cursor {
  readonly source: string;
  at: number;
  groups: number;
  readonly names: Map<string, number>;
  /** Groups whose end has not come yet. */
  readonly open: Set<number>;
  /** `(?i)` was seen. */
  fold: boolean;
  /** `\d`, `\w`, `\s` and `\b` mean ASCII alone. */
  ascii: boolean;
  /** As of Pattern. */
  odd: boolean;
}

export function peek({ source, at }: Cursor, length = 1): string {
  return source.slice(at, at + length);
}

/** Steps over `text` where it stands next. */
export function took(cursor: Cursor, text: string): boolean {
  if (!cursor.source.startsWith(text, cursor.at)) return false;
  cursor.at += text.length;
  return true;
}

/** What matches next of a sticky expression, stepped over; '' where nothing does. */
export function takeWhile(cursor: Cursor, sticky: RegExp): string {
  sticky.lastIndex = cursor.at;
  const found = sticky.exec(cursor.source)?.[0] ?? '';
  cursor.at += found.length;
  return found;
}

/** The text up to `end`, stepped over with it. */
export function takeUntil(cursor: Cursor, end: string): string {
  const to = cursor.source.indexOf(end, cursor.at);
  if (to < 0) throw new PatternProblem(`"${end}" is missing`, `缺少“${end}”`);
  const found = cursor.source.slice(cursor.at, to);
  cursor.at = to + end.length;
  return found;
}

/** One code point, stepped over. */
export function takeCode(cursor: Cursor): number {
  const code = cursor.source.codePointAt(cursor.at);
  if (code === undefined) throw new PatternProblem('it ends in the middle', '表达式不完整');
  cursor.at += code > 0xffff ? 2 : 1;
  return code;
}
