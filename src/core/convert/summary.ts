import type { Text } from '../text.ts';
import { secretFields } from './fields.ts';
import type { Outcome } from './outcome.ts';
import type { Draft, Source } from './records/draft.ts';
import { columnName } from './records/draft.ts';
import type { Column, FileKind, HostRecord, NotData, NotDataReason, Reason, Workbook } from './types.ts';

/** What a conversion comes to: everything that is said of it in the chat. Bounded, however large the file is. */
export interface Summary {
  readonly file: string;
  readonly kind: FileKind;
  readonly notes: readonly Text[];
  /** Those that were read. */
  readonly sheets: readonly SheetSummary[];
  /** Of the whole workbook, those that were not chosen too. */
  readonly sheetNames: readonly string[];
  readonly counts: Counts;
  /** How many hosts of each, most first; at most 20, the others under `…`. */
  readonly types: Readonly<Record<string, number>>;
  readonly sites: Readonly<Record<string, number>>;
  readonly platforms: Readonly<Record<string, number>>;
  /** The first hosts, for a table: of their fields vendor, model and site, and no labels. */
  readonly first: readonly HostRecord[];
  readonly quarantine: readonly { readonly sheet: string; readonly row: number; readonly reasons: readonly Reason[] }[];
  /** Rows that went into the host of another row. */
  readonly joined: readonly { readonly sheet: string; readonly row: number; readonly into: string }[];
  /** Hosts whose type is not told by anything, or barely. */
  readonly unsure: { readonly count: number; readonly names: readonly string[] };
  /** Cells such as `10.1.1.29/30` that a person has to settle. */
  readonly ambiguous: { readonly count: number; readonly example: string } | undefined;
  /** Columns that hold secrets: never stored. */
  readonly secrets: readonly { readonly sheet: string; readonly header: string }[];
  /** How often each rule changed a value. */
  readonly rules: Readonly<Record<string, number>>;
}

/** Rows that are not empty = accepted + quarantined + filtered + the sum of `notData`. */
export interface Counts {
  readonly rows: number;
  readonly accepted: number;
  readonly quarantined: number;
  readonly filtered: number;
  readonly notData: Readonly<Partial<Record<NotDataReason, number>>>;
  readonly hosts: number;
}

export interface SheetSummary {
  readonly name: string;
  readonly hidden: boolean;
  readonly tables: readonly TableSummary[];
  /** Row ranges by reason, one-based: `title` → `1-2, 18`. */
  readonly notData: Readonly<Partial<Record<NotDataReason, string>>>;
}

export interface TableSummary {
  /** Number of the table in the workbook. */
  readonly index: number;
  /** Tells tables with the same headers. */
  readonly signature: string;
  /** One-based. */
  readonly headerRows: readonly number[];
  readonly rows: number;
  /** Whether it has names or addresses, so that hosts come of it. */
  readonly inventory: boolean;
  readonly columns: readonly ColumnSummary[];
}

export interface ColumnSummary {
  readonly letter: string;
  readonly header: string;
  /** How a correction of the column is remembered. */
  readonly key: string;
  readonly field: Column['field'];
  readonly split?: Column['split'];
  readonly label?: string;
  readonly confidence: number;
  readonly reason: Text;
  /** A value of the column; never of a secret one. */
  readonly example?: string;
}

interface Parts {
  readonly name: string;
  readonly workbook: Workbook;
  readonly sheetNames: readonly string[];
  readonly sources: readonly Source[];
  readonly isInventory: (source: Source) => boolean;
  readonly notData: readonly NotData[];
  readonly drafts: readonly Draft[];
  readonly rules: Readonly<Record<string, number>>;
  readonly outcome: Outcome;
  readonly signatureOf: (source: Source) => string;
  readonly keyOf: (column: Column) => string;
}

const most = { quarantine: 200, first: 10, groups: 20, joined: 50, names: 10, example: 60, header: 200, ranges: 20 };

/** Sums a conversion up. */
export function summarise(parts: Parts): Summary {
  const { name, workbook, sources, drafts, outcome, notData, rules } = parts;
  const { hosts, counts } = outcome;
  const sums = countBy(notData.map(({ why }) => why));
  const rows = counts.accepted + counts.quarantined + counts.filtered + notData.length;
  const unsure = outcome.kept.filter(({ typeConfidence }) => typeConfidence < 0.5);
  return {
    file: name,
    kind: workbook.kind,
    notes: workbook.notes,
    sheets: workbook.sheets.map(({ name: sheet, hidden }) => sheetSummary(sheet, hidden, parts)),
    sheetNames: parts.sheetNames,
    counts: { rows, ...counts, notData: sums, hosts: hosts.length },
    types: largest(countBy(hosts.map(({ type }) => type))),
    sites: largest(countBy(hosts.flatMap(({ fields }) => fields.site ?? []))),
    platforms: largest(countBy(hosts.map(({ platform }) => platform))),
    first: hosts.slice(0, most.first).map(inTable),
    quarantine: outcome.quarantine
      .slice(0, most.quarantine)
      .map(({ sheet, row, reasons }) => ({ sheet, row, reasons })),
    joined: outcome.joined.slice(0, most.joined),
    unsure: { count: unsure.length, names: unsure.slice(0, most.names).map((draft) => draft.name) },
    ambiguous: ambiguousIn(drafts),
    secrets: sources.flatMap(secretsOf),
    rules,
  };
}

/** The columns of all tables, as far as a summary tells of them. */
export function columnsIn({ sheets }: Summary): readonly Column[] {
  const columns = sheets.flatMap(({ tables }) => tables.flatMap((table) => table.columns));
  return columns.map(({ header, ...rest }) => ({ ...rest, header: { column: 0, text: header, raw: header } }));
}

function sheetSummary(name: string, hidden: boolean, parts: Parts): SheetSummary {
  const tables = parts.sources.filter(({ sheet }) => sheet.name === name);
  const rows = Map.groupBy(
    parts.notData.filter(({ sheet }) => sheet === name),
    ({ why }) => why,
  );
  const ranges = [...rows].map(([why, list]) => [why, rangesOf(list.map(({ row }) => row + 1))]);
  return {
    name,
    hidden,
    tables: tables.map((source) => tableSummary(source, parts)),
    notData: Object.fromEntries(ranges),
  };
}

function tableSummary(source: Source, { isInventory, signatureOf, keyOf }: Parts): TableSummary {
  const { table, columns, index } = source;
  return {
    index,
    signature: signatureOf(source),
    headerRows: table.headerRows.map((row) => row + 1),
    rows: table.rows.length,
    inventory: isInventory(source),
    columns: columns.map((column) => ({
      letter: columnName(column.header.column),
      header: clipped(column.header.text, most.header),
      key: keyOf(column),
      field: column.field,
      ...(column.split && { split: column.split }),
      ...(column.label !== undefined && { label: column.label }),
      confidence: Number(column.confidence.toFixed(2)),
      reason: column.reason,
      ...exampleOf(source, column),
    })),
  };
}

function exampleOf({ sheet, table }: Source, { field, header }: Column): { example?: string } {
  if (field !== 'label' && field !== 'ignored' && secretFields.has(field)) return {};
  const row = table.rows.slice(0, 100).find((each) => sheet.rows[each]?.[header.column]);
  const value = row === undefined ? undefined : sheet.rows[row]?.[header.column];
  return value ? { example: clipped(value, most.example) } : {};
}

/** At most so many characters, whole ones. */
function clipped(text: string, length: number): string {
  return text.length <= length ? text : [...text.slice(0, 2 * length)].slice(0, length).join('');
}

function inTable(host: HostRecord): HostRecord {
  const { vendor, model, site } = host.fields;
  return { ...host, fields: { ...(vendor && { vendor }), ...(model && { model }), ...(site && { site }) }, labels: {} };
}

function secretsOf({ sheet, columns }: Source) {
  const secret = columns.filter(({ field }) => field !== 'label' && field !== 'ignored' && secretFields.has(field));
  return secret.map(({ header }) => ({
    sheet: sheet.name,
    header: clipped(header.text, most.header) || columnName(header.column),
  }));
}

function ambiguousIn(drafts: readonly Draft[]): Summary['ambiguous'] {
  const found = drafts.filter(({ reasons }) => reasons.some(({ code }) => code === 'address-ambiguous'));
  const [first] = found;
  if (!first) return undefined;
  return {
    count: found.length,
    example: cellText(first),
  };
}

function cellText({ source, row }: Draft): string {
  const column = source.columns.find(({ field }) => ['address', 'service_ip', 'oob_ip'].includes(field));
  return (column && source.sheet.rows[row]?.[column.header.column]) ?? '';
}

function countBy(keys: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return Object.fromEntries(counts);
}

/** The largest groups first; beyond the twentieth they are one, `…`. */
function largest(counts: Readonly<Record<string, number>>): Record<string, number> {
  const sorted = Object.entries(counts).sort(([, a], [, b]) => b - a);
  const rest = sorted.slice(most.groups).reduce((sum, [, count]) => sum + count, 0);
  return Object.fromEntries([...sorted.slice(0, most.groups), ...(rest > 0 ? [['…', rest] as const] : [])]);
}

/** `1-3, 7`, of numbers in rising order; `…` for those beyond the twentieth range. */
function rangesOf(numbers: readonly number[]): string {
  const ranges: { from: number; to: number }[] = [];
  for (const number of [...new Set(numbers)].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && number === last.to + 1) last.to = number;
    else ranges.push({ from: number, to: number });
  }
  const texts = ranges.slice(0, most.ranges).map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`));
  return [...texts, ...(ranges.length > most.ranges ? ['…'] : [])].join(', ');
}
