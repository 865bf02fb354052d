/** Signs as an input method for Chinese types them, or Slack turns them, and what they mean outside quotes. */
const wide: Readonly<Record<string, string>> = {
  '＝': '=',
  '＠': '@',
  '，': ',',
  '、': ',',
  '！': '!',
  '～': '~',
  '＞': '>',
  '＜': '<',
  '＊': '*',
  '≥': '>=',
  '≤': '<=',
  '≠': '!=',
};

const quotes: Readonly<Record<string, string>> = {
  '"': '"“”',
  '“': '"“”',
  '”': '"“”',
  "'": "'‘’",
  '‘': "'‘’",
  '’': "'‘’",
};

/** Walks over a selector's text. */
export interface Scanner {
  ended(): boolean;
  /** Skips blanks (also full-width ones); true when there were any. */
  blanks(): boolean;
  /** The sign here, full-width ones as what they mean; empty at the end. */
  sign(): string;
  /** Takes the first of `words` that stands here, or after blanks, which are taken with it only then. */
  takePastBlanks<T extends string>(words: readonly T[]): T | undefined;
  /** Takes the first of `words` that stands here. */
  take<T extends string>(words: readonly T[]): T | undefined;
  /** Takes everything up to a blank or one of `stops`. */
  word(stops: string): string;
  /** Takes a quoted text, raw, when one begins here; null when it is not closed; undefined when none begins. */
  quoted(): string | null | undefined;
}

/** A scanner at the beginning of `text`. */
export function scanner(text: string): Scanner {
  const signs = [...text];
  let at = 0;
  const isBlank = (sign: string | undefined) => sign !== undefined && /\s/u.test(sign);
  const meaning = (index: number) => wide[signs[index] ?? ''] ?? signs[index] ?? '';
  const take = <T extends string>(words: readonly T[]): T | undefined => {
    const here = `${meaning(at)}${meaning(at).length === 1 ? meaning(at + 1) : ''}`;
    const found = words.find((word) => here.startsWith(word));
    if (found !== undefined) at += found.length > meaning(at).length ? 2 : 1;
    return found;
  };
  const skipBlanks = () => {
    const before = at;
    while (isBlank(signs[at])) at += 1;
    return at > before;
  };
  return {
    ended: () => at >= signs.length,
    blanks: skipBlanks,
    sign: () => meaning(at),
    take,
    takePastBlanks: (words) => {
      const before = at;
      skipBlanks();
      const found = take(words);
      if (found === undefined) at = before;
      return found;
    },
    word: (stops) => {
      const from = at;
      while (at < signs.length && !isBlank(signs[at]) && !stops.includes(meaning(at).charAt(0))) at += 1;
      return signs.slice(from, at).join('');
    },
    quoted: () => {
      const closing = quotes[signs[at] ?? ''];
      if (closing === undefined) return undefined;
      let end = at + 1;
      while (end < signs.length && !closing.includes(signs[end] ?? '')) end += signs[end] === '\\' ? 2 : 1;
      if (end >= signs.length) return null;
      const raw = signs.slice(at + 1, end).join('');
      at = end + 1;
      return raw;
    },
  };
}
