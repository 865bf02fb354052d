import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { readWorkbook } from '../../../../src/core/convert/read/index.ts';

const table = '名称,管理IP,备注\n核心-1,10.0.0.1,"一行\n两行, 引号""中"""\n';
const rows = [
  ['名称', '管理IP', '备注'],
  ['核心-1', '10.0.0.1', '一行\n两行, 引号"中"'],
];

function utf16(text: string, order: 'le' | 'be', mark: boolean): Buffer {
  const bytes = Buffer.from((mark ? '\ufeff' : '') + text, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
}

/** 名称,管理IP\n核心交换机,10.0.0.1\n by iconv -t GB18030. */
const gb = Buffer.from('c3fbb3c62cb9dcc0ed49500abacbd0c4bdbbbbbbbbfa2c31302e302e302e310a', 'hex');

async function read(bytes: Buffer | string, name = 'a.csv') {
  const { kind, sheets, notes } = await readWorkbook(Buffer.from(bytes), { name });
  return { kind, rows: sheets[0]?.rows, sheet: sheets[0]?.name, notes: notes.map(({ en }) => en) };
}

describe('the encoding of text is told by its content', () => {
  it.each([
    ['UTF-8', Buffer.from(table)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${table}`)],
    ['UTF-16LE with a mark', utf16(table, 'le', true)],
    ['UTF-16BE with a mark', utf16(table, 'be', true)],
    ['UTF-16LE', utf16(table, 'le', false)],
    ['UTF-16BE', utf16(table, 'be', false)],
  ])('%s', async (_, bytes) => {
    expect(await read(bytes)).toMatchObject({ kind: 'csv', rows, notes: [] });
  });

  it('GB18030, which is said', async () => {
    expect(await read(gb)).toMatchObject({
      rows: [
        ['名称', '管理IP'],
        ['核心交换机', '10.0.0.1'],
      ],
      notes: ['The text is not UTF-8; it was read as GB18030.'],
    });
  });

  it('Windows-1252, where letters with accents stand alone', async () => {
    const { rows, notes } = await read(Buffer.from('Ubicación,Dirección IP\nMálaga,10.0.0.1\n', 'latin1'));
    expect(rows).toEqual([
      ['Ubicación', 'Dirección IP'],
      ['Málaga', '10.0.0.1'],
    ]);
    expect(notes).toEqual(['The text is not UTF-8; it was read as Windows-1252.']);
  });

  it('UTF-8 of which the last character was cut off', async () => {
    expect((await read(Buffer.from('名称\n核心').subarray(0, -1))).rows?.[0]).toEqual(['名称']);
  });

  const headers = fileURLToPath(new URL('../../../../../shared/data/header_synonyms.csv', import.meta.url));
  const bytes = (() => {
    try {
      return readFileSync(headers);
    } catch {
      return undefined;
    }
  })();
  it.skipIf(!bytes)('of headers that people write (needs the data beside the checkout)', async () => {
    const { rows } = await read(bytes ?? '');
    expect(rows?.length).toBeGreaterThan(600);
    expect(new Set(rows?.map(({ length }) => length)).size).toBeLessThan(4);
  });
});

describe('the delimiter is told by content', () => {
  it.each([
    [',', 'csv'],
    [';', 'csv'],
    ['\t', 'tsv'],
    ['|', 'csv'],
  ])('%j', async (delimiter, kind) => {
    const text = [
      ['名称', 'IP', '价格'],
      ['a', '10.0.0.1', '1'],
      ['b', '10.0.0.2', '2'],
    ]
      .map((row) => row.join(delimiter))
      .join('\r\n');
    expect(await read(text)).toMatchObject({
      kind,
      rows: [
        ['名称', 'IP', '价格'],
        ['a', '10.0.0.1', '1'],
        ['b', '10.0.0.2', '2'],
      ],
    });
  });

  it('also under a title, and where cells hold other ones', async () => {
    const text = '设备台账, 2024\n\n名称;IP;备注\na;10.0.0.1;x, y\nb;10.0.0.2;z\n';
    expect((await read(text)).rows).toEqual([
      ['设备台账, 2024'],
      [],
      ['名称', 'IP', '备注'],
      ['a', '10.0.0.1', 'x, y'],
      ['b', '10.0.0.2', 'z'],
    ]);
  });

  it('as Excel’s own first line says', async () => {
    expect((await read('sep=;\na,b;c\n')).rows).toEqual([['a,b', 'c']]);
  });

  it('is not needed for one column, whose file names the sheet', async () => {
    expect(await read('名称\na\n', '台账.2024.csv')).toMatchObject({ sheet: '台账.2024', rows: [['名称'], ['a']] });
  });
});

describe('cells of lines', () => {
  it('keep digits, zeros and what Excel takes as text', async () => {
    expect((await read('SN,编号\n440102199001011234,00123\n"=""00123""",\'1\n')).rows).toEqual([
      ['SN', '编号'],
      ['440102199001011234', '00123'],
      ['00123', "'1"],
    ]);
  });

  it('with a quotation mark that is never closed are read as they stand, and that is said', async () => {
    const { rows, notes } = await read('a,b\n"19 inch,1\nc,2\n');
    expect(rows).toEqual([
      ['a', 'b'],
      ['"19 inch', '1'],
      ['c', '2'],
    ]);
    expect(notes).toEqual([expect.stringContaining('never closed')]);
  });

  it('with a quotation mark inside are read as they stand', async () => {
    expect((await read('a,b\n24" screen,1\n')).rows).toEqual([
      ['a', 'b'],
      ['24" screen', '1'],
    ]);
  });

  it('come back as they were written, whatever is in them', async () => {
    const cell = fc.string({ unit: fc.constantFrom(...'名称ab1 .,;|"\t\n') });
    const grid = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 2, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(grid, async (cells) => {
        const told = [['列一', '列二', '列三', '列四', '列五'], ...cells];
        const bytes = Buffer.from(`sep=,\n${Papa.unparse(told)}`);
        const ends = (row: readonly string[]) => row.slice(0, row.findLastIndex((each) => each !== '') + 1);
        const expected = told.map(ends);
        while (expected.at(-1)?.length === 0) expected.pop();
        expect((await read(bytes)).rows).toEqual(expected);
      }),
    );
  });
});
