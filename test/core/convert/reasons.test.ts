import { describe, expect, it } from 'vitest';
import { columnLetters } from '../../../src/core/convert/columns/labels.ts';
import { fieldNames } from '../../../src/core/convert/field-names.ts';
import { fields } from '../../../src/core/convert/fields.ts';
import { convertTable } from './support/tables.ts';

/** Each reason of the quarantine: row, code, cell, English, Chinese. */
const told = (lines: readonly string[]) =>
  convertTable(lines).quarantine.flatMap(({ row, reasons }) =>
    reasons.map(({ code, cell, text: { en, zh } }) => [row, code, cell, en, zh]),
  );

describe('what people read of rows that were not accepted', () => {
  it('names the row that is kept of two that say the same', () => {
    expect(told(['名称|IP', 'sw-1|10.0.0.1', 'sw-1|10.0.0.1'])).toEqual([
      [3, 'duplicate-row', 'A3', 'It says again what row 2 says; row 2 is kept.', '与第 2 行重复，已保留第 2 行。'],
    ]);
  });

  it.each([
    ['系统版本', 'V1.0|V2.0', 'version', '版本'],
    ['站点', '北京|上海', 'site', '站点'],
    ['上联', 'core-1|core-2', '"上联"', '“上联”'],
  ])('calls what differs by its name: %s', (header, values, en, zh) => {
    const [one, other] = values.split('|');
    const [first] = told([`名称|IP|${header}`, `sw-1|10.0.0.1|${one}`, `sw-1|10.0.0.1|${other}`]);
    expect(first).toEqual([
      2,
      'rows-conflict',
      'A2',
      `It is the same host as row 3, but ${en} differs.`,
      `与第 3 行是同一主机，但${zh}不一致。`,
    ]);
  });

  it('points at the cell of an address that is missing or none, though the column holds no address at all', () => {
    const bad = ['name|ip|serial', 'sw-1|nowhere|2102351234561', 'sw-2|10.0.0|2102351234562'];
    expect(told(bad).map(([row, code, cell]) => [row, code, cell])).toEqual([
      [2, 'address-invalid', 'B2'],
      [3, 'address-invalid', 'B3'],
    ]);
    const empty = ['name|ip|serial', 'sw-1||2102351234561', 'sw-2|N/A|2102351234562'];
    expect(told(empty).map(([row, code, cell]) => [row, code, cell])).toEqual([
      [2, 'address-missing', 'B2'],
      [3, 'address-missing', 'B3'],
    ]);
  });

  it('never calls a field by its id', () => {
    const ids = fields.filter((field) => field.includes('_'));
    const texts = fields.flatMap((field) => [fieldNames[field].en, fieldNames[field].zh]);
    expect(texts.filter((text) => ids.some((id) => text.includes(id)))).toEqual([]);
    const headers = ['名称', 'IP', ...fields.filter((field) => !['name', 'address'].includes(field))];
    const row = (name: string) => [name, '10.0.0.1', ...headers.slice(2).map((_, at) => columnLetters(at))].join('|');
    const columns = convertTable([headers.join('|'), row('sw-1')]).summary.sheets[0]?.tables[0]?.columns ?? [];
    const said = columns.map(({ reason, header }) => [reason.en, reason.zh].join(' ').replaceAll(`${header}`, ''));
    expect(said.filter((text) => ids.some((id) => text.includes(id)))).toEqual([]);
  });
});

it('words beside an address or a MAC that is not the management address are kept as labels', () => {
  const lines = [
    '名称|IP|业务IP|MAC',
    'sw-1|10.0.0.1|10.0.1.1冷备|aa:bb:cc:dd:ee:ff 主',
    'sw-2|10.0.0.2|10.0.1.2|aa:bb:cc:dd:ee:fe',
  ];
  expect(convertTable(lines).hosts[0]).toMatchObject({
    fields: { service_ip: '10.0.1.1', mac: 'aa:bb:cc:dd:ee:ff' },
    labels: { service_ip_note: '10.0.1.1冷备', mac_note: '主' },
  });
});

it('a value that cannot be read stays as it is written, and its row is accepted', () => {
  const lines = ['名称|IP|MAC|端口', 'sw-1|10.0.0.1|aa:bb:cc:dd:ee:ff|22', 'sw-2|10.0.0.2|zz:bb|2222x'];
  const { hosts, quarantine } = convertTable(lines);
  expect(quarantine).toEqual([]);
  expect(hosts[1]?.fields).toMatchObject({ mac: 'zz:bb', port: '2222x' });
});
