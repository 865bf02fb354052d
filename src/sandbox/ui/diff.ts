/** What a line of a unified difference is; undefined: the same on both sides, or anything else. */
export type Side = 'head' | 'hunk' | 'added' | 'removed' | undefined;

/** What each line of a unified difference is: within a hunk, as long as its `@@` says it is, none is a header. */
export function sidesOf(lines: readonly string[]): Side[] {
  let left = { before: 0, after: 0 };
  return lines.map((line) => {
    const inside = left.before > 0 || left.after > 0;
    const counts = inside ? undefined : /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/.exec(line);
    if (counts) {
      left = { before: Number(counts[1] ?? 1), after: Number(counts[2] ?? 1) };
      return 'hunk';
    }
    if (!inside && /^(?:---|\+\+\+|diff |index )/.test(line)) return 'head';
    const side = line.startsWith('+') ? 'added' : line.startsWith('-') ? 'removed' : undefined;
    if (inside && !line.startsWith('\\')) {
      if (side !== 'added') left.before -= 1;
      if (side !== 'removed') left.after -= 1;
    }
    return side;
  });
}
