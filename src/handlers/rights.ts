import { inAnyGroup, may } from '../core/access/access.ts';
import { OpsError } from '../core/errors.ts';
import { unfit } from '../core/runs/approvals.ts';
import type { Access } from '../core/settings/types.ts';
import type { Text } from '../core/text.ts';
import type { Deps } from './deps.ts';

/** The right of everybody who is in any group of access.yaml: to see runs, and to decide where a run lets them. */
export const membership = 'member';

/** Whether `user` has a right, in `environment` or (where none is named) anywhere. */
export function hasRight(access: Access, user: string, right: string | undefined, environment?: string): boolean {
  if (right === undefined) return true;
  if (right === membership) return inAnyGroup(access, user, Object.keys(access.groups));
  return may(access, user, right, environment);
}

/**
 * Resolves when `user` has the right (in `environment`, or in any where none is named) and is an active member of the
 * workspace. Else puts the attempt on record and rejects, code `forbidden` or `person-unfit`.
 */
export async function demandRight(
  right: string | undefined,
  environment: string | undefined,
  user: string,
  what: string,
  deps: Pick<Deps, 'settings' | 'journal' | 'people' | 'log'>,
): Promise<void> {
  if (right === undefined) return;
  const allowed = hasRight(deps.settings.current().access, user, right, environment);
  const refusal = allowed ? unfit(await deps.people.find(user)) : forbidden(what, environment);
  if (!refusal) return;
  try {
    await deps.journal.append({ type: 'refused', by: user, what, text: refusal.text });
  } catch (cause) {
    deps.log.warn({ err: cause, user, what }, 'a refusal could not be journalled');
  }
  throw new OpsError(refusal.code, refusal.text);
}

function forbidden(what: string, environment: string | undefined): { readonly code: string; readonly text: Text } {
  const where = environment === undefined ? { en: '', zh: '' } : { en: ` in ${environment}`, zh: `在 ${environment} ` };
  return {
    code: 'forbidden',
    text: {
      en: `You may not use ${what}${where.en}. Who may is set in access.yaml; /ops whoami shows your rights.`,
      zh: `你无权${where.zh}使用 ${what}。权限在 access.yaml 中设置；用 /ops whoami 查看自己的权限。`,
    },
  };
}
