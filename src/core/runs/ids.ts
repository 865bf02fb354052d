import { randomInt } from 'node:crypto';

/** Crockford's base32, lower case: no i, l, o, u to be taken for something else. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** A new run id: `YYMMDD-` (UTC) and five random characters. `now` in ms since the epoch. */
export function runId(now: number): string {
  const day = new Date(now).toISOString().slice(2, 10).replaceAll('-', '');
  const random = Array.from({ length: 5 }, () => alphabet[randomInt(alphabet.length)]).join('');
  return `${day}-${random}`;
}
