import { type BookType, utils, write } from 'xlsx';
import { encryptedPackage, encryptedXls } from '../read/support/ole2.ts';
import { sheetEnd, sheetPath, sheetStart, workbookParts } from '../read/support/ooxml.ts';
import { packedRepeat, zipOf } from '../read/support/zip.ts';

const megabyte = 1024 * 1024;
const dataStart = `${sheetStart}<sheetData>`;
const dataEnd = `</sheetData>${sheetEnd}`;
const header = ['设备名称', '管理IP', '厂家型号', '机房'] as const;

/** Rows of a ledger of switches, each with a name and an address of its own. */
const switches = (count: number, offset = 0) =>
  Array.from({ length: count }, (_, at) => [
    `sw-${offset + at}`,
    `10.${(offset + at) >> 16}.${((offset + at) >> 8) & 255}.${(offset + at) & 255}`,
    '华为 S5735-L48T4X-A1',
    '北京',
  ]);

function bookOf(sheets: readonly (readonly (readonly unknown[])[])[], bookType: BookType): Buffer {
  const book = utils.book_new();
  for (const [at, rows] of sheets.entries())
    utils.book_append_sheet(book, utils.aoa_to_sheet(rows as unknown[][]), `S${at}`);
  return write(book, { type: 'buffer', bookType, compression: true });
}

/** A workbook whose only sheet repeats a piece. */
function repeating(piece: Buffer, times: number, before = dataStart, after = dataEnd): Buffer {
  return zipOf(workbookParts({ sheets: [{ xml: packedRepeat(sheetPath(1), before, piece, times, after) }] }));
}

const loginPage = `<!DOCTYPE html><html><head><title>Sign in</title></head><body><form action="/login">
<table><tr><td>User</td><td><input name="u"></td></tr><tr><td>Password</td><td><input type="password" name="p"></td></tr>
</table></form></body></html>`;

/** A megabyte of rows of digits, which hardly shrinks: 700 of them are a file of about 70 MB. */
function validRows(): Buffer {
  let state = 7;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 16;
  };
  const rows: string[] = [];
  for (let length = 0; length < megabyte - 60; length += rows.at(-1)?.length ?? 0)
    rows.push(`<row><c><v>${next()}</v></c></row>`);
  return Buffer.from(rows.join('').padEnd(megabyte, ' '));
}

/** A million empty formatted rows of 15 cells below a ledger of one row. */
function emptyRows(): Buffer {
  const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
  const row = (cells: readonly string[]) => `<row>${cells.map(cell).join('')}</row>`;
  const empty = `<row s="1" customFormat="1">${'<c s="1"/>'.repeat(15)}</row>`.repeat(1_000);
  return repeating(Buffer.from(empty), 1_000, `${dataStart}${row(header)}${switches(1).map(row).join('')}`);
}

export interface BadFile {
  readonly title: string;
  readonly name: string;
  readonly bytes: () => Buffer;
  /** The code it is refused with, or how many hosts come of it. */
  readonly ends: string | number;
}

const ledger = [header, ...switches(200)];
const oneCell = [`${dataStart}<row><c t="inlineStr"><is><t>`, `</t></is></c></row>${dataEnd}`] as const;
const odd = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];

/** The files that issue 3 lists under "Bad input". */
export const badFiles: readonly BadFile[] = [
  { title: 'an encrypted .xlsx', name: '台账.xlsx', bytes: encryptedPackage, ends: 'file-encrypted' },
  {
    title: 'an encrypted .xls',
    name: '台账.xls',
    bytes: () => encryptedXls(bookOf([ledger], 'biff8')),
    ends: 'file-encrypted',
  },
  {
    title: 'a truncated .xlsx',
    name: '台账.xlsx',
    bytes: () => bookOf([ledger], 'xlsx').subarray(0, 3_000),
    ends: 'file-truncated',
  },
  { title: 'an .xls that is HTML', name: '台账.xls', bytes: () => bookOf([ledger], 'html'), ends: 200 },
  { title: 'an .xls that is CSV', name: '台账.xls', bytes: () => bookOf([ledger], 'csv'), ends: 200 },
  { title: 'a login page', name: '台账.xlsx', bytes: () => Buffer.from(loginPage), ends: 'file-is-web-page' },
  {
    title: '3 MB that unpack to 3 GB',
    name: '台账.xlsx',
    bytes: () => repeating(Buffer.alloc(10 * megabyte), 300),
    ends: 'file-bomb',
  },
  {
    title: '70 MB that unpack to 700 MB of rows',
    name: '台账.xlsx',
    bytes: () => repeating(validRows(), 700),
    ends: 'file-too-large',
  },
  {
    title: 'one cell of 600 MB',
    name: '台账.xlsx',
    bytes: () => repeating(Buffer.alloc(megabyte, 'x'), 600, ...oneCell),
    ends: 'file-bomb',
  },
  { title: 'a million empty formatted rows', name: '台账.xlsx', bytes: emptyRows, ends: 1 },
  {
    title: '200 sheets',
    name: '台账.xlsx',
    bytes: () =>
      bookOf(
        Array.from({ length: 200 }, (_, at) => [header, ...switches(5, at * 5)]),
        'xlsx',
      ),
    ends: 1_000,
  },
  {
    title: 'headers that are names of JavaScript',
    name: '台账.xlsx',
    bytes: () => bookOf([[[...header, ...odd], ...switches(5).map((row) => [...row, ...odd])]], 'xlsx'),
    ends: 5,
  },
  {
    title: 'formulas',
    name: '台账.xlsx',
    bytes: () =>
      bookOf([[header, ...switches(5).map((row) => row.map((v) => ({ t: 's', v, f: 'CMD("calc")' })))]], 'xlsx'),
    ends: 5,
  },
  {
    title: 'an upload of 100 MB',
    name: '台账.csv',
    bytes: () => Buffer.alloc(100 * megabyte, 'sw-1,10.0.0.1,S5735\n'),
    ends: 'file-too-large',
  },
  {
    title: 'an upload of more than 100 MB',
    name: '台账.csv',
    bytes: () => Buffer.alloc(100 * megabyte + 1, 'a'),
    ends: 'file-too-large',
  },
  { title: 'no header', name: '台账.xlsx', bytes: () => bookOf([switches(20)], 'xlsx'), ends: 20 },
  { title: 'an empty sheet', name: '台账.xlsx', bytes: () => bookOf([[]], 'xlsx'), ends: 'file-empty' },
];
/** A ledger that converts to 200 hosts. */
export const goodFile = (): Buffer => bookOf([ledger], 'xlsx');
