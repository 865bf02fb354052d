import type { TemplateDetails } from '../generate/own-change.ts';
import type { Difference, MembersChange } from '../inventory/difference.ts';
import type { HostEntries } from '../inventory/entries.ts';
import type { Missing } from '../runs/policies.ts';
import type { Decision } from '../runs/types.ts';
import type { Text } from '../text.ts';
import type { ProposalDraft, ProposalKind, ProposalObstacle } from './events.ts';

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
  readonly kind: 'inventory';
  readonly difference: Difference;
  readonly members: readonly MembersChange[];
}

/** Who asks, where and why. */
export interface Asking {
  /** Slack user id. */
  readonly by: string;
  readonly channel: string;
  readonly thread?: string;
  /** Where what is asked for comes from, for people: a file's name. */
  readonly source: string;
  readonly reason?: string;
}

/** Hosts that somebody wants saved to the inventory. */
export interface InventoryRequest extends Asking {
  readonly kind: 'inventory';
  /** Entries of hosts.yaml by host name; what is empty in one changes nothing. */
  readonly incoming: HostEntries;
  /** Whether hosts that are not among them are gone. */
  readonly complete: boolean;
  /** The right it needs, by default `inventory`. */
  readonly right?: 'inventory' | 'convert';
}

/** A template of the team's that somebody wants saved, or brought back to an earlier text. */
export interface TemplateRequest extends Asking {
  readonly kind: 'templates';
  /** As `keptName` has it. */
  readonly template: string;
  /** A revision's full id, or `shipped`: the team's own is taken out. */
  readonly to: { readonly text: string } | { readonly revision: string } | 'shipped';
}

/** What every subject has of its own. */
interface Subjects {
  readonly inventory: { readonly request: InventoryRequest; readonly details: InventoryDetails };
  readonly templates: { readonly request: TemplateRequest; readonly details: TemplateDetails };
}

export type RequestOf<K extends ProposalKind> = Subjects[K]['request'];
/** What a proposal changes, in full. */
export type DetailsOf<K extends ProposalKind> = Subjects[K]['details'];
export type Details = DetailsOf<ProposalKind>;

/** What asking for a change came to. `asked-already`: the very same change awaits approval. */
export type Proposed<K extends ProposalKind = ProposalKind> = DetailsOf<K> &
  (
    | { readonly outcome: 'nothing-to-change' }
    | { readonly outcome: 'asked' | 'asked-already' | 'saved' | 'refused'; readonly proposal: Proposal }
  );

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
   * `person-unfit` (both on record), `bot-stopping`; of the inventory `settings-invalid`, `inventory-invalid`,
   * `inventory-layout`; of templates those of `templateChange`.
   */
  propose<K extends ProposalKind>(request: { readonly kind: K } & RequestOf<K>): Promise<Proposed<K>>;
  /** What `propose` would change; nothing is kept. Errors as `propose`. */
  preview<K extends ProposalKind>(request: { readonly kind: K } & RequestOf<K>): Promise<DetailsOf<K>>;
  /**
   * Asks for the last save of the inventory to be taken back, exactly. Errors as `propose`, and `nothing-to-undo`, `inventory-moved` (the
   * file was changed since; what differs is named).
   */
  undo(request: UndoRequest): Promise<Proposed<'inventory'>>;
  /** What `undo` would change; nothing is kept. Errors as `undo`. */
  previewUndo(request: UndoRequest): Promise<InventoryDetails>;
  approve(id: string, digest: string, by: string): Promise<ProposalAnswer>;
  /** Also how whoever asked withdraws it. */
  reject(id: string, digest: string, by: string, reason?: string): Promise<ProposalAnswer>;
  get(id: string): Proposal | undefined;
  /** Newest first. */
  list(): readonly Proposal[];
  /** What it changes, in full; undefined where that is not kept any more. */
  details(id: string): Promise<Details | undefined>;
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

export type UndoRequest = Omit<Asking, 'source'>;
