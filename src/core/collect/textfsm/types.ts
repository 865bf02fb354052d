import type { Expression } from './pattern/expression.ts';

/** The options of a value, as the language has them. */
export const optionNames = ['Required', 'Filldown', 'Fillup', 'Key', 'List'] as const;

export type OptionName = (typeof optionNames)[number];

/** The groups of a `List` value whose expression has named groups in it; null for one that took no part. */
export type NestedGroups = Readonly<Record<string, string | null>>;

export type ListItem = string | NestedGroups;

/** What a value is in a record. */
export type Cell = string | readonly ListItem[];

/** Cells by value name, in the template's order. */
export type Row = Readonly<Record<string, Cell>>;

export interface Value {
  readonly name: string;
  /** In the order written: it decides what an option sees of the others. */
  readonly options: readonly OptionName[];
  /** The expression with its name put in, for `${name}`. */
  readonly named: string;
  /** Of a `List`: the expression alone, to look for named groups within. */
  readonly nested?: Expression;
}

export interface Rule {
  readonly line: number;
  readonly expression: Expression;
  readonly lineOperation: 'Next' | 'Continue' | 'Error';
  readonly recordOperation: 'NoRecord' | 'Record' | 'Clear' | 'Clearall';
  /** The next state, or an `Error`'s message; '' for none. */
  readonly target: string;
}

export interface Template {
  readonly values: readonly Value[];
  /** `End` is not among them, `EOF` is where the template has it. */
  readonly states: ReadonlyMap<string, readonly Rule[]>;
}
