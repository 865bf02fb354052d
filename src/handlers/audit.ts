import type { AuditFilter, AuditLine } from '../core/runs/audit.ts';
import { audit } from '../core/runs/audit.ts';
import { wording } from '../core/text.ts';
import type { Deps } from './deps.ts';
import type { Word } from './parse/words.ts';

const day = 86_400_000;

export interface AuditWish extends AuditFilter {
  /** Lines must hold every one of these, in either language, whatever the case. */
  readonly words?: readonly string[];
}

/**
 * What the words after `/ops audit` narrow it to: a run's id, a person, days such as `7d`, and any other word as text
 * that a line must hold. `now` is in ms since the epoch.
 */
export function auditFilter(words: readonly Word[], now: number): AuditWish {
  const wish: { run?: string; by?: string; since?: number; words: string[] } = { words: [] };
  for (const { text, person, quoted } of words) {
    const days = /^(\d{1,4})d$/.exec(text)?.[1];
    if (person !== undefined) wish.by = person;
    else if (!quoted && /^\d{6}-[0-9a-z]{5}$/.test(text)) wish.run = text;
    else if (!quoted && /^[UW][A-Z0-9]{6,}$/.test(text)) wish.by = text;
    else if (!quoted && days !== undefined) wish.since = now - Number(days) * day;
    else wish.words.push(text);
  }
  return wish;
}

/** The newest `most` lines that fit, newest first, and how many older ones fit as well. */
export async function readAudit(
  journal: Deps['journal'],
  { words = [], ...filter }: AuditWish,
  most: number,
): Promise<{ readonly lines: readonly AuditLine[]; readonly older: number }> {
  const kept: AuditLine[] = [];
  let older = 0;
  for await (const line of audit(journal, filter)) {
    if (!holds(line, words)) continue;
    kept.push(line);
    if (kept.length > most) older += kept.shift() === undefined ? 0 : 1;
  }
  return { lines: kept.toReversed(), older };
}

function holds(line: AuditLine, words: readonly string[]): boolean {
  const all = [line.run ?? '', wording(line.text, 'en'), wording(line.text, 'zh-CN')].join('\n').toLowerCase();
  return words.every((word) => all.includes(word.toLowerCase()));
}
