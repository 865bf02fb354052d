import type { Dialect } from '../blocks/types.ts';
import type { Entry } from './entries.ts';
import { holds } from './ranges.ts';

/**
 * What becomes of an entry of the former configuration: it stays; it is undone; it is undone and set anew; a line is typed
 * over it; the change is within it; or it goes with something else and nothing is typed for it.
 */
export type Fate = 'keep' | 'undo' | 'redo' | 'replace' | 'inside' | 'gone';

export interface Level {
  readonly before: readonly Entry[];
  readonly after: ReadonlyMap<string, Entry>;
  readonly fates: ReadonlyMap<string, Fate>;
  /** Commands that undo a whole group, by the key of the entry at whose place they are typed. */
  readonly groupUndos: ReadonlyMap<string, string>;
  /** Names of groups that are undone whole, so that nothing is typed for their single lines. */
  readonly goneGroups: ReadonlySet<string>;
  /** Keys of what is set again because a device drops it with what is undone. */
  readonly again: ReadonlySet<string>;
  /** What is undone, as the words behind `undo` or `no`: lines in deeper blocks that begin so go with it. */
  readonly stems: ReadonlySet<string>;
}

/** Decides for the lines beside each other in one block. `taken` are the stems of the blocks around it. */
export function levelOf(
  before: readonly Entry[],
  afterList: readonly Entry[],
  dialect: Dialect,
  taken: ReadonlySet<string>,
): Level {
  const after = new Map(afterList.map((entry) => [entry.key, entry]));
  const fates = new Map(before.map((entry) => [entry.key, fateOf(entry, after, dialect)]));
  const groupUndos = new Map<string, string>();
  const goneGroups = new Set<string>();
  const again = new Set<string>();
  const stems = new Set<string>();
  for (const [name, entries] of byGroup(before)) {
    const now = afterList.filter((entry) => entry.group?.name === name);
    if (!groupGoes(entries, now, fates)) continue;
    groupUndos.set(entries[0]?.key ?? '', `${dialect.undo} ${name}`);
    goneGroups.add(name);
    stems.add(name);
    for (const entry of entries) fates.set(entry.key, after.has(entry.key) ? 'redo' : 'gone');
  }
  for (const entry of before) {
    const fate = fates.get(entry.key);
    const dropped = fate === 'undo' || fate === 'redo';
    if (dropped && !entry.negated && !entry.list) stems.add(entry.undo.slice(dialect.undo.length + 1));
  }
  const changed = [
    ...before.filter(({ key }) => ['undo', 'redo', 'replace'].includes(fates.get(key) ?? '')),
    ...afterList.filter(({ key }) => !fates.has(key) || fates.get(key) === 'replace'),
  ];
  const wipes = changed.flatMap(({ rule }) => rule?.wipes ?? []);
  const all = new Set([...taken, ...stems]);
  for (const entry of afterList) {
    if (beginsWithOne(entry.text, all) || wipes.some((pattern) => pattern.test(entry.text))) again.add(entry.key);
  }
  return { before, after, fates, groupUndos, goneGroups, again, stems };
}

function fateOf(entry: Entry, after: ReadonlyMap<string, Entry>, dialect: Dialect): Fate {
  const now = after.get(entry.key);
  if (!now) return withoutIt(entry, after, dialect);
  if (entry.list) return 'inside';
  if (entry.children.length > 0 || now.children.length > 0 || (entry.opens && now.opens)) {
    return entry.text !== now.text && now.rule?.redo ? 'redo' : 'inside';
  }
  if (entry.more.join('\n') !== now.more.join('\n')) return 'redo';
  if (entry.text === now.text) return 'keep';
  return now.rule?.redo && !entry.negated && !now.negated ? 'redo' : 'replace';
}

function withoutIt(entry: Entry, after: ReadonlyMap<string, Entry>, dialect: Dialect): Fate {
  const list = entry.member && after.get(entry.member.list)?.list;
  if (entry.member?.always) return 'inside';
  if (entry.member) return list && holds(list.values, entry.member.number) ? 'inside' : 'gone';
  return dialect.permanent.test(entry.text) ? 'inside' : 'undo';
}

function byGroup(entries: readonly Entry[]): ReadonlyMap<string, Entry[]> {
  const grouped = entries.filter((entry) => entry.group !== undefined);
  return Map.groupBy(grouped, (entry) => entry.group?.name ?? '');
}

/** Whether a group is undone as a whole: nothing of it stays, what it hangs on changes, or its order does. */
function groupGoes(entries: readonly Entry[], now: readonly Entry[], fates: ReadonlyMap<string, Fate>): boolean {
  const rule = entries[0]?.group?.rule;
  if (rule?.rebuild) return entries.some((entry, at) => entry.text !== now[at]?.text);
  const head = entries.find((entry) => rule?.head.test(entry.text));
  return head !== undefined && (now.length === 0 || fates.get(head.key) === 'redo');
}

/** Whether the first words of a line are one of these, and more follows. */
function beginsWithOne(text: string, stems: ReadonlySet<string>): boolean {
  if (stems.size === 0) return false;
  for (let at = text.indexOf(' '); at >= 0; at = text.indexOf(' ', at + 1)) {
    if (stems.has(text.slice(0, at))) return true;
  }
  return false;
}
