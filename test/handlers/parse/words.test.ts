import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OpsError } from '../../../src/core/errors.ts';
import { quoteWord, splitWords } from '../../../src/handlers/parse/words.ts';

const texts = (typed: string) => splitWords(typed).map(({ text }) => text);

describe('what Slack and keyboards do to a command is undone', () => {
  test.each([
    ['a link that Slack made of app@version', '<mailto:hello@1.1.0|hello@1.1.0> staging', ['hello@1.1.0', 'staging']],
    ['a mail link without a label', '<mailto:hello@1.1.0>', ['hello@1.1.0']],
    ['a link that Slack made of a host name', 'on <http://web-01.example|web-01.example>', ['on', 'web-01.example']],
    ['a link without a label', '<https://example.com/a?b=1&amp;c=2>', ['https://example.com/a?b=1&c=2']],
    [
      'a link in the middle of a word',
      'name=<http://web-01.example|web-01.example>,web-02',
      ['name=web-01.example,web-02'],
    ],
    ['a person where a group was meant', 'on <@U0WEB12345|web>', ['on', '@web']],
    ['a user group', 'on <!subteam^S0123ABC|@web>', ['on', '@web']],
    ['a channel', '<#C0123|general> <#C0456|>', ['#general', '#C0456']],
    ['a mention of everybody', '<!channel> <!here|here> <!everyone>', ['@channel', '@here', '@everyone']],
    ['a date', '<!date^1392734382^{date}|tomorrow>', ['tomorrow']],
    ['escaped signs', 'cpu&gt;=8 mem&lt;4 a&amp;b', ['cpu>=8', 'mem<4', 'a&b']],
    ['an escape that was itself typed', '&amp;lt;', ['&lt;']],
    ['an em dash before a flag', '—dry-run', ['--dry-run']],
    ['an en dash before a flag', '–batch 2', ['--batch', '2']],
    ['the double dash of a Chinese keyboard', '——dry-run', ['--dry-run']],
    ['full-width hyphens', '－－dry－run', ['--dry-run']],
    ['a full-width at sign', 'web＠1.4.2', ['web@1.4.2']],
    ['full-width letters and digits', 'ｗｅｂ ２５％', ['web', '25%']],
    ['full-width spaces', 'web　prod', ['web', 'prod']],
    ['spaces that do not break', 'web\u00a0prod\u202f--dry-run', ['web', 'prod', '--dry-run']],
    ['characters without a width', 'web\u200b prod\u2060', ['web', 'prod']],
    ['line breaks', 'web\nprod\r\n--dry-run', ['web', 'prod', '--dry-run']],
    ['curly quotes', '--reason “fixes the login”', ['--reason', 'fixes the login']],
    ['curly single quotes', '‘two words’', ['two words']],
    ['quotes that differ at both ends', '„two words“', ['two words']],
    ['code style', '`web@1.4.2` `prod`', ['web@1.4.2', 'prod']],
  ])('%s', (_, typed, expected) => {
    expect(texts(typed)).toEqual(expected);
  });

  test('an apostrophe opens no quote', () => {
    expect(texts("it’s broken, isn't it")).toEqual(['it’s', 'broken,', "isn't", 'it']);
  });

  test('a quote after = keeps its value together', () => {
    expect(texts('site=“北 京” env=prod')).toEqual(['site=北 京', 'env=prod']);
    expect(splitWords('site="北 京"')[0]?.typed).toBe('site="北 京"');
  });

  test('what is in quotes stays as it was typed', () => {
    expect(texts('"—dry-run ，。％"')).toEqual(['—dry-run ，。％']);
    expect(splitWords('"--dry-run"')[0]?.quoted).toBe(true);
  });

  test('a dash within a word or alone is kept', () => {
    expect(texts('web–01 — 修复——紧急')).toEqual(['web–01', '--', '修复——紧急']);
    expect(splitWords('—')[0]?.typed).toBe('—');
  });

  test('a mention says whose it is, and only where it is the whole word', () => {
    expect(splitWords('<@U0ABCDEFG>')[0]).toMatchObject({ person: 'U0ABCDEFG', text: '@U0ABCDEFG' });
    expect(splitWords('x<@U0ABCDEFG>')[0]?.person).toBeUndefined();
    expect(splitWords('&lt;@U0ABCDEFG&gt;')[0]?.person).toBeUndefined();
  });

  test('a quote that is never closed is an error', () => {
    expect(() => splitWords('--reason “fixes')).toThrow(expect.objectContaining({ code: 'quote-open' }));
  });
});

describe('whatever is typed', () => {
  test('what is quoted is read back as it was', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', minLength: 1 }).filter(readable)), (values) => {
        const typed = values.map((value) => slacked(quoteWord(value))).join(' ');
        expect(texts(typed)).toEqual(values);
      }),
    );
  });

  test('junk gives words or an OpsError, never anything else', () => {
    const pieces = [
      '<@',
      '<mailto:',
      '|',
      '>',
      '&lt;',
      '&',
      '"',
      '“',
      '‘',
      "'",
      '\\',
      '—',
      '--',
      '=',
      ' ',
      '　',
      'a',
      '<!',
      '\u200b',
    ];
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary-ascii' }))), (parts) => {
        try {
          for (const { text } of splitWords(parts.join(''))) expect(typeof text).toBe('string');
        } catch (error) {
          expect(error).toBeInstanceOf(OpsError);
        }
      }),
    );
  });
});

/** Zero-width and direction characters are dropped on purpose. */
function readable(value: string): boolean {
  return !/[\u200b-\u200f\u202a-\u202e\u2060-\u2064]/.test(value);
}

/** What Slack escapes on the way. */
function slacked(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
