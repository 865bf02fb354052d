import type { Fields } from './types.ts';

/** A table block as aligned columns; `cell` gives a cell's text. */
export function plainTable(block: Fields, cell: (value: unknown) => string): string[] {
  const rows = Array.isArray(block.rows) ? block.rows.map((row) => (Array.isArray(row) ? row.map(cell) : [])) : [];
  const widths: number[] = [];
  for (const row of rows)
    row.forEach((text, at) => {
      widths[at] = Math.max(widths[at] ?? 0, width(text));
    });
  return rows.map((row) =>
    row
      .map((text, at) => text + ' '.repeat((widths[at] ?? 0) - width(text)))
      .join('  ')
      .trimEnd(),
  );
}

/** Columns a text takes in a terminal: two for East Asian wide characters. */
function width(text: string): number {
  return [...text].reduce(
    (sum, character) =>
      sum +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}]|[\u{20000}-\u{3fffd}]/u.test(
        character,
      )
        ? 2
        : 1),
    0,
  );
}
