import type { Clock } from '../../core/io/clock.ts';
import type { LogEntry } from './types.ts';

export interface Log {
  /** Oldest first. Holds no token and no signature. */
  readonly entries: readonly LogEntry[];
  add(kind: LogEntry['kind'], name: string, outcome: string, detail?: LogEntry['detail']): void;
}

const kept = 20_000;

/** The record of every call, envelope and fault, the last 20,000 of them. */
export function createLog(clock: Clock): Log {
  const entries: LogEntry[] = [];
  return {
    entries,
    add: (kind, name, outcome, detail) => {
      entries.push({ at: clock.now(), kind, name, outcome, ...(detail && { detail }) });
      if (entries.length > kept * 1.1) entries.splice(0, entries.length - kept);
    },
  };
}
