import { type Cursor, peek, takeCode, took } from './cursor.ts';
import { readSetEscape } from './escapes.ts';
import { type Node, PatternProblem, type SetItem } from './nodes.ts';

/** A set; the cursor stands behind the opening bracket. A closing one that comes first is a member. */
export function readSet(cursor: Cursor): Node {
  const negated = took(cursor, '^');
  const items: SetItem[] = [];
  do {
    const from = member(cursor);
    const ranged = peek(cursor) === '-' && peek(cursor, 2) !== '-]' && peek(cursor, 2) !== '-';
    if (!ranged) items.push(from);
    else {
      cursor.at += 1;
      items.push(range(from, member(cursor)));
    }
  } while (!took(cursor, ']'));
  return { kind: 'set', negated, items };
}

function member(cursor: Cursor): SetItem {
  if (peek(cursor) === '') throw new PatternProblem('a set has no end', '字符集没有结束');
  if (took(cursor, '\\')) return readSetEscape(cursor);
  const code = takeCode(cursor);
  return { kind: 'range', from: code, to: code };
}

function range(from: SetItem, to: SetItem): SetItem {
  if (from.kind === 'class' || to.kind === 'class' || from.from > to.from) {
    throw new PatternProblem('a set has a range without sense', '字符集中的范围无效');
  }
  return { kind: 'range', from: from.from, to: to.from };
}
