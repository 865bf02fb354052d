import fc from 'fast-check';
import { expect, test } from 'vitest';
import { neutralised, restored } from '../../../../src/core/convert/write/neutral.ts';

test.each(['=1+1', '+86 10', '-5', '@SUM(A1)', '\tb', '\rb', '\nb', '＝1', "'=1"])(
  '%j is no formula once it is written',
  (text) => {
    expect(neutralised(text)).toBe(`'${text}`);
  },
);

test.each(['web-01', '10.0.0.1', '00123', "it's", "'quoted'", '', ' =1'])('%j is written as it is', (text) => {
  expect(neutralised(text)).toBe(text);
});

test('whatever was written is read back as it was', () => {
  const text = fc.oneof(
    fc.string(),
    fc.tuple(fc.constantFrom("'", "''", ''), fc.constantFrom(..."=+-@'\t"), fc.string()).map((all) => all.join('')),
  );
  fc.assert(
    fc.property(text, (each) => restored(neutralised(each)) === each && !/^[=+\-@\t\r\n]/.test(neutralised(each))),
  );
});
