import type { Entry } from '../runs/events.ts';
import type { ProposalEvent } from './events.ts';
import type { Proposal } from './types.ts';

/** The proposal that an entry of the journal is about, if it is about one. */
export function proposalOf({ event }: Pick<Entry, 'event'>): string | undefined {
  return isProposalEvent(event) ? event.proposal : undefined;
}

/** A proposal after one more entry of the journal: pure. What cannot follow changes nothing. */
export function applyProposal(
  proposal: Proposal | undefined,
  { at, event }: Pick<Entry, 'at' | 'event'>,
): Proposal | undefined {
  if (!isProposalEvent(event)) return proposal;
  if (event.type === 'proposed') return proposal ?? begun(event, at);
  if (!proposal || isOver(proposal)) return proposal;
  switch (event.type) {
    case 'proposal-approved': {
      const approvals = [...proposal.approvals, { by: event.by, at, digest: event.digest }];
      return { ...proposal, approvals, state: event.enough ? 'approved' : proposal.state };
    }
    case 'proposal-rejected':
      return { ...proposal, state: 'rejected', endedAt: at, rejection: { by: event.by, at, reason: event.reason } };
    case 'proposal-ended':
      return { ...proposal, state: event.state, endedAt: at, why: event.why };
  }
}

/** Whether nothing more happens to a proposal. */
export function isOver({ state }: Pick<Proposal, 'state'>): boolean {
  return state !== 'awaiting-approval' && state !== 'approved';
}

function begun({ type: _, proposal: id, by: requester, ...draft }: ProposalEvent & { type: 'proposed' }, at: number) {
  const state = draft.expiresAt === undefined ? 'approved' : 'awaiting-approval';
  return { ...draft, id, requester, proposedAt: at, state, approvals: [] } satisfies Proposal;
}

const types: readonly string[] = ['proposed', 'proposal-approved', 'proposal-rejected', 'proposal-ended'];

function isProposalEvent(event: Entry['event']): event is ProposalEvent {
  return types.includes(event.type);
}
