import { tooLong } from './textfsm/errors.ts';
import { memo } from './textfsm/memo.ts';
import { prepare, run } from './textfsm/run.ts';
import { readTemplate } from './textfsm/template.ts';
import type { Row } from './textfsm/types.ts';

export type { Cell, ListItem, NestedGroups, Row } from './textfsm/types.ts';

/** A template that is read once and run often. */
export interface TextFsm {
  /** The names of the values that are its records' keys (option `Key`). */
  readonly keys: readonly string[];
  /** All values, in order. */
  readonly columns: readonly string[];
  /**
   * The records of a text, in order. Errors: `textfsm-refused`, where an `Error` rule matched; `textfsm-failed`, where
   * matching a line needs more memory than there is for it.
   */
  parse(text: string): readonly Row[];
}

/**
 * Reads a template in the TextFSM language, as google/textfsm 1.1.0 understands it. Errors: `textfsm-template`, naming
 * the line, for what it refuses and for Python expressions that cannot be matched here (see `parsePattern`).
 */
export function compileTextFsm(template: string): TextFsm {
  const read = readTemplate(template);
  const program = prepare(read);
  return {
    keys: read.values.filter(({ options }) => options.includes('Key')).map(({ name }) => name),
    columns: read.values.map(({ name }) => name),
    parse: (text) => {
      try {
        return run(read, program, text);
      } catch (error) {
        throw error instanceof RangeError ? tooLong(error) : error;
      }
    },
  };
}

/** Templates used lately, ready to run: the same few are used on hundreds of hosts, and reading one takes longer than using it. */
const compiled = memo(compileTextFsm, 512);

/**
 * The records that a template finds in a text: each value is a string, '' where nothing was found, or with option
 * `List` a list. Where the expression of a `List` has named groups in it, the list's items are objects of those
 * (google/textfsm's dictionaries; `compileTextFsm` has the exact type). A template may hold an expression that
 * backtracks for ever: texts and templates that nobody vouches for go through `parseWithDeadline`.
 * Errors: `textfsm-template`, `textfsm-refused`, `textfsm-failed`.
 */
export function parseTextFsm(template: string, text: string): Record<string, string | string[]>[] {
  return compiled(template).parse(text) as Record<string, string | string[]>[];
}
