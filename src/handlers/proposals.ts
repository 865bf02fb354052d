import { OpsError } from '../core/errors.ts';
import { noProposal } from '../core/proposals/texts.ts';
import type { Proposal } from '../core/proposals/types.ts';
import type { Deps } from './deps.ts';

/** The proposal with this id. Errors: `proposal-unknown`. */
export function proposalNamed(id: string, { proposals }: Pick<Deps, 'proposals'>): Proposal {
  const found = proposals.get(id);
  if (found) return found;
  throw new OpsError('proposal-unknown', noProposal(id));
}
