import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { columnLetters } from '../../../../src/core/convert/columns/labels.ts';
import { recogniseColumns } from '../../../../src/core/convert/columns/recognise.ts';
import type { HeaderKnowledge } from '../../../../src/core/convert/knowledge/headers.ts';
import { readWorkbook } from '../../../../src/core/convert/read/index.ts';
import { findTables } from '../../../../src/core/convert/tables/find.ts';
import type { Column, Sheet } from '../../../../src/core/convert/types.ts';

const folder = join(import.meta.dirname, '../../../fixtures/spreadsheets');

interface ExpectedSheet {
  readonly name: string;
  readonly tables: readonly {
    readonly header: readonly number[];
    readonly columns: Readonly<Record<string, string>>;
  }[];
  readonly not_data?: Readonly<Record<string, string>>;
}

/** A workbook of the corpus with what a person says is in it (test/fixtures/spreadsheets/README.md). */
export interface Sample {
  readonly file: string;
  readonly sheets: readonly Sheet[];
  readonly expected: readonly ExpectedSheet[];
}

/** Every workbook of the corpus that has an expectation. */
export async function corpus(): Promise<readonly Sample[]> {
  const names = readdirSync(folder).toSorted();
  const expected = names.filter((name) => name.endsWith('.expected.yaml'));
  return Promise.all(
    expected.map(async (name) => {
      const stem = name.replace('.expected.yaml', '');
      const file = names.find((other) => other.startsWith(`${stem}.`) && other !== name) ?? stem;
      const { sheets } = await readWorkbook(readFileSync(join(folder, file)), { name: file });
      return { file, sheets, expected: parse(readFileSync(join(folder, name), 'utf8')).sheets };
    }),
  );
}

/** How many columns and rows of a sample were read as a person reads them, and the others. */
export interface Score {
  readonly file: string;
  readonly columns: { readonly right: number; readonly all: number };
  readonly rows: { readonly right: number; readonly all: number };
  readonly misses: readonly string[];
}

export function score({ file, sheets, expected }: Sample, knowledge?: HeaderKnowledge): Score {
  const misses: string[] = [];
  const columns = { right: 0, all: 0 };
  const rows = { right: 0, all: 0 };
  for (const [at, wanted] of expected.entries()) {
    const sheet = sheets[at];
    if (!sheet) throw new Error(`${file} has no sheet ${at + 1}`);
    const options = knowledge ? { knowledge } : {};
    const found = findTables(sheet, options);
    const read = found.tables.map((table) => ({ table, columns: recogniseColumns(table, sheet, options) }));
    const hosts = read.filter(({ columns }) =>
      columns.some(({ field }) => ['name', 'address', 'service_ip', 'oob_ip'].includes(field)),
    );
    for (const [index, table] of wanted.tables.entries()) {
      const got = hosts[index];
      const header = got?.table.headerRows.map((row) => row + 1) ?? [];
      if (`${header}` !== `${table.header}`)
        misses.push(`${sheet.name} table ${index + 1}: header in [${header}] not [${table.header}]`);
      for (const [letters, field] of Object.entries(table.columns)) {
        const column = got?.columns.find(({ header }) => columnLetters(header.column) === letters);
        columns.all++;
        if (agrees(column, field)) columns.right++;
        else
          misses.push(
            `${sheet.name} ${letters} ${column?.header.text ?? '?'}: ${taken(column)} (${column?.confidence}) not ${field} · ${column?.reason.en}`,
          );
      }
    }
    const data = new Set(hosts.flatMap(({ table }) => table.rows));
    const other = new Map(found.notData.map(({ row, why }) => [row, why as string]));
    for (const { table } of read.filter((one) => !hosts.includes(one)))
      for (const row of [...table.headerRows, ...table.rows]) other.set(row, 'not-inventory');
    for (const [row, cells] of sheet.rows.entries()) {
      if (cells.every((cell) => cell.trim() === '')) continue;
      rows.all++;
      const is = data.has(row) ? 'data' : other.get(row);
      const should = wanted.not_data?.[`${row + 1}`] ?? 'data';
      if (should.split('|').includes(`${is}`)) rows.right++;
      else
        misses.push(
          `${sheet.name} row ${row + 1}: ${is} not ${should} · ${cells
            .filter((cell) => cell !== '')
            .slice(0, 4)
            .join(' | ')}`,
        );
    }
  }
  return { file, columns, rows, misses };
}

function taken(column: Column | undefined): string {
  if (!column) return 'nothing';
  return column.split ?? column.field;
}

/** A column that holds both may be called `model`, where a person says so. */
function agrees(column: Column | undefined, wanted: string): boolean {
  return wanted.split('|').some((field) => field === taken(column) || (field === 'model' && column?.field === 'model'));
}
