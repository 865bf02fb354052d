import { codeTest } from './code-test.ts';
import type { Node } from './nodes.ts';
import { captures, width } from './nodes.ts';

/** Group texts by number, the whole match at 0. */
export type Groups = readonly (string | undefined)[];

/** Tries to match from `at`; calls `next` with where it got to, as often as there are ways, until that says yes. */
type Step = (at: number, next: Next) => boolean;
type Next = (at: number) => boolean;

/** One match under way. */
interface Run {
  line: string;
  /** Start and end of each group, -1 where it took no part. */
  spans: Int32Array;
}

/**
 * Matches an expression at the start of a line, step by step as Python does. Slower than a RegExp and needed for what
 * JavaScript has not or means otherwise: possessive and atomic parts, conditions, references to groups that took no
 * part, and groups in a repeat, which JavaScript forgets at each turn.
 */
export function ownMatcher(root: Node, groups: number, fold: boolean): (line: string) => Groups | null {
  const run: Run = { line: '', spans: new Int32Array(2 * groups + 2) };
  const step = compile(root, run, fold);
  return (line) => {
    run.line = line;
    run.spans.fill(-1);
    const matched = step(0, (at) => {
      run.spans[1] = at;
      return true;
    });
    if (!matched) return null;
    run.spans[0] = 0;
    return Array.from({ length: groups + 1 }, (_, index) => {
      const from = run.spans[2 * index] ?? -1;
      return from < 0 ? undefined : line.slice(from, run.spans[2 * index + 1]);
    });
  };
}

function compile(node: Node, run: Run, fold: boolean): Step {
  const inner = (part: Node) => compile(part, run, fold);
  switch (node.kind) {
    case 'char':
    case 'any':
    case 'set': {
      const eat = eater(node, run, fold);
      return (at, next) => {
        const to = eat(at);
        return to >= 0 && next(to);
      };
    }
    case 'text': {
      const { text } = node;
      return (at, next) => equal(run.line.slice(at, at + text.length), text, fold) && next(at + text.length);
    }
    case 'anchor':
      return (at, next) => at === (node.at === 'start' ? 0 : run.line.length) && next(at);
    case 'boundary': {
      const isWord = codeTest({ kind: 'class', name: 'w', negated: false, ascii: node.ascii }, false);
      const word = (code: number | undefined) => code !== undefined && isWord(code);
      return (at, next) => {
        const edge = word(before(run.line, at)) !== word(run.line.codePointAt(at));
        return edge !== node.negated && next(at);
      };
    }
    case 'sequence':
      return node.items.map(inner).reduceRight<Step>(
        (rest, first) => (at, next) => first(at, (to) => rest(to, next)),
        (at, next) => next(at),
      );
    case 'either': {
      const options = node.options.map(inner);
      return (at, next) => options.some((option) => option(at, next));
    }
    case 'group':
      return group(compile(node.body, run, node.fold ?? fold), run, node.index);
    case 'look':
      return look(node, inner(node.body), run);
    case 'atomic':
      return atomic(inner(node.body), run);
    case 'back':
      return (at, next) => {
        const from = run.spans[2 * node.index] ?? -1;
        const text = run.line.slice(from, run.spans[2 * node.index + 1]);
        const same = from >= 0 && equal(run.line.slice(at, at + text.length), text, fold);
        return same && next(at + text.length);
      };
    case 'if': {
      const [yes, no] = [inner(node.yes), inner(node.no)];
      return (at, next) => ((run.spans[2 * node.index] ?? -1) >= 0 ? yes : no)(at, next);
    }
    case 'repeat':
      return node.mode === 'possessive'
        ? atomic(inner({ ...node, mode: 'greedy' }), run)
        : node.body.kind === 'char' || node.body.kind === 'any' || node.body.kind === 'set'
          ? repeatOne(node, eater(node.body, run, fold))
          : repeat(node, inner(node.body), run, captures(node.body));
  }
}

function equal(a: string, b: string, fold: boolean): boolean {
  return a === b || (fold && a.toLowerCase() === b.toLowerCase());
}

function before(line: string, at: number): number | undefined {
  if (at === 0) return undefined;
  const from = /[\udc00-\udfff]/.test(line.charAt(at - 1)) && at > 1 ? at - 2 : at - 1;
  return line.codePointAt(from);
}

/** Where the character at a place ends, or -1 where it does not match. */
function eater(node: Extract<Node, { kind: 'char' | 'any' | 'set' }>, run: Run, fold: boolean): (at: number) => number {
  const test = codeTest(node, fold);
  return (at) => {
    const code = run.line.codePointAt(at);
    if (code === undefined || !test(code)) return -1;
    return at + (code > 0xffff ? 2 : 1);
  };
}

function group(body: Step, run: Run, index: number | undefined): Step {
  if (index === undefined) return body;
  const [start, end] = [2 * index, 2 * index + 1];
  return (at, next) =>
    body(at, (to) => {
      const [from = -1, until = -1] = [run.spans[start], run.spans[end]];
      run.spans[start] = at;
      run.spans[end] = to;
      if (next(to)) return true;
      run.spans[start] = from;
      run.spans[end] = until;
      return false;
    });
}

function look({ ahead, negated, body }: Extract<Node, { kind: 'look' }>, step: Step, run: Run): Step {
  const [back] = width(body);
  return (at, next) => {
    const from = ahead ? at : stepBack(run.line, at, back);
    const kept = run.spans.slice();
    const found = from >= 0 && step(from, () => true);
    if (found === negated) {
      run.spans.set(kept);
      return false;
    }
    if (negated) run.spans.set(kept);
    if (next(at)) return true;
    run.spans.set(kept);
    return false;
  };
}

function stepBack(line: string, at: number, count: number): number {
  let from = at;
  for (let left = count; left > 0; left -= 1) {
    const code = before(line, from);
    if (code === undefined) return -1;
    from -= code > 0xffff ? 2 : 1;
  }
  return from;
}

function atomic(body: Step, run: Run): Step {
  return (at, next) => {
    const kept = run.spans.slice();
    let end = -1;
    const found = body(at, (to) => {
      end = to;
      return true;
    });
    if (found && next(end)) return true;
    run.spans.set(kept);
    return false;
  };
}

type Repeat = Extract<Node, { kind: 'repeat' }>;

/** A repeat of single characters, without a call a character. */
function repeatOne({ min, max, mode }: Repeat, eat: (at: number) => number): Step {
  return (at, next) => {
    const ends = [at];
    const grow = () => {
      const to = ends.length > max ? -1 : eat(ends.at(-1) ?? at);
      if (to >= 0) ends.push(to);
      return to >= 0;
    };
    while (ends.length <= min) if (!grow()) return false;
    if (mode === 'lazy') {
      do if (next(ends.at(-1) ?? at)) return true;
      while (grow());
      return false;
    }
    while (grow());
    for (let index = ends.length - 1; index >= min; index -= 1) if (next(ends[index] ?? at)) return true;
    return false;
  };
}

/** Any other repeat. A turn that matches nothing is the last. */
function repeat({ min, max, mode }: Repeat, body: Step, run: Run, capturing: boolean): Step {
  const turn = (count: number, at: number, next: Next): boolean => {
    const more = () => {
      const kept = capturing ? run.spans.slice() : undefined;
      if (body(at, (to) => (to === at && count >= min ? next(to) : turn(count + 1, to, next)))) return true;
      if (kept) run.spans.set(kept);
      return false;
    };
    if (count < min) return more();
    if (mode === 'lazy') return next(at) || (count < max && more());
    return (count < max && more()) || next(at);
  };
  return (at, next) => turn(0, at, next);
}
