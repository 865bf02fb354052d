import type { Groups } from './pattern/own-matcher.ts';
import type { Cell, ListItem, OptionName, Value } from './types.ts';

/** A value of the record that is being built. */
export interface Slot {
  readonly column: number;
  readonly spec: Value;
  /** Undefined: not matched, or cleared. */
  value: Cell | undefined;
  /** What `Filldown` puts back when the record is cleared. */
  kept: Cell | undefined;
  list: ListItem[];
}

/** A record as it was saved, by column. `Fillup` writes into it later. */
export type Saved = Cell[];

interface Option {
  readonly assign?: (slot: Slot, saved: readonly Saved[]) => void;
  readonly clear?: (slot: Slot) => void;
  readonly clearAll?: (slot: Slot) => void;
  /** False: the record is not to be saved. */
  readonly save?: (slot: Slot) => boolean;
}

/** What each option does, and when; an option of a value acts after those written before it. */
const behaviour: Readonly<Record<OptionName, Option>> = {
  Required: { save: ({ value }) => isFilled(value) },
  Filldown: {
    assign: (slot) => {
      slot.kept = slot.value;
    },
    clear: (slot) => {
      slot.value = slot.kept;
    },
    clearAll: (slot) => {
      slot.kept = undefined;
    },
  },
  Fillup: { assign: fillUp },
  Key: {},
  List: {
    assign: (slot) => {
      slot.list.push(listItem(slot));
    },
    clear: (slot) => {
      if (!slot.spec.options.includes('Filldown')) slot.list = [];
    },
    clearAll: (slot) => {
      slot.list = [];
    },
    save: (slot) => {
      slot.value = slot.list.slice();
      return true;
    },
  },
};

export function newSlot(spec: Value, column: number): Slot {
  return { column, spec, value: undefined, kept: undefined, list: [] };
}

/** Takes what a group matched; undefined for one that took no part, which empties the value. */
export function assign(slot: Slot, text: string | undefined, saved: readonly Saved[]): void {
  slot.value = text;
  for (const name of slot.spec.options) behaviour[name].assign?.(slot, saved);
}

export function clear(slot: Slot): void {
  slot.value = undefined;
  for (const name of slot.spec.options) behaviour[name].clear?.(slot);
}

export function clearAll(slot: Slot): void {
  slot.value = undefined;
  for (const name of slot.spec.options) behaviour[name].clearAll?.(slot);
}

/** Makes a value ready to be saved; false when its options say that the record is not to be. */
export function ready(slot: Slot): boolean {
  return slot.spec.options.every((name) => behaviour[name].save?.(slot) ?? true);
}

function isFilled(value: Cell | undefined): boolean {
  return value !== undefined && value.length > 0;
}

/** Writes a value into the records above, up to one that has it. */
function fillUp({ value, column }: Slot, saved: readonly Saved[]): void {
  if (value === undefined || value.length === 0) return;
  for (let row = saved.length - 1; row >= 0; row -= 1) {
    const record = saved[row];
    if (!record || isFilled(record[column])) return;
    record[column] = value;
  }
}

/**
 * The text, or the named groups within it. A group that took no part adds `None`: so google/textfsm's CLI tables write
 * it, and so do the results that ntc-templates expects.
 */
function listItem({ spec: { nested }, value }: Slot): ListItem {
  if (typeof value !== 'string') return 'None';
  const groups = nested && nested.names.size > 0 ? nested.match(value, true) : null;
  return groups ? namedGroups(nested?.names ?? new Map(), groups) : value;
}

function namedGroups(names: ReadonlyMap<string, number>, groups: Groups): ListItem {
  return Object.fromEntries([...names].map(([name, index]) => [name, groups[index] ?? null]));
}
