import { type Cursor, peek, takeUntil, takeWhile, took } from './cursor.ts';
import { backReference } from './escapes.ts';
import { type Node, PatternProblem, width } from './nodes.ts';

const letters = /[a-zA-Z]+/y;

type ReadBody = (cursor: Cursor) => Node;

/** Looks to the sides, by how they begin. */
const looks = [
  { sign: '=', ahead: true, negated: false },
  { sign: '!', ahead: true, negated: true },
  { sign: '<=', ahead: false, negated: false },
  { sign: '<!', ahead: false, negated: true },
] as const;

/** A group of any kind; the cursor stands behind the opening bracket. Undefined for a comment or global flags. */
export function readGroup(cursor: Cursor, readBody: ReadBody): Node | undefined {
  if (!took(cursor, '?')) return capture(cursor, readBody);
  if (took(cursor, 'P<')) return capture(cursor, readBody, takeUntil(cursor, '>'));
  if (took(cursor, 'P=')) return backReference(cursor, groupNamed(cursor, takeUntil(cursor, ')')));
  if (took(cursor, ':')) return { kind: 'group', body: closed(cursor, readBody) };
  if (took(cursor, '>')) return atomic(cursor, readBody);
  if (took(cursor, '(')) return conditional(cursor, readBody);
  if (took(cursor, '#')) {
    takeUntil(cursor, ')');
    return undefined;
  }
  const look = looks.find(({ sign }) => took(cursor, sign));
  return look ? lookAt(look, closed(cursor, readBody)) : flags(cursor, readBody);
}

function capture(cursor: Cursor, readBody: ReadBody, name?: string): Node {
  cursor.groups += 1;
  const index = cursor.groups;
  if (name !== undefined) nameGroup(cursor, name, index);
  cursor.open.add(index);
  const body = closed(cursor, readBody);
  cursor.open.delete(index);
  return { kind: 'group', index, body };
}

function nameGroup(cursor: Cursor, name: string, index: number): void {
  if (!/^[\p{ID_Start}_]\p{ID_Continue}*$/u.test(name)) {
    throw new PatternProblem(`"${name}" cannot be the name of a group`, `“${name}”不能作为分组名`);
  }
  if (cursor.names.has(name)) {
    throw new PatternProblem(`there are two groups called ${name}`, `有两个名为 ${name} 的分组`);
  }
  cursor.names.set(name, index);
}

function groupNamed(cursor: Cursor, name: string): number {
  const index = cursor.names.get(name);
  if (index === undefined) throw new PatternProblem(`there is no group called ${name}`, `没有名为 ${name} 的分组`);
  return index;
}

function closed(cursor: Cursor, readBody: ReadBody): Node {
  const body = readBody(cursor);
  if (!took(cursor, ')')) throw new PatternProblem('a bracket is not closed', '括号没有闭合');
  return body;
}

function atomic(cursor: Cursor, readBody: ReadBody): Node {
  cursor.odd = true;
  return { kind: 'atomic', body: closed(cursor, readBody) };
}

function lookAt({ ahead, negated }: (typeof looks)[number], body: Node): Node {
  const [least, most] = width(body);
  if (!ahead && least !== most) {
    throw new PatternProblem('what it looks behind for has no fixed width', '后行断言的宽度不固定');
  }
  return { kind: 'look', ahead, negated, body };
}

function conditional(cursor: Cursor, readBody: ReadBody): Node {
  cursor.odd = true;
  const name = takeUntil(cursor, ')');
  const index = /^\d+$/.test(name) ? Number(name) : groupNamed(cursor, name);
  if (index < 1 || index > cursor.groups) {
    throw new PatternProblem(`there is no group ${name}`, `没有分组 ${name}`);
  }
  const body = closed(cursor, readBody);
  const options = body.kind === 'either' ? body.options : [body];
  const [yes = body, no = { kind: 'sequence', items: [] }] = options;
  if (options.length > 2) throw new PatternProblem('a condition has more than two branches', '条件分支多于两个');
  return { kind: 'if', index, yes, no };
}

/** `(?i)` holds for the whole wherever it stands, as it did before Python 3.11. `m`, `s` and `u` change nothing on one line. */
function flags(cursor: Cursor, readBody: ReadBody): Node | undefined {
  const on = takeWhile(cursor, letters);
  const off = took(cursor, '-') ? takeWhile(cursor, letters) : '';
  const unknown = /[^aimsu]/.exec(on + off)?.[0];
  if (unknown || (on + off === '' && peek(cursor) !== ':')) {
    const sign = unknown ?? peek(cursor);
    throw new PatternProblem(`(?${sign} is not supported`, `不支持 (?${sign}`);
  }
  const fold = on.includes('i') ? true : off.includes('i') ? false : undefined;
  if (off === '' && took(cursor, ')')) {
    cursor.fold ||= fold === true;
    cursor.ascii ||= on.includes('a');
    return undefined;
  }
  if (!took(cursor, ':')) throw new PatternProblem('a group has unknown flags', '分组的标志无效');
  cursor.odd ||= fold !== undefined;
  const before = cursor.ascii;
  cursor.ascii = on.includes('a') || (before && !on.includes('u'));
  const body = closed(cursor, readBody);
  cursor.ascii = before;
  return { kind: 'group', fold, body };
}
