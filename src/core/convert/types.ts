import type { DeviceType } from '../settings/device-types.ts';
import type { Text } from '../text.ts';
import type { Field } from './fields.ts';

/** What a file is, told by its content. */
export type FileKind = 'xlsx' | 'xls' | 'ods' | 'csv' | 'tsv' | 'html';

/** Merged cells; zero-based, both ends included. */
export interface Merge {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/**
 * One sheet. A cell is the text a person sees, '' where there is none: dates are ISO (`2024-03-05`, with a time only
 * where one is shown), long digits are whole, formulas are their stored value, merged cells are filled with their
 * top-left value. `rows[0]` is row 1; rows end at their last cell that is not empty.
 */
export interface Sheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly rows: readonly (readonly string[])[];
  readonly merges: readonly Merge[];
}

export interface Workbook {
  readonly kind: FileKind;
  readonly sheets: readonly Sheet[];
  /** What a reader of the result should know, such as an encoding that was guessed. */
  readonly notes: readonly Text[];
}

/** A column's header as it was found. */
export interface Header {
  /** Zero-based column of the sheet. */
  readonly column: number;
  /** White space folded, line breaks gone, `*` and brackets with a unit taken out; the parts of two rows joined by a space. '' without a header. */
  readonly text: string;
  /** As it stands in the sheet. */
  readonly raw: string;
  /** Written in brackets behind it: `GB` of `内存(GB)`. */
  readonly unit?: string;
  readonly required?: boolean;
}

/** A table found in a sheet. Rows are zero-based. */
export interface Table {
  readonly sheet: string;
  /** None where the table has no header. */
  readonly headerRows: readonly number[];
  readonly headers: readonly Header[];
  /** The rows that hold data, in order. */
  readonly rows: readonly number[];
  /** The text of title and section rows above a row counts for recognising types: row → nearest title above it. */
  readonly titles: ReadonlyMap<number, string>;
  /** It was written by this program: headers are names of fields, values are in their final form. */
  readonly own?: true;
}

/** Why a row that is not empty is no record. */
export type NotDataReason =
  | 'title'
  | 'header'
  | 'section'
  | 'note'
  | 'total'
  | 'sample'
  | 'comment'
  | 'instructions'
  | 'not-inventory';

export interface NotData {
  readonly sheet: string;
  /** Zero-based. */
  readonly row: number;
  readonly why: NotDataReason;
}

/** What a column was taken for. */
export interface Column {
  readonly header: Header;
  /** `label`: not known, kept under `label`; `ignored`: holds nothing. */
  readonly field: Field | 'label' | 'ignored';
  /** The label's name, where `field` is `label`. */
  readonly label?: string;
  /** The column holds two fields: `vendor+model` where `field` is `model` and the values begin with the vendor. */
  readonly split?: 'vendor+model';
  /** 0 to 1. */
  readonly confidence: number;
  readonly reason: Text;
}

/** What a device is, from `recogniseType`. */
export interface TypeFound {
  readonly type: DeviceType;
  /** 0 to 1. */
  readonly confidence: number;
  readonly reason: Text;
}

/** Why a record is in quarantine; stable, shown with `reasonText`. */
export type ReasonCode =
  | 'name-missing'
  | 'name-invalid'
  | 'address-missing'
  | 'address-invalid'
  | 'address-range'
  | 'address-ambiguous'
  | 'name-duplicate'
  | 'address-duplicate'
  | 'serial-duplicate'
  | 'duplicate-row'
  | 'rows-conflict'
  | 'address-outside-subnet'
  | 'date-impossible';

/** One thing that is wrong with a record, and where. */
export interface Reason {
  readonly code: ReasonCode;
  readonly text: Text;
  /** The cell as the sheet names it: `C12`. */
  readonly cell?: string;
}

/** A value that was changed on its way in, and by which rules (their ids), in order. */
export interface Change {
  readonly field: string;
  readonly raw: string;
  readonly value: string;
  readonly rules: readonly string[];
}

/** One host as it comes out of a sheet. */
export interface HostRecord {
  readonly name: string;
  readonly address: string;
  readonly type: DeviceType;
  /** `unknown` where nothing tells. */
  readonly platform: string;
  /** Every other field that has a value, by field; never a secret. */
  readonly fields: Readonly<Partial<Record<Field, string>>>;
  /** Columns that are no field, by label name. */
  readonly labels: Readonly<Record<string, string>>;
  readonly sheet: string;
  /** One-based, as the sheet shows it. */
  readonly row: number;
}

/** A row that could not be understood, whole. */
export interface Quarantined {
  readonly sheet: string;
  /** One-based, as the sheet shows it. */
  readonly row: number;
  readonly reasons: readonly Reason[];
  /** The row's cells by header, secrets left out. */
  readonly values: Readonly<Record<string, string>>;
}
