import type { OutFile } from '../convert/format.ts';
import { toCsv } from '../convert/write/csv.ts';
import { neutralised } from '../convert/write/neutral.ts';
import { type OutSheet, toXlsx } from '../convert/write/workbook.ts';
import { OpsError } from '../errors.ts';
import { meant } from '../settings/nearest.ts';
import type { Snapshot } from './snapshots.ts';
import type { Json } from './types.ts';

type Data = { readonly [key: string]: Json };
type Rows = readonly (readonly string[])[];

/** In what facts go out. */
const exportFormats = ['xlsx', 'csv', 'json'] as const;

/** Rows that a sheet of Excel's holds, the header with them ("Excel specifications and limits"). */
const mostRows = 1_048_576;
/** Long texts that are no table; they are in the JSON. */
const left = new Set(['config']);
/** Columns that come first, in this order. */
const first = [
  ...['host', 'kind', 'seen', 'changed', 'state', 'hostname', 'vendor', 'model', 'serials', 'os', 'version', 'uptime'],
  ...['slot', 'interface', 'mount', 'name', 'prefix', 'id'],
];

/**
 * What is known of hosts, and of things in a cloud, as files: an .xlsx with a sheet for each kind of facts (hosts,
 * interfaces, neighbours, …), a CSV file for each, or one JSON file with all of it. Cells that a spreadsheet program would
 * take for a formula are neutralised. Configurations are in the JSON only. Error `format-unknown`.
 */
export async function exportFacts(snapshots: readonly Snapshot[], format: string): Promise<readonly OutFile[]> {
  const known = exportFormats.find((one) => one === format);
  if (known === undefined) throw unknownFormat(format);
  if (known === 'json') return [{ name: 'facts.json', content: `${JSON.stringify(snapshots.map(plain), null, 2)}\n` }];
  const sheets = sheetsOf(snapshots);
  if (known === 'csv') return sheets.map(({ name, rows }) => ({ name: `facts-${name}.csv`, content: toCsv(rows) }));
  return [{ name: 'facts.xlsx', content: await toXlsx(sheets.flatMap(fitting)) }];
}

type Cell = readonly [column: string, value: string];

interface Table {
  add(cells: Iterable<Cell>): void;
  /** The header and the rows; `first` columns first. */
  rows(): Rows;
}

/** One sheet for the things of each kind, one for each of their lists; a row each. */
function sheetsOf(snapshots: readonly Snapshot[]): readonly OutSheet[] {
  const sheets = new Map<string, Table>([['hosts', createTable()]]);
  const add = (sheet: string, row: Iterable<Cell>) => {
    const table = sheets.get(sheet) ?? createTable();
    sheets.set(sheet, table);
    table.add(row);
  };
  for (const snapshot of snapshots) {
    const { key, kind, data } = snapshot;
    const own = kind === 'host' ? 'hosts' : kind;
    const lists = Object.entries(data).filter(([, value]) => isTable(value));
    const values = Object.entries(data).filter(([name, value]) => !isTable(value) && !left.has(name));
    add(own, [...aboutOf(snapshot), ...flat(Object.fromEntries(values))]);
    for (const [name, entries] of lists) {
      const sheet = kind === 'host' ? name : `${kind}-${name}`;
      for (const entry of entries as readonly Data[]) add(sheet, [['host', key], ...flat(entry)]);
    }
  }
  const taken = new Set<string>();
  return [...sheets].map(([name, table]) => ({ name: sheetName(name, taken), rows: table.rows() }));
}

function aboutOf({ key, seen, at, failed, gone }: Snapshot): readonly (readonly [string, string])[] {
  const state =
    gone !== undefined ? 'gone' : failed ? `not reached since ${iso(failed.since)}: ${failed.why.en}` : 'ok';
  const times =
    seen > 0
      ? ([
          ['seen', iso(seen)],
          ['changed', iso(at)],
        ] as const)
      : [];
  return [['host', key], ...times, ['state', state]];
}

/** `cpu: { count: 4 }` as `cpu.count`; a list of plain values with commas between; other lists as JSON. */
function flat(data: Data, before = ''): readonly (readonly [string, string])[] {
  return Object.entries(data).flatMap(([name, value]): (readonly [string, string])[] => {
    const column = `${before}${name}`;
    if (Array.isArray(value) && value.length === 0) return [];
    if (Array.isArray(value) && !isTable(value)) return [[column, value.map(text).join(', ')]];
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[column, text(value)]];
    return [...flat(value as Data, `${column}.`)];
  });
}

/** Rows of cells by column; columns come as they are met. A list a row: maps of a million cells take three times as much. */
function createTable(): Table {
  const places = new Map<string, number>();
  const rows: string[][] = [];
  return {
    add: (cells) => {
      const row: string[] = [];
      for (const [column, value] of cells) {
        const place = places.get(column) ?? places.size;
        places.set(column, place);
        row[place] = neutralised(value);
      }
      rows.push(row);
    },
    rows: () => {
      const columns = [...places.keys()];
      const own = columns
        .filter((column) => first.includes(column))
        .toSorted((a, b) => first.indexOf(a) - first.indexOf(b));
      const header = [...own, ...columns.filter((column) => !first.includes(column))];
      const order = header.map((column) => places.get(column) ?? -1);
      const cells = rows.map((row) => order.map((place) => row[place] ?? ''));
      return [header.length > 0 ? header.map(neutralised) : ['host'], ...cells];
    },
  };
}

/** A sheet with more rows than Excel takes goes on in another one. */
function fitting({ name, rows }: OutSheet): readonly OutSheet[] {
  const [header = [], ...body] = rows;
  const parts = Math.max(1, Math.ceil(body.length / (mostRows - 1)));
  return Array.from({ length: parts }, (_, part) => ({
    name: part === 0 ? name : `${name.slice(0, 26)} ${part + 1}`,
    rows: [header, ...body.slice(part * (mostRows - 1), (part + 1) * (mostRows - 1))],
  }));
}

/** Excel's names of sheets have 31 characters at most, none of `[]:*?/\`, and differ in more than case. */
function sheetName(name: string, taken: Set<string>): string {
  const plain =
    name
      .replace(/[[\]:*?/\\']/g, '-')
      .slice(0, 28)
      .toWellFormed() || 'other';
  let unique = plain;
  for (let count = 2; taken.has(unique.toLowerCase()); count += 1) unique = `${plain}-${count}`;
  taken.add(unique.toLowerCase());
  return unique;
}

function isTable(value: Json): boolean {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((one) => typeof one === 'object' && one !== null && !Array.isArray(one))
  );
}

function plain({ key, kind, source, seen, at, failed, gone, data, times, memberSeen }: Snapshot) {
  return {
    key,
    kind,
    source,
    seen,
    changed: at,
    ...(failed && { failed }),
    ...(gone !== undefined && { gone }),
    data,
    times,
    memberSeen,
  };
}

function text(value: Json): string {
  if (value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function iso(instant: number): string {
  return new Date(instant).toISOString().replace(/\.\d+Z$/, 'Z');
}

function unknownFormat(format: string): OpsError {
  const hint = meant(format, exportFormats);
  return new OpsError('format-unknown', {
    en: `Facts cannot be exported as ${format}.${hint.en} There are: ${exportFormats.join(', ')}.`,
    zh: `无法以 ${format} 格式导出。${hint.zh}可用格式：${exportFormats.join('、')}。`,
  });
}
