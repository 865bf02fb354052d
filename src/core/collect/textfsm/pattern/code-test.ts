import { emit, wide } from './emit.ts';
import type { Node, SetItem } from './nodes.ts';

type Single = Extract<Node, { kind: 'char' | 'any' | 'set' }> | SetItem;

/** Whether a code point is one that a part of an expression stands for. */
export function codeTest(node: Single, fold: boolean): (code: number) => boolean {
  const part: Node =
    node.kind === 'class' || node.kind === 'range' ? { kind: 'set', negated: false, items: [node] } : node;
  const expression = new RegExp(`^${emit(part, wide)}$`, fold ? `${wide.flags}i` : wide.flags);
  const known = new Map<number, boolean>();
  return (code) => {
    const before = known.get(code);
    if (before !== undefined) return before;
    const answer = expression.test(String.fromCodePoint(code));
    known.set(code, answer);
    return answer;
  };
}
