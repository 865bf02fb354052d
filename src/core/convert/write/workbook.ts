import { readXlsx, writeXlsx } from 'hucre/xlsx';

export interface OutSheet {
  readonly name: string;
  /** The first row is the header. */
  readonly rows: readonly (readonly string[])[];
}

/** What a cell of Excel's holds at most, in UTF-16 units ("Excel specifications and limits"). */
const longest = 32_767;
/** What XML 1.0 cannot hold or would change, and what would read as its escape (ECMA-376, ST_Xstring). */
const unfit = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|_(?=x[\da-f]{4}_)/gi;
const widths = { least: 8, most: 48 };

/** What an .xlsx cell holds of a text: its first 32,767 characters. */
export function fitting(text: string): string {
  return text.length > longest ? text.slice(0, longest).toWellFormed() : text;
}

/** As it stands in the file: `_x000D_` for a carriage return and the like. */
function escaped(text: string): string {
  return fitting(text).replace(unfit, (each) => `_x${each.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`);
}

/** An .xlsx with every cell as text, the header in bold and kept in sight, and columns as wide as what is in them. */
export async function toXlsx(sheets: readonly OutSheet[]): Promise<Uint8Array> {
  const bold = { font: { bold: true } };
  return writeXlsx({
    sheets: sheets.map(({ name, rows }) => ({
      name,
      rows: rows.map((row) => row.map(escaped)),
      columns: (rows[0] ?? []).map((_, column) => ({ width: widthOf(rows, column) })),
      cells: new Map((rows[0] ?? []).map((value, column) => [`0,${column}`, { value: escaped(value), style: bold }])),
      freezePane: { rows: 1 },
    })),
  });
}

/** The cells of a sheet as text, '' where there is none. */
export async function fromXlsx(content: Uint8Array, sheet: string): Promise<readonly (readonly string[])[]> {
  const { sheets } = await readXlsx(content);
  const rows = sheets.find(({ name }) => name === sheet)?.rows ?? [];
  return rows.map((row) => row.map((cell) => (cell === null || cell === undefined ? '' : String(cell))));
}

/** In characters of the font's digits, a Chinese one counting two; by the first 200 rows. */
function widthOf(rows: OutSheet['rows'], column: number): number {
  const longestLine = rows.slice(0, 200).flatMap((row) => (row[column] ?? '').slice(0, 400).split('\n'));
  const wide = Math.max(...longestLine.map((line) => line.slice(0, 100).replace(/[\u2e80-\uffef]/g, 'xx').length));
  return Math.min(widths.most, Math.max(widths.least, wide + 2));
}
