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
  const whole = new Map([...running.keys()].flatMap((key) => [[key, kept.get(key)] as const]));
  return inOrder(whole, wanted).flatMap((entry) => blocksOf(withMembers(entry, { running, wanted, kept })));
}

function numbered(blocks: readonly Block[], dialect: Dialect): boolean {
  return blocks.every(({ text }) => dialect.numbered.test(text));
}

/** By what they set; where order counts, a line is itself. */
function entriesBy(blocks: readonly Block[], dialect: Dialect, inside: boolean, ordered: boolean): Entries {
  if (!ordered) return new Map(entriesOf(blocks, dialect, inside).map((entry) => [entry.key, entry]));
  return new Map(
    blocks.flatMap((block) => entriesOf([block], dialect, inside).map((entry) => [block.text, entry] as const)),
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

/** Whether others that stay are of it: what is said of a neighbour, while the neighbour itself would go. */
function isNeeded({ group, text }: Entry, kept: Entries): boolean {
  if (!group?.rule.head.test(text) || group.rule.rebuild) return false;
  const words = `${group.name} `;
  const mentions = (block: Pick<Block, 'text' | 'children'>): boolean =>
    block.text.startsWith(words) || block.children.some(mentions);
  return [...kept.values()].some(mentions);
}

/** As the wanted configuration has it; what else runs stays behind what it stands behind. */
function inOrder(running: ReadonlyMap<string, Entry | undefined>, wanted: Entries): readonly Entry[] {
  const behind = new Map<string, Entry[]>();
  let place = '';
  for (const [key, entry] of running) {
    if (wanted.has(key)) place = key;
    else if (entry) behind.set(place, [...(behind.get(place) ?? []), entry]);
  }
  const all = [...wanted].flatMap(([key, entry]) => [running.get(key) ?? entry, ...(behind.get(key) ?? [])]);
  return [...(behind.get('') ?? []), ...all];
}

/**
 * A list with the numbers whose block stays (a VLAN with a description of its own), and without those that the wanted
 * configuration has in another list that takes them away (tagged, untagged).
 */
function withMembers(entry: Entry, level: { running: Entries; wanted: Entries; kept: Entries }): Entry {
  const { list } = entry;
  if (!list || list.rule.whole !== undefined) return entry;
  const was = level.running.get(entry.key)?.list?.values ?? [];
  const members = [...level.kept.values()].flatMap(({ member, children }) =>
    member?.list === entry.key && children.length > 0 && holds(was, member.number) ? [member.number] : [],
  );
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
