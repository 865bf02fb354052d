import { describe, expect, test } from 'vitest';
import { quotable } from '../../../../src/core/generate/validators/program/quotable.ts';

describe('what of a program’s words is shown', () => {
  const source = "listen 80;\nserver_name 'a b';\n";

  test.each([
    ['unknown directive "listen"', 'unknown directive "listen"'],
    ['unknown directive "root:x:0"', 'unknown directive "…"'],
    ["'root:x:0' is no address", "'…' is no address"],
    ["Couldn't open 'listen'", "Couldn't open 'listen'"],
    // The quoted text may have quotes of its own: nothing up to the last one is shown.
    ["'root'x' is no 'address'", "'…'"],
    ["'it's a secret' is no address", "'…' is no address"],
    ['no end: "root:x:0', 'no end: "…'],
    ['`root:x:0\' and "listen"', '`…\' and "listen"'],
    ['a\u0007b\tc', 'a b c'],
  ])('of %j: %j', (words, shown) => {
    expect(quotable(words, source)).toBe(shown);
  });

  test('400 characters, however many quotes there are', () => {
    expect(quotable("''".repeat(100_000), source)).toHaveLength(401);
    expect(quotable('x'.repeat(500), source)).toBe(`${'x'.repeat(400)}…`);
  });
});
