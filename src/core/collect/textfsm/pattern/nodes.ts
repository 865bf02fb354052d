import type { Text } from '../../../text.ts';

/** What a part of a set stands for: code points from–to, or one of Python's classes. */
export type SetItem =
  | { readonly kind: 'range'; readonly from: number; readonly to: number }
  | { readonly kind: 'class'; readonly name: ClassName; readonly negated: boolean; readonly ascii: boolean };

/** Digits, word characters, white space. */
export type ClassName = 'd' | 'w' | 's';

/** A Python regular expression, read. Code points, not UTF-16 units. `fold` on a part: without regard to case. */
export type Node =
  | { readonly kind: 'char'; readonly code: number }
  /** Several plain characters of ASCII; nothing repeats them. */
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'set'; readonly negated: boolean; readonly items: readonly SetItem[] }
  | { readonly kind: 'anchor'; readonly at: 'start' | 'end' }
  | { readonly kind: 'boundary'; readonly negated: boolean; readonly ascii: boolean }
  | { readonly kind: 'group'; readonly index?: number; readonly fold?: boolean; readonly body: Node }
  | { readonly kind: 'look'; readonly ahead: boolean; readonly negated: boolean; readonly body: Node }
  | { readonly kind: 'atomic'; readonly body: Node }
  | ({ readonly kind: 'repeat'; readonly body: Node } & Quantifier)
  | { readonly kind: 'back'; readonly index: number }
  | { readonly kind: 'if'; readonly index: number; readonly yes: Node; readonly no: Node }
  | { readonly kind: 'sequence'; readonly items: readonly Node[] }
  | { readonly kind: 'either'; readonly options: readonly Node[] };

export interface Quantifier {
  readonly min: number;
  /** May be Infinity. */
  readonly max: number;
  readonly mode: 'greedy' | 'lazy' | 'possessive';
}

export interface Pattern {
  readonly root: Node;
  /** Number of capturing groups. */
  readonly groups: number;
  /** Group numbers by name, in the order of the groups. */
  readonly names: ReadonlyMap<string, number>;
  /** The whole is matched without regard to case. */
  readonly fold: boolean;
  /** False where nothing in it can differ between Python and JavaScript but classes and spelling. */
  readonly odd: boolean;
}

/** A regular expression that Python refuses, or that cannot be matched here; `text` says why. */
export class PatternProblem extends Error {
  readonly text: Text;

  constructor(en: string, zh: string) {
    super(en);
    this.name = 'PatternProblem';
    this.text = { en, zh };
  }
}

/** The parts of a node. */
export function parts(node: Node): readonly Node[] {
  if (node.kind === 'sequence') return node.items;
  if (node.kind === 'either') return node.options;
  if (node.kind === 'if') return [node.yes, node.no];
  return 'body' in node ? [node.body] : [];
}

/** Whether a node has a capturing group in it. */
export function captures(node: Node): boolean {
  return (node.kind === 'group' && node.index !== undefined) || parts(node).some(captures);
}

/** Fewest and most code points that a node matches; a reference back counts as unbounded. */
export function width(node: Node): readonly [number, number] {
  switch (node.kind) {
    case 'char':
    case 'any':
    case 'set':
      return [1, 1];
    case 'text':
      return [node.text.length, node.text.length];
    case 'anchor':
    case 'boundary':
    case 'look':
      return [0, 0];
    case 'back':
      return [0, Number.POSITIVE_INFINITY];
    case 'group':
    case 'atomic':
      return width(node.body);
    case 'repeat': {
      const [least, most] = width(node.body);
      return [least * node.min, most === 0 ? 0 : most * node.max];
    }
    case 'sequence':
      return node.items.map(width).reduce(([a, b], [c, d]) => [a + c, b + d], [0, 0]);
    case 'either':
    case 'if': {
      const all = parts(node).map(width);
      return [Math.min(...all.map(([least]) => least)), Math.max(...all.map(([, most]) => most))];
    }
  }
}
