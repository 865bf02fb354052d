import type { Block, Dialect } from '../blocks/types.ts';
import { type Entry, entriesOf } from './entries.ts';
import { type Level, levelOf } from './fates.ts';
import { reordering } from './order.ts';
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

/** First all that is undone, from the end of the configuration to its beginning, then all that is set. */
export interface Steps {
  readonly undos: readonly Step[];
  readonly sets: readonly Step[];
}

interface Place {
  readonly dialect: Dialect;
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly taken: ReadonlySet<string>;
}

/** What is typed to bring one configuration to another. */
export function stepsBetween(before: readonly Block[], after: readonly Block[], dialect: Dialect): Steps {
  return within({ dialect, from: [], to: [], taken: new Set() }, before, after);
}

function within(place: Place, before: readonly Block[], after: readonly Block[]): Steps {
  const { dialect, from, to } = place;
  const nested = from.length > 0;
  const order = reordering(from.at(-1) ?? '', before, after, dialect);
  if (order) return reordered(place, order);
  const level = levelOf(entriesOf(before, dialect, nested), entriesOf(after, dialect, nested), dialect, place.taken);
  const inner = new Map(
    level.before
      .filter((entry) => level.fates.get(entry.key) === 'inside' && !entry.list)
      .map((entry) => [entry.key, inside(place, level, entry)]),
  );
  const { undone, set } = inOrder(level, nested ? [] : dialect.definitions);
  return {
    undos: undone.flatMap((entry) => inner.get(entry.key)?.undos ?? undoing(from, level, entry, dialect)),
    sets: set.flatMap((entry) => inner.get(entry.key)?.sets ?? setting(to, level, entry, dialect)),
  };
}

/** In which order entries are undone and set: what others need is there before them, and goes after them. */
function inOrder(level: Level, definitions: readonly RegExp[]) {
  const rank = ({ text }: Entry) => {
    const at = definitions.findIndex((pattern) => pattern.test(text));
    return at === -1 ? definitions.length : at;
  };
  const first = ({ rule }: Entry) => (rule?.first ? 0 : 1);
  const wiping = ({ rule }: Entry) => (rule?.wipes ? 0 : 1);
  return {
    undone: level.before.toReversed().toSorted((a, b) => rank(b) - rank(a) || first(a) - first(b)),
    set: [...level.after.values()].toSorted((a, b) => rank(a) - rank(b) || wiping(a) - wiping(b)),
  };
}

function inside(place: Place, level: Level, entry: Entry): Steps {
  const now = level.after.get(entry.key);
  const deeper: Place = {
    ...place,
    from: [...place.from, entry.text],
    to: [...place.to, now?.text ?? entry.text],
    taken: new Set([...place.taken, ...level.goneGroups]),
  };
  const { undos, sets } = within(deeper, entry.children, now?.children ?? []);
  if (!now || now.text === entry.text) return { undos, sets };
  return { undos, sets: [...adding(place.to, { ...now, children: [] }, place.dialect), ...sets] };
}

function reordered(place: Place, order: NonNullable<ReturnType<typeof reordering>>): Steps {
  const { dialect, from, to } = place;
  const steps = order.stay.map(([was, is]) =>
    within({ ...place, from: [...from, was.text], to: [...to, is.text] }, was.children, is.children),
  );
  return {
    undos: [
      ...entriesOf(order.out, dialect, true)
        .toReversed()
        .map((entry) => undoStep(from, entry)),
      ...steps.toReversed().flatMap(({ undos }) => undos),
    ],
    sets: [...steps.flatMap(({ sets }) => sets), ...order.in.flatMap((block) => addingAll(to, [block], dialect))],
  };
}

function undoing(path: readonly string[], level: Level, entry: Entry, dialect: Dialect): readonly Step[] {
  const fate = level.fates.get(entry.key);
  if (entry.list && (fate === 'inside' || fate === 'undo'))
    return takingFrom(path, entry, level.after.get(entry.key), dialect);
  if (entry.group && level.goneGroups.has(entry.group.name)) {
    const command = level.groupUndos.get(entry.key);
    return [{ path, commands: command === undefined ? [] : [command], touches: entry.from, side: 'before' }];
  }
  return fate === 'undo' || fate === 'redo' ? [undoStep(path, entry)] : [];
}

function undoStep(path: readonly string[], entry: Entry): Step {
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

function setting(path: readonly string[], level: Level, entry: Entry, dialect: Dialect): readonly Step[] {
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

function addingAll(path: readonly string[], blocks: readonly Block[], dialect: Dialect): readonly Step[] {
  return entriesOf(blocks, dialect, path.length > 0).flatMap((entry) => adding(path, entry, dialect));
}

function adding(path: readonly string[], entry: Entry, dialect: Dialect): readonly Step[] {
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
