import type { Merge } from '../../types.ts';
import { createGrid } from '../grid.ts';
import type { Meter } from '../limits.ts';
import { cellPlace, mergeOf } from '../reference.ts';
import { readXml } from '../xml.ts';
import type { Parts } from '../zip.ts';
import type { CellText } from './cell.ts';

type Attributes = Readonly<Record<string, string>>;

/** The rows and merged cells of one worksheet part. Formulas are left out; their stored values are what is read. */
export async function readSheet(parts: Parts, path: string, cellText: CellText, meter: Meter) {
  const grid = createGrid(meter);
  const merges: Merge[] = [];
  let row = -1;
  let column = -1;
  let type = 'n';
  let style = 0;
  let value = '';
  let listening = false;
  let inReading = false;

  const starts: Record<string, (attributes: Attributes) => void> = {
    row: ({ r }) => {
      row = r === undefined ? row + 1 : numberOf(r) - 1;
      column = -1;
    },
    c: ({ r, t, s }) => {
      const place = r === undefined ? undefined : cellPlace(r);
      if (place) row = place.row;
      column = place ? place.column : column + 1;
      type = t ?? 'n';
      style = s === undefined ? 0 : Number(s);
      value = '';
    },
    v: () => {
      listening = true;
    },
    t: () => {
      listening = !inReading;
    },
    rPh: () => {
      inReading = true;
    },
    mergeCell: ({ ref }) => {
      const merge = mergeOf(ref ?? '');
      if (merge) merges.push(merge);
      meter.check('cells', merges.length);
    },
  };
  const ends: Record<string, () => void> = {
    c: () => {
      if (value !== '') grid.put(row, column, cellText(type, value, style));
    },
    v: () => {
      listening = false;
    },
    t: () => {
      listening = false;
    },
    rPh: () => {
      inReading = false;
    },
  };
  const numberOf = (text: string) => {
    const number = Number(text);
    if (!Number.isSafeInteger(number) || number < 1) throw meter.error('file-unreadable', `${path}, row ${text}`);
    return number;
  };
  await readXml(
    parts.stream(path),
    {
      open: (name, attributes) => starts[name]?.(attributes),
      text: (text) => {
        if (listening) value += text;
      },
      close: (name) => ends[name]?.(),
    },
    meter,
    path,
  );
  return { rows: grid.finish(merges), merges };
}
