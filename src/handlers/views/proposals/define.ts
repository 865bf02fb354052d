import type { ProposalKind } from '../../../core/proposals/events.ts';
import type { DetailsOf, Proposal } from '../../../core/proposals/types.ts';
import type { Language, Text } from '../../../core/text.ts';
import type { ReplyFile } from '../../define.ts';
import type { Say } from '../kit.ts';

/** How proposals of a kind are shown. */
export interface SubjectView<K extends ProposalKind> {
  /** What a proposal is, in one plain line. */
  title(proposal: Proposal, say: Say): string;
  /** What it changes, as lines of mrkdwn. */
  lines(details: DetailsOf<K>, language: Language, summary: Text): readonly string[];
  /** All that it changes, under the name `name`, where the lines do not show all. */
  file(details: DetailsOf<K>, name: string): ReplyFile | undefined;
  /** How a save is taken back, as mrkdwn. */
  takenBack(proposal: Proposal, say: Say): string;
  /** What is said where there is nothing to change. */
  nothing(details: DetailsOf<K>, say: Say): string;
  /** The summary of a change, for a preview. */
  summary(details: DetailsOf<K>): Text;
}
