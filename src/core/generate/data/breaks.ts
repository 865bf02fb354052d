import type { Text } from '../../text.ts';
import type { Json } from '../types.ts';
import type { Layers } from './layers.ts';

/**
 * Texts of some data that a config must not have by chance: with a line break, after which a device reads a command of
 * its own, or with a control character. By the text, where it stands and comes from.
 */
export type Breaks = ReadonlyMap<string, Text>;

/** Control characters without tabs and line breaks: NUL, ESC and the like, DEL, and those of ISO 6429 (U+0080 to U+009F). */
export const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;
/** Those, and whatever ends a line for one reader or another. */
export const unwanted = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028\u2029]/;

/** So many are told with their origin. */
const most = 1_000;

/** What data has of them, keys included; nearly always nothing. */
export function breaksIn({ data, origins }: Pick<Layers, 'data' | 'origins'>): Breaks {
  const found = new Map<string, Text>();
  const path: string[] = [];
  const note = (text: string) => {
    if (!unwanted.test(text) || found.has(text)) return;
    found.set(text, found.size < most ? whereText(path, origins) : { en: '', zh: '' });
  };
  const look = (value: Json): void => {
    if (typeof value === 'string') note(value);
    if (typeof value !== 'object' || value === null) return;
    for (const [key, member] of Object.entries(value)) {
      path.push(key);
      note(key);
      look(member);
      path.pop();
    }
  };
  look(data);
  return found;
}

/** Lists and facts have one origin for all that is in them. */
function whereText(path: readonly string[], origins: Layers['origins']): Text {
  const name = path.join('.').replaceAll(/[\p{Cc}\u2028\u2029]/gu, '?');
  const known = path.map((_, at) => path.slice(0, path.length - at).join('.')).find((one) => origins.has(one));
  const origin = known === undefined ? undefined : origins.get(known);
  if (!origin) return { en: name, zh: name };
  return { en: `${name}, ${origin.en}`, zh: `${name}，${origin.zh}` };
}
