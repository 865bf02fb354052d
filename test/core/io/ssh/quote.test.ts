import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { quote } from '../../../../src/core/io/ssh/quote.ts';

/** What a real shell makes of a command line: printf writes every argument it got, each ended by NUL. */
function argumentsSeen(argv: readonly string[]): string[] {
  const output = execFileSync('/bin/sh', ['-c', quote(['printf', '%s\\0', ...argv])], { encoding: 'utf8' });
  return output.split('\0').slice(0, -1);
}

const nasty = [
  `'`,
  `"`,
  '\\',
  '$(id)',
  '`id`',
  '$HOME',
  ';id',
  '&',
  '|',
  '>x',
  '*',
  '?',
  '~',
  '#',
  '!',
  '\n',
  '\t',
  '',
  ' ',
];
const fragment = fc.oneof(fc.constantFrom(...nasty), fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }));
const argument = fc
  .array(fragment, { maxLength: 6 })
  .map((parts) => parts.join(''))
  .filter((text) => !text.includes('\0') && text.isWellFormed());

it('arrives at a real shell as exactly the arguments given', () => {
  fc.assert(
    fc.property(fc.array(argument, { minLength: 1, maxLength: 5 }), (argv) => {
      expect(argumentsSeen(argv)).toEqual(argv);
    }),
    { numRuns: 150 },
  );
});

it('keeps plain words readable and quotes everything else', () => {
  expect(quote(['tar', '-C', '/opt/web', '-xf', 'a b.tar'])).toBe("tar -C /opt/web -xf 'a b.tar'");
  expect(quote(['echo', "it's"])).toBe("echo 'it'\\''s'");
});

it('never lets the program name be an assignment, a reserved word or an expansion', () => {
  for (const name of ['A=1', 'if', 'while', '!', '{', '~/x', '%1']) {
    expect(quote([name, 'x'])).toBe(`'${name}' x`);
  }
});

it('refuses what cannot reach a program unchanged', () => {
  for (const argv of [['echo', 'a\0b'], ['echo', '\ud800'], ['echo', 'a'.repeat(131_072)], []]) {
    expect(() => quote(argv)).toThrow(expect.objectContaining({ code: 'argument-refused' }));
  }
});
