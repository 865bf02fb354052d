import { type Hash, refuse, shown } from '../arguments.ts';
import type { Json } from '../types.ts';

/** Ranges in one text, or with `most=n` in a list of texts of at most n ranges each. Errors: HelperError. */
export function portions(ranges: readonly string[], between: string, hash: Hash): Json {
  const { most } = hash;
  if (most === undefined) return ranges.join(between);
  if (typeof most !== 'number' || !Number.isInteger(most) || most < 1) {
    return refuse({
      en: `most=${shown(most)} must be a whole number from 1.`,
      zh: `most=${shown(most)} 应为不小于 1 的整数。`,
    });
  }
  return Array.from({ length: Math.ceil(ranges.length / most) }, (_, at) =>
    ranges.slice(at * most, (at + 1) * most).join(between),
  );
}
