import { type Part, partOf } from './inventory.ts';
import { tables } from './tables.ts';
import { blocks, isTold } from './text.ts';

const parts: readonly (readonly [section: RegExp, name: string])[] = [
  [/information/i, 'Chassis'],
  [/power supply/i, 'Power supply'],
  [/fan/i, 'Fan'],
  [/transceiver/i, 'Transceiver'],
  [/card|module/i, 'Module'],
  [/storage/i, 'Storage'],
];

/** `show inventory` of EOS: tables under headings such as `System has 2 power supply slots`; a slot without model and serial number is empty. */
export function inventoryOfEos(text: string | undefined): readonly Part[] {
  return blocks(text ?? '', /^System (?:information|has \d+ (.*))$/i).flatMap(({ head, text: body }) => {
    const name = parts.find(([section]) => section.test(head[0]))?.[1];
    const found =
      name === undefined ? [] : tables(body).flatMap((table) => table.rows.map((row) => named(table.headings, row)));
    if (name === 'Chassis') return [partOf({ name, ...chassis(found) })];
    return found
      .filter(({ Model: model, 'Serial Number': serial }) => isTold(model) || isTold(serial))
      .map((row) => {
        const slot = row.Slot ?? row.Module ?? row.Port ?? row.Mount;
        return partOf({
          slot,
          name: name ?? '',
          description: row.Manufacturer,
          part: row.Model,
          serial: row['Serial Number'],
        });
      });
  });
}

type Row = Readonly<Record<string, string>>;

function named(headings: readonly string[], row: readonly string[]): Row {
  return Object.fromEntries(headings.map((heading, at) => [heading, row[at] ?? '']));
}

/** Two tables tell of the chassis: model and description, then its serial number. */
function chassis(rows: readonly Row[]): Omit<Part, 'name'> {
  const all: Row = Object.assign({}, ...rows);
  return { description: all.Description, part: all.Model, serial: all['Serial Number'] };
}
