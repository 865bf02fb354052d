import type { Difference, MembersChange } from '../inventory/difference.ts';
import type { HostEntries } from '../inventory/entries.ts';
import type { Missing } from '../runs/policies.ts';
import type { Decision } from '../runs/types.ts';
import type { Text } from '../text.ts';
import type { ProposalDraft, ProposalObstacle } from './events.ts';

/** `approved`: everybody agreed, and it is being carried out. */
export type ProposalState = 'awaiting-approval' | 'approved' | 'saved' | 'rejected' | 'expired' | 'refused';

/** A change that is no run and needs approval: a fold of its journal entries, and where its messages stand. */
export interface Proposal extends Omit<ProposalDraft, 'proposal' | 'by'> {
  readonly id: string;
  /** Slack user id. */
  readonly requester: string;
  readonly proposedAt: number;
  readonly state: ProposalState;
  readonly approvals: readonly Decision[];
  readonly rejection?: { readonly by: string; readonly at: number; readonly reason?: string };
  readonly endedAt?: number;
  /** Why it ended as it did. */
  readonly why?: { readonly code: ProposalObstacle; readonly text: Text };
  readonly card?: Place;
  readonly told?: Place;
}

export interface Place {
  readonly channel: string;
  readonly ts: string;
}

/** What a proposal would change of the inventory, in full. */
export interface InventoryDetails {
  readonly difference: Difference;
  readonly members: readonly MembersChange[];
}

/** Hosts that somebody wants saved to the inventory. */
export interface InventoryRequest {
  readonly kind: 'inventory';
  /** Entries of hosts.yaml by host name; what is empty in one changes nothing. */
  readonly incoming: HostEntries;
  /** Whether hosts that are not among them are gone. */
  readonly complete: boolean;
  /** Slack user id. */
  readonly by: string;
  readonly channel: string;
  readonly thread?: string;
  /** Where they come from, for people: a file's name. */
  readonly source: string;
  readonly reason?: string;
  /** The right it needs, by default `inventory`. */
  readonly right?: 'inventory' | 'convert';
}

/** What asking for a change came to. `asked-already`: the very same change awaits approval. */
export type Proposed =
  | { readonly outcome: 'nothing-to-change'; readonly difference: Difference }
  | ({
      readonly outcome: 'asked' | 'asked-already' | 'saved' | 'refused';
      readonly proposal: Proposal;
    } & InventoryDetails);

/** What a click on a proposal came to; `text` is the answer to whoever clicked. */
export interface ProposalAnswer {
  readonly ok: boolean;
  readonly text: Text;
  readonly proposal?: Proposal;
}

/** The proposals of one DATA_DIR, as handlers see them. Every method checks rights itself. */
export interface Proposals {
  /**
   * Asks for a change as the policy says, or makes it at once where nobody need agree. Errors: `forbidden`,
   * `person-unfit` (both on record), `settings-invalid`, `inventory-invalid`, `inventory-layout`, `bot-stopping`.
   */
  propose(request: InventoryRequest): Promise<Proposed>;
  /** What `propose` would change; nothing is kept. Errors as `propose`. */
  preview(request: InventoryRequest): Promise<InventoryDetails>;
  /**
   * Asks for the last save to be taken back, exactly. Errors as `propose`, and `nothing-to-undo`, `inventory-moved` (the
   * file was changed since; what differs is named).
   */
  undo(request: UndoRequest): Promise<Proposed>;
  /** What `undo` would change; nothing is kept. Errors as `undo`. */
  previewUndo(request: UndoRequest): Promise<InventoryDetails>;
  approve(id: string, digest: string, by: string): Promise<ProposalAnswer>;
  /** Also how whoever asked withdraws it. */
  reject(id: string, digest: string, by: string, reason?: string): Promise<ProposalAnswer>;
  get(id: string): Proposal | undefined;
  /** Newest first. */
  list(): readonly Proposal[];
  /** What it changes, in full; undefined where that is not kept any more. */
  details(id: string): Promise<InventoryDetails | undefined>;
  /** Who may still approve it, as group names, and how many are missing. */
  missing(proposal: Proposal): Missing;
  /** Keeps where a proposal's messages stand. */
  placed(id: string, what: 'card' | 'told', at: Place): Promise<void>;
  /** Hears every change of any proposal, after it is on disk. */
  subscribe(listener: (proposal: Proposal) => void): () => void;
  /** Takes up what an earlier bot left: what was approved and not written is written, or told. */
  start(): Promise<void>;
  /** No new work; resolves when nothing is going on. */
  stop(): Promise<void>;
}

export interface UndoRequest {
  readonly by: string;
  readonly channel: string;
  readonly thread?: string;
  readonly reason?: string;
}
