import { describe, expect, it } from 'vitest';
import { parseTextFsm } from '../../../../src/core/collect/textfsm.ts';
import { OpsError } from '../../../../src/core/errors.ts';
import { hasJudge, judge } from './support/judge.ts';

const long = 'N'.repeat(49);
const rule = (text: string) => `Value A (\\d)\n\nStart\n${text}`;

/** A template, the line that is wrong, and a word that the message must have. */
const wrong: readonly (readonly [title: string, template: string, line: number | undefined, says: string])[] = [
  ['an empty template', '', undefined, 'Start'],
  ['no values', 'Start\n  ^a', 1, 'values'],
  ['a value without expression', 'Value A\n\nStart\n  ^a', 1, 'expression'],
  ['an expression that is not in brackets', 'Value A \\d\n\nStart\n  ^a', 1, 'option'],
  ['an expression whose brackets do not add up', 'Value Required A (\\d))\n\nStart\n  ^a', 1, 'brackets'],
  ['an option that there is not', 'Value Requird A (\\d)\n\nStart\n  ^a', 1, 'Requird'],
  ['an option twice', 'Value List,List A (\\d)\n\nStart\n  ^a', 1, 'twice'],
  ['two blanks between words', 'Value  A (\\d)\n\nStart\n  ^a', 1, 'option'],
  ['a value twice', 'Value A (\\d)\nValue A (\\d)\n\nStart\n  ^a', 2, 'two values called A'],
  ['a name of 49 characters', `Value ${long} (\\d)\n\nStart\n  ^a`, 1, '48'],
  ['a List with an expression that is not valid', 'Value List A ((?P<a>\\d)(?P<a>x))\n\nStart\n  ^a', 1, 'two groups'],
  ['no blank line after the values', 'Value A (\\d)\nStart\n  ^a', 2, 'blank line'],
  ['no state Start', 'Value A (\\d)\n\nBegin\n  ^a', undefined, 'Start'],
  ['a state twice', rule('  ^a\n\nStart\n  ^b'), 6, 'two states'],
  ['a state with a blank in its name', rule('  ^a\n\nSome state\n  ^b'), 6, 'Some state'],
  ['a state called as an operation', rule('  ^a\n\nNext\n  ^b'), 6, 'Next'],
  ['a state of 49 characters', rule(`  ^a\n\n${long}\n  ^b`), 6, long],
  ['a rule without blanks before it', rule('^a'), 4, 'blanks'],
  ['a rule with three blanks before it', rule('   ^a'), 4, 'blanks'],
  ['a rule without ^', rule('  a'), 4, '^'],
  ['a value that there is not', rule('  ^${B}'), 4, '${B}'],
  ['a dollar alone', rule('  ^a$'), 4, '$$'],
  ['a value twice in one rule', rule('  ^${A}${A}'), 4, 'two groups called A'],
  ['an expression that is not valid', rule('  ^(a'), 4, 'not closed'],
  ['Continue with a state', rule('  ^a -> Continue Two\n\nTwo\n  ^b'), 4, 'Continue'],
  ['a state that there is not', rule('  ^a -> Two'), 4, 'Two'],
  ['an operation that there is not', rule('  ^a -> Next.Save'), 4, 'Next.Save'],
  ['operations the wrong way round', rule('  ^a -> Record.Next'), 4, 'Record.Next'],
  ['a message without Error', rule('  ^a -> "text"'), 4, 'Error'],
  ['rules in EOF', rule('  ^a\n\nEOF\n  ^b'), 7, 'EOF'],
  ['rules in End', rule('  ^a\n\nEnd\n  ^b'), 7, 'End'],
];

function failure(template: string, text = 'a'): OpsError {
  try {
    parseTextFsm(template, text);
  } catch (error) {
    if (error instanceof OpsError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

describe('TextFSM templates that are wrong', () => {
  it.each(wrong)('%s', (_, template, line, says) => {
    const { code, text } = failure(template);
    expect(code).toBe('textfsm-template');
    expect(text.en).toContain(says);
    expect(text.en.includes('line')).toBe(line !== undefined || says === 'blank line');
    if (line !== undefined) {
      expect(text.en).toContain(`line ${line}:`);
      expect(text.zh).toContain(`第 ${line} 行`);
    }
  });

  it.skipIf(!hasJudge)('google/textfsm refuses the same', () => {
    const answers = judge(wrong.map(([, template]) => ({ template, text: 'a' })));
    expect(answers).toEqual(wrong.map(() => ({ refused: 'template' })));
  });

  it('names of 48 characters are taken', () => {
    const name = 'N'.repeat(48);
    expect(parseTextFsm(`Value ${name} (\\d)\n\nStart\n  ^\${${name}} -> ${name}\n\n${name}\n  ^x`, '1')).toEqual([
      { [name]: '1' },
    ]);
  });

  it.each(['(?x)a', '(?L:a)', '\\N{BULLET}', '(?<!a|bb)c', '\\q', '[b-a]', 'a**', '*a', '(?P=b)', '\\1', 'a{2,1}'])(
    'the expression %s is refused and said why',
    (expression) => {
      expect(failure(rule(`  ^(?:${expression})`)).text.en).toMatch(/line 4: the expression .* is not valid: ./);
    },
  );
});

describe('TextFSM: Error', () => {
  it('ends the parse with the rule’s line and the line that it does not know', () => {
    const { code, text } = failure(rule('  ^${A}\n  ^. -> Error'), '1\nwhat is this');
    expect(code).toBe('textfsm-refused');
    expect(text.en).toBe('Line 5 of the TextFSM template refuses this output: what is this');
  });

  it.each([
    ['a message in quotes', '"No such command"', '("No such command")'],
    ['a word', 'NoSuchCommand', '(NoSuchCommand)'],
  ])('says its message: %s', (_, words, said) => {
    expect(failure(rule(`  ^. -> Error ${words}`), 'oops').text.en).toContain(said);
  });

  it('quotes a long line only in part', () => {
    expect(failure(rule('  ^. -> Error'), 'x'.repeat(100_000)).text.en.length).toBeLessThan(400);
  });
});

describe('TextFSM: a line that is too long', () => {
  it('for groups in a repeat is told as such', () => {
    expect(failure(rule('  ^(?:(a)|b)*${A}'), `${'ab'.repeat(200_000)}`).code).toBe('textfsm-failed');
  });

  it('does not trouble other expressions', () => {
    expect(parseTextFsm(rule('  ^[ab]*${A}'), `${'ab'.repeat(200_000)}1`)).toEqual([{ A: '1' }]);
  });
});
