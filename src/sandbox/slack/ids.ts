import { randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from '../../core/io/clock.ts';

export interface Ids {
  /** A message timestamp: seconds with six decimals, never given twice, always growing. */
  ts(): string;
  /** An id of Slack's form: the prefix, then capitals and digits. */
  next(prefix: string): string;
  /** What a guesser cannot find: tickets, triggers, tokens. */
  secret(): string;
  uuid(): string;
}

/** Ids for one workspace. Message timestamps follow the clock and stay unique when it stands still. */
export function createIds(clock: Clock): Ids {
  let last = 0;
  let count = 0;
  return {
    ts: () => {
      last = Math.max(Math.floor(clock.now() * 1000), last + 1);
      return `${Math.floor(last / 1e6)}.${String(last % 1e6).padStart(6, '0')}`;
    },
    next: (prefix) => {
      count += 1;
      return `${prefix}${count.toString(36).toUpperCase().padStart(9, '0')}`;
    },
    secret: () => randomBytes(16).toString('hex'),
    uuid: () => randomUUID(),
  };
}
