import type { PushRequest } from '../push/types.ts';
import type { Text } from '../text.ts';
import type { RunEvent } from './events.ts';
import type { Plan, Step } from './plan.ts';

export const finalStates = [
  'succeeded',
  'partly-succeeded',
  'failed',
  'undone',
  'undo-failed',
  'cancelled',
  'interrupted',
  'rejected',
  'expired',
  'refused',
] as const;

export type FinalState = (typeof finalStates)[number];
export type RunState = 'preparing' | 'planned' | 'awaiting-approval' | 'queued' | 'running' | 'waiting' | FinalState;

/** What somebody asked for, as it was parsed. */
export interface RunRequest {
  readonly app: string;
  readonly environment: string;
  /** deploy: the version (absent: the newest); rollback: the version to go back to (absent: the last good one). */
  readonly version?: string;
  /** Narrows the environment's hosts. */
  readonly on?: string;
  readonly strategy?: 'all' | 'rolling' | 'canary';
  /** `3` or `25%`. */
  readonly batch?: string;
  readonly emergency?: boolean;
  /** Of a push: which configs, and how. */
  readonly push?: PushRequest;
  readonly ticket?: string;
  readonly reason?: string;
  /** Undo or Continue of an interrupted run: that run's id. */
  readonly follows?: string;
  /** With `follows`: bring the hosts it touched back, or carry it to its end. */
  readonly how?: 'undo' | 'continue';
}

export interface Decision {
  readonly by: string;
  readonly at: number;
  readonly digest: string;
}

export type Phase = 'forward' | 'undo';

/** Where one host of a run stands; times in ms since the epoch. */
export interface HostProgress {
  readonly state: 'pending' | 'working' | 'done' | 'failed' | 'undone' | 'undo-failed' | 'skipped';
  readonly phase: Phase;
  readonly step?: Step;
  /** Steps ended well, by phase, in order. */
  readonly done: { readonly forward: readonly Step[]; readonly undo: readonly Step[] };
  readonly error?: { readonly code: string; readonly text: Text };
  readonly startedAt?: number;
  readonly endedAt?: number;
  readonly bytesSent?: number;
}

/** One execution of something that touches hosts: a fold of its journal entries. */
export interface Run {
  readonly id: string;
  readonly kind: 'deploy' | 'rollback' | 'push';
  readonly request: RunRequest;
  /** Slack user id. */
  readonly requester: string;
  /** Where it was asked for. */
  readonly channel: string;
  readonly requestedAt: number;
  readonly state: RunState;
  readonly plan?: Plan;
  readonly digest?: string;
  readonly approvals: readonly Decision[];
  readonly rejection?: { readonly by: string; readonly at: number; readonly reason?: string };
  /** When waiting for approval or for Continue ends, in ms since the epoch. */
  readonly expiresAt?: number;
  /** Why it went back to ask, when it did. */
  readonly askedAgain?: Text;
  readonly startedAt?: number;
  readonly endedAt?: number;
  readonly phase: Phase;
  /** Index of the batch under way. */
  readonly batch: number;
  readonly hosts: Readonly<Record<string, HostProgress>>;
  readonly cancel?: { readonly by: string; readonly how: 'undo' | 'leave' };
  readonly continuedBy?: string;
  /** Why it ended as it did, or what it is doing that needs words. */
  readonly why?: Text;
  readonly warnings: readonly Text[];
  /** The message that is its card. */
  readonly card?: { readonly channel: string; readonly ts: string };
  /** The message that told its result, once posted. */
  readonly told?: { readonly channel: string; readonly ts: string };
}

/** How a run of one kind is planned, checked and done. core/deploy provides `deploy` and `rollback`, core/push `push`. */
export interface RunKind {
  /** Makes the plan. Any OpsError thrown ends the run as `refused` with that text. Changes nothing on a host. */
  plan(run: Run, context: { signal: AbortSignal; dryRun?: boolean; warn?(text: Text): void }): Promise<Plan>;
  /** Looks at every host again just before executing: why the plan no longer holds, or undefined. */
  moved(run: Run, context: { signal: AbortSignal }): Promise<Text | undefined>;
  /**
   * Does what is left of the plan (all of it, or what follows a canary's wait), recording every step before it is
   * done. Never throws for a host's failure.
   */
  execute(run: Run, context: ExecuteContext): Promise<Ending>;
  /** After a restart: what became of a run that was `running`. Touches no host but to read and to wait. */
  recover(run: Run, context: ExecuteContext): Promise<Ending>;
}

/** How a run ends; `leaving`: the bot is stopping, the run stays as it is and recovery takes it up at the next start. */
export type Ending = { readonly state: FinalState; readonly why?: Text } | { readonly state: 'leaving' };

export interface ExecuteContext {
  /** Journals and applies an event; resolves once it is on disk. Rejects when it cannot be written: then stop. */
  record(event: RunEvent): Promise<void>;
  /** The run as it is now. */
  run(): Run;
  /** Aborts when the bot is stopping: leave at the next boundary. */
  readonly stopping: AbortSignal;
  /** Records `waiting` and resolves when somebody continued or cancelled it, its time came, or the bot is stopping. */
  wait(
    until: number,
    options: { timeMeans: 'continue' | 'expire' },
  ): Promise<'continue' | 'expired' | 'cancelled' | 'stopping'>;
}

/** What a click or command on a run came to; `text` is the answer to whoever asked. */
export interface Answer {
  readonly ok: boolean;
  readonly text: Text;
  readonly run?: Run;
}

/** The runs, as handlers see them. Every method checks rights itself and answers refusals as `ok: false`. */
export interface Runs {
  /** Records the request and starts planning in the background; errors OpsError when refused at once. */
  request(kind: Run['kind'], request: RunRequest, by: string, channel: string): Promise<Run>;
  /** Plans without recording or keeping anything: what `--dry-run` shows. */
  preview(kind: Run['kind'], request: RunRequest, by: string): Promise<{ plan: Plan; digest: string }>;
  approve(id: string, digest: string, by: string): Promise<Answer>;
  reject(id: string, digest: string, by: string, reason?: string): Promise<Answer>;
  revoke(id: string, digest: string, by: string): Promise<Answer>;
  /** Of a waiting canary, or of an interrupted run (a new run then). */
  continue(id: string, digest: string, by: string): Promise<Answer>;
  /** Of an interrupted run: a new run that brings back what it touched. */
  undo(id: string, digest: string, by: string): Promise<Answer>;
  /** `how` is needed once hosts are being touched; without it the answer's code is that it must be asked. */
  cancel(id: string, by: string, how?: 'undo' | 'leave'): Promise<Answer & { ask?: boolean }>;
  lift(app: string, environment: string, by: string, reason: string): Promise<Answer>;
  hold(app: string, environment: string): Hold | undefined;
  holds(): readonly Hold[];
  get(id: string): Promise<Run | undefined>;
  /** Newest first. */
  list(filter?: {
    app?: string;
    environment?: string;
    active?: boolean;
    limit?: number;
  }): Promise<readonly RunSummary[]>;
  /** Who may still approve a run, as group names, and how many are missing. */
  missing(run: Run): { readonly count: number; readonly groups: readonly string[] };
  /** Records where a run's messages are. */
  placed(id: string, what: 'card' | 'told', channel: string, ts: string): Promise<void>;
  /** Hears every change of any run, after it is on disk. A listener that throws is logged and never stops the work. */
  subscribe(listener: (run: Run, event: RunEvent) => void): () => void;
  /** Rebuilds state from the journal, takes up what was left, and starts the queue. */
  start(): Promise<void>;
  /** No new work; resolves when every run has left at its boundary. */
  stop(): Promise<void>;
}

export interface Hold {
  readonly app: string;
  readonly environment: string;
  readonly run: string;
  readonly since: number;
}

export interface RunSummary {
  readonly id: string;
  readonly kind: Run['kind'];
  readonly app: string;
  readonly environment: string;
  readonly version?: string;
  readonly state: RunState;
  readonly requester: string;
  readonly requestedAt: number;
  readonly endedAt?: number;
}
