import type { DeviceType } from '../../settings/device-types.ts';
import type { Field } from '../fields.ts';
import type { Change, Column, Reason, Sheet, Table } from '../types.ts';

/** Where drafts come from: one table of one sheet, with what its columns were taken for. */
export interface Source {
  /** Number of the table in the workbook, from 0. */
  readonly index: number;
  readonly sheet: Sheet;
  readonly table: Table;
  readonly columns: readonly Column[];
}

/** A host on its way: what one row says of it, and what is wrong with that. */
export interface Draft {
  readonly source: Source;
  /** Zero-based row of the sheet. */
  readonly row: number;
  name: string;
  address: string;
  type: DeviceType;
  /** 0 to 1: how sure the type is. */
  typeConfidence: number;
  platform: string;
  readonly fields: Partial<Record<Field, string>>;
  readonly labels: Record<string, string>;
  readonly reasons: Reason[];
  /** What was changed on the way; none beyond the first that a report shows. */
  changes: readonly Change[];
  /** Set where the row went into the draft of another row. */
  joined?: Draft;
}

/** `C12`, for zero-based column and row. */
export function cellName(column: number, row: number): string {
  return `${columnName(column)}${row + 1}`;
}

/** `A`, `B` … `AA`, for a zero-based column. */
export function columnName(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : columnName(Math.floor(column / 26) - 1) + letter;
}

/** The cell of a draft that holds a field, where its table has a column for it. */
export function cellOf({ source, row }: Draft, field: Field): string | undefined {
  const column = source.columns.find((each) => each.field === field);
  return column && cellName(column.header.column, row);
}
