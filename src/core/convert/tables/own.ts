import type { Sheet, Table } from '../types.ts';
import { restored } from '../write/neutral.ts';
import { changesHead, quarantineHead } from '../write/quarantine.ts';
import { ownHeaders } from '../write/table.ts';
import { isEmptyRow } from './grid.ts';

/**
 * The table of a sheet that `tableOf` wrote, whoever has edited it since: its first row has all of `ownHeaders`. Every
 * row below that is not empty is a host.
 */
export function ownTable({ name, rows }: Sheet): Table | undefined {
  const header = rows[0]?.map(restored) ?? [];
  if (!ownHeaders.every((own) => header.includes(own))) return undefined;
  const hosts = rows.flatMap((row, at) => (at === 0 || isEmptyRow(row) ? [] : [at]));
  return {
    sheet: name,
    headerRows: [0],
    headers: Array.from(header, (text, column) => ({ column, text, raw: rows[0]?.[column] ?? '' })).filter(
      ({ text, column }) => text !== '' || hosts.some((row) => (rows[row]?.[column] ?? '') !== ''),
    ),
    rows: hosts,
    titles: new Map(),
    own: true,
  };
}

/**
 * The sheets of a workbook that tell of another conversion, and so are no inventory: of changed values, and of the
 * quarantine beside a table that this program wrote. By itself a quarantine is read: somebody may have mended its rows.
 */
export function reportsIn(sheets: readonly Sheet[]): ReadonlySet<Sheet> {
  const written = sheets.some((sheet) => ownTable(sheet));
  const heads = [changesHead, ...(written ? [quarantineHead] : [])];
  return new Set(sheets.filter(({ rows }) => heads.some((head) => head.every((text, at) => rows[0]?.[at] === text))));
}
