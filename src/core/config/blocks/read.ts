import type { Block, Dialect, MultiLine } from './types.ts';

interface Open {
  readonly indent: number;
  readonly children: Block[];
}

/**
 * A configuration as a tree of blocks: by indentation, and by the marks of its dialect (`#`, `!`, `quit`, `exit`,
 * `return`). Where nothing is indented, as in a script that was typed, a block lasts until one of those. Lines that match
 * `noise`, and those that the dialect ignores, are left out. Throws nothing: what is no configuration comes out as lines.
 */
export function readBlocks(config: string, dialect: Dialect, noise: readonly RegExp[] = []): readonly Block[] {
  const lines = config.split(/\r?\n/);
  const root: Block[] = [];
  const open: Open[] = [];
  const flat = !lines.some((line) => /^[ \t]+\S/.test(line) && !dialect.separator.test(line));
  for (let at = 0; at < lines.length; at += 1) {
    const raw = lines[at] ?? '';
    const text = raw.trim();
    const indent = raw.length - raw.trimStart().length;
    if (text === '') continue;
    if (dialect.separator.test(text)) {
      if (indent === 0) open.length = 0;
      continue;
    }
    if (dialect.ends.test(text)) {
      if (flat) open.pop();
      else closeFrom(open, indent);
      continue;
    }
    if (dialect.ignored.test(text) || noise.some((pattern) => raw.search(pattern) !== -1)) continue;
    const last = endOfText(lines, at, text, dialect);
    const block = { text, line: at + 1, children: [], more: lines.slice(at + 1, last + 1) };
    if (!flat) closeFrom(open, indent);
    else if (dialect.opens.test(text) && !dialect.opensInside.test(text)) open.length = 0;
    (open.at(-1)?.children ?? root).push(block);
    if (last > at) at = last;
    else if (!flat || opens(text, open.length > 0, dialect)) open.push({ indent, children: block.children });
  }
  return root;
}

function closeFrom(open: Open[], indent: number): void {
  while ((open.at(-1)?.indent ?? -1) >= indent) open.pop();
}

/** Whether a line enters a block, at the top or within another. */
export function opens(text: string, inside: boolean, dialect: Dialect): boolean {
  return (inside ? dialect.opensInside : dialect.opens).test(text);
}

/** The index of the last line of a text that begins at `at`; `at` itself where none begins, or where it never ends. */
export function endOfText(lines: readonly string[], at: number, text: string, dialect: Dialect): number {
  const [rule, match] = textAt(text, dialect.texts);
  if (!rule || !match) return at;
  for (let index = at; index < lines.length; index += 1) {
    if (rule.end(index === at ? text : (lines[index] ?? ''), match, index === at)) return index;
  }
  return at;
}

function textAt(text: string, rules: readonly MultiLine[]): [MultiLine, RegExpMatchArray] | [] {
  for (const rule of rules) {
    const match = rule.begin.exec(text);
    if (match) return [rule, match];
  }
  return [];
}
