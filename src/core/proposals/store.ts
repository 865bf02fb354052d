import type { Clock } from '../io/clock.ts';
import type { JournalFile } from '../io/journal.ts';
import type { Contents, ProposalDocuments } from './documents.ts';
import type { ProposalDraft, ProposalEvent } from './events.ts';
import { applyProposal, isOver, proposalOf } from './fold.ts';
import type { Place, Proposal } from './types.ts';

type Listener = (proposal: Proposal) => void;

/** The one way in which anything happens to a proposal: on disk first, then in memory, then told. */
export interface ProposalStore {
  /** Reads what is there; what is not over is made anew from the journal, which decides. */
  open(): Promise<void>;
  get(id: string): Proposal | undefined;
  /** Newest first. */
  list(): readonly Proposal[];
  /** Keeps what a proposal changes, then puts it on record. Error `journal-unwritable`; nothing is kept then. */
  begin(draft: ProposalDraft, contents: Contents): Promise<Proposal>;
  /** Puts an event on record; resolves with the proposal then. Error `journal-unwritable`. */
  record(event: Exclude<ProposalEvent, { type: 'proposed' }>): Promise<Proposal>;
  placed(id: string, what: 'card' | 'told', at: Place): Promise<void>;
  subscribe(listener: Listener): () => void;
}

interface Options {
  readonly journal: Pick<JournalFile, 'append' | 'read'>;
  readonly documents: ProposalDocuments;
  readonly clock: Clock;
  readonly log: { error(fields: object, message: string): void };
}

export function createProposalStore({ journal, documents, clock, log }: Options): ProposalStore {
  const proposals = new Map<string, Proposal>();
  const listeners = new Set<Listener>();

  async function append(event: ProposalEvent): Promise<Proposal> {
    const entry = await journal.append(event);
    const proposal = applyProposal(proposals.get(event.proposal), entry);
    if (!proposal) throw new Error(`there is no proposal ${event.proposal}`);
    await keep(proposal);
    for (const listener of listeners) tell(listener, proposal);
    return proposal;
  }

  /** The document is only a cache: where it cannot be written, the journal still says all but where messages stand. */
  async function keep(proposal: Proposal): Promise<void> {
    proposals.set(proposal.id, proposal);
    await documents
      .saveHead(proposal)
      .catch((err: unknown) => log.error({ err, proposal: proposal.id }, 'the document of a proposal was not written'));
  }

  function tell(listener: Listener, proposal: Proposal): void {
    try {
      listener(proposal);
    } catch (err) {
      log.error({ err, proposal: proposal.id }, 'a listener of the proposals failed');
    }
  }

  async function open(): Promise<void> {
    const heads = (await documents.heads()).toSorted((a, b) => a.proposedAt - b.proposedAt);
    const unsure = heads.filter((head) => !isOver(head));
    const anew = await fromJournal(unsure);
    for (const head of heads) {
      const proposal = isOver(head) ? head : anew.get(head.id);
      if (proposal) proposals.set(head.id, { ...proposal, card: head.card, told: head.told });
      else await documents.remove(head.id);
    }
  }

  async function fromJournal(heads: readonly Proposal[]): Promise<ReadonlyMap<string, Proposal>> {
    const found = new Map<string, Proposal>();
    if (heads.length === 0) return found;
    const wanted = new Set(heads.map(({ id }) => id));
    const month = Math.min(...heads.map(({ proposedAt }) => proposedAt));
    for await (const entry of journal.read({ month })) {
      const id = proposalOf(entry);
      if (id === undefined || !wanted.has(id)) continue;
      const proposal = applyProposal(found.get(id), entry);
      if (proposal) found.set(id, proposal);
    }
    return found;
  }

  return {
    open,
    get: (id) => proposals.get(id),
    list: () => [...proposals.values()].toReversed(),
    begin: async (draft, contents) => {
      const event = { type: 'proposed', ...draft } as const;
      const early = applyProposal(undefined, { at: clock.now(), event });
      try {
        await documents.saveContents({ id: draft.proposal, kind: draft.kind }, contents);
        // Before the entry, so that a start finds it; without the entry it was never proposed.
        if (early) await documents.saveHead({ ...early, state: 'awaiting-approval' });
        return await append(event);
      } catch (error) {
        if (!proposals.has(draft.proposal)) await documents.remove(draft.proposal).catch(() => {});
        throw error;
      }
    },
    record: append,
    placed: async (id, what, at) => {
      const proposal = proposals.get(id);
      if (proposal) await keep({ ...proposal, [what]: at });
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
