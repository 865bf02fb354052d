import type { LineRule } from '../types.ts';

/** Rules for lines of which there is one, undone by these words alone: `description`, `port default vlan`. */
export function singles(...heads: readonly string[]): readonly LineRule[] {
  return heads.map((head) => ({ line: new RegExp(`^(${head})(?= |$)`) }));
}
