import type { Block, Dialect } from '../blocks/types.ts';
import { type Entry, entriesOf } from './entries.ts';
import { holds, union, without, writeRanges } from './ranges.ts';

/**
 * What a device is to run when a wanted configuration is put into what runs: all that runs stays, but for what the wanted
 * one says otherwise, and for what `former`, which was put there before, had as it runs and the wanted one has no more.
 */
export function mergedBlocks(
  running: readonly Block[],
  wanted: readonly Block[],
  former: readonly Block[],
  dialect: Dialect,
): readonly Block[] {
  return merged({ running, wanted, former }, dialect, '');
}

interface Sides {
  readonly running: readonly Block[];
  readonly wanted: readonly Block[];
  readonly former: readonly Block[];
}

type Entries = ReadonlyMap<string, Entry>;

function merged(sides: Sides, dialect: Dialect, header: string): readonly Block[] {
  const ordered = dialect.ordered.test(header) && !Object.values(sides).every((side) => numbered(side, dialect));
  const read = (blocks: readonly Block[]) => entriesBy(blocks, dialect, header !== '', ordered);
  const [running, wanted, former] = [read(sides.running), read(sides.wanted), read(sides.former)];
  const kept = new Map<string, Entry>();
  for (const [key, entry] of running) {
    const left = joined(entry, wanted.get(key), former.get(key), dialect);
    if (left) kept.set(key, left);
  }
  for (const [key, entry] of running) if (!kept.has(key) && isNeeded(entry, kept)) kept.set(key, entry);
  for (const hinders of hindering(running, wanted, kept)) {
    for (const [key, { text }] of kept) if (hinders.test(text) && !wanted.has(key)) kept.delete(key);
  }
  const whole = new Map([...running.keys()].flatMap((key) => [[key, kept.get(key)] as const]));
  return inOrder(whole, wanted).flatMap((entry) => blocksOf(withMembers(entry, { running, wanted, kept })));
}

function numbered(blocks: readonly Block[], dialect: Dialect): boolean {
  return blocks.every(({ text }) => dialect.numbered.test(text));
}

/** By what they set; where order counts, a line is itself, unless its number says where it stands. */
function entriesBy(blocks: readonly Block[], dialect: Dialect, inside: boolean, ordered: boolean): Entries {
  if (!ordered) return new Map(entriesOf(blocks, dialect, inside).map((entry) => [entry.key, entry]));
  return new Map(
    blocks.flatMap((block) =>
      entriesOf([block], dialect, inside).map(
        (entry) => [dialect.numbered.test(block.text) ? entry.key : block.text, entry] as const,
      ),
    ),
  );
}

/** What becomes of an entry that runs; undefined where it goes. */
function joined(now: Entry, wanted: Entry | undefined, former: Entry | undefined, dialect: Dialect): Entry | undefined {
  if (now.list) return joinedList(now, wanted, former);
  const children = () =>
    merged(
      { running: now.children, wanted: wanted?.children ?? [], former: former?.children ?? [] },
      dialect,
      now.text,
    );
  if (wanted) return wanted.opens || now.opens ? { ...wanted, children: children() } : wanted;
  if (!former || now.text !== former.text || now.more.join('\n') !== former.more.join('\n')) return now;
  const left = now.opens ? children() : [];
  return left.length === 0 && !dialect.permanent.test(now.text) ? undefined : { ...now, children: left };
}

/** A list that one command sets whole is a value like any other; others only ever grow and shrink. */
function joinedList(now: Entry, wanted: Entry | undefined, former: Entry | undefined): Entry | undefined {
  if (!now.list) return now;
  const [values, own, were] = [now.list.values, wanted?.list?.values ?? [], former?.list?.values ?? []];
  if (now.list.rule.whole === undefined) {
    return { ...now, list: { ...now.list, values: union([without(values, without(were, own)), own]) } };
  }
  if (wanted) return wanted;
  return former && without(values, were).length + without(were, values).length === 0 ? undefined : now;
}

/** Whether lines that stay are about it: a neighbour's, an entry's description, further addresses. */
function isNeeded({ key, group, list, text }: Entry, kept: Entries): boolean {
  if (list || group?.rule.rebuild) return false;
  const own = `${key} `;
  const name = group?.rule.head.test(text) ? `${group.name} ` : undefined;
  const ofGroup = (block: Pick<Block, 'text' | 'children'>): boolean =>
    name !== undefined && (block.text.startsWith(name) || block.children.some(ofGroup));
  return [...kept.values()].some((entry) => entry.text.startsWith(own) || ofGroup(entry));
}

/** What stands in the way of lines that are to be others than they are. */
function hindering(running: Entries, wanted: Entries, kept: Entries): readonly RegExp[] {
  return [...running, ...wanted].flatMap(([key, { rule }]) =>
    rule?.hinders && (wanted.get(key) ?? kept.get(key))?.text !== running.get(key)?.text ? [rule.hinders] : [],
  );
}

/**
 * As the wanted configuration has it; what else runs stays behind what it stands behind: among lines of a group whose order
 * counts, behind one of those.
 */
function inOrder(running: ReadonlyMap<string, Entry | undefined>, wanted: Entries): readonly Entry[] {
  const behind = new Map<string, Entry[]>();
  const places = new Map<string, string>();
  for (const [key, entry] of running) {
    const { group } = entry ?? {};
    const row = group?.rule.rebuild ? group.name : '';
    const place = places.get(row) ?? '';
    if (wanted.has(key)) places.set(row, key);
    else if (entry) behind.set(place, [...(behind.get(place) ?? []), entry]);
  }
  const all = [...wanted].flatMap(([key, entry]) => [running.get(key) ?? entry, ...(behind.get(key) ?? [])]);
  return [...(behind.get('') ?? []), ...all];
}

/**
 * A list with the numbers whose block stays (a VLAN with a description of its own, or with an interface), and without those that the wanted
 * configuration has in another list that takes them away (tagged, untagged).
 */
function withMembers(entry: Entry, level: { running: Entries; wanted: Entries; kept: Entries }): Entry {
  const { list } = entry;
  if (!list || list.rule.whole !== undefined) return entry;
  const was = level.running.get(entry.key)?.list?.values ?? [];
  const members = [...level.kept.values()].flatMap(({ member, children, text }) => {
    const own = member?.list === entry.key && children.length > 0 ? member.number : undefined;
    const number = own ?? Number(list.rule.users?.exec(text)?.[1]);
    return holds(was, number) ? [number] : [];
  });
  const elsewhere = [...level.wanted.values()].flatMap((other) =>
    other.list && other.key !== entry.key && other.list.rule.remove[0] === list.rule.remove[0]
      ? [...other.list.values]
      : [],
  );
  const own = level.wanted.get(entry.key)?.list?.values ?? [];
  const left = without(list.values, without(union([elsewhere, []]), own));
  return { ...entry, list: { ...list, values: union([left, members.map((number) => [number, number] as const)]) } };
}

function blocksOf({ list, from, children, text, more }: Entry): readonly Block[] {
  const line = from[0]?.line ?? 0;
  if (!list) return [{ text, line, children, more }];
  if (list.rule.whole !== undefined) return from;
  const [before, after] = list.rule.add;
  return writeRanges(list.values, list.rule).map((piece) => ({
    ...{ text: `${before} ${piece}${after}`, line, children: [], more: [] },
  }));
}
