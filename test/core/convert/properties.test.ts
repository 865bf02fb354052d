import { isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as sheetjs from 'xlsx';
import { type Converted, convert, convertWorkbook } from '../../../src/core/convert/convert.ts';
import { secretFields } from '../../../src/core/convert/fields.ts';
import type { OutFile } from '../../../src/core/convert/format.ts';
import { loadFormats } from '../../../src/core/convert/load-formats.ts';
import { report } from '../../../src/core/convert/report.ts';
import type { Workbook } from '../../../src/core/convert/types.ts';
import { hostEntry } from '../../../src/core/convert/write/host-entry.ts';
import { OpsError } from '../../../src/core/errors.ts';
import { nameFault, plainNameFault } from '../../../src/core/settings/names.ts';
import { formatOptions } from '../../support/inventories.ts';
import { type Ledger, ledgers, sheetOf, workbooks } from './support/workbooks.ts';

const options = { name: '机房设备台账.xlsx', corrections: {}, now: Date.UTC(2026, 10, 27) };
const formats = await loadFormats();

/** What must hold of every conversion. */
function checkSound(workbook: Pick<Workbook, 'sheets'>, { hosts, quarantine, summary }: Converted): void {
  const { rows, accepted, quarantined, filtered, notData } = summary.counts;
  const other = Object.values(notData).reduce((all, count) => all + count, 0);
  expect(accepted + quarantined + filtered + other).toBe(rows);
  const filled = workbook.sheets.flatMap((sheet) => sheet.rows.filter((row) => row.some((cell) => cell.trim() !== '')));
  const beside = summary.sheets.some(({ tables }) => tables.length > 1);
  if (beside) expect(rows).toBeGreaterThanOrEqual(filled.length);
  else expect(rows).toBe(filled.length);
  expect(quarantine).toHaveLength(quarantined);
  expect(summary.counts.hosts).toBe(hosts.length);
  const names = hosts.map(({ name }) => name.toLowerCase());
  expect(new Set(names).size).toBe(names.length);
  for (const { name, address, fields, labels } of hosts) {
    expect([name, nameFault(name)]).toEqual([name, undefined]);
    expect(isIP(address) > 0 || /^[^\s.]+(?:\.[^\s.]+)+$/.test(address) ? address : `no address: ${address}`).toBe(
      address,
    );
    expect(Object.keys(fields).filter((field) => secretFields.has(field as never))).toEqual([]);
    expect(Object.keys(labels).filter((label) => plainNameFault(label))).toEqual([]);
    expect([...Object.values(fields), ...Object.values(labels)].filter((value) => value === '')).toEqual([]);
  }
  for (const { reasons } of quarantine) {
    expect(reasons.length).toBeGreaterThan(0);
    for (const { code, text } of reasons) expect([code, text.en !== '', text.zh !== '']).toEqual([code, true, true]);
  }
}

/** Everything that can go out of a conversion, as text. */
async function everything(converted: Converted): Promise<readonly (readonly [string, string])[]> {
  const { hosts, quarantine, summary } = converted;
  const files = await Promise.all(
    [...formats].map(async ([name, format]) => {
      const written = await format.write({ hosts, quarantine }, formatOptions);
      return written.map((file) => [`${name} ${file.name}`, textOf(file)] as const);
    }),
  );
  return [
    ['summary', JSON.stringify(summary)],
    ['hosts', JSON.stringify(hosts)],
    ['quarantine', JSON.stringify(quarantine)],
    ['entries', JSON.stringify(hosts.map(hostEntry))],
    ...(await report(converted)).map((file) => [file.name, textOf(file)] as const),
    ...files.flat(),
  ];
}

function textOf({ name, content }: OutFile): string {
  if (!name.endsWith('.xlsx')) return typeof content === 'string' ? content : new TextDecoder().decode(content);
  return JSON.stringify(Object.values(sheetjs.read(content, { type: 'array' }).Sheets));
}

function workbookOf({ rows }: Ledger): Workbook {
  return { kind: 'xlsx', notes: [], sheets: [sheetOf('Sheet1', rows)] };
}

describe('any workbook becomes an inventory whose rows are all accounted for', () => {
  it('with cells of every kind anywhere in it', () => {
    fc.assert(
      fc.property(workbooks, (workbook) => checkSound(workbook, convertWorkbook(workbook, options))),
      { numRuns: 200 },
    );
  }, 300_000);

  it('with a ledger as people keep it', () => {
    fc.assert(
      fc.property(ledgers, (ledger) => {
        const workbook = workbookOf(ledger);
        checkSound(workbook, convertWorkbook(workbook, options));
      }),
      { numRuns: 200 },
    );
  }, 300_000);
});

describe('any file is converted or refused', () => {
  const kinds = ['xlsx', 'biff8', 'ods', 'csv', 'html', 'xlml'] as const;

  it.each(kinds)(
    'a workbook written as %s',
    async (bookType) => {
      await fc.assert(
        fc.asyncProperty(workbooks, async (workbook) => {
          const bytes = bytesOf(workbook, bookType);
          if (!bytes) return;
          const converted = await convert(bytes, options).catch((error: unknown) => error);
          if (converted instanceof Error || typeof converted !== 'object') expect(converted).toBeInstanceOf(OpsError);
          else {
            const { counts } = (converted as Converted).summary;
            const other = Object.values(counts.notData).reduce((all, count) => all + count, 0);
            expect(counts.accepted + counts.quarantined + counts.filtered + other).toBe(counts.rows);
          }
        }),
        { numRuns: 30 },
      );
    },
    300_000,
  );
});

/** The bytes of a workbook, where that kind of file can hold it. */
function bytesOf({ sheets }: Workbook, bookType: sheetjs.BookType): Buffer | undefined {
  const book = sheetjs.utils.book_new();
  for (const [at, { rows, merges }] of sheets.entries()) {
    const sheet = sheetjs.utils.aoa_to_sheet(rows.map((row) => row.map(cellOf)));
    sheet['!merges'] = merges.map(({ top, left, bottom, right }) => ({
      s: { r: top, c: left },
      e: { r: bottom, c: right },
    }));
    sheetjs.utils.book_append_sheet(book, sheet, `S${at}`);
  }
  try {
    return sheetjs.write(book, { type: 'buffer', bookType });
  } catch {
    return undefined;
  }
}

/** Figures as numbers, ISO dates as dates, what begins with `=` as a formula with a stored value. */
function cellOf(text: string): unknown {
  const short = text.slice(0, 32_000);
  if (/^\d{1,10}(?:\.\d+)?$/.test(short)) return Number(short);
  if (/^20\d\d-\d\d-\d\d$/.test(short)) return { t: 'd', v: new Date(short) };
  if (/^=\w/.test(short)) return { t: 's', v: short, f: '1+1' };
  return short === '' ? null : short;
}

describe('what stands under the header of a secret', () => {
  it('occurs in nothing that goes out', async () => {
    await fc.assert(
      fc.asyncProperty(ledgers, async (ledger) => {
        const out = await everything(convertWorkbook(workbookOf(ledger), options));
        const leaks = out.flatMap(([where, text]) =>
          ledger.secrets.filter((one) => text.includes(one)).map(() => where),
        );
        expect(leaks).toEqual([]);
      }),
      { numRuns: 150 },
    );
  }, 300_000);
});
