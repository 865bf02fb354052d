import type { Merge, Sheet } from '../../types.ts';
import { createGrid } from '../grid.ts';
import type { Meter } from '../limits.ts';
import { createSharer } from '../text.ts';
import { odsText } from './cell.ts';

export type Attributes = Readonly<Record<string, string>>;

/**
 * Builds one sheet while its table goes by. Rows and cells can be repeated; empty repeated ones only move the place, so
 * that the million empty rows which every file ends with cost nothing. Names come without prefix.
 */
export function createTable(name: string, hidden: boolean, meter: Meter) {
  const grid = createGrid(meter);
  const shared = createSharer();
  const merges: Merge[] = [];
  let row = 0;
  let rowRepeat = 1;
  let filled: { column: number; text: string }[] = [];
  let column = 0;
  let cell: Attributes = {};
  let shown = '';

  const endCell = () => {
    const text = shared(odsText({ type: cell['office:value-type'], value: storedValue(cell), shown }));
    const repeat = times(cell['table:number-columns-repeated']);
    const rows = times(cell['table:number-rows-spanned']);
    const columns = times(cell['table:number-columns-spanned']);
    if (rows > 1 || columns > 1) {
      merges.push({ top: row, left: column, bottom: row + rows - 1, right: column + columns - 1 });
    }
    if (text !== '') {
      meter.check('columns', column + repeat);
      for (let at = 0; at < repeat; at++) filled.push({ column: column + at, text });
    }
    column += repeat;
  };
  const endRow = () => {
    if (filled.length > 0) {
      meter.check('rows', row + rowRepeat);
      for (let at = 0; at < rowRepeat; at++) for (const { column, text } of filled) grid.put(row + at, column, text);
    }
    row += rowRepeat;
    column = 0;
    filled = [];
  };

  return {
    startRow: (attributes: Attributes) => {
      rowRepeat = times(attributes['table:number-rows-repeated']);
    },
    endRow,
    startCell: (attributes: Attributes) => {
      cell = attributes;
      shown = '';
    },
    endCell,
    /** A new paragraph of the cell's text begins. */
    paragraph: () => {
      if (shown !== '') shown += '\n';
    },
    add: (text: string) => {
      shown += text;
      meter.check('text', shown.length);
    },
    finish: (): Sheet => ({ name, hidden, rows: grid.finish(merges), merges }),
  };
}

function storedValue(cell: Attributes): string | undefined {
  return cell['office:value'] ?? cell['office:date-value'] ?? cell['office:boolean-value'];
}

function times(value: string | undefined): number {
  const number = Number(value ?? 1);
  return Number.isSafeInteger(number) && number > 0 ? number : 1;
}
