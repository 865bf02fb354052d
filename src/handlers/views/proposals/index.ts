import type { ProposalKind } from '../../../core/proposals/events.ts';
import type { Details, Proposal } from '../../../core/proposals/types.ts';
import type { Language, Text } from '../../../core/text.ts';
import type { ReplyFile } from '../../define.ts';
import type { Say } from '../kit.ts';
import type { SubjectView } from './define.ts';
import { inventoryView } from './inventory.ts';
import { templatesView } from './templates.ts';

const views: { readonly [K in ProposalKind]: SubjectView<K> } = { inventory: inventoryView, templates: templatesView };

/** The view of a kind; details are of the kind that they name. */
function viewOf(kind: ProposalKind): SubjectView<ProposalKind> {
  return views[kind] as SubjectView<ProposalKind>;
}

/** What a proposal is, in one plain line. */
export function proposalTitle(proposal: Proposal, say: Say): string {
  return viewOf(proposal.kind).title(proposal, say);
}

/** What a proposal changes, as lines of mrkdwn. `summary`: by default what the details say. */
export function detailLines(details: Details, language: Language, summary?: Text): readonly string[] {
  const view = viewOf(details.kind);
  return view.lines(details, language, summary ?? view.summary(details));
}

/** All that a proposal changes, where `detailLines` leaves some off. */
export function detailFile(details: Details, name: string): ReplyFile | undefined {
  return viewOf(details.kind).file(details, name);
}

/** How a save is taken back, as mrkdwn. */
export function takenBackLine(proposal: Proposal, say: Say): string {
  return viewOf(proposal.kind).takenBack(proposal, say);
}

/** What is said where there is nothing to change. */
export function nothingLine(details: Details, say: Say): string {
  return viewOf(details.kind).nothing(details, say);
}
