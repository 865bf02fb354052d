import { opens } from '../blocks/read.ts';
import type { Block, Dialect, GroupRule, LineRule, ListRule } from '../blocks/types.ts';
import { type Ranges, readRanges, union } from './ranges.ts';

/** What one line, block or list of a configuration sets, and how it is undone. */
export interface Entry {
  /** Entries of the same key set the same thing. */
  readonly key: string;
  readonly text: string;
  /** All lines it is made of: one, but for lists that go over several. */
  readonly from: readonly Block[];
  readonly children: readonly Block[];
  readonly more: readonly string[];
  /** Whether typing it enters a block. */
  readonly opens: boolean;
  /** It says that something is not: `no ip redirects`. */
  readonly negated: boolean;
  /** The command that undoes it, and whether that was made by the general rule. */
  readonly undo: string;
  readonly guessed: boolean;
  readonly rule?: LineRule;
  readonly group?: { readonly name: string; readonly rule: GroupRule };
  readonly list?: { readonly rule: ListRule; readonly values: Ranges };
  /** The list that this block's existence is a part of, by key, and its number there. */
  readonly member?: { readonly list: string; readonly number: number; readonly always: boolean };
}

/** The entries of lines that stand beside each other, in their order; of two with one key the last counts. */
export function entriesOf(blocks: readonly Block[], dialect: Dialect, inside: boolean): readonly Entry[] {
  const entries = new Map<string, Entry>();
  for (const block of blocks) {
    const list = listOf(block, dialect, entries);
    if (list) entries.set(list.key, list);
    if (list && block.children.length === 0) continue;
    const entry = entryOf(block, dialect, inside);
    entries.set(entry.key, merged(entries.get(entry.key), entry));
  }
  return [...entries.values()];
}

/** A block that comes twice is one. */
function merged(former: Entry | undefined, entry: Entry): Entry {
  if (!former || (former.children.length === 0 && entry.children.length === 0)) return entry;
  return {
    ...entry,
    from: [...former.from, ...entry.from],
    children: [...former.children, ...entry.children],
  };
}

function listOf(block: Block, dialect: Dialect, entries: ReadonlyMap<string, Entry>): Entry | undefined {
  for (const rule of dialect.lists) {
    const words = rule.line.exec(block.text)?.[1];
    const values = words === undefined ? undefined : readRanges(words, rule.fixed);
    if (!values) continue;
    const former = entries.get(keyOf(rule));
    return {
      ...{ key: keyOf(rule), text: block.text, children: [], more: [], opens: false, negated: false, guessed: false },
      from: [...(former?.from ?? []), block],
      undo: `${dialect.undo} ${rule.whole ?? rule.remove[0]}`,
      list: { rule, values: union([former?.list?.values ?? [], values]) },
    };
  }
  return undefined;
}

function keyOf(rule: ListRule): string {
  return `list ${rule.add.join(' … ')}`;
}

function entryOf(block: Block, dialect: Dialect, inside: boolean): Entry {
  const prefix = `${dialect.undo} `;
  const negated = block.text.startsWith(prefix);
  const positive = negated ? block.text.slice(prefix.length) : block.text;
  const rule = dialect.rules.find(({ line }) => line.test(positive));
  const name = rule ? nameOf(rule, positive) : positive;
  const group = negated ? undefined : groupOf(positive, dialect);
  const member = memberOf(positive, dialect);
  return {
    ...{ key: name, text: block.text, from: [block], children: block.children, more: block.more, negated },
    opens: block.children.length > 0 || (!negated && opens(block.text, inside, dialect)),
    undo: negated ? positive : prefix + (rule?.whole ? positive : rule ? name : undoneAs(block, positive)),
    guessed: !rule && block.children.length === 0,
    ...(rule ? { rule } : {}),
    ...(group ? { group } : {}),
    ...(member ? { member } : {}),
  };
}

function nameOf(rule: LineRule, text: string): string {
  const match = rule.line.exec(text);
  if (!match) return text;
  if (rule.name !== undefined) return rule.name.replaceAll(/\$(\d)/g, (_, at: string) => match[Number(at)] ?? '');
  return match[1] ?? match[0];
}

/** Of a text of several lines, what stands before its first mark. */
function undoneAs({ more }: Block, text: string): string {
  return more.length === 0 ? text : text.replace(/ information ".*$|(?: \^C| [^\s\w]).*$/, '');
}

function groupOf(text: string, dialect: Dialect): Entry['group'] {
  for (const rule of dialect.groups) {
    const name = rule.line.exec(text)?.[1];
    if (name !== undefined) return { name, rule };
  }
  return undefined;
}

function memberOf(text: string, dialect: Dialect): Entry['member'] {
  for (const rule of dialect.lists) {
    const number = rule.blocks?.exec(text)?.[1];
    if (number === undefined) continue;
    return { list: keyOf(rule), number: Number(number), always: rule.fixed?.includes(Number(number)) === true };
  }
  return undefined;
}
