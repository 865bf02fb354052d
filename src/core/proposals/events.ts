import type { Policy } from '../settings/types.ts';
import type { Text } from '../text.ts';

/** What can happen to a proposal: a change that is no run and needs approval. `by` is a Slack user id. */
export type ProposalEvent =
  | ({ readonly type: 'proposed' } & ProposalDraft)
  /** `enough`: it was the last approval needed, so that what was proposed is carried out. */
  | {
      readonly type: 'proposal-approved';
      readonly proposal: string;
      readonly by: string;
      readonly digest: string;
      readonly enough: boolean;
    }
  | { readonly type: 'proposal-rejected'; readonly proposal: string; readonly by: string; readonly reason?: string }
  | {
      readonly type: 'proposal-ended';
      readonly proposal: string;
      readonly state: 'saved' | 'expired' | 'refused';
      /** What kept it from being saved. */
      readonly why?: { readonly code: ProposalObstacle; readonly text: Text };
    };

export type ProposalObstacle = 'moved' | 'already-so' | 'contents-lost' | 'not-written' | 'requester-lost' | 'expired';

/** What proposals change, a subject each: the inventory, the team's templates. */
export type ProposalKind = 'inventory' | 'templates';

/** What somebody proposes. What it changes in full lies beside the journal, bound to it by its digests. */
export interface ProposalDraft {
  readonly proposal: string;
  readonly kind: ProposalKind;
  /** Which one of its kind is changed: a template's name. Absent for the inventory, of which there is one. */
  readonly of?: string;
  readonly by: string;
  /** Where it was asked for; its card belongs there. */
  readonly channel: string;
  readonly thread?: string;
  /** Where the change comes from, such as a file's name. */
  readonly source: string;
  readonly reason?: string;
  /** The proposal that this one takes back. */
  readonly undoes?: string;
  /** What it changes, in a line. */
  readonly summary: Text;
  /** The environments of the hosts that it touches. */
  readonly environments: readonly string[];
  readonly policy: Policy;
  /** What is changed as it was and as it will be: the text's SHA-256, hex, or other words where there is no text to keep. */
  readonly before: string;
  readonly after: string;
  /** What approvals are bound to: SHA-256, hex, of the canonical JSON of kind, of, before, after, environments and policy. */
  readonly digest: string;
  /** When waiting for approval ends, in ms since the epoch; absent where nobody need agree. */
  readonly expiresAt?: number;
}
