import { cleanText, createSharer } from '../text.ts';
import type { Styles } from './styles.ts';

/** The text of a cell from its type, its stored value and its style number. */
export type CellText = (type: string, value: string, style: number) => string;

/** Reads cells of a workbook with these shared strings and styles. Types: ECMA-376 part 1, 18.18.11. */
export function createCellText(strings: readonly string[], styles: Styles): CellText {
  const shared = createSharer();
  const text = (value: string) => shared(cleanText(value));
  const kinds: Record<string, CellText> = {
    s: (_, value) => strings[Number(value)] ?? '',
    str: (_, value) => text(value),
    inlineStr: (_, value) => text(value),
    b: (_, value) => (value === '1' || value === 'true' ? 'TRUE' : 'FALSE'),
    e: (_, value) => value,
    d: (_, value) => storedDate(value),
    n: (_, value, style) => {
      const number = Number(value);
      return Number.isFinite(number) && value.trim() !== '' ? styles(style)(number) : value;
    },
  };
  return (type, value, style) => (kinds[type] ?? text)(type, value, style);
}

/** A cell that holds an ISO 8601 date: its time is shown where it is not midnight. */
function storedDate(value: string): string {
  return value
    .replace(/Z$/, '')
    .replace(/T00:00(?::00(?:\.0+)?)?$/, '')
    .replace('T', ' ');
}
