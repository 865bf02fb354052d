import type { Block, Dialect } from '../blocks/types.ts';
import { type Entry, entriesOf } from './entries.ts';
import type { Level } from './fates.ts';
import { without, writeRanges } from './ranges.ts';

/** Commands typed in one block, and the lines of the two configurations that they touch. */
export interface Step {
  /** The lines that lead there. */
  readonly path: readonly string[];
  readonly commands: readonly string[];
  readonly touches: readonly Block[];
  readonly side: 'before' | 'after';
  /** An undo command that the general rule made. */
  readonly guessed?: boolean;
}

/** What is typed to undo an entry of the former configuration. */
export function undoing(path: readonly string[], level: Level, entry: Entry, dialect: Dialect): readonly Step[] {
  const fate = level.fates.get(entry.key);
  if (entry.list && (fate === 'inside' || fate === 'undo'))
    return takingFrom(path, entry, level.after.get(entry.key), dialect);
  if (entry.group && level.goneGroups.has(entry.group.name)) {
    const command = level.groupUndos.get(entry.key);
    return [{ path, commands: command === undefined ? [] : [command], touches: entry.from, side: 'before' }];
  }
  return fate === 'undo' || fate === 'redo' ? [undoStep(path, entry)] : [];
}

/** The command that undoes an entry. */
export function undoStep(path: readonly string[], entry: Entry): Step {
  return { path, commands: [entry.undo], touches: entry.from, side: 'before', guessed: entry.guessed };
}

function takingFrom(path: readonly string[], entry: Entry, now: Entry | undefined, dialect: Dialect): readonly Step[] {
  const { list } = entry;
  if (!list) return [];
  const { rule, values } = list;
  if (rule.whole !== undefined && !now) return [undoStep(path, entry)];
  // The whole list is set anew where there was none or none is to be left.
  if (rule.whole !== undefined && (values.length === 0 || now?.list?.values.length === 0)) return [];
  const [before, behind] = rule.remove;
  const commands = writeRanges(without(values, now?.list?.values ?? []), rule).map(
    (piece) => `${dialect.undo} ${before} ${piece}${behind}`,
  );
  const plain = rule.whole === undefined ? commands : commands.map((one) => one.slice(dialect.undo.length + 1));
  return plain.length > 0 ? [{ path, commands: plain, touches: entry.from, side: 'before' }] : [];
}

/** What is typed to set an entry of the wanted configuration, where it is not so already. */
export function setting(path: readonly string[], level: Level, entry: Entry, dialect: Dialect): readonly Step[] {
  const fate = level.fates.get(entry.key);
  if (entry.list && fate === 'inside' && !level.again.has(entry.key)) {
    const former = level.before.find(({ key }) => key === entry.key);
    return addingTo(path, entry, former?.list?.values ?? []);
  }
  if (fate !== 'keep' || level.again.has(entry.key)) return adding(path, entry, dialect);
  return [];
}

function addingTo(
  path: readonly string[],
  entry: Entry,
  former: readonly (readonly [number, number])[],
): readonly Step[] {
  if (!entry.list) return [];
  const { rule, values } = entry.list;
  const anew = rule.whole !== undefined && (former.length === 0) !== (values.length === 0);
  if (anew) return listing(path, entry);
  const commands = writeRanges(without(values, former), rule).map((piece) => `${rule.add[0]} ${piece}${rule.add[1]}`);
  return stepsOf(path, commands, entry);
}

function listing(path: readonly string[], entry: Entry): readonly Step[] {
  if (!entry.list) return [];
  const { rule, values } = entry.list;
  const pieces = values.length === 0 && rule.whole !== undefined ? ['none'] : writeRanges(values, rule);
  const commands = pieces.map((piece, at) =>
    at === 0 && rule.whole !== undefined ? `${rule.whole} ${piece}` : `${rule.add[0]} ${piece}${rule.add[1]}`,
  );
  return stepsOf(path, commands, entry);
}

/** Commands of a list, each entering a block where it does so. */
function stepsOf(path: readonly string[], commands: readonly string[], { list, from }: Entry): readonly Step[] {
  const opens = (command: string) =>
    list?.rule.opens === 'always' || (list?.rule.opens === 'one' && list.rule.blocks?.test(command) === true);
  return commands.map((command) => {
    const where = opens(command) ? { path: [...path, command], commands: [] } : { path, commands: [command] };
    return { ...where, touches: from, side: 'after' };
  });
}

/** What is typed to set lines and blocks that are not there. */
export function addingAll(path: readonly string[], blocks: readonly Block[], dialect: Dialect): readonly Step[] {
  return entriesOf(blocks, dialect, path.length > 0).flatMap((entry) => adding(path, entry, dialect));
}

/** What is typed to set an entry that is not there. */
export function adding(path: readonly string[], entry: Entry, dialect: Dialect): readonly Step[] {
  if (entry.list) return listing(path, entry);
  const touches = entry.from;
  if (!entry.opens) return [{ path, commands: [entry.text, ...entry.more], touches, side: 'after' }];
  const here = [...path, entry.text];
  return [{ path: here, commands: [], touches, side: 'after' }, ...addingInside(here, entry.children, dialect)];
}

/** In an ordered block as they stand; elsewhere what drops others comes before them. */
function addingInside(path: readonly string[], children: readonly Block[], dialect: Dialect): readonly Step[] {
  if (dialect.ordered.test(path.at(-1) ?? '')) return children.flatMap((child) => addingAll(path, [child], dialect));
  const entries = entriesOf(children, dialect, true);
  const wiping = (entry: Entry) => entry.rule?.wipes !== undefined;
  return [...entries.filter(wiping), ...entries.filter((entry) => !wiping(entry))].flatMap((entry) =>
    adding(path, entry, dialect),
  );
}
