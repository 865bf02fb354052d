import type { Log } from './log.ts';
import type { LogEntry } from './types.ts';

/**
 * Misbehaviour of one Web API method (or any), for the next `calls` calls (default 1). Downloads of files count as the
 * method `download`; one that is cut though it is done ends in the middle.
 */
export interface CallFault {
  readonly calls?: number;
  readonly method?: string;
}

/** What can be asked to go wrong. Each is used up in order; nothing is left to chance. */
export interface Faults {
  /** 429 with Retry-After (seconds, default 1). `done`: the call is nevertheless carried out. */
  rateLimit(fault?: CallFault & { retryAfter?: number; done?: boolean }): void;
  /** A 5xx (default 500), or a connection cut without an answer. `done`: carried out, only the answer is lost. */
  fail(fault?: CallFault & { status?: number | 'cut'; done?: boolean }): void;
  /** The answer comes `ms` late. */
  slow(fault: CallFault & { ms: number }): void;
  /** Refuses with an error of Slack's, such as `invalid_auth` on `apps.connections.open`. */
  refuse(fault: CallFault & { error: string }): void;
  /** The next file downloads bring a page to log in at, as without files:read. */
  page(times?: number): void;
  /** Delivers the next envelopes or requests twice. */
  double(times?: number): void;
  /** Behaves as if the next acknowledgements had not come. */
  ignoreAcks(times?: number): void;
  /** Refuses the next WebSocket upgrades. */
  refuseUpgrades(times?: number): void;
  /** Signs the next HTTP requests with another secret, or dates them ten minutes back. */
  sign(how: 'wrong' | 'old', times?: number): void;
  /** Cuts every socket (or so many) without a close frame. */
  dropSockets(count?: number): void;
  /** Asks every connection (or so many) to reconnect, then closes it after `grace` ms (default 10,000). */
  refresh(options?: { reason?: 'refresh_requested' | 'warning'; grace?: number; count?: number }): void;
  /** Forgets what has not gone wrong yet. */
  clear(): void;
}

/** What is to go wrong, and what did. */
export interface Troubles {
  readonly waiting: readonly WaitingFault[];
  /** The last few, newest first. */
  readonly struck: readonly StruckFault[];
}

export interface WaitingFault {
  /** `429`, the status, `cut`, `lost` (carried out, but no answer), `slow`, Slack's error, or another trouble's name. */
  readonly what: string;
  /** Which method it waits for; absent: any. */
  readonly method?: string;
  /** How often it will strike. */
  readonly left: number;
}

export interface StruckFault {
  /** In ms since the epoch. */
  readonly at: number;
  readonly what: string;
  /** The method or kind of envelope that it hit, if any. */
  readonly method?: string;
}

export type CallTrouble =
  | { readonly is: 'limit'; readonly retryAfter: number; readonly done: boolean }
  | { readonly is: 'fail'; readonly status: number | 'cut'; readonly done: boolean }
  | { readonly is: 'slow'; readonly ms: number }
  | { readonly is: 'refuse'; readonly error: string };

export type Trouble = 'page' | 'double' | 'ignore-ack' | 'refuse-upgrade' | 'sign-wrong' | 'sign-old';

/** The faults waiting to happen, for the parts of the server that act them out. */
export interface FaultQueue {
  readonly faults: Omit<Faults, 'dropSockets' | 'refresh'>;
  /** The next trouble for a call of this method: a delay, and at most one other. */
  forCall(method: string): readonly CallTrouble[];
  /** Whether this is to go wrong now, with what is named. */
  take(trouble: Trouble, at?: string): boolean;
  troubles(): Troubles;
}

/** How many faults that struck are told of. */
const told = 5;

export function createFaultQueue(log: Log): FaultQueue {
  let calls: { trouble: CallTrouble; method?: string; left: number }[] = [];
  const others = new Map<Trouble, number>();
  const add = (trouble: CallTrouble, fault: CallFault = {}) => {
    calls.push({ trouble, method: fault.method, left: fault.calls ?? 1 });
  };
  const more = (trouble: Trouble, times = 1) => others.set(trouble, (others.get(trouble) ?? 0) + times);
  const takeCall = (method: string, wanted: (trouble: CallTrouble) => boolean) => {
    const found = calls.find((each) => (each.method ?? method) === method && wanted(each.trouble));
    if (!found) return [];
    found.left -= 1;
    calls = calls.filter((each) => each.left > 0);
    log.add('fault', found.trouble.is, method, { what: nameOf(found.trouble) });
    return [found.trouble];
  };
  return {
    faults: {
      rateLimit: (fault = {}) =>
        add({ is: 'limit', retryAfter: fault.retryAfter ?? 1, done: fault.done ?? false }, fault),
      fail: (fault = {}) => add({ is: 'fail', status: fault.status ?? 500, done: fault.done ?? false }, fault),
      slow: (fault) => add({ is: 'slow', ms: fault.ms }, fault),
      refuse: (fault) => add({ is: 'refuse', error: fault.error }, fault),
      page: (times) => more('page', times),
      double: (times) => more('double', times),
      ignoreAcks: (times) => more('ignore-ack', times),
      refuseUpgrades: (times) => more('refuse-upgrade', times),
      sign: (how, times) => more(`sign-${how}`, times),
      clear: () => {
        calls = [];
        others.clear();
      },
    },
    forCall: (method) => [
      ...takeCall(method, (trouble) => trouble.is === 'slow'),
      ...takeCall(method, (trouble) => trouble.is !== 'slow'),
    ],
    take: (trouble, at) => {
      const left = others.get(trouble) ?? 0;
      if (left === 0) return false;
      others.set(trouble, left - 1);
      log.add('fault', trouble, at ?? 'now', { what: trouble });
      return true;
    },
    troubles: () => ({
      waiting: [
        ...calls.map(({ trouble, method, left }) => ({ what: nameOf(trouble), left, ...(method && { method }) })),
        ...[...others].flatMap(([what, left]) => (left > 0 ? [{ what, left }] : [])),
      ],
      struck: lastFaults(log.entries),
    }),
  };
}

function lastFaults(entries: readonly LogEntry[]): StruckFault[] {
  const found: StruckFault[] = [];
  for (let at = entries.length - 1; at >= 0 && found.length < told; at -= 1) {
    const entry = entries[at];
    if (entry?.kind !== 'fault') continue;
    const hit = entry.outcome !== 'now' && { method: entry.outcome };
    found.push({ at: entry.at, what: String(entry.detail?.what ?? entry.name), ...hit });
  }
  return found;
}

function nameOf(trouble: CallTrouble): string {
  if (trouble.is === 'limit') return '429';
  if (trouble.is === 'fail') return trouble.status === 'cut' && trouble.done ? 'lost' : String(trouble.status);
  return trouble.is === 'slow' ? 'slow' : trouble.error;
}
