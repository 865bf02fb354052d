import { emit, narrow, wide } from './emit.ts';
import { needsOwnMatcher } from './needs.ts';
import { type Groups, ownMatcher } from './own-matcher.ts';
import { parsePattern } from './parse.ts';

/** A Python regular expression that can be matched at the start of a line. */
export interface Expression {
  /** Number of capturing groups. */
  readonly groups: number;
  /** Group numbers by name, in the order of the groups. */
  readonly names: ReadonlyMap<string, number>;
  /** As Python's `re.match`: the groups' texts by number, or null. `isWide`: what `hasWide` says of the line. */
  match(line: string, isWide: boolean): Groups | null;
}

/** Whether a line holds characters on which the classes of Python and JavaScript may differ. */
export function hasWide(text: string): boolean {
  return /[^\0-\x1e\x20-\x7f]/.test(text);
}

/** Compiles an expression; see `parsePattern` for errors. RegExps are made when they are first needed. */
export function compileExpression(source: string): Expression {
  const { root, groups, names, fold } = parsePattern(source);
  if (needsOwnMatcher(root)) return { groups, names, match: ownMatcher(root, groups, fold) };
  const compiled = (dialect: typeof narrow) =>
    new RegExp(`^(?:${emit(root, dialect)})`, fold ? `${dialect.flags}i` : dialect.flags);
  let ascii: RegExp | undefined;
  let any: RegExp | undefined;
  return {
    groups,
    names,
    match(line, isWide) {
      if (isWide) {
        any ??= compiled(wide);
        return any.exec(line);
      }
      ascii ??= compiled(narrow);
      return ascii.exec(line);
    },
  };
}
