import { slashReadingOf } from '../../process/address.ts';
import type { SlashReading } from '../../process/address-scan.ts';
import { dateOrderOf } from '../../process/date-shapes.ts';
import type { Context } from '../../process/index.ts';
import type { Field } from '../fields.ts';
import { secretFields } from '../fields.ts';
import type { Column } from '../types.ts';
import type { Source } from './draft.ts';

/** How the rows of a table are read. */
export interface Reading {
  readonly source: Source;
  /** The columns whose values go into a host, but for its name, with what is known of their values. */
  readonly values: readonly { readonly column: Column; readonly context: ColumnContext }[];
  readonly name?: Column;
  /**
   * The columns with the address that the host is reached at, the first that holds one counts: management, else service
   * (private ones before public ones), else out-of-band. The others are kept as what they are.
   */
  readonly addresses: readonly Column[];
  /** How `10.1.1.29/30` is read in the address column, where the column or a person says so. */
  readonly slash?: SlashReading;
  /** What may stand in the quarantine: everything but secrets. */
  readonly shown: readonly Column[];
  /** First row of each merged name cell: zero-based row → row. */
  readonly nameStarts: ReadonlyMap<number, number>;
}

type ColumnContext = Pick<Context, 'unit' | 'dateOrder'>;

const addressFields = ['address', 'service_ip', 'oob_ip'] as const satisfies readonly Field[];
const dates: ReadonlySet<string> = new Set(['purchase_date', 'warranty_end']);

/** Prepares the reading of a table; undefined where it has neither names nor addresses, so is no inventory. */
export function readingOf(source: Source, answered: SlashReading | undefined): Reading | undefined {
  const { columns } = source;
  const name = columns.find(({ field }) => field === 'name');
  const addresses = addressColumns(source);
  if (!name && addresses.length === 0) return undefined;
  const cells = addresses.flatMap((column) => cellsOf(source, column));
  return {
    source,
    ...(name && { name }),
    addresses,
    slash: slashReadingOf(cells) ?? answered,
    values: columns
      .filter((column) => column !== name && isKept(column))
      .map((column) => ({ column, context: contextOf(source, column) })),
    shown: columns.filter(({ field }) => field !== 'ignored' && !(field !== 'label' && secretFields.has(field))),
    nameStarts: startsOf(source, name),
  };
}

function addressColumns(source: Source): readonly Column[] {
  const kinds = addressFields.map((field) => source.columns.filter((column) => column.field === field));
  const found = kinds.find((columns) => columns.length > 0) ?? [];
  return found.toSorted((one, other) => publicShare(source, one) - publicShare(source, other));
}

/** Private address space: RFC 1918, RFC 6598, link-local; `fc00::/7`. */
const privately =
  /^(?:10\.|127\.|169\.254\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|f[cd])/i;

/** How many of a column's addresses anybody can reach, 0 to 1; more than that where it holds none. */
function publicShare(source: Source, column: Column): number {
  const filled = cellsOf(source, column).filter((cell) => /^[\da-f]+[.:]/i.test(cell));
  return filled.length === 0 ? 2 : filled.filter((cell) => !privately.test(cell)).length / filled.length;
}

function cellsOf({ sheet, table }: Source, { header }: Column): readonly string[] {
  return table.rows.map((row) => sheet.rows[row]?.[header.column] ?? '');
}

function contextOf(source: Source, column: Column): ColumnContext {
  const unit = column.header.unit ?? unitBehind(column.header.text);
  const dateOrder = dates.has(column.field) ? dateOrderOf(cellsOf(source, column)) : undefined;
  return { ...(unit && { unit }), ...(dateOrder && { dateOrder }) };
}

/** `RAM GB`, `memory_mb`, `内存G`, `ramGB`, `内存(GB) RAM`: a unit that the header does not end with in brackets. */
function unitBehind(header: string): string | undefined {
  const bracketed = /[(（]\s*([kmgt]i?b|[gt]|[mg]hz)\s*[)）]/i.exec(header);
  const last =
    /(?:[\s_/-]|\p{Script=Han})([kmgt]i?b|[gt]|[mg]hz)$/iu.exec(header) ?? /\p{Ll}([KMGT]i?B|[MG]Hz)$/u.exec(header);
  return (bracketed ?? last)?.[1];
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
