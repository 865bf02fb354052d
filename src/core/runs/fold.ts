import { OpsError } from '../errors.ts';
import type { Entry, RunEvent } from './events.ts';
import { applyToHost, hostsOf } from './fold-host.ts';
import { isFinal, isRunEvent, nextState } from './transitions.ts';
import type { Run } from './types.ts';

type Stamped = Pick<Entry, 'at' | 'run' | 'event'>;

/**
 * A run after one more entry of the journal: pure. Error `run-event-illegal` where the entry cannot follow: one that
 * the state does not allow, is not a run's, names a host outside the plan, or calls a run with a failed host succeeded.
 */
export function apply(run: Run | undefined, entry: Stamped): Run {
  const { event } = entry;
  if (!isRunEvent(event)) throw illegal(run, entry, 'it is no event of a run');
  const state = nextState(run?.state, event);
  if (!state) throw illegal(run, entry, `it cannot happen when the run is ${run?.state ?? 'not there'}`);
  if (event.type === 'requested') return requested(entry, event);
  if (!run || run.id !== entry.run) throw illegal(run, entry, 'it belongs to another run');
  const why = objection(run, event);
  if (why) throw illegal(run, entry, why);
  const next: Run = { ...run, ...change(run, event, entry.at), state };
  if (isFinal(state) && !isFinal(run.state)) return { ...next, endedAt: entry.at, expiresAt: undefined };
  return next;
}

function requested(entry: Stamped, event: RunEvent & { type: 'requested' }): Run {
  if (entry.run === undefined) throw illegal(undefined, entry, 'it names no run');
  return {
    id: entry.run,
    kind: event.kind,
    request: event.request,
    requester: event.by,
    channel: event.channel,
    requestedAt: entry.at,
    state: 'preparing',
    approvals: [],
    phase: 'forward',
    batch: 0,
    hosts: {},
    warnings: [],
  };
}

/** What an event changes, besides the state. */
function change(run: Run, event: RunEvent, at: number): Partial<Run> {
  switch (event.type) {
    case 'planned':
      return { plan: event.plan, digest: event.digest, approvals: [], hosts: hostsOf(event.plan), batch: 0 };
    case 'asked':
      return {
        expiresAt: event.expiresAt,
        askedAgain: event.why,
        approvals: run.approvals.filter((approval) => !event.dropped?.includes(approval.by)),
      };
    case 'approved':
      return { approvals: [...run.approvals, { by: event.by, at, digest: event.digest }] };
    case 'revoked':
      return { approvals: run.approvals.filter((approval) => approval.by !== event.by) };
    case 'rejected':
      return { rejection: { by: event.by, at, reason: event.reason } };
    case 'queued':
      return { expiresAt: undefined };
    case 'started':
      return { startedAt: at };
    case 'batch-started':
      return { batch: event.batch };
    case 'step-started':
    case 'step-ended':
    case 'host-failed':
    case 'host-ended':
      return { hosts: applyToHost(run.hosts, event, at) };
    case 'waiting':
      return { expiresAt: event.expiresAt };
    case 'continued':
      return { continuedBy: event.by, expiresAt: undefined };
    case 'undo-started':
      return { phase: 'undo', why: event.why, expiresAt: undefined };
    case 'cancel-requested':
      return { cancel: { by: event.by, how: event.how }, expiresAt: undefined };
    case 'warned':
      return { warnings: [...run.warnings, event.text] };
    case 'ended':
      return { why: event.why ?? run.why };
    case 'carded':
      return { card: { channel: event.channel, ts: event.ts } };
    case 'told':
      return { told: { channel: event.channel, ts: event.ts } };
    case 'requested':
      return {};
  }
}

/** Why an event that the state allows cannot be true of this run. */
function objection(run: Run, event: RunEvent): string | undefined {
  if ('host' in event && !Object.hasOwn(run.hosts, event.host)) return `the plan has no host ${event.host}`;
  const approved = 'by' in event && run.approvals.some((approval) => approval.by === event.by);
  switch (event.type) {
    case 'approved':
      if (event.digest !== run.digest) return 'it approves another plan';
      return approved ? `${event.by} has approved already` : undefined;
    case 'revoked':
      return approved ? undefined : `${event.by} has not approved`;
    case 'step-ended': {
      const { step, phase } = run.hosts[event.host] ?? {};
      return step === event.step && phase === event.phase ? undefined : `${event.step} was not begun on ${event.host}`;
    }
    case 'cancel-requested':
      return run.cancel ? 'it is being cancelled already' : undefined;
    case 'ended': {
      const failed = Object.values(run.hosts).some((host) => host.state === 'failed' || host.state === 'undo-failed');
      return event.state === 'succeeded' && failed ? 'a host of it failed' : undefined;
    }
    default:
      return undefined;
  }
}

function illegal(run: Run | undefined, entry: Stamped, why: string): OpsError {
  const [id, type] = [run?.id ?? entry.run ?? '?', entry.event.type];
  return new OpsError('run-event-illegal', {
    en: `Recording "${type}" for run ${id}: ${why}. This is a fault in the bot; please report it with the journal's lines of that run.`,
    zh: `为任务 ${id} 记录“${type}”失败：${why}。这是机器人的缺陷，请附上该任务的日志条目反馈。`,
  });
}
