import type { Block, Dialect } from '../blocks/types.ts';
import { type Entry, entriesOf } from './entries.ts';
import { moves, reordering } from './order.ts';
import { without } from './ranges.ts';

/** A line that was added or removed. */
export interface ChangedLine {
  /** Of the configuration it stands in, from 1. */
  readonly line: number;
  /** As it stands, without indentation; a text of several lines with all of them. */
  readonly text: string;
}

/** What differs within one block. */
export interface BlockChange {
  /** The lines that lead to it; empty at the top. */
  readonly path: readonly string[];
  readonly removed: readonly ChangedLine[];
  readonly added: readonly ChangedLine[];
}

/** Where two configurations differ, block by block in the order of the new one, then blocks that only the old one has. */
export function blockChanges(
  before: readonly Block[],
  after: readonly Block[],
  dialect: Dialect,
  path: readonly string[] = [],
): readonly BlockChange[] {
  const order = reordering(path.at(-1) ?? '', before, after, dialect);
  const own = order ? { out: order.out, in: order.in } : unordered(before, after, dialect);
  const change = { path, removed: own.out.map(shown), added: own.in.map(shown) };
  const here = change.removed.length + change.added.length > 0 ? [change] : [];
  const was = new Map(
    entriesOf(before, dialect, path.length > 0)
      .filter(isBlock)
      .map((entry) => [entry.key, entry]),
  );
  const is = entriesOf(after, dialect, path.length > 0).filter(isBlock);
  const deeper = is.flatMap((entry) => {
    const children = was.get(entry.key)?.children ?? [];
    was.delete(entry.key);
    return blockChanges(children, entry.children, dialect, [...path, entry.text]);
  });
  const gone = [...was.values()].flatMap(({ children, text }) => blockChanges(children, [], dialect, [...path, text]));
  return [...here, ...deeper, ...gone];
}

function isBlock({ children }: { readonly children: readonly Block[] }): boolean {
  return children.length > 0;
}

/** Lines that are not, as they stand, on the other side; a list that says the same in other words is the same. */
function unordered(before: readonly Block[], after: readonly Block[], dialect: Dialect) {
  const same = new Set<Block>();
  const now = new Map(entriesOf(after, dialect, true).map((entry) => [entry.key, entry]));
  for (const entry of entriesOf(before, dialect, true)) {
    const other = now.get(entry.key);
    if (other && equal(entry, other)) for (const block of [...entry.from, ...other.from]) same.add(block);
  }
  const [old, made] = [orderedLines(before, dialect), orderedLines(after, dialect)];
  const moved = moves(old, made);
  const changed = new Set([...moved.out, ...moved.in]);
  const differs = (own: ReadonlySet<Block>) => (block: Block) =>
    own.has(block) ? changed.has(block) : !same.has(block) && !dialect.permanent.test(block.text);
  return { out: once(before.filter(differs(new Set(old)))), in: once(after.filter(differs(new Set(made)))) };
}

/** Lines of groups whose order counts. */
function orderedLines(blocks: readonly Block[], dialect: Dialect): readonly Block[] {
  const rules = dialect.groups.filter(({ rebuild }) => rebuild);
  return once(blocks.filter(({ text }) => rules.some(({ line }) => line.test(text))));
}

function equal(one: Entry, other: Entry): boolean {
  const [left, right] = [one.list?.values, other.list?.values];
  if (!left || !right) return textOf(one) === textOf(other);
  return without(left, right).length + without(right, left).length === 0;
}

/** A line that comes twice says nothing more. */
function once(blocks: readonly Block[]): readonly Block[] {
  return [...new Map(blocks.map((block) => [textOf(block), block])).values()];
}

function shown(block: Block): ChangedLine {
  return { line: block.line, text: textOf(block) };
}

function textOf({ text, more }: { readonly text: string; readonly more: readonly string[] }): string {
  return [text, ...more].join('\n');
}
