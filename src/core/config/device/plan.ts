import type { Block, Dialect } from '../blocks/types.ts';
import { type Entry, entriesOf } from './entries.ts';
import { type Level, levelOf } from './fates.ts';
import { reordering } from './order.ts';
import { adding, addingAll, type Step, setting, undoing, undoStep } from './steps.ts';

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
