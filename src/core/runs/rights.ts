import type { Person } from '../access/people.ts';
import { OpsError } from '../errors.ts';
import type { Refusal } from './approvals.ts';
import { unfit } from './approvals.ts';
import type { Engine } from './engine.ts';
import { mayIn } from './policies.ts';

type Deps = Pick<Engine, 'ledger' | 'people' | 'settings' | 'log'>;

/** Why this person may not use a command in these environments, or undefined: pure. */
export function refuseCommand(
  settings: ReturnType<Engine['settings']['current']>,
  person: Person,
  command: string,
  environments: readonly string[],
): Refusal | undefined {
  const bad = unfit(person);
  if (bad) return bad;
  const closed = environments.filter((environment) => !mayIn(settings, person.id, command, environment));
  if (closed.length === 0) return undefined;
  const text = {
    en: `${person.name} may not ${command} to ${closed.join(', ')}. Who may is set in access.yaml; /ops whoami shows your rights.`,
    zh: `${person.name} 无权在 ${closed.join('、')} 执行 ${command}。权限在 access.yaml 中设置；可用 /ops whoami 查看。`,
  };
  return { code: 'forbidden', text, forbidden: true };
}

/** Resolves when somebody may use a command there; else the attempt goes on record (`what`), and an OpsError is thrown. */
export async function demand(
  deps: Deps,
  by: string,
  command: string,
  environments: readonly string[],
  what: string,
): Promise<void> {
  const person = await deps.people.find(by);
  const refusal = refuseCommand(deps.settings.current(), person, command, environments);
  if (refusal) throw await refused(deps, by, what, refusal);
}

/** Puts a forbidden attempt on record, if it was one; the error to answer with. */
export async function refused(
  deps: { readonly ledger: Pick<Engine['ledger'], 'note'>; readonly log: Pick<Engine['log'], 'warn'> },
  by: string,
  what: string,
  refusal: Refusal,
) {
  if (refusal.forbidden) {
    const noted = deps.ledger.note({ type: 'refused', by, what, text: refusal.text });
    await noted.catch((err: unknown) => deps.log.warn({ err, by, what }, 'a refusal could not be journalled'));
  }
  return new OpsError(refusal.code, refusal.text);
}
