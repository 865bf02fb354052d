import { describe, expect, it } from 'vitest';
import { type BookType, utils, type WorkBook, write } from 'xlsx';
import { readWorkbook } from '../../../../src/core/convert/read/index.ts';
import { packed, zipOf } from './support/zip.ts';

function book(): WorkBook {
  const sheet = utils.aoa_to_sheet([
    ['名称', '管理IP', 'SN', '采购日期', '编号'],
    [
      '核心-1',
      '10.0.0.1',
      { t: 'n', v: 440102199001010000 },
      { t: 'n', v: 45356, z: 'yyyy"年"m"月"d"日"' },
      { t: 'n', v: 42, z: '00000' },
    ],
    ['', '10.0.0.2', { t: 'b', v: true }, { t: 'e', v: 42 }, 'x\ny'],
  ]);
  sheet['!merges'] = [{ s: { r: 1, c: 0 }, e: { r: 2, c: 0 } }];
  const made = utils.book_new();
  utils.book_append_sheet(made, sheet, '台账');
  utils.book_append_sheet(made, utils.aoa_to_sheet([['h']]), '隐藏');
  made.Workbook = { Sheets: [{ Hidden: 0 }, { Hidden: 2 }] };
  return made;
}

const rows = [
  ['名称', '管理IP', 'SN', '采购日期', '编号'],
  ['核心-1', '10.0.0.1', '440102199001010000', '2024-03-05', '00042'],
  ['核心-1', '10.0.0.2', 'TRUE', '#N/A', 'x\ny'],
];

describe('workbooks of other kinds give the same cells', () => {
  it.each<[string, BookType, string]>([
    ['.xls of Excel 97 and later', 'biff8', 'xls'],
    ['the XML of Excel 2003, which is saved as .xls', 'xlml', 'xls'],
    ['.xlsx', 'xlsx', 'xlsx'],
    ['.xlsm', 'xlsm', 'xlsx'],
  ])('%s', async (_, bookType, kind) => {
    const read = await readWorkbook(write(book(), { type: 'buffer', bookType }), { name: 'upload' });
    expect(read.kind).toBe(kind);
    expect(read.sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
      ['台账', false],
      ['隐藏', true],
    ]);
    expect(read.sheets[0]?.rows).toEqual(rows);
    expect(read.sheets[0]?.merges).toEqual([{ top: 1, left: 0, bottom: 2, right: 0 }]);
  });

  it('.xls of Excel 95', async () => {
    const bytes = write(utils.book_new(utils.aoa_to_sheet([['a', 1]]), 'S'), { type: 'buffer', bookType: 'biff5' });
    expect((await readWorkbook(bytes)).sheets[0]?.rows).toEqual([['a', '1']]);
  });

  it.each<[string, BookType]>([
    ['.xlsb', 'xlsb'],
    ['a text document', 'rtf'],
  ])('%s is refused', async (_, bookType) => {
    const bytes: Buffer = write(book(), { type: 'buffer', bookType });
    await expect(readWorkbook(bytes)).rejects.toMatchObject({ code: 'file-not-spreadsheet' });
  });
});

describe('.ods', () => {
  const office = 'urn:oasis:names:tc:opendocument:xmlns';
  const spaces = ['office', 'table', 'text', 'style'].map((name) => `xmlns:${name}="${office}:${name}:1.0"`).join(' ');
  const odsOf = (tables: string, styles = '', more: readonly [string, string][] = []) =>
    zipOf([
      packed('mimetype', 'application/vnd.oasis.opendocument.spreadsheet'),
      packed(
        'content.xml',
        `<office:document-content ${spaces}><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:spreadsheet>${tables}</office:spreadsheet></office:body></office:document-content>`,
      ),
      ...more.map(([name, xml]) => packed(name, xml)),
    ]);
  const sheetOf = (rows: string) => odsOf(`<table:table table:name="S">${rows}</table:table>`);
  const cell = (attributes: string, shown: string) =>
    `<table:table-cell ${attributes}><text:p>${shown}</text:p></table:table-cell>`;
  const rowsOf = async (bytes: Buffer) => (await readWorkbook(bytes)).sheets[0]?.rows;

  it.each([
    ['text', 'office:value-type="string"', '名称', '名称'],
    ['a number as it is shown', 'office:value-type="float" office:value="42"', '00042', '00042'],
    [
      'long digits whole',
      'office:value-type="float" office:value="440102199001010000"',
      '4.40102E+17',
      '440102199001010000',
    ],
    ['a date as ISO', 'office:value-type="date" office:date-value="2024-03-05"', '05.03.24', '2024-03-05'],
    [
      'a date with a time that is shown',
      'office:value-type="date" office:date-value="2024-03-05T08:30:00"',
      '5.3.2024 08:30',
      '2024-03-05 08:30',
    ],
    [
      'a date whose time is not shown',
      'office:value-type="date" office:date-value="2024-03-05T08:30:00"',
      '2024/3/5',
      '2024-03-05',
    ],
    ['a month', 'office:value-type="date" office:date-value="2024-03-01"', '2024年3月', '2024-03'],
    ['a time', 'office:value-type="time" office:time-value="PT08H30M00S"', '08:30', '08:30'],
    ['truth', 'office:value-type="boolean" office:boolean-value="true"', 'WAHR', 'TRUE'],
    ['percent', 'office:value-type="percentage" office:value="0.25"', '25%', '25%'],
    [
      'lines, spaces and links',
      'office:value-type="string"',
      'a<text:s text:c="2"/>b<text:line-break/><text:a>c</text:a></text:p><text:p>d',
      'a  b\nc\nd',
    ],
  ])('reads %s', async (_, attributes, shown, expected) => {
    expect(await rowsOf(sheetOf(`<table:table-row>${cell(attributes, shown)}</table:table-row>`))).toEqual([
      [expected],
    ]);
  });

  it('leaves comments out of the text', async () => {
    const noted = `<table:table-cell office:value-type="string"><office:annotation><text:p>secret</text:p></office:annotation><text:p>a</text:p></table:table-cell>`;
    expect(await rowsOf(sheetOf(`<table:table-row>${noted}</table:table-row>`))).toEqual([['a']]);
  });

  it('repeats rows and cells that hold something, and only counts those that do not', async () => {
    const row = `<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2"/>${cell('office:value-type="string" table:number-columns-repeated="2"', 'a')}<table:table-cell table:number-columns-repeated="16380"/></table:table-row>`;
    const rest =
      '<table:table-row table:number-rows-repeated="1048574"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>';
    expect(await rowsOf(sheetOf(row + rest))).toEqual([
      ['', '', 'a', 'a'],
      ['', '', 'a', 'a'],
    ]);
  });

  it('fills merged cells, and tells hidden sheets', async () => {
    const span = 'office:value-type="string" table:number-columns-spanned="2" table:number-rows-spanned="2"';
    const tables = `<table:table table:name="S"><table:table-row>${cell(span, 'a')}<table:covered-table-cell/>${cell('office:value-type="string"', 'b')}</table:table-row><table:table-row><table:covered-table-cell table:number-columns-repeated="2"/></table:table-row></table:table><table:table table:name="H" table:style-name="ta2"/>`;
    const styles =
      '<style:style style:name="ta1"><style:table-properties table:display="true"/></style:style><style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>';
    const { kind, sheets } = await readWorkbook(odsOf(tables, styles));
    expect(kind).toBe('ods');
    expect(sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
      ['S', false],
      ['H', true],
    ]);
    expect(sheets[0]?.rows).toEqual([
      ['a', 'a', 'b'],
      ['a', 'a'],
    ]);
    expect(sheets[0]?.merges).toEqual([{ top: 0, left: 0, bottom: 1, right: 1 }]);
  });

  it('is refused when it has a password', async () => {
    const manifest =
      '<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>';
    const bytes = odsOf('', '', [['META-INF/manifest.xml', manifest]]);
    await expect(readWorkbook(bytes)).rejects.toMatchObject({ code: 'file-encrypted' });
  });
});

describe('tables of a web page', () => {
  const read = async (html: string | Buffer) => (await readWorkbook(Buffer.from(html), { name: '导出.xls' })).sheets;

  it('are read as text: digits stay whole, cells that span are filled, every table is a sheet', async () => {
    const sheets = await read(
      '<html><body><table><tr><th colspan="2">台账</th></tr><tr><td rowspan="2">核心 &amp; 汇聚</td><td>440102199001011234</td></tr><tr><td>a<br>b</td></tr></table><table><tr><td>00123</td></tr></table></body></html>',
    );
    expect(sheets.map(({ rows }) => rows)).toEqual([
      [
        ['台账', '台账'],
        ['核心 & 汇聚', '440102199001011234'],
        ['核心 & 汇聚', 'a\nb'],
      ],
      [['00123']],
    ]);
  });

  it('are read in the encoding that the page names', async () => {
    const page = Buffer.concat([
      Buffer.from(
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"></head><table><tr><td>',
      ),
      Buffer.from('bacbd0c4', 'hex'),
      Buffer.from('</td></tr></table></html>'),
    ]);
    expect((await read(page))[0]?.rows).toEqual([['核心']]);
  });
});

describe('limits', () => {
  it('can be set for a call, and say what was passed in both languages', async () => {
    const limits = { cells: 3 };
    await expect(readWorkbook(Buffer.from('a,b\nc,d\n'), { name: '台账.csv', limits })).rejects.toMatchObject({
      code: 'file-too-large',
      text: {
        en: 'Reading 台账.csv: it has more than 3 cells. Keep the part with the devices, or split it, and upload that.',
        zh: '读取 台账.csv：单元格超过 3 个。请只保留设备部分或拆分后再上传。',
      },
    });
  });
});
