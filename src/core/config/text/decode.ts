import { isUtf8 } from 'node:buffer';
import { decodeText } from '../../convert/read/encoding.ts';

/** The text of a config: UTF-8 as it is, to the last byte; other encodings by what they look like. Undefined for no text. */
export function configText(bytes: Buffer): string | undefined {
  const text = isUtf8(bytes) ? bytes.toString('utf8') : decodeText(bytes).text;
  return text.includes('\0') ? undefined : text;
}
