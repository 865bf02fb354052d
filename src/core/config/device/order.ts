import type { Block, Dialect } from '../blocks/types.ts';

/** What is taken out of and appended to lines whose order counts; all others stay where they are. */
export interface Reordering {
  readonly out: readonly Block[];
  readonly in: readonly Block[];
  /** Blocks that stay, as they were and as they are to be. */
  readonly stay: readonly (readonly [Block, Block])[];
}

/**
 * For a block whose lines stand in the order in which they were typed (an access list, the classes of a policy): what is
 * not wanted is taken out, and all from where the wanted order is another is typed anew at the end. Undefined where the
 * order of this block does not count, or its lines have numbers that say it.
 */
export function reordering(
  header: string,
  before: readonly Block[],
  after: readonly Block[],
  dialect: Dialect,
): Reordering | undefined {
  if (!dialect.ordered.test(header)) return undefined;
  if ([...before, ...after].every(({ text }) => dialect.numbered.test(text))) return undefined;
  return moves(before, after);
}

/** As `reordering`, for lines of which it is known that their order counts. */
export function moves(before: readonly Block[], after: readonly Block[]): Reordering {
  const wanted = new Map(after.map((block) => [block.text, block]));
  const kept = before.filter(({ text }) => wanted.has(text));
  const differs = kept.findIndex(({ text }, at) => text !== after[at]?.text);
  const length = differs === -1 ? kept.length : differs;
  const staying = new Set(kept.slice(0, length));
  return {
    out: before.filter((block) => !staying.has(block)),
    in: after.slice(length),
    stay: kept.slice(0, length).flatMap((block) => {
      const now = wanted.get(block.text);
      return now ? [[block, now] as const] : [];
    }),
  };
}
