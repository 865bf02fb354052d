// Reads a spreadsheet in the confined child, for the page to show the beginning of its sheets.
import { readWorkbook } from '../../core/convert/read/index.ts';
import { confinedMain } from '../../core/io/confined-child.ts';
import type { Preview } from './preview.ts';

await confinedMain(async ({ options, input, send }) => {
  const { name, rows, columns } = options as { name: string; rows: number; columns: number };
  const { sheets } = await readWorkbook(input, { name });
  const preview: Preview = {
    sheets: sheets.map((sheet) => ({
      name: sheet.name,
      more: Math.max(0, sheet.rows.length - rows),
      moreColumns: Math.max(0, sheet.rows.reduce((most, row) => Math.max(most, widthOf(row)), 0) - columns),
      rows: sheet.rows.slice(0, rows).map((row) => row.slice(0, columns).map((cell) => String(cell ?? ''))),
    })),
  };
  await send('preview', JSON.stringify(preview));
});

/** Up to the last cell that holds anything. */
function widthOf(row: readonly unknown[]): number {
  return row.findLastIndex((cell) => cell !== undefined && cell !== null && cell !== '') + 1;
}
