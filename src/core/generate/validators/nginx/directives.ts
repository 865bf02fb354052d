/** A word of an nginx configuration as it stands there, quotes included. */
interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A simple directive, or the head of a block. */
export interface Directive {
  readonly name: string;
  readonly words: readonly Word[];
  /** Names of the blocks it is in, outermost first. */
  readonly within: readonly string[];
  /** Where its `;` or `{` begins. */
  readonly end: number;
  readonly block: boolean;
}

/**
 * The directives of an nginx configuration in their order, by the rules of nginx's own reader (ngx_conf_read_token):
 * words end at a space, `;` or `{`; quotes and `#` count at a word's beginning; `\` takes the next character as it is.
 * What is broken ends the list without an error: nginx itself says what is wrong.
 */
export function directives(text: string): readonly Directive[] {
  const found: Directive[] = [];
  const within: string[] = [];
  let words: Word[] = [];
  let at = 0;
  while (at < text.length) {
    const char = text[at] ?? '';
    if (/\s/.test(char)) at += 1;
    else if (char === '#') at = endOfLine(text, at);
    else if (char === '}') {
      within.pop();
      words = [];
      at += 1;
    } else if (char === ';' || char === '{') {
      const name = bare(words[0]?.text ?? '');
      if (words.length > 0) found.push({ name, words, within: [...within], end: at, block: char === '{' });
      if (char === '{') within.push(name);
      words = [];
      at += 1;
    } else {
      const end = wordEnd(text, at);
      words.push({ text: text.slice(at, end), start: at, end });
      at = end;
    }
  }
  return found;
}

/** A word without its quotes and escapes. */
export function bare(word: string): string {
  const inner = /^"[\s\S]*"$|^'[\s\S]*'$/.test(word) && word.length > 1 ? word.slice(1, -1) : word;
  return inner.replace(/\\([\s\S])/g, '$1');
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}

function wordEnd(text: string, start: number): number {
  const quote = text[start];
  if (quote === '"' || quote === "'") return quotedEnd(text, start, quote);
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '$' && text[at + 1] === '{') at += 1;
    else if (/[\s;{]/.test(text[at] ?? '')) return at;
  }
  return text.length;
}

function quotedEnd(text: string, start: number, quote: string): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === quote) return at + 1;
  }
  return text.length;
}
