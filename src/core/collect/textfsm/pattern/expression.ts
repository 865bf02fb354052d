import { type Dialect, emit, narrow, wide } from './emit.ts';
import { neededText } from './needed.ts';
import { needsOwnMatcher } from './needs.ts';
import type { Node } from './nodes.ts';
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

/**
 * Compiles an expression; see `parsePattern` for errors. What it is matched with is made when it is first needed: of a
 * template's rules most never are, and the expression as it was read takes much memory.
 */
export function compileExpression(source: string): Expression {
  const read = parsePattern(source);
  const needed = neededText(read);
  const { groups, names } = read;
  let ascii: Matcher | undefined;
  let any: Matcher | undefined;
  return {
    groups,
    names,
    match(line, isWide) {
      if (needed !== '' && !line.includes(needed)) return null;
      if (isWide) {
        any ??= matcher(source, wide);
        return any(line);
      }
      ascii ??= matcher(source, narrow);
      return ascii(line);
    },
  };
}

type Matcher = (line: string) => Groups | null;

function matcher(source: string, dialect: Dialect): Matcher {
  const { root, groups, fold, odd } = parsePattern(source);
  if (odd && needsOwnMatcher(root)) return ownMatcher(root, groups, fold);
  const expression = new RegExp(anchored(root, dialect), fold ? `${dialect.flags}i` : dialect.flags);
  return (line) => expression.exec(line);
}

/** The source with `^` in front, once. */
function anchored(root: Node, dialect: Dialect): string {
  const source = emit(root, dialect);
  const first = root.kind === 'sequence' ? root.items[0] : root;
  return first?.kind === 'anchor' && first.at === 'start' ? source : `^(?:${source})`;
}
