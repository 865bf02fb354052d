/** A piece of a text to be replaced: what stands from `at` up to `end` becomes `text`. */
export interface Splice {
  readonly at: number;
  readonly end: number;
  readonly text: string;
}

/** The text with all pieces replaced. They must not overlap; of several at one place, the first comes first. */
export function applySplices(text: string, splices: readonly Splice[]): string {
  const parts: string[] = [];
  let done = 0;
  for (const { at, end, text: now } of splices.toSorted((a, b) => a.at - b.at)) {
    parts.push(text.slice(done, at), now);
    done = Math.max(done, end);
  }
  return [...parts, text.slice(done)].join('');
}
