import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entry, RunEvent } from '../../../src/core/runs/events.ts';
import { apply } from '../../../src/core/runs/fold.ts';
import type { FinalState, Run, RunState } from '../../../src/core/runs/types.ts';
import { finalStates } from '../../../src/core/runs/types.ts';
import { samplePlan } from './samples.ts';

const id = '261123-abcde';
const text = { en: 'why', zh: '原因' };
const digest = 'd1';
const plan = samplePlan('prod');

const requested: RunEvent = {
  type: 'requested',
  kind: 'deploy',
  request: { app: 'web', environment: 'prod' },
  by: 'UENG',
  channel: 'C1',
};
const planned: RunEvent = { type: 'planned', plan, digest };
const asked: RunEvent = { type: 'asked', expiresAt: 1000 };
const approved: RunEvent = { type: 'approved', by: 'UAPP1', digest };
const step = (type: 'step-started' | 'step-ended', host = 'p-1', name = 'transfer' as const): RunEvent => ({
  type,
  host,
  step: name,
  phase: 'forward',
});

/** DESIGN section 1, read off the page: which state may follow which. */
const edges: readonly (readonly [RunState, readonly RunState[]])[] = [
  ['preparing', ['planned', 'refused', 'cancelled']],
  ['planned', ['awaiting-approval', 'queued', 'refused', 'cancelled']],
  ['awaiting-approval', ['queued', 'rejected', 'expired', 'refused', 'cancelled']],
  ['queued', ['running', 'awaiting-approval', 'planned', 'rejected', 'refused', 'cancelled']],
  [
    'running',
    ['waiting', 'succeeded', 'partly-succeeded', 'failed', 'undone', 'undo-failed', 'cancelled', 'interrupted'],
  ],
  [
    'waiting',
    ['running', 'succeeded', 'partly-succeeded', 'failed', 'undone', 'undo-failed', 'cancelled', 'interrupted'],
  ],
];

function fold(events: readonly RunEvent[], at = 1): Run {
  const entries = events.map((event, index) => ({ at: at + index, run: id, event }));
  const run = entries.reduce<Run | undefined>(apply, undefined);
  if (!run) throw new Error('no events');
  return run;
}

const upTo: Readonly<Record<'preparing' | 'planned' | 'awaiting' | 'queued' | 'running' | 'waiting', RunEvent[]>> = {
  preparing: [requested],
  planned: [requested, planned],
  awaiting: [requested, planned, asked],
  queued: [requested, planned, asked, approved, { type: 'queued' }],
  running: [requested, planned, asked, approved, { type: 'queued' }, { type: 'started' }],
  waiting: [requested, planned, { type: 'queued' }, { type: 'started' }, { type: 'waiting', expiresAt: 9 }],
};

const anyEvent: fc.Arbitrary<RunEvent> = fc.oneof(
  fc.constantFrom<RunEvent>(requested, planned, asked, { type: 'queued' }, { type: 'started' }),
  fc.constantFrom<RunEvent>(
    approved,
    { type: 'approved', by: 'UAPP2', digest },
    { type: 'approved', by: 'U', digest: 'x' },
  ),
  fc.constantFrom<RunEvent>({ type: 'revoked', by: 'UAPP1' }, { type: 'rejected', by: 'UAPP2' }),
  fc.constantFrom<RunEvent>(
    step('step-started'),
    step('step-ended'),
    step('step-started', 'nowhere'),
    { type: 'host-failed', host: 'p-2', phase: 'forward', code: 'x', text },
    { type: 'host-ended', host: 'p-1', state: 'done' },
    { type: 'batch-started', batch: 0 },
  ),
  fc.constantFrom<RunEvent>({ type: 'waiting', expiresAt: 9 }, { type: 'continued', by: 'UENG' }),
  fc.constantFrom<RunEvent>({ type: 'undo-started', why: text }, { type: 'cancel-requested', by: 'U', how: 'undo' }),
  fc.constantFrom<RunEvent>({ type: 'warned', text }, { type: 'carded', channel: 'C', ts: '1' }),
  fc.constantFrom(...finalStates).map((state): RunEvent => ({ type: 'ended', state })),
);

describe('the fold of a run', () => {
  it('only ever moves along the transitions of the design, whatever events come', () => {
    let moves = 0;
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(upTo)), fc.array(anyEvent, { maxLength: 40 }), (start, events) => {
        let run: Run = fold(start);
        for (const event of events) {
          const next = attempt(run, event);
          if (!next) continue;
          const allowed = edges.find(([from]) => from === run.state)?.[1] ?? [];
          if (next.state !== run.state) {
            expect(allowed, `${run.state} by ${event.type}`).toContain(next.state);
            moves += 1;
          }
          run = next;
        }
      }),
      { numRuns: 500 },
    );
    expect(moves).toBeGreaterThan(200);
  });

  it('reaches every state that the design allows from every other', () => {
    const ways: Partial<Record<string, RunEvent[]>> = {
      planned: [planned],
      'awaiting-approval': [asked],
      queued: [{ type: 'queued' }],
      running: [{ type: 'started' }, { type: 'continued', by: 'UENG' }],
      waiting: [{ type: 'waiting', expiresAt: 9 }],
      rejected: [{ type: 'rejected', by: 'UAPP1' }],
    };
    for (const [from, targets] of edges) {
      const run = fold(from === 'awaiting-approval' ? upTo.awaiting : upTo[from as keyof typeof upTo]);
      for (const to of targets) {
        const events = ways[to] ?? [{ type: 'ended', state: to as FinalState }];
        const reached = events.map((event) => attempt(run, event)?.state);
        expect(reached, `${from} to ${to}`).toContain(to);
      }
    }
  });

  it('lets nothing happen after the end but the placing of messages', () => {
    fc.assert(
      fc.property(fc.constantFrom(...finalStates), anyEvent, (state, event) => {
        const run: Run = { ...fold(upTo.running), state };
        const next = attempt(run, event);
        expect(next !== undefined).toBe(event.type === 'carded' || event.type === 'told');
      }),
    );
  });

  it.each([
    ['an approval of another plan', [...upTo.awaiting, { type: 'approved', by: 'UAPP1', digest: 'other' }]],
    ['a second approval by the same person', [...upTo.awaiting, approved, approved]],
    ['taking back an approval that was not given', [...upTo.awaiting, { type: 'revoked', by: 'UAPP1' }]],
    ['a host that is not in the plan', [...upTo.running, step('step-started', 'web-99')]],
    ['the end of a step that was not begun', [...upTo.running, step('step-ended')]],
    ['a second cancelling', [...upTo.running, ...twice({ type: 'cancel-requested', by: 'U', how: 'leave' })]],
    ['an event before the request', [planned]],
    ['a second request', [requested, requested]],
    [
      'calling a run with a failed host succeeded',
      [
        ...upTo.running,
        { type: 'host-failed', host: 'p-1', phase: 'forward', code: 'x', text },
        { type: 'ended', state: 'succeeded' },
      ],
    ],
  ] satisfies [string, RunEvent[]][])('refuses %s', (_, events) => {
    expect(() => fold(events)).toThrow(expect.objectContaining({ code: 'run-event-illegal' }));
  });

  it('refuses an entry of another run, and one that is of no run', () => {
    const run = fold(upTo.planned);
    expect(() => apply(run, { at: 1, run: 'other', event: asked })).toThrow('belongs to another run');
    expect(() => apply(run, { at: 1, run: id, event: { type: 'bot-started' } })).toThrow('no event of a run');
  });

  it('changes nothing in the run it was given', () => {
    const run = deepFreeze(fold(upTo.running));
    expect(() => apply(run, { at: 2, run: id, event: step('step-started') })).not.toThrow();
  });
});

describe('a folded run', () => {
  it('tells where each host stands', () => {
    const run = fold([
      ...upTo.running,
      { type: 'batch-started', batch: 0 },
      step('step-started'),
      { ...step('step-ended'), bytesSent: 70 } as RunEvent,
      { type: 'step-started', host: 'p-1', step: 'start', phase: 'forward' },
      { type: 'step-ended', host: 'p-1', step: 'start', phase: 'forward', bytesSent: 5 },
      { type: 'step-started', host: 'p-1', step: 'verify', phase: 'forward' },
      { type: 'host-failed', host: 'p-1', step: 'verify', phase: 'forward', code: 'verify-failed', text },
    ]);
    expect(run.hosts['p-1']).toEqual({
      state: 'failed',
      phase: 'forward',
      step: 'verify',
      done: { forward: ['transfer', 'start'], undo: [] },
      error: { code: 'verify-failed', text },
      startedAt: 8,
      endedAt: 13,
      bytesSent: 75,
    });
    expect(run.hosts['p-2']?.state).toBe('pending');
    expect(Object.keys(run.hosts)).toEqual(['p-1', 'p-2']);
  });

  it('tells what the undo of a failed host did', () => {
    const run = fold([
      ...upTo.running,
      { type: 'host-failed', host: 'p-1', phase: 'forward', code: 'x', text },
      { type: 'undo-started', why: text },
      { type: 'step-started', host: 'p-1', step: 'switch', phase: 'undo' },
      { type: 'step-ended', host: 'p-1', step: 'switch', phase: 'undo' },
      { type: 'host-ended', host: 'p-1', state: 'undone' },
      { type: 'ended', state: 'undone' },
    ]);
    expect(run).toMatchObject({ state: 'undone', phase: 'undo', why: text, endedAt: 12 });
    expect(run.hosts['p-1']).toMatchObject({ state: 'undone', done: { forward: [], undo: ['switch'] } });
  });

  it('forgets approvals when it is planned again', () => {
    const again = fold([...upTo.queued, { type: 'planned', plan, digest: 'd2' }, { ...asked, why: text } as RunEvent]);
    expect(again).toMatchObject({ state: 'awaiting-approval', approvals: [], digest: 'd2', askedAgain: text });
  });

  it('drops approvals that no longer count when it asks again', () => {
    const again = fold([
      ...upTo.awaiting,
      approved,
      { type: 'approved', by: 'UAPP2', digest },
      { type: 'queued' },
      { type: 'asked', expiresAt: 50, why: text, dropped: ['UAPP1'] },
    ]);
    expect(again.approvals.map(({ by }) => by)).toEqual(['UAPP2']);
    expect(again.expiresAt).toBe(50);
  });
});

function attempt(run: Run, event: RunEvent): Run | undefined {
  try {
    return apply(run, { at: 99, run: id, event } satisfies Pick<Entry, 'at' | 'run' | 'event'>);
  } catch {
    return undefined;
  }
}

function twice(event: RunEvent): RunEvent[] {
  return [event, event];
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
