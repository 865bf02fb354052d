import { stringify } from 'yaml';
import { labelOf } from '../entries.ts';

/** Quotes also what YAML 1.1 readers would take for something else than the text it is, such as `on` or `12:30`. */
const options = { collectionStyle: 'flow', lineWidth: 0, compat: 'yaml-1.1' } as const;

/** `key: value` on one line, as it can stand both in a block and between braces. */
export function renderPair(key: string, value: unknown): string {
  return stringify({ [key]: value }, options)
    .trim()
    .slice(1, -1)
    .trim();
}

/** A value on one line, likewise. */
export function renderValue(value: unknown): string {
  return renderPair('v', value).slice('v:'.length).trim();
}

/** The plain entry that these values make up, labels together. */
export function entryOf(values: readonly (readonly [key: string, value: unknown])[]): Record<string, unknown> {
  const plain = values.filter(([key]) => labelOf(key) === undefined);
  const labels = values.flatMap(([key, value]) => {
    const label = labelOf(key);
    return label === undefined ? [] : [[label, value] as const];
  });
  return { ...Object.fromEntries(plain), ...(labels.length > 0 ? { labels: Object.fromEntries(labels) } : {}) };
}
