import type { ProposalEvent } from '../proposals/events.ts';
import type { Text } from '../text.ts';
import type { Plan, Step } from './plan.ts';
import type { FinalState, Phase, Run, RunRequest } from './types.ts';

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
      readonly type: 'configs-saving';
      readonly by: string;
      readonly generation: string;
      readonly template: string;
      readonly hosts: number;
      /** The number of the schedule that saves in their place. */
      readonly schedule?: number;
    }
  | {
      readonly type: 'config-pinned';
      readonly host: string;
      readonly name: string;
      readonly revision: string;
      readonly by: string;
      readonly reason?: string;
    }
  | {
      readonly type: 'config-unpinned';
      readonly host: string;
      readonly name: string;
      readonly by: string;
      readonly reason?: string;
    }
  | {
      readonly type: 'config-rolled-back';
      readonly host: string;
      readonly name: string;
      /** The revision whose text it has again. */
      readonly to: string;
      readonly by: string;
      readonly reason?: string;
    }
  | {
      readonly type: 'configs-importing';
      readonly by: string;
      /** The name of the file, or of what lies in DATA_DIR/imports. */
      readonly source: string;
      readonly configs?: number;
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
  | ({
      readonly type: 'schedule-made' | 'schedule-paused' | 'schedule-resumed' | 'schedule-removed';
      readonly schedule: number;
      /** Absent where the bot paused it, because its maker's right is gone. */
      readonly by?: string;
      readonly cron: string;
      readonly tz: string;
    } & ScheduledWork)
  | { readonly type: 'refused'; readonly by: string; readonly what: string; readonly text: Text }
  | { readonly type: 'bot-started' }
  | { readonly type: 'bot-stopped' };

/** What a schedule does, in words; entries of the time when schedules only collected say what they collect. */
type ScheduledWork =
  | { readonly does: Text }
  | { readonly source: string; readonly selector?: string; readonly command?: string };

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
