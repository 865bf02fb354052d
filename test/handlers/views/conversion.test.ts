import { describe, expect, it, test } from 'vitest';
import type { InventoryFormat } from '../../../src/core/convert/format.ts';
import type { Conversion } from '../../../src/core/convert/index.ts';
import type { Summary } from '../../../src/core/convert/summary.ts';
import type { Language, Text } from '../../../src/core/text.ts';
import {
  conversionMessage,
  fileLine,
  savedConversionMessage,
  writtenMessage,
} from '../../../src/handlers/views/conversion.ts';
import { conversionList, conversionLog } from '../../../src/handlers/views/conversion-log.ts';
import { columnsModal, filterModal, formatsModal, saveModal } from '../../../src/handlers/views/conversion-modals.ts';
import { notice } from '../../../src/handlers/views/notice.ts';
import { sampleColumn, sampleConversion } from '../../../src/sandbox/gallery/fixtures/conversions.ts';
import { messageProblems, modalProblems, visible } from '../../support/blocks.ts';
import { hostile } from '../samples.ts';

const languages: readonly Language[] = ['en', 'zh-CN'];
const texts: readonly [string, string][] = [
  ['ordinary text', '核心交换机'],
  ['text that tries to be markup', hostile],
  ['text of nothing but signs that are escaped', '<&>'.repeat(700)],
  ['very long text', '长'.repeat(2_000)],
  ['empty text', ''],
  ['text of emoji and backticks', '👩‍👩‍👧‍👦`'.repeat(100)],
];

/** As large as a summary gets, with `text` for whatever a sheet says. */
function extreme(text: string): Summary {
  const said: Text = { en: text, zh: text };
  const many = <T>(count: number, of: (index: number) => T) => Array.from({ length: count }, (_, index) => of(index));
  const column = (index: number) =>
    sampleColumn({
      letter: `C${index}`,
      header: text,
      key: text,
      field: (['label', 'password', 'model', 'ignored'] as const)[index % 4] ?? 'label',
      label: text,
      confidence: 0.3,
      reason: said,
      example: text,
      ...(index % 4 === 2 && { split: 'vendor+model' as const }),
    });
  const table = (index: number) => ({
    ...{ index, signature: 'f'.repeat(32), headerRows: [1, 2], rows: 7_000, inventory: index % 3 > 0 },
    columns: many(index === 1 ? 120 : 60, column),
  });
  const ranges = Object.fromEntries(
    ['title', 'header', 'section', 'note', 'total', 'sample', 'comment', 'instructions', 'not-inventory'].map((why) => [
      why,
      many(20, (row) => `${row * 9_000}-${row * 9_000 + 7}`).join(', '),
    ]),
  );
  const groups = Object.fromEntries(many(21, (index) => [`${index}${text}`, 90_000]));
  const place = { sheet: text, row: 99_999 };
  return {
    ...{ file: text, kind: 'xlsx', rules: {} },
    notes: many(20, () => said),
    sheets: many(40, (index) => ({ name: text, hidden: true, tables: [table(index)], notData: ranges })),
    sheetNames: many(200, (index) => `${index}${text}`),
    counts: {
      rows: 900_000,
      accepted: 1,
      quarantined: 300,
      filtered: 5,
      notData: { title: 9, total: 9 },
      hosts: 800_000,
    },
    ...{ types: groups, sites: groups, platforms: groups },
    first: many(10, () => ({
      ...{ ...place, name: text, address: text, type: 'other' as const, platform: text, labels: {} },
      fields: { vendor: text, model: text, site: text },
    })),
    quarantine: many(200, () => ({
      ...place,
      reasons: many(5, () => ({ code: 'address-invalid' as const, text: said, cell: text })),
    })),
    joined: many(50, () => ({ ...place, into: text })),
    unsure: { count: 70_000, names: many(10, () => text) },
    ambiguous: { count: 70_000, example: text },
    secrets: many(60, () => ({ sheet: text, header: text })),
  };
}

function extremeConversion(text: string): Conversion {
  const event = { at: 1_795_000_000_000, by: text, what: 'columns-changed' as const, detail: text };
  return sampleConversion(extreme(text), {
    file: { ref: 'F0', name: text },
    choices: { sheet: text, where: text, slash: 'several' },
    log: Array.from({ length: 50 }, () => event),
  });
}

describe.each(languages)('in %s', (language) => {
  test.each(texts)('every view of a conversion keeps to the limits with %s', (_, text) => {
    const conversion = extremeConversion(text);
    const saved = notice({ en: 'Nothing to change.', zh: '无需变更。' }, language, '⚠️');
    const messages = {
      card: conversionMessage(conversion, language, true),
      saved: savedConversionMessage(conversion, saved, language, true),
      list: conversionList(
        Array.from({ length: 20 }, () => conversion),
        language,
      ),
      log: conversionLog(conversion, language),
      written: writtenMessage(
        conversion,
        Array.from({ length: 14 }, () => text),
        language,
      ),
    };
    for (const [name, message] of Object.entries(messages)) expect(messageProblems(message), name).toEqual([]);
    const format = { title: { en: text || 'x', zh: text || 'x' }, needs: { en: text, zh: text } } as InventoryFormat;
    const formats = new Map(Array.from({ length: 20 }, (_, index) => [`format-${index}`, format]));
    const modals = {
      columns: columnsModal(conversion, { table: 0 }, '{}', language),
      wide: columnsModal(conversion, { table: 1, from: 45 }, '{}', language),
      last: columnsModal(conversion, { table: 39 }, '{}', language),
      filter: filterModal(conversion, '{}', language),
      formats: formatsModal(formats, '{}', language),
      save: saveModal(conversion, '{}', language),
    };
    for (const [name, modal] of Object.entries(modals)) expect(modalProblems(modal), name).toEqual([]);
  });

  it('leads from the columns that fit into a dialog to the others', () => {
    const shownOf = (from: number) => {
      const { blocks } = columnsModal(extremeConversion('x'), { table: 1, from }, '{}', language);
      return blocks.flatMap((block) => (block.type === 'input' ? [block.block_id] : []));
    };
    const all = [0, 45, 90].flatMap(shownOf);
    expect(all).toEqual(Array.from({ length: 120 }, (_, index) => `column-1-C${index}`));
    const menu = JSON.stringify(columnsModal(extremeConversion('x'), { table: 1 }, '{}', language).blocks);
    for (const value of ['"1"', '"1 45"', '"1 90"']) expect(menu).toContain(`"value":${value}`);
  });
});

describe('the answer to a spreadsheet', () => {
  const shown = (summary: Partial<Summary> = {}, more: Partial<Conversion> = {}, report = false) =>
    visible(conversionMessage(sampleConversion(summary, more), 'en', report));
  const counts = { rows: 1, accepted: 1, quarantined: 0, filtered: 0, notData: {}, hosts: 1 };

  it('counts one thing as one', () => {
    const words = shown({ counts: { ...counts, quarantined: 1 }, unsure: { count: 1, names: ['a'] } });
    expect(words).toContain('1 sheet, 1 row → 1 host');
    expect(words).toContain('In quarantine: 1 row*');
    expect(words).toContain('Type not sure for 1 host: ');
  });

  it('says how many hosts there are besides the first six of the table', () => {
    const [host] = sampleConversion().summary.first;
    const first = host ? Array.from({ length: 10 }, (_, at) => ({ ...host, name: `h-${at + 1}` })) : [];
    const words = shown({ first, counts: { ...counts, rows: 14, accepted: 14, hosts: 14 } });
    expect(words).toContain('h-6');
    expect(words).not.toContain('h-7');
    expect(words).toContain('… and 8 more: Formats gives all of them');
    expect(shown()).not.toContain('Formats gives');
  });

  it('names a column without a header by its letter alone', () => {
    const table = { index: 0, signature: 's', headerRows: [], rows: 2, inventory: true };
    const columns = [sampleColumn({ header: '' })];
    const words = shown({ sheets: [{ name: 'S', hidden: false, tables: [{ ...table, columns }], notData: {} }] });
    expect(words).toContain('A → name');
    expect(words).not.toContain('``');
  });

  it('says in which sheet a row was joined, and how many more there are', () => {
    const joined = Array.from({ length: 7 }, (_, row) => ({ sheet: '维保', row: row + 2, into: 'web-a' }));
    expect(shown({ joined })).toContain('`维保` row 2 → `web-a`');
    expect(shown({ joined })).toContain('and 2 more');
  });

  it('does not pretend that the hosts it names are all that are unsure', () => {
    expect(shown({ unsure: { count: 320, names: ['h-1', 'h-2'] } })).toContain('320 hosts: `h-1`, `h-2`, …');
    expect(shown({ unsure: { count: 2, names: ['h-1', 'h-2'] } })).not.toContain('h-2`, …');
  });

  it('says what to do where no table was found, with or without a table to correct', () => {
    const none = { name: 'notes', hidden: false, tables: [], notData: { title: '1-3' } };
    expect(shown({ sheets: [none] })).toContain('Was it the right file?');
    const table = { index: 0, signature: 's', headerRows: [1], rows: 2, inventory: false, columns: [sampleColumn()] };
    expect(shown({ sheets: [{ ...none, tables: [table] }] })).toContain('say under *Change columns*');
    expect(shown()).not.toContain('reads as a table of hosts');
  });

  it('says what a report is for that has no quarantined row', () => {
    expect(shown({ counts }, {}, true)).toContain('every value that was changed');
    expect(shown({ counts })).not.toContain('every value that was changed');
  });

  it('shows the words of a sheet without their formatting anything', () => {
    expect(shown({ sites: { '*bold* `x`': 1 } })).toContain("`*bold* 'x'` 1");
  });
});

it('offers the sheets that were not chosen, so that another can be', () => {
  const one = sampleConversion({ sheetNames: ['交换机', '服务器'] }, { choices: { sheet: '交换机' } });
  expect(JSON.stringify(filterModal(one, '{}', 'en'))).toContain('服务器');
});

it('a save says which file, and that rows in quarantine stay out', () => {
  expect(fileLine(sampleConversion(), 'en')).toBe('`机房设备台账.xlsx`: 3 hosts, 1 row in quarantine stays out');
  expect(fileLine(sampleConversion(), 'zh-CN')).toBe('`机房设备台账.xlsx`：3 台主机，隔离的 1 行不写入');
});
