import { describe, expect, it } from 'vitest';
import { readWorkbook } from '../../../../src/core/convert/read/index.ts';
import { sheetOf, sheetPath, workbookOf, workbookParts } from './support/ooxml.ts';
import { packed, zipOf } from './support/zip.ts';

async function rowsOf(bytes: Buffer) {
  const { sheets } = await readWorkbook(bytes, { name: 'a.xlsx' });
  return sheets[0]?.rows;
}

/** One row of cells with a style each: styles 1 and up are these number formats, by code or by built-in number. */
function formatted(cells: readonly (readonly [value: number | string, format: string | number])[], date1904 = false) {
  const codes = cells.map(([, format], at) =>
    typeof format === 'string' ? `<numFmt numFmtId="${164 + at}" formatCode="${escaped(format)}"/>` : '',
  );
  const styles = cells.map(([, format], at) => `<xf numFmtId="${typeof format === 'number' ? format : 164 + at}"/>`);
  const row = cells.map(([value], at) => `<c s="${at + 1}"><v>${value}</v></c>`).join('');
  return sheetOf(`<row>${row}</row>`, {
    date1904,
    styles: `<numFmts>${codes.join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${styles.join('')}</cellXfs>`,
  });
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}

describe('numbers are what a person sees', () => {
  // Expected: Excel's display of the format, dates as ISO 8601 (docs/spreadsheets.md). 45356 is 2024-03-05.
  it.each([
    ['whole numbers', 42, 'General', '42'],
    ['long digits, which General shows as 4.40102E+17', '4.4010219900101E+17', 'General', '440102199001010000'],
    ['long digits from the file as they stand', '86139012345678', 'General', '86139012345678'],
    ['long digits that CSV import gave a scientific format', '2.10235E+14', '0.00E+00', '210235000000000'],
    ['decimals, without what binary makes of them', '0.30000000000000004', 'General', '0.3'],
    ['leading zeros of a format', 42, '00000', '00042'],
    ['thousands and decimals', '1234567.891', '#,##0.00', '1,234,567.89'],
    ['percent', '0.256', 10, '25.60%'],
    ['units in a format', 64, '0"GB"', '64GB'],
    ['negative numbers in brackets, without the space that aligns', -5, '#,##0_);\\(#,##0\\)', '(5)'],
    ['numbers in cells of text', 80, '@', '80'],
    ['a date', 45356, 14, '2024-03-05'],
    ['a Chinese date', 45356, 'yyyy"年"m"月"d"日";@', '2024-03-05'],
    ['a date with its language', 45356, '[$-804]yyyy/m/d;@', '2024-03-05'],
    ['a built-in date that only Chinese Excel knows', 45356, 31, '2024-03-05'],
    ['a month', 45356, 'yyyy"年"m"月"', '2024-03'],
    ['a built-in month that only Chinese Excel knows', 45356, 57, '2024-03'],
    ['a day of which the year is not shown', 45356, 'm"月"d"日"', '2024-03-05'],
    ['date and time', '45356.354166666664', 22, '2024-03-05 08:30'],
    ['date and time with seconds', '45356.354340277780', 'yyyy-mm-dd hh:mm:ss', '2024-03-05 08:30:15'],
    ['a date whose time is not shown', '45356.99', 'yyyy-mm-dd', '2024-03-05'],
    ['a time', 0.5, 20, '12:00'],
    ['a time of which more than a day has passed', 1.5, '[h]:mm', '36:00'],
    ['the day that 1900 did not have', 60, 14, '1900-02-29'],
    ['the first day', 1, 14, '1900-01-01'],
    ['a number that no date is', -1, 14, '-1'],
    ['red numbers', 7, '[Red]0', '7'],
    ['a format nobody understands', 7, '[[[', '7'],
  ] as const)('%s', async (_, value, format, expected) => {
    expect(await rowsOf(formatted([[value, format]]))).toEqual([[expected]]);
  });

  it('dates of a workbook that counts from 1904 are four years and a day later', async () => {
    expect(await rowsOf(formatted([[43894, 14]], true))).toEqual([['2024-03-05']]);
  });
});

describe('cells', () => {
  it('read text, shared or in place, with its runs joined and its readings left out', async () => {
    const strings =
      '<si><t>核心</t></si><si><r><t>SW</t></r><r><t xml:space="preserve"> 1</t></r></si><si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si>';
    const row =
      '<c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c><c t="s"><v>9</v></c><c t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c><c t="str"><v>f</v></c>';
    expect(await rowsOf(sheetOf(`<row>${row}</row>`, { strings }))).toEqual([['核心', 'SW 1', '東京', '', 'ab', 'f']]);
  });

  it('read escapes, entities, CDATA and line ends as the characters they stand for', async () => {
    const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
    const row = ['a_x000D_\nb', '&lt;&#x4e2d;&amp;', '<![CDATA[<x>]]>', '_x005F_x000D_'].map(cell).join('');
    expect(await rowsOf(sheetOf(`<row>${row}</row>`))).toEqual([['a\nb', '<中&', '<x>', '_x000D_']]);
  });

  it('read truth, errors, ISO dates and stored values of formulas', async () => {
    const row =
      '<c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="e"><v>#N/A</v></c><c t="d"><v>2024-03-05T00:00:00</v></c><c t="d"><v>2024-03-05T08:30:00Z</v></c><c><f>1+1</f><v>2</v></c><c><f>1+1</f></c>';
    expect(await rowsOf(sheetOf(`<row>${row}</row>`))).toEqual([
      ['TRUE', 'FALSE', '#N/A', '2024-03-05', '2024-03-05 08:30:00', '2'],
    ]);
  });

  it('stand where their reference says, in rows out of order, and without references one after the other', async () => {
    const rows =
      '<row r="3"><c r="B3"><v>1</v></c><c><v>2</v></c></row><row r="1"><c r="A1"><v>3</v></c></row><row><c><v>4</v></c></row>';
    expect(await rowsOf(sheetOf(rows))).toEqual([['3'], ['4'], ['', '1', '2']]);
  });

  it('are read in rows and columns that are hidden', async () => {
    const sheet = {
      xml: '<cols><col min="1" max="1" hidden="1"/></cols><sheetData><row hidden="1"><c><v>1</v></c></row></sheetData>',
    };
    expect(await rowsOf(workbookOf({ sheets: [sheet] }))).toEqual([['1']]);
  });
});

describe('merged cells', () => {
  const merged = (row: string, ...refs: string[]) =>
    workbookOf({
      sheets: [
        {
          xml: `<sheetData>${row}</sheetData><mergeCells>${refs.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`,
        },
      ],
    });

  it('are filled with their top-left value, and listed', async () => {
    const { sheets } = await readWorkbook(merged('<row><c><v>1</v></c><c r="D1"><v>2</v></c></row>', 'A1:B2'));
    expect(sheets[0]?.rows).toEqual([
      ['1', '1', '', '2'],
      ['1', '1'],
    ]);
    expect(sheets[0]?.merges).toEqual([{ top: 0, left: 0, bottom: 1, right: 1 }]);
  });

  it('of a whole column are filled as far as the sheet goes', async () => {
    const bytes = merged(
      '<row r="1"><c r="A1"><v>1</v></c></row><row r="3"><c r="B3"><v>2</v></c></row>',
      'A1:A1048576',
    );
    expect(await rowsOf(bytes)).toEqual([['1'], ['1'], ['1', '2']]);
  });

  it('that hold nothing stay empty', async () => {
    expect(await rowsOf(merged('<row r="3"><c r="B3"><v>2</v></c></row>', 'A1:A2'))).toEqual([[], [], ['', '2']]);
  });
});

describe('sheets', () => {
  const xml = '<sheetData><row><c><v>1</v></c></row></sheetData>';

  it('come in order with their names; hidden ones are told, chart sheets left out', async () => {
    const bytes = workbookOf({
      sheets: [
        { name: '交换机 &amp; 路由器', xml },
        { name: 'h', xml, state: 'hidden' },
        { name: 'chart', xml, type: 'chartsheet' },
        { name: 'v', xml, state: 'veryHidden' },
      ],
    });
    const { kind, sheets } = await readWorkbook(bytes);
    expect(kind).toBe('xlsx');
    expect(sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
      ['交换机 & 路由器', false],
      ['h', true],
      ['v', true],
    ]);
  });

  it('that are empty stay beside one that is not, and one that is missing is told', async () => {
    const parts = workbookParts({ sheets: [{ xml }, { xml: '' }, { xml, name: 'lost' }] });
    const bytes = zipOf(parts.filter(({ name }) => name !== sheetPath(3)));
    const { sheets, notes } = await readWorkbook(bytes);
    expect(sheets.map(({ rows }) => rows)).toEqual([[['1']], []]);
    expect(notes).toEqual([expect.objectContaining({ en: expect.stringContaining('lost') })]);
  });

  it('are read from XML with prefixes, in the strict namespaces, in UTF-16 and with other case in its paths', async () => {
    const parts = workbookParts({ sheets: [{ xml: '' }] });
    const strict = 'http://purl.oclc.org/ooxml/spreadsheetml/main';
    const sheet = `<?xml version="1.0" encoding="UTF-16"?><x:worksheet xmlns:x="${strict}"><x:sheetData><x:row><x:c t="str"><x:v>中文</x:v></x:c></x:row></x:sheetData></x:worksheet>`;
    const utf16 = packed(sheetPath(1).toUpperCase(), Buffer.from(`\ufeff${sheet}`, 'utf16le'));
    expect(await rowsOf(zipOf(parts.map((part) => (part.name === sheetPath(1) ? utf16 : part))))).toEqual([['中文']]);
  });

  it('with control characters that XML does not allow are read all the same', async () => {
    expect(await rowsOf(sheetOf('<row><c t="str"><v>a\x01b</v></c></row>'))).toEqual([['a\x01b']]);
  });
});

describe('a part that is damaged is refused', () => {
  it('when its checksum is wrong', async () => {
    const parts = workbookParts({ sheets: [{ xml: '<sheetData><row><c><v>1</v></c></row></sheetData>' }] });
    const wrong = parts.map((part) => (part.name === sheetPath(1) ? { ...part, crc: 1 } : part));
    await expect(readWorkbook(zipOf(wrong), { name: 'a.xlsx' })).rejects.toMatchObject({
      code: 'file-unreadable',
      text: { en: expect.stringContaining(sheetPath(1)) },
    });
  });
});
