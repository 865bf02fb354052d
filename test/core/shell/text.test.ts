import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { echoIn, screenText } from '../../../src/core/shell/text.ts';
import { gbk } from '../../support/gbk.ts';

const shown = (text: string) => screenText(Buffer.from(text));

describe('what the screen shows', () => {
  test.each([
    ['line ends of every kind', 'a\r\nb\r\r\nc\n', 'a\nb\nc\n'],
    ['NUL, BEL and other control characters', '\0<sw1>\x07\x01\x7f', '<sw1>'],
    ['colours', '\x1b[1;31mred\x1b[0m \x1b(Bplain', 'red plain'],
    ['a title', '\x1b]0;title\x07text', 'text'],
    ['a pager that is written over with blanks', '  ---- More ----\x1b[16D                \x1b[16Dnext', 'next'],
    ['a pager that is written over from the left', ' --More-- \r          \rnext', 'next'],
    ['a pager that is taken back', ' --More-- \b\b\b\b\b\b\b\b\b\b          \b\b\b\b\b\b\b\b\b\bnext', 'next'],
    ['a line that is cut at the cursor', 'abcdef\x1b[3D\x1b[K', 'abc'],
    ['a line that is cleared', 'abcdef\x1b[2K\rxy', 'xy'],
    ['a cursor that moves to the right and to a column', 'a\x1b[2Cb\x1b[1Gc', 'c  b'],
    ['a letter that is typed again', 'shwo\b\bow', 'show'],
    ['more steps back than there are letters', 'ab\x1b[999Dcd', 'cd'],
    ['Chinese', '财务部\b务', '财务务'],
    ['a sequence that is cut off', 'abc\x1b[', 'abc'],
  ])('carries out %s', (_, text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  test('is read line by line in UTF-8, else in GB 18030', () => {
    const bytes = Buffer.concat([Buffer.from('描述 一\n'), gbk('描述 二\n'), Buffer.from([0x61, 0xff, 0xfe, 0x0a])]);
    expect(screenText(bytes)).toBe('描述 一\n描述 二\na\ufffd\ufffd\n');
  });

  test('is the text itself where nothing moves', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const plain = text.replaceAll(/[\x00-\x09\x0b-\x1f\x7f]/g, '');
        expect(shown(plain)).toBe(plain);
      }),
    );
  });

  test('never throws, whatever comes, and holds no control characters', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => {
        expect(screenText(Buffer.from(bytes))).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f]/);
      }),
    );
  });

  test.each([
    ['plain lines', 'interface GigabitEthernet0/0/1\r\n'],
    ['lines full of colours', '\x1b[1minterface\x1b[0m GE0/0/1\r\n'],
    ['one line without end', 'x\x1b[1Dy'],
  ])('of 10 MB of %s is there in seconds', (_, piece) => {
    const bytes = Buffer.from(piece.repeat(10_000_000 / piece.length));
    const began = performance.now();
    screenText(bytes);
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});

describe('the echo of a command', () => {
  test.each([
    ['as it is', 'display version\nVRP', 'VRP'],
    ['behind its prompt', '<sw1>display version \nVRP', 'VRP'],
    ['broken over lines', 'display ver\nsion\nVRP', 'VRP'],
    ['with blanks put between', 'display    version\nVRP', 'VRP'],
  ])('is found %s', (_, text, rest) => {
    expect(text.slice(echoIn(text, 'display version')?.end)).toBe(rest);
  });

  test('is not found where there is none, nor far behind', () => {
    expect(echoIn('VRP\n', 'display version')).toBeUndefined();
    expect(echoIn(`${'x\n'.repeat(5_000)}display version\n`, 'display version')).toBeUndefined();
  });

  test('may hold signs that mean something in patterns', () => {
    const command = 'display current | include ^(a|b).*[c]$';
    expect(echoIn(`${command}\n`, command)?.end).toBe(command.length + 1);
  });
});
