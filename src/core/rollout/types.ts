import type { OpsError } from '../errors.ts';
import type { Clock } from '../io/clock.ts';
import type { CommonPlan, Step } from '../runs/plan.ts';
import type { ExecuteContext, HostProgress, Phase } from '../runs/types.ts';
import type { Text } from '../text.ts';

/**
 * What a run does to one host; each kind of run has its own. A step that throws has failed on that host. Nothing is
 * recorded here: that a step begins and how it ends is put on record by who calls.
 */
export interface HostWork {
  /** In order, after `preflight`, which `forward` does as well. */
  readonly steps: readonly Step[];
  readonly undoSteps: readonly Step[];
  forward(step: Step): Promise<void>;
  backward(step: Step): Promise<void>;
  /** Before a step: this process is the one that works there. */
  ready(): Promise<void>;
  /** Before an undo: what was left running there has ended. */
  takeOver(): Promise<void>;
  /** After a restart, of every host that was begun: what became of the step that was under way. */
  recover(progress: HostProgress): Promise<Recovered>;
  /** Bytes sent to it so far; 0 where that is not counted. */
  bytesSent(): Promise<number>;
  /** Gives back what was taken there; what cannot be reached is left to expire. */
  release(): Promise<void>;
  /** Of a host that is left between two steps: what will become of it there by itself. */
  left?(): Text | undefined;
  /** Leaves at once; somebody will come back for what was taken. */
  abandon(): void;
}

/** `again`: there was none, or it is begun anew. */
export type Recovered =
  | { readonly step: 'again' | 'ended' }
  | { readonly step: 'failed'; readonly error: OpsError }
  | { readonly step: 'in-doubt'; readonly text: Text };

/** A run's plan with what carries it out. */
export interface Job<P extends CommonPlan = CommonPlan> {
  readonly plan: P;
  readonly context: ExecuteContext;
  readonly clock: Clock;
  /** Opens a host; called once for each. */
  open(name: string): HostWork;
  /** Before anything is done forward; what it throws interrupts the run. */
  begin?(): Promise<void>;
  /** When all is done; what it throws is a warning by these words. */
  readonly tidy?: { readonly work: () => Promise<void>; readonly failed: Text };
}

/** One execution of a job. */
export interface Rollout extends Pick<Job, 'plan' | 'context' | 'clock'> {
  run: ExecuteContext['run'];
  host(name: string): RolloutHost;
  /** Puts a host's failure on record; what is not the host's (the journal, the bot stopping) is thrown on. */
  failed(host: RolloutHost, phase: Phase, step: Step, error: unknown): Promise<void>;
  /** Every host is released. */
  close(): Promise<void>;
  abandon(): void;
}

/** One host of a rollout. */
export interface RolloutHost {
  readonly name: string;
  readonly work: HostWork;
  progress(): HostProgress;
  /** Puts a step on record, does it, and puts its end on record. */
  step(phase: Phase, step: Step, work: () => Promise<void>): Promise<void>;
}

/** Thrown at a boundary when the bot is stopping: the run stays as it is. */
export class Leaving extends Error {}
