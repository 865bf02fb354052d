import { captures, type Node, parts, width } from './nodes.ts';

/** Whether an expression holds something that a JavaScript RegExp has not, or would take otherwise than Python. */
export function needsOwnMatcher(node: Node): boolean {
  if (node.kind === 'atomic' || node.kind === 'back' || node.kind === 'if') return true;
  // V8 13.6 lets the flags of `(?i:…)` leak into what comes after it.
  if (node.kind === 'group' && node.fold !== undefined) return true;
  if (node.kind === 'repeat' && (node.mode === 'possessive' || forgetful(node))) return true;
  return parts(node).some(needsOwnMatcher);
}

/** A repeat with groups that may take no part in its last turn: JavaScript empties them, Python keeps the turn before. */
function forgetful({ body, max }: Extract<Node, { kind: 'repeat' }>): boolean {
  if (!captures(body)) return false;
  if (width(body)[0] === 0) return true;
  return max > 1 && captured(body, certain).size < captured(body, () => true).size;
}

/** The groups in a node, of parts that `enter` lets in. */
function captured(node: Node, enter: (node: Node) => boolean): ReadonlySet<number> {
  const own: readonly number[] = node.kind === 'group' && node.index !== undefined ? [node.index] : [];
  const inner = enter(node) ? parts(node).flatMap((part) => [...captured(part, enter)]) : [];
  return new Set([...own, ...inner]);
}

/** Whether all parts of a node take part wherever it matches. */
function certain(node: Node): boolean {
  if (node.kind === 'repeat') return node.min > 0;
  return node.kind !== 'either' && node.kind !== 'if' && !(node.kind === 'look' && node.negated);
}
