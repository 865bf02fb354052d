import type { People } from '../access/people.ts';
import type { Clock } from '../io/clock.ts';
import type { JournalFile } from '../io/journal.ts';
import type { Settings } from '../settings/types.ts';
import type { Jobs } from './jobs.ts';
import type { Ledger } from './ledger.ts';
import type { createSerial, Locks, Slots } from './locks.ts';
import type { RunStore } from './store.ts';
import type { Run, RunKind } from './types.ts';

/** What runs need of the rest. */
export interface RunsDeps {
  readonly journal: JournalFile;
  readonly store: RunStore;
  readonly settings: { current(): Settings };
  readonly people: People;
  readonly kinds: Readonly<Record<Run['kind'], RunKind>>;
  readonly clock: Clock;
  readonly log: {
    warn(fields: object, message: string): void;
    error(fields: object, message: string): void;
  };
  /** Makes run ids; default: date and five random characters. */
  readonly ids?: (now: number) => string;
}

/** What the parts of the life of a run share. */
export interface Engine extends RunsDeps {
  readonly ids: (now: number) => string;
  readonly ledger: Ledger;
  readonly locks: Locks;
  /** Runs that may execute at once, and that may be planned at once. */
  readonly executing: Slots;
  readonly planning: Slots;
  /** One after another: by run id for what decides over a run, by `<app>@<environment>` for what admits one. */
  readonly serial: ReturnType<typeof createSerial>;
  readonly jobs: Jobs;
  /** Aborts when the bot is stopping. */
  readonly stopping: AbortSignal;
}

/** A run that is not over, as it is on disk now. */
export function activeRun(engine: Pick<Engine, 'store'>, id: string): Run {
  const run = engine.store.peek(id);
  if (!run) throw new Error(`run ${id} is not in memory`);
  return run;
}
