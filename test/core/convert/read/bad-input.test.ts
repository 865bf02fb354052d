import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { utils, write } from 'xlsx';
import { readConfined, refusal } from './support/confined.ts';
import { encryptedPackage, encryptedXls } from './support/ole2.ts';
import { sheetEnd, sheetOf, sheetPath, sheetStart, workbookOf, workbookParts } from './support/ooxml.ts';
import { packed, packedRepeat, zipOf } from './support/zip.ts';

const megabyte = 1024 * 1024;
const dataStart = `${sheetStart}<sheetData>`;
const dataEnd = `</sheetData>${sheetEnd}`;

/** A workbook whose only sheet repeats a piece. */
function repeating(piece: string | Buffer, times: number, before = dataStart, after = dataEnd): Buffer {
  const part = packedRepeat(sheetPath(1), before, Buffer.from(piece), times, after);
  return zipOf(workbookParts({ sheets: [{ xml: part }] }));
}

const table = utils.aoa_to_sheet([
  ['名称', '管理IP'],
  ...Array.from({ length: 2_000 }, (_, at) => [`sw-${at}`, `10.0.${at >> 8}.${at & 255}`]),
]);
const book = utils.book_new();
utils.book_append_sheet(book, table, '台账');
const xlsx: Buffer = write(book, { type: 'buffer', bookType: 'xlsx', compression: true });
const xls: Buffer = write(book, { type: 'buffer', bookType: 'biff8' });
const ods: Buffer = write(book, { type: 'buffer', bookType: 'ods', compression: true });

const loginPage = `<!DOCTYPE html><html><head><title>Sign in</title></head><body>
<form action="/login"><table><tr><td>User</td><td><input name="u"></td></tr>
<tr><td>Password</td><td><input type="password" name="p"></td></tr></table></form></body></html>`;

type Case = [title: string, file: () => Buffer, code: string, name?: string];

const cases: Case[] = [
  ['an encrypted .xlsx', () => encryptedPackage(), 'file-encrypted'],
  ['an .xls with a password', () => encryptedXls(xls), 'file-encrypted', 'upload.xls'],
  ['an .xlsx that breaks off', () => xlsx.subarray(0, xlsx.length / 2), 'file-truncated'],
  ['an .xls that breaks off', () => xls.subarray(0, xls.length / 2), 'file-truncated', 'upload.xls'],
  ['an .ods that breaks off', () => ods.subarray(0, ods.length / 2), 'file-truncated', 'upload.ods'],
  ['a sheet whose XML breaks off', () => repeating('<row><c><v>1</v></c></row>', 3, dataStart, ''), 'file-truncated'],
  ['a login page', () => Buffer.from(loginPage), 'file-is-web-page'],
  ['a page without a table', () => Buffer.from('<html><body>Not found</body></html>'), 'file-is-web-page', 'a.xls'],
  ['3 MB that unpack to 3 GB of zeros', () => repeating(Buffer.alloc(10 * megabyte), 300), 'file-bomb'],
  ['3 MB that unpack to 3 GB and say 1 kB', lying, 'file-bomb'],
  ['700 MB of valid rows', () => repeating(validRows(), 700), 'file-too-large'],
  ['one cell of 600 MB', () => oneCell(600, 'inlineStr'), 'file-bomb'],
  ['one cell of 100 MB', () => oneCell(100, 'inlineStr'), 'file-too-large'],
  ['one shared text of 100 MB', sharedText, 'file-too-large'],
  ['an attribute of 100 MB', attribute, 'file-too-large'],
  ['50,000 rows with one cell in the last column each', lastColumn, 'file-too-large'],
  ['a row that is said to be the 4,000,000,000th', () => sheetOf(farRow), 'file-too-large'],
  ['one text that 2,000,000 cells share', sharedOften, 'file-too-large'],
  ['elements within elements, a million deep', () => repeating('<a>', 1_000_000, sheetStart, ''), 'file-unreadable'],
  ['what is no XML', () => repeating('</b>&x;', 1_000_000), 'file-unreadable'],
  ['a row of Excel 2003 that is said to be the 2,000,000,000th', farRow2003, 'file-too-large', 'upload.xls'],
  ['501 sheets', () => sheets(501), 'file-too-large'],
  ['a repeated .ods cell that would fill a thousand million', hugeOds, 'file-too-large', 'upload.ods'],
  ['merged cells that would fill millions', merges, 'file-too-large'],
  ['a CSV of 101 MB', () => Buffer.alloc(101 * megabyte, 'a,b\n'), 'file-too-large', 'upload.csv'],
  ['a CSV with more cells than are read', () => Buffer.alloc(20 * megabyte, 'a,b\n'), 'file-too-large', 'upload.csv'],
  ['a CSV of one cell of 90 MB', () => Buffer.alloc(90 * megabyte, 'a'), 'file-too-large', 'upload.csv'],
  ['nothing', () => Buffer.alloc(0), 'file-empty'],
  ['an empty sheet', () => sheetOf(''), 'file-empty'],
  ['a PDF called .xlsx', () => Buffer.from('%PDF-1.7\n%âãÏÓ\n'), 'file-not-spreadsheet'],
  ['a picture', () => Buffer.from('\x89PNG\r\n\x1a\n\0\0', 'latin1'), 'file-not-spreadsheet'],
  ['a gzip archive', () => gzipSync('a,b'), 'file-not-spreadsheet'],
  ['a ZIP of something else', () => zipOf([packed('readme.txt', 'hello')]), 'file-not-spreadsheet'],
  ['bytes without sense', () => noise(100_000), 'file-not-spreadsheet', 'upload.csv'],
];

describe('a file that cannot be read is refused, in the confined child, in time and memory, when it is', () => {
  it.each<Case>(cases)('%s', async (_, file, code, name) => {
    const error = await refusal(file(), name);
    expect(error).toMatchObject({ code });
    expect(error.text.en).toMatch(/^Reading upload|^Reading a\.xls/);
    expect(error.text.zh).toMatch(/^读取 .*：.*[。]$/);
  });
});

describe('a file that is odd and can be read is read, in the confined child, in time and memory, when it has', () => {
  it('a million empty formatted rows of 15 cells below its only row', async () => {
    const cells = Array.from('ABCDEFGHIJKLMNO', (letter) => `<c r="${letter}9" s="1"/>`).join('');
    const row = `<row s="1" customFormat="1">${cells}</row>`.replaceAll(/ r="[A-O]9"/g, '');
    const bytes = repeating(row.repeat(1_000), 1_000, `${dataStart}<row><c><v>7</v></c></row>`);
    expect(await readConfined(bytes)).toMatchObject({ kind: 'xlsx', rows: [1], last: ['7'] });
  });

  it('140,000 rows of 20 cells that all differ, close to the limit', async () => {
    const cell = (row: number, at: number) => `<c t="inlineStr"><is><t>交换机-${row}-${at}-上联端口</t></is></c>`;
    const rows = Array.from({ length: 140_000 }, (_, row) => {
      return `<row>${Array.from({ length: 20 }, (_, at) => cell(row, at)).join('')}</row>`;
    });
    const { last } = await readConfined(sheetOf(rows.join('')));
    expect(last[19]).toBe('交换机-139999-19-上联端口');
  });

  it('200 sheets', async () => {
    expect((await readConfined(sheets(200))).rows).toEqual(Array(200).fill(1));
  });

  it('headers that are names of JavaScript', async () => {
    const row = ['__proto__', 'constructor', 'toString'];
    const bytes = sheetOf(`<row>${row.map((text) => `<c t="str"><v>${text}</v></c>`).join('')}</row>`);
    expect((await readConfined(bytes)).last).toEqual(row);
  });

  it('formulas, of which the stored value counts', async () => {
    const bytes = sheetOf('<row><c><f>CMD("calc")</f><v>5</v></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c></row>');
    expect((await readConfined(bytes)).last).toEqual(['5', '#DIV/0!']);
  });

  it('entities that would expand a thousand million times, and are not expanded', async () => {
    expect((await readConfined(laughs())).last).toEqual(['&l9;']);
  });

  it('a table of a page that calls itself .xls, or lines that do', async () => {
    const page = Buffer.from('<html><meta charset="utf-8"><table><tr><td>名称</td><td>00123</td></tr></table></html>');
    expect(await readConfined(page, 'a.xls')).toMatchObject({ kind: 'html', last: ['名称', '00123'] });
    expect(await readConfined(Buffer.from('a\tb\n1\t2\n'), 'a.xls')).toMatchObject({ kind: 'tsv', last: ['1', '2'] });
  });

  it('90 MB of text in few cells', async () => {
    const line = `${'x'.repeat(50_000)},${'y'.repeat(50_000)}\n`;
    const bytes = Buffer.from(line.repeat(900));
    expect((await readConfined(bytes, 'a.csv')).rows).toEqual([900]);
  });
});

function lying(): Buffer {
  const part = packedRepeat(sheetPath(1), dataStart, Buffer.alloc(10 * megabyte, ' '), 300, dataEnd);
  return zipOf(workbookParts({ sheets: [{ xml: { ...part, size: 1_000 } }] }));
}

/** A megabyte of rows that hardly shrinks: 70 MB packed. */
function validRows(): string {
  const random = noise(megabyte).toString('hex');
  return Array.from(
    { length: 26_000 },
    (_, at) => `<row><c><v>${Number.parseInt(random.slice(at * 10, at * 10 + 10), 16)}</v></c></row>`,
  )
    .join('')
    .slice(0, megabyte)
    .replace(/<row>(?:(?!<\/row>).)*$/, '');
}

function oneCell(megabytes: number, type: string): Buffer {
  const [before, after] = [`${dataStart}<row><c t="${type}"><is><t>`, `</t></is></c></row>${dataEnd}`];
  return repeating(Buffer.alloc(megabyte, 'x'), megabytes, before, after);
}

function sharedText(): Buffer {
  const parts = workbookParts({ sheets: [{ xml: '' }], strings: '' });
  const text = packedRepeat(
    'xl/sharedStrings.xml',
    '<sst><si><t>',
    Buffer.alloc(megabyte, 'x'),
    100,
    '</t></si></sst>',
  );
  return zipOf(parts.map((part) => (part.name === text.name ? text : part)));
}

function sharedOften(): Buffer {
  const strings = `<si><t>${'x'.repeat(90_000)}</t></si>`;
  const row = `<row>${'<c t="s"><v>0</v></c>'.repeat(20)}</row>`;
  return sheetOf(row.repeat(100_000), { strings });
}

function farRow2003(): Buffer {
  const name = 'urn:schemas-microsoft-com:office:spreadsheet';
  const row = '<Row ss:Index="2000000000"><Cell><Data ss:Type="String">a</Data></Cell></Row>';
  return Buffer.from(
    `<?xml version="1.0"?><Workbook xmlns="${name}" xmlns:ss="${name}"><Worksheet ss:Name="a"><Table>${row}</Table></Worksheet></Workbook>`,
  );
}

function attribute(): Buffer {
  return repeating(Buffer.alloc(megabyte, 'x'), 100, `${dataStart}<row spans="`, `"/>${dataEnd}`);
}

function lastColumn(): Buffer {
  return sheetOf(Array.from({ length: 50_000 }, (_, at) => `<row><c r="XFD${at + 1}"><v>1</v></c></row>`).join(''));
}

const farRow = '<row r="4000000000"><c><v>1</v></c></row>';

function sheets(count: number): Buffer {
  const xml = '<sheetData><row><c><v>1</v></c></row></sheetData>';
  return workbookOf({ sheets: Array.from({ length: count }, () => ({ xml })) });
}

function merges(): Buffer {
  const refs = Array.from({ length: 600 }, () => '<mergeCell ref="A1:A10000"/>').map((merge, at) =>
    merge.replaceAll('A', String.fromCharCode(65 + (at % 26)) + String.fromCharCode(65 + Math.floor(at / 26))),
  );
  const cells = Array.from({ length: 702 }, () => '<c><v>1</v></c>').join('');
  return workbookOf({
    sheets: [{ xml: `<sheetData><row>${cells}</row></sheetData><mergeCells>${refs.join('')}</mergeCells>` }],
  });
}

function hugeOds(): Buffer {
  const cell =
    '<table:table-cell office:value-type="string" table:number-columns-repeated="1000"><text:p>x</text:p></table:table-cell>';
  const row = `<table:table-row table:number-rows-repeated="1000000">${cell}</table:table-row>`;
  return zipOf([
    packed('mimetype', 'application/vnd.oasis.opendocument.spreadsheet'),
    packed(
      'content.xml',
      `<office:document-content><table:table table:name="a">${row}</table:table></office:document-content>`,
    ),
  ]);
}

function laughs(): Buffer {
  const entities = Array.from({ length: 9 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join('');
  const start = `<!DOCTYPE w [<!ENTITY l0 "lol">${entities}]>`;
  const xml = `${start}${dataStart}<row><c t="str"><v>&l9;</v></c></row>${dataEnd}`;
  return zipOf(workbookParts({ sheets: [{ xml: packed(sheetPath(1), xml) }] }));
}

/** The same bytes every time (a linear congruential generator, Numerical Recipes). */
function noise(length: number): Buffer {
  let state = 7;
  return Buffer.from(
    Array.from({ length }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state >>> 24;
    }),
  );
}
