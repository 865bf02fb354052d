import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holds, type Ranges, readRanges, union, without } from '../../../src/core/config/device/ranges.ts';

const numbersOf = (ranges: Ranges) =>
  new Set(ranges.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, at) => from + at)));
const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 1 });
const read = (all: readonly number[]) => readRanges(all.join(',')) ?? [];

test('lists are read as devices write them', () => {
  expect(readRanges('10 20 to 30')).toEqual([
    [10, 10],
    [20, 30],
  ]);
  expect(readRanges('add 10,12-14,11')).toEqual([[10, 14]]);
  expect(readRanges('all', [1])).toEqual([[2, 4094]]);
  expect(readRanges('except 1-4000')).toEqual([[4001, 4094]]);
  expect(readRanges('none')).toEqual([]);
  for (const wrong of ['x', '5000', '30 to 20', '10 to']) expect(readRanges(wrong)).toBeUndefined();
});

test('sums and differences of lists are those of their numbers', () => {
  fc.assert(
    fc.property(numbers, numbers, (one, other) => {
      const [left, right] = [read(one), read(other)];
      expect(numbersOf(left)).toEqual(new Set(one.toSorted((a, b) => a - b)));
      expect(numbersOf(union([left, right]))).toEqual(new Set([...one, ...other]));
      expect(numbersOf(without(left, right))).toEqual(new Set(one.filter((number) => !other.includes(number))));
      for (const number of other) expect(holds(left, number)).toBe(one.includes(number));
    }),
  );
});
