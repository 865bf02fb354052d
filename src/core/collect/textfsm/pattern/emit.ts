import type { ClassName, Node, SetItem } from './nodes.ts';

/** How classes are written: for lines of plain ASCII as JavaScript has them, for others spelt out as Python means them. */
export interface Dialect {
  readonly flags: string;
  readonly class: (name: ClassName, negated: boolean, ascii: boolean) => string;
  readonly boundary: (negated: boolean, ascii: boolean) => string;
  readonly char: (code: number) => string;
}

const hex = (code: number, digits: number) => code.toString(16).padStart(digits, '0');
const plain = /[\w %&,;:<>=!@"'`~#-]/;
const unit = (code: number) => (code < 0x100 ? `\\x${hex(code, 2)}` : `\\u${hex(code, 4)}`);

/** Lines of characters U+0000–U+007F but U+001F, on which both languages' classes agree. */
export const narrow: Dialect = {
  flags: '',
  class: (name, negated) => `\\${negated ? name.toUpperCase() : name}`,
  boundary: (negated) => (negated ? '\\B' : '\\b'),
  // No character of such a line is above U+FFFF; U+FFFF stands for all that do not occur.
  char: (code) => unit(Math.min(code, 0xffff)),
};

/** Python's str.isspace (Unicode 14), and its isalnum as Unicode's letters and numbers. */
const wideClasses: Readonly<Record<ClassName, string>> = {
  d: '\\p{Nd}',
  w: '\\p{L}\\p{N}_',
  s: '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000',
};
const asciiClasses: Readonly<Record<ClassName, string>> = { d: '0-9', w: '0-9A-Za-z_', s: '\\t-\\r\\x20' };

/** Any line. */
export const wide: Dialect = {
  flags: 'v',
  class: (name, negated, ascii) => `[${negated ? '^' : ''}${(ascii ? asciiClasses : wideClasses)[name]}]`,
  boundary: (negated, ascii) => {
    const word = wide.class('w', false, ascii);
    const edge = (before: string, after: string) => `(?<${before}${word})(?${after}${word})`;
    return negated ? `(?:${edge('=', '=')}|${edge('!', '!')})` : `(?:${edge('=', '!')}|${edge('!', '=')})`;
  },
  char: (code) => (code < 0x100 ? unit(code) : `\\u{${hex(code, 4)}}`),
};

/** The JavaScript source of an expression; groups have the same numbers. For what `needsOwnMatcher` says no to. */
export function emit(node: Node, dialect: Dialect): string {
  const inner = (part: Node) => emit(part, dialect);
  switch (node.kind) {
    case 'char':
      return charSource(node.code, dialect);
    case 'text':
      return node.text;
    case 'any':
      return '.';
    case 'set':
      return setSource(node, dialect);
    case 'anchor':
      return node.at === 'start' ? '^' : '$';
    case 'boundary':
      return dialect.boundary(node.negated, node.ascii);
    case 'group':
      return `(${node.index === undefined ? '?:' : ''}${inner(node.body)})`;
    case 'look':
      return `(?${node.ahead ? '' : '<'}${node.negated ? '!' : '='}${inner(node.body)})`;
    case 'repeat':
      return `${repeatable(node.body, inner(node.body))}${count(node)}${node.mode === 'lazy' ? '?' : ''}`;
    case 'sequence':
      return node.items.map((item) => (item.kind === 'either' ? `(?:${inner(item)})` : inner(item))).join('');
    case 'either':
      return node.options.map(inner).join('|');
    default:
      throw new Error(`${node.kind} has no JavaScript form`);
  }
}

function charSource(code: number, dialect: Dialect): string {
  const char = String.fromCodePoint(code);
  return plain.test(char) ? char : dialect.char(code);
}

function setSource({ negated, items }: { negated: boolean; items: readonly SetItem[] }, dialect: Dialect): string {
  const [only] = items;
  if (items.length === 1 && only?.kind === 'class') {
    return dialect.class(only.name, only.negated !== negated, only.ascii);
  }
  const sources = items.map((item) => {
    if (item.kind === 'class') return dialect.class(item.name, item.negated, item.ascii);
    return item.from === item.to ? dialect.char(item.from) : `${dialect.char(item.from)}-${dialect.char(item.to)}`;
  });
  return `[${negated ? '^' : ''}${sources.join('')}]`;
}

function repeatable(body: Node, source: string): string {
  return ['char', 'any', 'set', 'group'].includes(body.kind) ? source : `(?:${source})`;
}

function count({ min, max }: { min: number; max: number }): string {
  if (max === Number.POSITIVE_INFINITY) return min === 0 ? '*' : min === 1 ? '+' : `{${min},}`;
  if (min === 0 && max === 1) return '?';
  return min === max ? `{${min}}` : `{${min},${max}}`;
}
