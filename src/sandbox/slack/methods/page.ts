import type { Args } from '../args.ts';
import { Refusal } from '../refusal.ts';
import type { Fields } from '../types.ts';

/** One page of a list, `limit` (default 100, at most 1000) long, and the cursor to the next; `invalid_cursor` otherwise. */
export function page<T>(
  all: readonly T[],
  args: Args,
): { items: readonly T[]; response_metadata: Fields; more: boolean } {
  const cursor = args.text('cursor');
  const from = cursor ? Number(Buffer.from(cursor, 'base64').toString('latin1').replace('from:', '')) : 0;
  if (!Number.isInteger(from) || from < 0) throw new Refusal('invalid_cursor');
  const to = from + Math.min(Math.max(1, args.number('limit', 100)), 1000);
  const more = to < all.length;
  const next = more ? Buffer.from(`from:${to}`).toString('base64') : '';
  return { items: all.slice(from, to), response_metadata: { next_cursor: next }, more };
}
