import { refusedLine } from './errors.ts';
import { hasWide } from './pattern/expression.ts';
import { assign, clear, clearAll, newSlot, ready, type Saved, type Slot } from './slots.ts';
import type { Row, Rule, Template } from './types.ts';

/** A rule with the values that its groups fill: group number and slot number, in the order of the groups. */
interface Step {
  readonly rule: Rule;
  readonly fills: readonly (readonly [number, number])[];
}

export type Program = ReadonlyMap<string, readonly Step[]>;

/** A template's states with groups and values matched up. */
export function prepare({ values, states }: Template): Program {
  const columns = new Map(values.map(({ name }, column) => [name, column]));
  const step = (rule: Rule): Step => ({
    rule,
    fills: [...rule.expression.names].flatMap(([name, group]) => {
      const column = columns.get(name);
      return column === undefined ? [] : [[group, column] as const];
    }),
  });
  return new Map([...states].map(([name, rules]) => [name, rules.map(step)]));
}

/** Runs a template over a text from its first state on. Errors: `textfsm-refused`. */
export function run(template: Template, program: Program, text: string): readonly Row[] {
  const table = newTable(template);
  const wideText = hasWide(text);
  let state = 'Start';
  let steps = program.get(state) ?? [];
  for (const line of lines(text)) {
    const isWide = wideText && hasWide(line);
    for (const step of steps) {
      const { rule } = step;
      const groups = rule.expression.match(line, isWide);
      if (groups === null) continue;
      for (const [group, column] of step.fills) table.assign(column, groups[group]);
      table[rule.recordOperation]();
      if (rule.lineOperation === 'Continue') continue;
      if (rule.lineOperation === 'Error') throw refusedLine(rule.line, rule.target, line);
      if (rule.target !== '') {
        state = rule.target;
        steps = program.get(state) ?? [];
      }
      break;
    }
    if (state === 'End' || state === 'EOF') break;
  }
  if (state !== 'End' && !template.states.has('EOF')) table.Record();
  return table.rows();
}

/** Python's str.splitlines, after universal new lines. */
function lines(text: string): readonly string[] {
  const all = text.split(/\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/);
  if (all.at(-1) === '') all.pop();
  return all;
}

/** The records so far and the one being built; the record operations under their own names. */
function newTable({ values }: Template) {
  const slots: readonly Slot[] = values.map(newSlot);
  const saved: Saved[] = [];
  const table = {
    assign: (column: number, text: string | undefined) => {
      const slot = slots[column];
      if (slot) assign(slot, text, saved);
    },
    NoRecord: () => undefined,
    Clear: () => slots.forEach(clear),
    Clearall: () => slots.forEach(clearAll),
    Record: () => {
      if (!slots.every(ready)) table.Clear();
      else if (slots.some(({ value }) => value !== undefined && (typeof value === 'string' || value.length > 0))) {
        saved.push(slots.map(({ value }) => value ?? ''));
        table.Clear();
      }
    },
    rows: (): readonly Row[] =>
      saved.map((cells) => Object.fromEntries(values.map(({ name }, column) => [name, cells[column] ?? '']))),
  };
  return table;
}
