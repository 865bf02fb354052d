import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import type { Converted, ConvertOptions } from '../../../../src/core/convert/convert.ts';
import { convert } from '../../../../src/core/convert/convert.ts';

const folder = new URL('../../../fixtures/spreadsheets/', import.meta.url).pathname;

/** What NAME.expected.yaml says; see the fixtures' README. */
export interface Expected {
  readonly about: string;
  readonly sheets: readonly {
    readonly name: string;
    readonly tables: readonly {
      readonly header: readonly number[];
      readonly columns: Readonly<Record<string, string>>;
    }[];
    readonly not_data?: Readonly<Record<string, string>>;
  }[];
  readonly hosts: readonly ExpectedHost[];
  readonly quarantine: readonly { readonly sheet: string; readonly row: number; readonly reasons: readonly string[] }[];
}

export type ExpectedHost = Readonly<Record<string, string>> & {
  readonly sheet: string;
  readonly row: number;
  readonly joined?: readonly { readonly sheet: string; readonly row: number }[];
};

export interface Sample {
  readonly file: string;
  readonly expected: Expected;
}

/** Every spreadsheet of the corpus with what it must become. */
export function corpus(): readonly Sample[] {
  const names = readdirSync(folder);
  return names
    .filter((name) => /\.(?:xlsx|xlsm|xls|ods|csv|tsv)$/.test(name))
    .map((file) => {
      const expected = file.replace(/\.\w+$/, '.expected.yaml');
      return { file, expected: parse(readFileSync(join(folder, expected), 'utf8')) as Expected };
    });
}

/** Converts a file of the corpus in this process. */
export function converted({ file }: Sample, more: Partial<ConvertOptions> = {}): Promise<Converted> {
  const options = { name: basename(file), corrections: {}, now: Date.UTC(2026, 10, 27), ...more };
  return convert(readFileSync(join(folder, file)), options);
}

/** Columns taken for what they are, of all columns that the expectation names. */
export function columnScore({ expected }: Sample, { summary }: Converted): Score {
  const misses: string[] = [];
  let total = 0;
  for (const [at, sheet] of expected.sheets.entries()) {
    const found = summary.sheets[at]?.tables.filter(({ inventory }) => inventory) ?? [];
    for (const [index, table] of sheet.tables.entries()) {
      const taken = new Map(found[index]?.columns.map((column) => [column.letter, column]));
      for (const [letter, wanted] of Object.entries(table.columns)) {
        total += 1;
        const column = taken.get(letter);
        const is = column?.split ?? column?.field ?? 'not found';
        if (!wanted.split('|').includes(is))
          misses.push(`${sheet.name} ${letter} ${column?.header}: ${is}, not ${wanted}`);
      }
    }
  }
  return { right: total - misses.length, total, misses };
}

/** Hosts whose type is right, of all that came out and are expected. */
export function typeScore({ expected }: Sample, { hosts }: Converted): Score {
  const found = new Map(hosts.map((host) => [host.name, host]));
  const misses = expected.hosts.flatMap(({ name, type, model }) => {
    const is = found.get(name ?? '')?.type ?? 'not found';
    return is === type ? [] : [`${name} (${model}): ${is}, not ${type}`];
  });
  return { right: expected.hosts.length - misses.length, total: expected.hosts.length, misses };
}

export interface Score {
  readonly right: number;
  readonly total: number;
  readonly misses: readonly string[];
}

/** Every difference between what came of a file and what is expected, in words. */
export function differences({ expected }: Sample, { hosts, quarantine, summary }: Converted): readonly string[] {
  return [
    ...rowDifferences(expected, summary),
    ...hostDifferences(expected, hosts),
    ...setDifferences(
      'quarantine',
      expected.quarantine.map(
        ({ sheet, row, reasons }) => `${place(expected, sheet)} row ${row} ${[...reasons].sort()}`,
      ),
      quarantine.map(
        ({ sheet, row, reasons }) =>
          `${place(expected, sheet)} row ${row} ${[...new Set(reasons.map(({ code }) => code))].sort()}`,
      ),
    ),
  ];
}

/** Text and HTML files have one sheet, whose name is not compared. */
function place({ sheets }: Expected, sheet: string): string {
  return sheets.length === 1 ? '' : sheet;
}

function rowDifferences(expected: Expected, summary: Converted['summary']): readonly string[] {
  return expected.sheets.flatMap((sheet, at) => {
    const found = summary.sheets[at];
    const headers =
      found?.tables.filter(({ inventory }) => inventory).map(({ headerRows }) => headerRows.join('-')) ?? [];
    const rows = Object.entries(found?.notData ?? {}).flatMap(([why, ranges]) =>
      expand(ranges).map((row) => `${row} ${why}`),
    );
    return [
      ...setDifferences(
        `${sheet.name} headers`,
        sheet.tables.map(({ header }) => header.join('-')),
        headers,
      ),
      ...setDifferences(
        `${sheet.name} not data`,
        Object.entries(sheet.not_data ?? {}).map(([row, why]) => `${row} ${why}`),
        rows,
      ),
    ];
  });
}

function expand(ranges = ''): readonly number[] {
  return ranges.split(', ').flatMap((range) => {
    const [from = 0, to = from] = range.split('-').map(Number);
    return Array.from({ length: to - from + 1 }, (_, at) => from + at);
  });
}

const own = ['name', 'address', 'type', 'platform'] as const;

/** The platforms that docs/spreadsheets.md names first; another one may be told where `unknown` is expected. */
const firstClass = new Set([
  ...['linux', 'windows', 'huawei-vrp', 'h3c-comware', 'cisco-ios', 'cisco-nxos', 'juniper-junos', 'ruijie-os'],
  'arista-eos',
]);

function hostDifferences({ hosts: wanted, sheets }: Expected, hosts: Converted['hosts']): readonly string[] {
  const either = new Set(
    sheets
      .flatMap(({ tables }) => tables.flatMap(({ columns }) => Object.values(columns)))
      .filter((each) => each.includes('|'))
      .flatMap((each) => each.split('|')),
  );
  const found = new Map(hosts.map((host) => [host.name, host]));
  const names = setDifferences(
    'hosts',
    wanted.map(({ name }) => name ?? ''),
    hosts.map(({ name }) => name),
  );
  const values = wanted.flatMap(({ joined: _, ...host }) => {
    const is = found.get(host.name ?? '');
    if (!is) return [];
    const mine: Record<string, unknown> = { sheet: is.sheet, row: is.row, ...is.fields };
    for (const key of own) mine[key] = is[key];
    const keys = new Set([...Object.keys(host), ...Object.keys(mine)]);
    return [...keys].flatMap((key) => {
      const [want, got] = [host[key], mine[key]];
      const free = key === 'sheet' || either.has(key) || (key === 'vendor' && want === undefined);
      const other = key === 'platform' && want === 'unknown' && !firstClass.has(String(got));
      if (String(want) === String(got) || free || other) return [];
      return [`${host.name} ${key}: ${got}, not ${want}`];
    });
  });
  return [...names, ...values];
}

function setDifferences(what: string, wanted: readonly string[], found: readonly string[]): readonly string[] {
  return [
    ...wanted.filter((each) => !found.includes(each)).map((each) => `${what}: lacks ${each}`),
    ...found.filter((each) => !wanted.includes(each)).map((each) => `${what}: has ${each}`),
  ];
}
