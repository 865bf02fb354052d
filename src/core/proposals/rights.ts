import { may } from '../access/access.ts';
import type { Person } from '../access/people.ts';
import type { Refusal } from '../runs/approvals.ts';
import { unfit } from '../runs/approvals.ts';
import { mayIn } from '../runs/policies.ts';
import { refused } from '../runs/rights.ts';
import type { Settings } from '../settings/types.ts';
import type { ProposalEngine } from './engine.ts';

export type Right = 'inventory' | 'convert';

/**
 * Why this person may not change the hosts of these environments, or undefined: pure. The right is needed in each of
 * them; for hosts in none, anywhere.
 */
export function refuseChange(
  settings: Settings,
  person: Person,
  rights: readonly Right[],
  environments: readonly string[],
): Refusal | undefined {
  const bad = unfit(person);
  if (bad) return bad;
  const where = environments.filter((name) => !rights.some((right) => mayIn(settings, person.id, right, name)));
  const anywhere = rights.some((right) => may(settings.access, person.id, right));
  if (anywhere && where.length === 0) return undefined;
  const places =
    where.length > 0 ? { en: ` of ${where.join(', ')}`, zh: ` ${where.join('、')} 中` } : { en: '', zh: '' };
  const right = rights.join(', ');
  const text = {
    en: `${person.name} may not change the hosts${places.en} in the inventory (${right}). Who may is set in access.yaml; /ops whoami shows your rights.`,
    zh: `${person.name} 无权变更清单${places.zh}的主机（${right}）。权限在 access.yaml 中设置；可用 /ops whoami 查看。`,
  };
  return { code: 'forbidden', text, forbidden: true };
}

/** Resolves when somebody may change these hosts; else the attempt goes on record, and an OpsError is thrown. */
export async function demandChange(
  engine: Pick<ProposalEngine, 'people' | 'settings' | 'ledger' | 'log'>,
  by: string,
  rights: readonly Right[],
  environments: readonly string[],
): Promise<void> {
  const person = await engine.people.find(by);
  const refusal = refuseChange(engine.settings.current(), person, rights, environments);
  if (refusal) throw await refused(engine, by, 'change the inventory', refusal);
}
