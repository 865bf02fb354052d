import type { Clock } from '../io/clock.ts';
import type { JournalFile } from '../io/journal.ts';
import type { OtherEvent, RunEvent } from './events.ts';
import { apply } from './fold.ts';
import type { RunStore } from './store.ts';
import type { Run } from './types.ts';

/** Hears a change of a run. */
export type Listener = (run: Run, event: RunEvent) => void;

/** The one way in which anything happens to a run: on disk first, then in memory, then told. */
export interface Ledger {
  /**
   * Puts an event on record; resolves with the run once it is on disk and taken in. Errors: `run-event-illegal` (and
   * nothing is written), `journal-unwritable`.
   */
  record(id: string, event: RunEvent): Promise<Run>;
  /** Puts on record what is no event of a run; also in memory where it is a hold. */
  note(event: OtherEvent): Promise<void>;
  /** Listeners hear the events of a run in the order they happened. */
  subscribe(listener: Listener): () => void;
}

interface LedgerDeps {
  readonly journal: JournalFile;
  readonly store: RunStore;
  readonly clock: Clock;
  readonly log: { error(fields: object, message: string): void };
}

/** What a run will be when all that is being written is on disk. */
interface Head {
  run: Run;
  pending: number;
}

/** A ledger over an opened store. */
export function createLedger({ journal, store, clock, log }: LedgerDeps): Ledger {
  const listeners = new Set<Listener>();
  const heads = new Map<string, Head>();

  async function record(id: string, event: RunEvent): Promise<Run> {
    if (!store.peek(id)) await store.get(id);
    const head = advance(id, event);
    try {
      const entry = await journal.append(event, id);
      const run = store.take(entry) ?? head.run;
      tell(run, event);
      return run;
    } catch (error) {
      // What was expected did not happen: later events are judged by what is on disk.
      if (heads.get(id) === head) heads.delete(id);
      throw error;
    } finally {
      head.pending -= 1;
      if (head.pending === 0 && heads.get(id) === head) heads.delete(id);
    }
  }

  /** Several events of one run may be on their way to disk; each must be allowed after those before it. */
  function advance(id: string, event: RunEvent): Head {
    const head = heads.get(id);
    const run = apply(head?.run ?? store.peek(id), { at: clock.now(), run: id, event });
    if (!head) {
      const fresh = { run, pending: 1 };
      heads.set(id, fresh);
      return fresh;
    }
    head.run = run;
    head.pending += 1;
    return head;
  }

  function tell(run: Run, event: RunEvent): void {
    const failed = (err: unknown) => log.error({ err, run: run.id }, 'a listener of the runs failed');
    for (const listener of listeners) {
      try {
        const result: unknown = listener(run, event);
        if (result instanceof Promise) result.catch(failed);
      } catch (err) {
        failed(err);
      }
    }
  }

  return {
    record,
    note: async (event) => {
      store.take(await journal.append(event));
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
