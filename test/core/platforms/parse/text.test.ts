import { expect, test } from 'vitest';
import { longName } from '../../../../src/core/platforms/parse/ports.ts';
import { listed, together } from '../../../../src/core/platforms/parse/shared.ts';
import { tables } from '../../../../src/core/platforms/parse/tables.ts';
import { blocks, find, findAll, isTold, known, serials, some } from '../../../../src/core/platforms/parse/text.ts';

test('a block begins at a line that matches; what comes before the first is left out', () => {
  const found = blocks('preface\nA one\n more\nA two', /^A (\w+)/);
  expect(found.map(({ head, text }) => [head[1], text])).toEqual([
    ['one', 'A one\n more'],
    ['two', 'A two'],
  ]);
});

test('the first pattern that says something is taken', () => {
  expect(find('a: \nb: 2', /^a: *(.*)$/m, /^b: (\d)/m)).toBe('2');
  expect(find('nothing', /^a: (.*)$/m)).toBeUndefined();
  expect(find(undefined, /(.*)/)).toBeUndefined();
});

test('every match counts once', () => {
  expect(findAll('n 1\nn 2\nn 1', /^n (\d)/gm)).toEqual(['1', '2']);
});

test('what is not told is absent', () => {
  expect(known({ a: undefined, b: 0 })).toStrictEqual({ b: 0 });
  expect(some({ a: undefined })).toBeUndefined();
  expect(serials('N/A', undefined, 'BUILTIN', 'X1', 'X1', 'X2')).toEqual(['X1', 'X2']);
  expect(serials('-')).toBeUndefined();
  expect(['', 'None', 'Not Present', 'Not Inserted', 'SFP'].map(isTold)).toEqual([false, false, false, false, true]);
});

test('a table is cut where its dashes stand, and ends at an empty line', () => {
  const [table, ...others] = tables(
    'Slot Model            Serial\n---- ---------------- ------\n1    PWR 500 AC       X12345\n2\n\nno row',
  );
  expect(others).toEqual([]);
  expect(table).toEqual({
    headings: ['Slot', 'Model', 'Serial'],
    rows: [
      ['1', 'PWR 500 AC', 'X12345'],
      ['2', '', ''],
    ],
  });
});

test('a list that was not understood is absent, one that is empty is empty', () => {
  expect(listed(undefined, [])).toBeUndefined();
  expect(listed('gibberish', [])).toBeUndefined();
  expect(listed(' \n', [])).toEqual([]);
  expect(listed('Total entries displayed: 0', [], /displayed: 0/)).toEqual([]);
  expect(listed('gibberish', [1])).toEqual([1]);
  expect([together(undefined, undefined), together('a', undefined), together('a', 'b')]).toEqual([
    undefined,
    'a',
    'a\nb',
  ]);
});

test.each([
  ['Gi1/0/48', 'GigabitEthernet1/0/48'],
  ['Fas1/0/9', 'FastEthernet1/0/9'],
  ['Te1/1/1', 'TenGigabitEthernet1/1/1'],
  ['Twe1/0/11', 'TwentyFiveGigE1/0/11'],
  ['Tw1/0/1', 'TwoGigabitEthernet1/0/1'],
  ['Hu1/0/49', 'HundredGigE1/0/49'],
  ['Eth1/5', 'Ethernet1/5'],
  ['Et49/1', 'Ethernet49/1'],
  ['Po10', 'Port-channel10'],
  ['mgmt0', 'mgmt0'],
  ['GigabitEthernet0/0/1', 'GigabitEthernet0/0/1'],
  ['GigabitEthernet 0/1', 'GigabitEthernet 0/1'],
])('the interface %s is called %s', (short, long) => {
  expect(longName(short)).toBe(long);
});
