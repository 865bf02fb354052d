import type { Sheet, Workbook } from '../../types.ts';
import type { Meter } from '../limits.ts';
import { readXml } from '../xml.ts';
import type { Parts } from '../zip.ts';
import { type Attributes, createTable } from './table.ts';

/** What stands inside a cell and is not its text: comments, and drawings with text of their own. */
const besides = new Set(['annotation', 'shapes', 'frame', 'custom-shape', 'tracked-changes']);

/**
 * Reads an OpenDocument spreadsheet (OpenDocument 1.3 part 3, chapter 9). A reader of our own, because cells there say
 * how often they repeat and a library builds all of them before any limit can be looked at. Errors: `file-encrypted`.
 */
export async function readOds(parts: Parts, meter: Meter): Promise<Workbook> {
  if (/<(?:\w+:)?encryption-data\b/.test(await parts.text('META-INF/manifest.xml')))
    throw meter.error('file-encrypted');
  const sheets: Sheet[] = [];
  const hiddenStyles = new Set<string>();
  let style = '';
  let table: ReturnType<typeof createTable> | undefined;
  let outside = 0;
  let inCell = 0;

  const starts: Record<string, (attributes: Attributes) => void> = {
    style: (attributes) => {
      style = attributes['style:name'] ?? '';
    },
    'table-properties': (attributes) => {
      if (attributes['table:display'] === 'false') hiddenStyles.add(style);
    },
    table: (attributes) => {
      meter.add('sheets', 1);
      const hidden = hiddenStyles.has(attributes['table:style-name'] ?? '');
      table = createTable(attributes['table:name'] ?? '', hidden, meter);
    },
    'table-row': (attributes) => table?.startRow(attributes),
    'table-cell': (attributes) => {
      inCell++;
      table?.startCell(attributes);
    },
    'covered-table-cell': (attributes) => {
      inCell++;
      table?.startCell({ 'table:number-columns-repeated': attributes['table:number-columns-repeated'] ?? '1' });
    },
    p: () => table?.paragraph(),
    s: (attributes) => table?.add(' '.repeat(Math.min(meter.limits.text + 1, Number(attributes['text:c'] ?? 1) || 1))),
    tab: () => table?.add('\t'),
    'line-break': () => table?.add('\n'),
  };
  const endCell = () => {
    inCell--;
    table?.endCell();
  };
  const ends: Record<string, () => void> = {
    table: () => {
      if (table) sheets.push(table.finish());
      table = undefined;
    },
    'table-row': () => table?.endRow(),
    'table-cell': endCell,
    'covered-table-cell': endCell,
  };
  await readXml(
    parts.stream('content.xml'),
    {
      open: (name, attributes) => {
        if (besides.has(name)) outside++;
        if (outside === 0) starts[name]?.(attributes);
      },
      text: (text) => {
        if (outside === 0 && inCell > 0) table?.add(text);
      },
      close: (name) => {
        if (outside === 0) ends[name]?.();
        if (besides.has(name)) outside--;
      },
    },
    meter,
    'content.xml',
  );
  return { kind: 'ods', sheets, notes: [] };
}
