import type { Meter } from '../limits.ts';
import { cleanText } from '../text.ts';
import { readXml } from '../xml.ts';
import type { Parts } from '../zip.ts';

/** The texts that cells share, by number: runs of rich text joined, readings of Japanese words (`rPh`) left out. */
export async function readStrings(parts: Parts, path: string | undefined, meter: Meter): Promise<readonly string[]> {
  const strings: string[] = [];
  let text = '';
  let inText = false;
  let inReading = false;
  const open = (name: string) => {
    if (name === 'si') text = '';
    else if (name === 't') inText = !inReading;
    else if (name === 'rPh') inReading = true;
  };
  const close = (name: string) => {
    if (name === 't') inText = false;
    else if (name === 'rPh') inReading = false;
    else if (name === 'si') {
      meter.check('text', text.length);
      strings.push(cleanText(text));
      meter.check('cells', strings.length);
    }
  };
  const add = (piece: string) => {
    if (inText) text += piece;
  };
  if (path && parts.has(path)) await readXml(parts.stream(path), { open, close, text: add }, meter, path);
  return strings;
}
