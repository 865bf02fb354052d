/** A text as product lines and vendors are compared with it. */
export interface Key {
  /** Letters and digits in capitals, nothing else: `WS-C2960X` → `WSC2960X`. */
  readonly key: string;
  /** Where words begin in it: at the start, behind a blank, bracket or slash, and between Chinese and other letters. */
  readonly starts: readonly number[];
  /** Where a sign of any kind, also `-`, was left out. */
  readonly breaks: readonly number[];
}

const maxLength = 120;
const capital = /[\p{L}\p{N}]/u;
const inWord = new Set('-_.+·');

/** The key of `text`; only its first 120 characters count. */
export function keyOf(text: string): Key {
  const starts: number[] = [];
  const breaks: number[] = [];
  let key = '';
  let before = ' ';
  for (const sign of capitals(text)) {
    const kind = kindOf(sign);
    if (kind !== ' ' && kind !== '-') {
      if (before === ' ' || (before !== kind && before !== '-')) starts.push(key.length);
      if (before === '-') breaks.push(key.length);
      key += sign;
    }
    before = kind === '-' && before === ' ' ? ' ' : kind;
  }
  return { key, starts, breaks };
}

/** Full-width signs as half-width, letters as capitals. */
function capitals(text: string): string {
  const short = text.length > maxLength ? text.slice(0, maxLength) : text;
  return (isAscii(short) ? short : short.normalize('NFKC')).toUpperCase();
}

/** Whether every sign is ASCII: such text needs no normalising. */
function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 127) return false;
  return true;
}

/** `L`: letter or digit; `H`: Chinese; `-`: a sign inside words; ` `: between words. */
function kindOf(sign: string): 'L' | 'H' | '-' | ' ' {
  const code = sign.charCodeAt(0);
  if ((code >= 48 && code <= 57) || (code >= 65 && code <= 90)) return 'L';
  if (inWord.has(sign)) return '-';
  if (code < 128) return ' ';
  if (code >= 0x3400 && code <= 0x9fff) return 'H';
  return capital.test(sign) ? 'L' : ' ';
}
