import { OpsError } from '../errors.ts';
import type { SlashReading } from '../process/address-scan.ts';
import { suggestion } from '../settings/nearest.ts';
import { guarded } from './columns/guarded.ts';
import type { Correction, RecogniseOptions } from './columns/recognise.ts';
import { correctionKey, headerSignature, recogniseColumns } from './columns/recognise.ts';
import { createFilter, demandSome } from './filter.ts';
import type { DeviceKnowledge } from './knowledge/devices.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { readWorkbook } from './read/index.ts';
import type { Source } from './records/draft.ts';
import { readRecords } from './records/index.ts';
import type { Reading } from './records/reading.ts';
import { type Summary, summarise } from './summary.ts';
import { findTables, type TablesFound } from './tables/find.ts';
import { isEmptyRow } from './tables/grid.ts';
import { reportsIn } from './tables/own.ts';
import type { NotData, Sheet, Workbook } from './types.ts';

/** What people said of headers: by `headerSignature` of a table, then by `correctionKey` of a header. */
export type Corrections = Readonly<Record<string, Readonly<Record<string, Correction>>>>;

/** What a person chose for a conversion; plain JSON. */
export interface Choices {
  /** Reads this sheet alone. */
  readonly sheet?: string;
  /** A selector: hosts it does not take are left out. */
  readonly where?: string;
  /** How cells such as `10.1.1.29/30` are read where their column does not tell. */
  readonly slash?: SlashReading;
}

export interface ConvertOptions extends Choices {
  /** The file's name. */
  readonly name: string;
  readonly corrections: Corrections;
  /** Now, in ms: years of two digits go by it. */
  readonly now: number;
  /** Knowledge in place of what ships, for tests. */
  readonly knowledge?: RecogniseOptions['knowledge'];
  readonly devices?: DeviceKnowledge;
}

/** A spreadsheet as an inventory: what came of every row. */
export interface Converted extends Outcome {
  readonly summary: Summary;
}

/**
 * Turns a spreadsheet into an inventory: reads it, finds its tables, tells what their columns are, reads their rows, and
 * holds them against each other. Errors: those of `readWorkbook`, `sheet-unknown`, and those of the filter, which must
 * take a host where there is one.
 */
export async function convert(bytes: Uint8Array, options: ConvertOptions): Promise<Converted> {
  return convertWorkbook(await readWorkbook(bytes, { name: options.name }), options);
}

/** As `convert`, of a spreadsheet that was read. */
export function convertWorkbook(read: Workbook, options: ConvertOptions): Converted {
  const workbook = chosen(read, options);
  const reports = reportsIn(read.sheets);
  const found = workbook.sheets.map((sheet) => ({ sheet, ...tablesOf(sheet, reports.has(sheet), options) }));
  const sources = found
    .flatMap(({ sheet, tables }) =>
      guarded(tables.map((table) => ({ sheet, table, columns: recognise(table, sheet, options) }))),
    )
    .map((source, index) => ({ index, ...source }));
  const { slash, devices, now } = options;
  const records = readRecords(sources, { slash, devices, now: new Date(now) });
  const columns = sources.flatMap((source) => source.columns);
  const outcome = outcomeOf(records, createFilter(options.where, columns));
  if (options.where !== undefined && outcome.hosts.length === 0 && outcome.counts.filtered > 0) {
    demandSome(options.where, columns, outcomeOf(records, () => true).hosts);
  }
  const notData = withStrangers(
    found.flatMap((each) => each.notData),
    sources,
    records.readings,
  );
  const summary = summarise({
    ...{ name: options.name, workbook, sources, notData, outcome, drafts: records.drafts, rules: records.rules },
    sheetNames: read.sheets.map(({ name }) => name),
    isInventory: ({ index }) => records.readings[index] !== undefined,
    signatureOf: ({ table }) => headerSignature(table),
    keyOf: ({ header }) => correctionKey(header),
  });
  return { ...outcome, summary };
}

function chosen(workbook: Workbook, { sheet: name, name: file }: ConvertOptions): Workbook {
  if (name === undefined) return workbook;
  const sheets = workbook.sheets.filter((sheet) => sheet.name.trim().toLowerCase() === name.trim().toLowerCase());
  if (sheets.length > 0) return { ...workbook, sheets };
  const names = workbook.sheets.map((sheet) => sheet.name);
  const hint = suggestion(name, names);
  throw new OpsError('sheet-unknown', {
    en: `${file} has no sheet called ${name}.${hint.en}`,
    zh: `${file} 中没有名为 ${name} 的工作表。${hint.zh}`,
  });
}

function tablesOf(sheet: Sheet, isReport: boolean, { knowledge }: ConvertOptions): TablesFound {
  if (!isReport) return findTables(sheet, { knowledge });
  const rows = sheet.rows.flatMap((row, at) => (isEmptyRow(row) ? [] : [at]));
  return { tables: [], notData: rows.map((row) => ({ sheet: sheet.name, row, why: 'not-inventory' })) };
}

function recognise(table: Source['table'], sheet: Sheet, { corrections, knowledge }: ConvertOptions) {
  const signature = headerSignature(table);
  const said = Object.hasOwn(corrections, signature) ? corrections[signature] : undefined;
  return recogniseColumns(table, sheet, {
    ...(said && { corrections: new Map(Object.entries(said)) }),
    ...(knowledge && { knowledge }),
  });
}

/** The rows of tables that are no inventory, and their headers, are no data for that reason. */
function withStrangers(
  notData: readonly NotData[],
  sources: readonly Source[],
  readings: readonly (Reading | undefined)[],
): readonly NotData[] {
  const strange = sources.filter(({ index }) => readings[index] === undefined);
  const headers = new Set(strange.flatMap(({ sheet, table }) => table.headerRows.map((row) => `${row} ${sheet.name}`)));
  const why = 'not-inventory' as const;
  return [
    ...notData.map((each) => (headers.has(`${each.row} ${each.sheet}`) ? { ...each, why } : each)),
    ...strange.flatMap(({ sheet, table }) => table.rows.map((row) => ({ sheet: sheet.name, row, why }))),
  ];
}
