import type { Platform } from '../../platforms/define.ts';

type Patterns = Platform['secrets'];

/** Characters of Unicode's private use area, which no configuration has: they hold a secret's number. */
const marked = /\uE000(\d+)\uE001/g;
const redacted = '[redacted]';

/** What is shown for a secret in a changed line. */
export interface SecretWords {
  readonly same: string;
  readonly changed: string;
}

export const usualWords: SecretWords = { same: '[redacted: same]', changed: '[redacted: changed]' };

/** Takes secrets out of texts that are to be compared, and remembers which are the same. */
export interface SecretMarks {
  /** The text with a numbered mark in place of each secret: the same secret has the same number in all texts. */
  mark(text: string): Promise<string>;
}

/** Marks for secrets as a platform's patterns find them, but for what fits `shown`. It yields between patterns, so as not to hold everything up. */
export function createSecretMarks(patterns: Patterns, shown?: RegExp): SecretMarks {
  const numbers = new Map<string, number>();
  const numberOf = (secret: string) => {
    const number = numbers.get(secret) ?? numbers.size;
    numbers.set(secret, number);
    return number;
  };
  return {
    mark: async (text) => {
      let result = text.replaceAll(/[\uE000\uE001]/g, '');
      for (const [pattern, template] of patterns) {
        result = result.replace(pattern, (match: string, ...groups: unknown[]) => {
          if (shown?.test(match)) return match;
          const captured = groups.slice(
            0,
            groups.findIndex((group) => typeof group === 'number'),
          );
          const mark = `${redacted}\uE000${numberOf(secretIn(match, captured))}\uE001`;
          return expanded(template.replaceAll(redacted, mark), captured);
        });
        await new Promise((resolve) => setImmediate(resolve));
      }
      return result;
    },
  };
}

/** A marked line as it is shown; `others` are the numbers of the other text, undefined for a line that did not change. */
export function shownSecrets(line: string, others: ReadonlySet<string> | undefined, words: SecretWords): string {
  return line.replaceAll(/\[redacted\](?:\uE000(\d+)\uE001)/g, (_, number: string) => {
    if (!others) return redacted;
    return others.has(number) ? words.same : words.changed;
  });
}

/** The numbers of all secrets of a marked text. */
export function secretNumbers(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(marked)].map(([, number = '']) => number));
}

/** A function that takes a platform's secrets out of a single line, as `deviceDiff` wants it. */
export function lineMask(patterns: Patterns): (line: string) => string {
  const all = (text: string) => patterns.reduce((line, [pattern, shown]) => line.replace(pattern, shown), text);
  // Some patterns hold for lines within a block only, some for those at the left edge only.
  return (line) => all(all(` ${line}`).slice(1));
}

/** A match without the words that are no secret: `$1` before it, `$2` behind it. */
function secretIn(match: string, groups: readonly unknown[]): string {
  const [before, behind] = groups;
  const start = typeof before === 'string' && match.startsWith(before) ? before.length : 0;
  const end = typeof behind === 'string' && behind !== '' && match.endsWith(behind) ? behind.length : 0;
  return match.slice(start, match.length - end).trim();
}

function expanded(template: string, groups: readonly unknown[]): string {
  return template.replaceAll(/\$(\d)/g, (_, at: string) => {
    const group = groups[Number(at) - 1];
    return typeof group === 'string' ? group : '';
  });
}
