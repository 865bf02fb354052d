import { TextDecoder } from 'node:util';
import type { Text } from '../../text.ts';

interface Decoded {
  readonly text: string;
  /** What was guessed; none where a byte order mark, the bytes or the file's own words leave no doubt. */
  readonly notes: readonly Text[];
}

/** Byte order marks (Unicode 16, 23.8). */
const marks: readonly (readonly [readonly number[], string])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];

/** Bytes looked at to tell an encoding. */
const sampleSize = 64 * 1024;

/**
 * Decodes text whose encoding only its content tells: by byte order mark; UTF-16 by the places of its zero bytes; UTF-8
 * where all bytes are; else what `declared` names, else GB18030, or Windows-1252 where letters above ASCII stand alone.
 */
export function decodeText(bytes: Uint8Array, declared?: string): Decoded {
  const mark = marks.find(([start]) => start.every((byte, at) => bytes[at] === byte));
  const sure = mark?.[1] ?? utf16(bytes.subarray(0, sampleSize)) ?? (isUtf8(bytes) ? 'utf-8' : undefined);
  if (sure) return { text: new TextDecoder(sure).decode(bytes), notes: [] };
  const said = known(declared);
  if (said) return { text: new TextDecoder(said).decode(bytes), notes: [] };
  const guess = lettersStandAlone(bytes.subarray(0, sampleSize)) ? 'Windows-1252' : 'GB18030';
  return { text: new TextDecoder(guess).decode(bytes), notes: [guessed(guess)] };
}

function known(label: string | undefined): string | undefined {
  try {
    return label && !/utf-?8/i.test(label) ? new TextDecoder(label).encoding : undefined;
  } catch {
    return undefined;
  }
}

/** In UTF-16 the digits, commas and line ends of a table have a zero byte, always on the same side. */
function utf16(bytes: Uint8Array): string | undefined {
  const zeros = [0, 0];
  bytes.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  if (Math.max(even, odd) * 20 < bytes.length || Math.min(even, odd) * 20 > Math.max(even, odd)) return undefined;
  return odd > even ? 'utf-16le' : 'utf-16be';
}

/** A last character that was cut off does not count against it. */
function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** GB18030 writes two bytes above ASCII for nearly every Chinese character; `ó` in Windows-1252 is one between letters. */
function lettersStandAlone(bytes: Uint8Array): boolean {
  let alone = 0;
  let runs = 0;
  for (let at = 0; at < bytes.length; at++) {
    const start = at;
    while ((bytes[at] ?? 0) >= 0x80) at++;
    if (at === start) continue;
    runs++;
    if (at - start === 1) alone++;
  }
  return alone * 2 > runs;
}

function guessed(encoding: string): Text {
  return {
    en: `The text is not UTF-8; it was read as ${encoding}.`,
    zh: `文本不是 UTF-8 编码，已按 ${encoding} 读取。`,
  };
}
