import type { People } from '../access/people.ts';
import type { Clock } from '../io/clock.ts';
import type { JournalFile } from '../io/journal.ts';
import type { OtherEvent } from '../runs/events.ts';
import type { Settings } from '../settings/types.ts';
import type { ProposalDocuments } from './documents.ts';
import type { ProposalKind } from './events.ts';
import type { ProposalStore } from './store.ts';
import type { AllSubjects } from './subject.ts';
import type { InventorySubject } from './subjects/inventory.ts';

/** What proposals need of the rest. */
export interface ProposalsDeps {
  /** DATA_DIR/proposals. */
  readonly folder: string;
  readonly journal: Pick<JournalFile, 'append' | 'read'>;
  readonly settings: { current(): Settings };
  readonly people: People;
  /** What can be proposed to be changed. */
  readonly subjects: AllSubjects & { readonly inventory: InventorySubject };
  readonly clock: Clock;
  readonly log: {
    warn(fields: object, message: string): void;
    error(fields: object, message: string): void;
  };
  /** Makes the ids' last part; default: date and five random characters. */
  readonly ids?: (now: number) => string;
}

/** What the parts of the life of a proposal share. */
export interface ProposalEngine extends Omit<ProposalsDeps, 'folder'> {
  readonly ids: (now: number) => string;
  readonly documents: ProposalDocuments;
  readonly store: ProposalStore;
  /** What changes a subject, or decides over a change of it, is done one after another. */
  readonly serial: <T>(kind: ProposalKind, work: () => Promise<T>) => Promise<T>;
  readonly ledger: { note(event: OtherEvent): Promise<void> };
  /** Aborts when the bot is stopping. */
  readonly stopping: AbortSignal;
}
