import type { Text } from '../text.ts';
import { verbatim } from '../text.ts';
import type { Difference } from './difference.ts';
import { type HostValue, saidBy, type ValueChange } from './entries.ts';

/** A difference line by line: `+ web-04 address: 10.0.0.4`, `~ web-01 labels.site: 北京 → 上海`, `- db-9`. */
export function differenceLines({ added, changed, gone }: Difference): readonly string[] {
  return [
    ...changed.map(({ name, keys }) => `~ ${name}  ${keys.map(keyLine).join('; ')}`),
    ...gone.map((name) => `- ${name}`),
    ...added.map(
      ({ name, entry }) =>
        `+ ${name}  ${saidBy(entry)
          .map(([key, to]) => `${shortKey(key)}: ${shown(to)}`)
          .join('; ')}`,
    ),
  ];
}

/** The first lines of a difference, and how many more there are. */
export function differenceExcerpt(difference: Difference, most: number): Text {
  const lines = differenceLines(difference);
  const kept = lines.slice(0, most).join('\n');
  const more = lines.length - most;
  if (lines.length === 0) return { en: 'only layout or comments', zh: '仅格式或注释' };
  if (more <= 0) return verbatim(kept);
  return { en: `${kept}\n… and ${more} more hosts`, zh: `${kept}\n……另有 ${more} 台主机` };
}

function keyLine({ key, from, to }: ValueChange): string {
  return `${shortKey(key)}: ${shown(from)} → ${shown(to)}`;
}

function shortKey(key: string): string {
  return key.replace(/^labels\./, '');
}

function shown(value: HostValue | undefined): string {
  if (value === undefined) return '∅';
  if (Array.isArray(value)) return value.join(',');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
