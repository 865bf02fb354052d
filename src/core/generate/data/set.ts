import type { Text } from '../../text.ts';
import type { Json } from '../types.ts';
import { typeWords, type VariableType } from './types.ts';

/**
 * The value that somebody typed for `--set`, read as `type`; without one, `true`, `false` and numbers that are written
 * as they would be printed are what they look like (so 1.10 and 007 stay text). A list is `a,b,c` or JSON, an object JSON.
 */
export function readSet(text: string, type: VariableType | undefined): { value: Json } | { fault: Text } {
  const value = type === undefined ? looseValue(text) : readers[type](text);
  return value === undefined ? { fault: faultText(text, type ?? 'string') } : { value };
}

const readers: Readonly<Record<VariableType, (text: string) => Json | undefined>> = {
  string: (text) => text,
  number: (text) => (/^[-+]?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : undefined),
  boolean: (text) => ({ true: true, false: false })[text.trim().toLowerCase()],
  list: (text) => {
    if (text.trimStart().startsWith('[')) return json(text, Array.isArray);
    return text.trim() === '' ? [] : text.split(/[,，]/).map((entry) => looseValue(entry.trim()));
  },
  object: (text) => json(text, (value) => typeof value === 'object' && value !== null && !Array.isArray(value)),
};

function looseValue(text: string): Json {
  if (text === 'true' || text === 'false') return text === 'true';
  return text !== '' && String(Number(text)) === text && Number.isFinite(Number(text)) ? Number(text) : text;
}

function json(text: string, fits: (value: unknown) => boolean): Json | undefined {
  try {
    const value = JSON.parse(text);
    return fits(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function faultText(text: string, type: VariableType): Text {
  const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  const { en, zh } = typeWords[type];
  return { en: `must be ${en}, and "${shown}" is not.`, zh: `应为${zh}，而“${shown}”不是。` };
}
