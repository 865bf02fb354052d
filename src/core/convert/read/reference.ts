import type { Merge } from '../types.ts';

/** A cell's place, zero-based, from `C12` or `$C$12`; undefined where it is none. */
export function cellPlace(reference: string): { row: number; column: number } | undefined {
  let column = 0;
  let row = 0;
  let digits = 0;
  for (let at = 0; at < reference.length; at++) {
    const code = reference.charCodeAt(at);
    if (code === 36) continue;
    const letter = code >= 97 ? code - 96 : code - 64;
    if (digits === 0 && letter >= 1 && letter <= 26) column = column * 26 + letter;
    else if (code >= 48 && code <= 57) {
      row = row * 10 + code - 48;
      digits++;
    } else return undefined;
  }
  return row > 0 && column > 0 ? { row: row - 1, column: column - 1 } : undefined;
}

/** Merged cells from `A1:B3`; undefined where it is none. */
export function mergeOf(reference: string): Merge | undefined {
  const [from, to] = reference.split(':').map(cellPlace);
  if (!from || !to) return undefined;
  return {
    top: Math.min(from.row, to.row),
    left: Math.min(from.column, to.column),
    bottom: Math.max(from.row, to.row),
    right: Math.max(from.column, to.column),
  };
}
