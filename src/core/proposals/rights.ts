import { may } from '../access/access.ts';
import type { Person } from '../access/people.ts';
import type { Refusal } from '../runs/approvals.ts';
import { unfit } from '../runs/approvals.ts';
import { mayIn } from '../runs/policies.ts';
import { refused } from '../runs/rights.ts';
import type { Settings } from '../settings/types.ts';
import type { ProposalEngine } from './engine.ts';
import type { Right, SubjectWords } from './subject.ts';

/** What somebody wants to change, as far as rights are concerned. */
interface Wanted {
  readonly words: SubjectWords;
  readonly right: Right;
  /** Those that it touches; the right is asked for in each. */
  readonly environments: readonly string[];
}

/** Why this person may not change it, or undefined: pure. */
export function refuseChange(
  settings: Settings,
  person: Person,
  { words, right, environments }: Wanted,
): Refusal | undefined {
  const bad = unfit(person);
  if (bad) return bad;
  const where = environments.filter((name) => !mayIn(settings, person.id, right, name));
  if (may(settings.access, person.id, right) && where.length === 0) return undefined;
  return { code: 'forbidden', text: words.forbidden(person.name, right, where), forbidden: true };
}

/** Resolves when somebody may change it; else the attempt goes on record, and an OpsError is thrown. */
export async function demandChange(
  engine: Pick<ProposalEngine, 'people' | 'settings' | 'ledger' | 'log'>,
  by: string,
  wanted: Wanted,
): Promise<void> {
  const person = await engine.people.find(by);
  const refusal = refuseChange(engine.settings.current(), person, wanted);
  if (refusal) throw await refused(engine, by, wanted.words.attempt, refusal);
}
