import type { Part } from './address-scan.ts';
import { clean } from './clean.ts';

/** A cell's characters cleaned, its dots and dashes those of an address: `10。1．1 .1` → `10.1.1.1`. */
export function cleanAddress(text: string): string {
  const { value } = clean(text, { width: 'half', lines: true });
  return /[^!-~]/.test(value) ? value.replace(/(?<=\d) ?[.。] ?(?=\d)/g, '.').replace(/[–—−‐‑―]/g, '-') : value;
}

/** The text with spaces where masks and the words for them are, so that these are nobody's note. */
export function withoutMasks(text: string, parts: readonly Part[]): string {
  let rest = text;
  for (const { start, end, reading } of parts) {
    if (reading.is !== 'mask') continue;
    const from = start - (maskWord.exec(text.slice(Math.max(0, start - 20), start))?.[0].length ?? 0);
    rest = rest.slice(0, from) + ' '.repeat(end - from) + rest.slice(end);
  }
  return rest;
}

const maskWord = /(?:(?:子网|网络)?掩码|(?:sub)?net ?mask|mask|máscara)[ :]*$/i;
