import type { Plan, Step } from '../deploy/types.ts';
import type { Policy } from '../settings/types.ts';
import type { Text } from '../text.ts';

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
  readonly kind: 'deploy' | 'rollback';
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

/** What can happen to a run. `by` is a Slack user id. */
export type RunEvent =
  | {
      readonly type: 'requested';
      readonly kind: Run['kind'];
      readonly request: RunRequest;
      readonly by: string;
      readonly channel: string;
    }
  | { readonly type: 'planned'; readonly plan: Plan; readonly digest: string }
  | {
      readonly type: 'asked';
      readonly expiresAt: number;
      readonly why?: Text;
      /** Those whose approval counts for nothing any more. */
      readonly dropped?: readonly string[];
    }
  | { readonly type: 'approved'; readonly by: string; readonly digest: string }
  | { readonly type: 'revoked'; readonly by: string }
  | { readonly type: 'rejected'; readonly by: string; readonly reason?: string }
  | { readonly type: 'queued' }
  | { readonly type: 'started' }
  | { readonly type: 'batch-started'; readonly batch: number }
  | { readonly type: 'step-started'; readonly host: string; readonly step: Step; readonly phase: Phase }
  | {
      readonly type: 'step-ended';
      readonly host: string;
      readonly step: Step;
      readonly phase: Phase;
      readonly bytesSent?: number;
    }
  | {
      readonly type: 'host-failed';
      readonly host: string;
      readonly step?: Step;
      readonly phase: Phase;
      readonly code: string;
      readonly text: Text;
    }
  | { readonly type: 'host-ended'; readonly host: string; readonly state: 'done' | 'undone' | 'skipped' }
  | { readonly type: 'waiting'; readonly expiresAt: number }
  /** `by` is `clock` where a canary's bake time was over. */
  | { readonly type: 'continued'; readonly by: string }
  | { readonly type: 'undo-started'; readonly why: Text }
  | { readonly type: 'cancel-requested'; readonly by: string; readonly how: 'undo' | 'leave' }
  | { readonly type: 'warned'; readonly text: Text }
  | { readonly type: 'ended'; readonly state: FinalState; readonly why?: Text }
  | { readonly type: 'carded'; readonly channel: string; readonly ts: string }
  | { readonly type: 'told'; readonly channel: string; readonly ts: string };

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

/** What somebody proposes. What it changes in full lies beside the journal, bound to it by its digests. */
export interface ProposalDraft {
  readonly proposal: string;
  readonly kind: 'inventory';
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
  /** SHA-256, hex, of what is changed as it was and as it will be. */
  readonly before: string;
  readonly after: string;
  /** What approvals are bound to: SHA-256, hex, of the canonical JSON of before, after, environments and policy. */
  readonly digest: string;
  /** When waiting for approval ends, in ms since the epoch; absent where nobody need agree. */
  readonly expiresAt?: number;
}

/** What happens outside runs and belongs on record. */
export type OtherEvent =
  | { readonly type: 'held'; readonly app: string; readonly environment: string; readonly run: string }
  | {
      readonly type: 'lifted';
      readonly app: string;
      readonly environment: string;
      readonly by: string;
      readonly reason: string;
    }
  | { readonly type: 'trusted'; readonly host: string; readonly fingerprint: string; readonly by: string }
  | {
      readonly type: 'adopted';
      readonly app: string;
      readonly environment: string;
      readonly host: string;
      readonly by: string;
      readonly release: string;
    }
  | ProposalEvent
  | {
      readonly type: 'converted';
      readonly conversion: string;
      readonly by: string;
      readonly file: string;
      readonly hosts: number;
      readonly quarantined: number;
      /** Formats that were given out. */
      readonly formats: readonly string[];
    }
  | {
      readonly type: 'collecting';
      readonly collection: string;
      readonly by: string;
      readonly source: string;
      readonly selector: string;
      readonly what: readonly string[];
      readonly command?: string;
      readonly resources?: readonly string[];
    }
  | {
      readonly type: 'collected';
      readonly collection: string;
      readonly by: string;
      readonly source: string;
      readonly selector: string;
      readonly targets: number;
      readonly failed: number;
      readonly changed: number;
      /** Things that a whole list no longer had. */
      readonly gone?: number;
    }
  | {
      readonly type: 'schedule-made' | 'schedule-paused' | 'schedule-resumed' | 'schedule-removed';
      readonly schedule: number;
      /** Absent where the bot paused it, because its maker's right is gone. */
      readonly by?: string;
      readonly cron: string;
      readonly tz: string;
      readonly source: string;
      readonly selector?: string;
      readonly command?: string;
    }
  | { readonly type: 'refused'; readonly by: string; readonly what: string; readonly text: Text }
  | { readonly type: 'bot-started' }
  | { readonly type: 'bot-stopped' };

/** One line of the journal. `prev` is the hash of the line before. */
export interface Entry {
  readonly seq: number;
  readonly at: number;
  readonly prev: string;
  readonly run?: string;
  readonly event: RunEvent | OtherEvent;
}

export interface Journal {
  /** Resolves when the entry is on disk (fsync); rejects, code `journal-unwritable`, when it cannot be. */
  append(event: RunEvent, run: string): Promise<Entry>;
  append(event: OtherEvent): Promise<Entry>;
  /** Entries in order, oldest first; checks the chain on the way, error `journal-broken` with seq and file. */
  read(filter?: { run?: string; since?: number }): AsyncIterable<Entry>;
  close(): Promise<void>;
}

/** How a run of one kind is planned, checked and done. core/deploy provides `deploy` and `rollback`. */
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

/** A person as the chat knows them. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
  readonly bot: boolean;
  readonly guest: boolean;
  /** From another workspace. */
  readonly foreign: boolean;
  /** IETF tag, such as `zh-CN`. */
  readonly locale: string;
}

export interface People {
  /** Errors `person-unknown`, and `people-unavailable` when the chat cannot be asked. */
  find(id: string): Promise<Person>;
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
