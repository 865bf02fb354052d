import { slashReadingOf } from '../../process/address.ts';
import type { SlashReading } from '../../process/address-scan.ts';
import type { Field } from '../fields.ts';
import { secretFields } from '../fields.ts';
import type { Column } from '../types.ts';
import type { Source } from './draft.ts';

/** How the rows of a table are read. */
export interface Reading {
  readonly source: Source;
  /** The columns whose values go into a host, but for its name and address. */
  readonly values: readonly Column[];
  readonly name?: Column;
  /** The column with the address that the host is reached at: management, else service, else out-of-band. */
  readonly address?: Column;
  /** How `10.1.1.29/30` is read in the address column, where the column or a person says so. */
  readonly slash?: SlashReading;
  /** What may stand in the quarantine: everything but secrets. */
  readonly shown: readonly Column[];
  /** First row of each merged name cell: zero-based row → row. */
  readonly nameStarts: ReadonlyMap<number, number>;
}

const addressFields = ['address', 'service_ip', 'oob_ip'] as const satisfies readonly Field[];

/** Prepares the reading of a table; undefined where it has neither names nor addresses, so is no inventory. */
export function readingOf(source: Source, answered: SlashReading | undefined): Reading | undefined {
  const { columns, sheet, table } = source;
  const name = columns.find(({ field }) => field === 'name');
  const address = addressFields.map((field) => columns.find((column) => column.field === field)).find(Boolean);
  if (!name && !address) return undefined;
  const cells = address ? table.rows.map((row) => sheet.rows[row]?.[address.header.column] ?? '') : [];
  return {
    source,
    ...(name && { name }),
    ...(address && { address }),
    slash: slashReadingOf(cells) ?? answered,
    values: columns.filter((column) => column !== name && column !== address && isKept(column)),
    shown: columns.filter(({ field }) => field !== 'ignored' && !(field !== 'label' && secretFields.has(field))),
    nameStarts: startsOf(source, name),
  };
}

function isKept({ field }: Column): boolean {
  return field === 'label' || (field !== 'ignored' && field !== 'row_no' && !secretFields.has(field));
}

/** The rows that share one merged name cell are one device. */
function startsOf({ sheet }: Source, name: Column | undefined): ReadonlyMap<number, number> {
  const starts = new Map<number, number>();
  for (const { top, bottom, left, right } of sheet.merges) {
    if (!name || top === bottom || left > name.header.column || right < name.header.column) continue;
    for (let row = top; row <= bottom; row++) starts.set(row, top);
  }
  return starts;
}
