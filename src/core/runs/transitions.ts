import type { RunEvent } from './events.ts';
import type { FinalState, RunState } from './types.ts';
import { finalStates } from './types.ts';

/** `none`: before the request. */
type From = RunState | 'none';

const waitingToStart = ['preparing', 'planned', 'awaiting-approval', 'queued'] as const;
const under = { running: 'running', waiting: 'waiting' } as const;
const everywhere = Object.fromEntries(
  [...waitingToStart, 'running', 'waiting', ...finalStates].map((state) => [state, state]),
) as Record<RunState, RunState>;
const beforeTheEnd = Object.fromEntries(
  [...waitingToStart, 'running', 'waiting'].map((state) => [state, state]),
) as Partial<Record<RunState, RunState>>;

/** Where each event leads from each state in which it may happen (DESIGN section 1). `ended` is in `endings`. */
const transitions: Record<Exclude<RunEvent['type'], 'ended'>, Partial<Record<From, RunState>>> = {
  requested: { none: 'preparing' },
  planned: { preparing: 'planned', queued: 'planned' },
  asked: { planned: 'awaiting-approval', queued: 'awaiting-approval' },
  approved: { 'awaiting-approval': 'awaiting-approval' },
  revoked: { 'awaiting-approval': 'awaiting-approval', queued: 'queued' },
  rejected: { 'awaiting-approval': 'rejected', queued: 'rejected' },
  queued: { planned: 'queued', 'awaiting-approval': 'queued' },
  started: { queued: 'running' },
  'batch-started': { running: 'running' },
  'step-started': under,
  'step-ended': under,
  'host-failed': under,
  'host-ended': under,
  waiting: { running: 'waiting' },
  continued: { waiting: 'running' },
  'undo-started': { running: 'running', waiting: 'running' },
  'cancel-requested': { ...beforeTheEnd, waiting: 'running' },
  warned: beforeTheEnd,
  carded: everywhere,
  told: everywhere,
};

const afterTouching = [
  'succeeded',
  'partly-succeeded',
  'failed',
  'undone',
  'undo-failed',
  'cancelled',
  'interrupted',
] as const;

/** The final states that may follow each state. `rejected` has an event of its own. */
const endings: Partial<Record<RunState, readonly FinalState[]>> = {
  preparing: ['refused', 'cancelled'],
  planned: ['refused', 'cancelled'],
  'awaiting-approval': ['expired', 'cancelled', 'refused'],
  queued: ['refused', 'cancelled'],
  running: afterTouching,
  waiting: afterTouching,
};

/** The state that an event leads to, or undefined where it may not happen. */
export function nextState(from: RunState | undefined, event: RunEvent): RunState | undefined {
  if (event.type === 'ended') return from && endings[from]?.find((state) => state === event.state);
  return transitions[event.type][from ?? 'none'];
}

/** Whether an event of the journal is one of a run. */
export function isRunEvent(event: { readonly type: string }): event is RunEvent {
  return event.type === 'ended' || Object.hasOwn(transitions, event.type);
}

/** Whether a state is the last one of a run. */
export function isFinal(state: RunState): state is FinalState {
  return (finalStates as readonly RunState[]).includes(state);
}
