import { beforeEach, describe, expect, test } from 'vitest';
import { OpsError } from '../../../src/core/errors.ts';
import { executeJob } from '../../../src/core/rollout/execute.ts';
import { recoverJob } from '../../../src/core/rollout/recover.ts';
import type { HostWork, Job, Recovered } from '../../../src/core/rollout/types.ts';
import type { RunEvent } from '../../../src/core/runs/events.ts';
import { apply } from '../../../src/core/runs/fold.ts';
import type { Run } from '../../../src/core/runs/types.ts';
import { manualClock } from '../../support/clock.ts';
import { samplePlan } from '../runs/samples.ts';

const strategy = {
  kind: 'rolling',
  batch: { count: 1 },
  first: { count: 1 },
  continue: 'manual',
  expires: 3_600_000,
  maxFailures: 0,
  onFailure: 'undo',
} as const;

/** What was done to which host, in order: `a configure`, `a undo configure`, `a released`. */
let done: string[];
let run: Run;
let fails: ReadonlySet<string>;
let recovered: Recovered;
let answer: 'continue' | 'expired' | 'cancelled' | 'stopping';
const stopping = new AbortController();
const clock = manualClock();

beforeEach(() => {
  [done, fails, answer] = [[], new Set(), 'continue'];
  recovered = { step: 'again' };
});

/** A run under way whose plan has these batches. */
function begin(batches: readonly (readonly string[])[], more: object = {}): void {
  const plan = samplePlan('prod', { batches, strategy: { ...strategy, ...more } as never });
  const [host] = Object.values(plan.hosts);
  const hosts = Object.fromEntries(batches.flat().map((name) => [name, host]));
  const events: readonly RunEvent[] = [
    { type: 'requested', kind: 'deploy', request: { app: 'web', environment: 'prod' }, by: 'U1', channel: 'C1' },
    { type: 'planned', plan: { ...plan, hosts } as never, digest: 'd' },
    { type: 'queued' },
    { type: 'started' },
  ];
  let made: Run | undefined;
  for (const event of events) made = apply(made, { at: clock.now(), run: 'r1', event });
  run = made as Run;
}

async function record(event: RunEvent): Promise<void> {
  run = apply(run, { at: clock.now(), run: 'r1', event });
}

function open(name: string): HostWork {
  const act = async (what: string) => {
    done.push(`${name} ${what}`);
    if (fails.has(`${name} ${what}`)) throw new OpsError('broken', { en: `${what} broke`, zh: `${what} 失败` });
  };
  return {
    steps: ['check', 'configure', 'verify'],
    undoSteps: ['configure', 'verify'],
    forward: act,
    backward: (step) => act(`undo ${step}`),
    ready: async () => {},
    takeOver: async () => {},
    recover: async () => recovered,
    bytesSent: async () => 0,
    release: async () => void done.push(`${name} released`),
    abandon: () => void done.push(`${name} abandoned`),
  };
}

function job(): Job {
  if (!run.plan) throw new Error('begin first');
  const context = {
    record,
    run: () => run,
    stopping: stopping.signal,
    wait: async (expiresAt: number) => {
      await record({ type: 'waiting', expiresAt });
      if (answer === 'continue') await record({ type: 'continued', by: 'U1' });
      return answer;
    },
  };
  return { plan: run.plan, context, clock, open };
}

const of = (host: string) => done.filter((one) => one.startsWith(`${host} `)).map((one) => one.slice(host.length + 1));

test('every host is looked at before any is touched, then batch by batch', async () => {
  begin([['a'], ['b']]);
  expect(await executeJob(job())).toEqual({ state: 'succeeded' });
  expect(done).toEqual([
    ...['a preflight', 'b preflight', 'a check', 'a configure', 'a verify', 'b check', 'b configure', 'b verify'],
    ...['a released', 'b released'],
  ]);
});

test('a host that fails a look keeps all from being touched', async () => {
  begin([['a'], ['b']]);
  fails = new Set(['b preflight']);
  const ending = await executeJob(job());
  expect(ending).toMatchObject({ state: 'failed' });
  expect(done).not.toContain('a check');
});

test('a failure brings back every touched host, and no host that nothing was done to', async () => {
  begin([['a'], ['b', 'c'], ['d']]);
  fails = new Set(['b configure', 'c preflight']);
  run = { ...run, plan: { ...run.plan, strategy: { ...strategy, maxFailures: 1 } } as never };
  expect(await executeJob(job())).toMatchObject({ state: 'undone' });
  expect(of('a')).toEqual(['preflight', 'check', 'configure', 'verify', 'undo configure', 'undo verify', 'released']);
  expect(of('b')).toEqual(['preflight', 'check', 'configure', 'undo configure', 'undo verify', 'released']);
  expect(of('c')).toEqual(['preflight', 'released']);
  expect(of('d')).toEqual(['preflight', 'released']);
});

test('with onFailure stop, touched hosts stay as they are', async () => {
  begin([['a'], ['b']], { onFailure: 'stop' });
  fails = new Set(['b verify']);
  expect(await executeJob(job())).toMatchObject({ state: 'failed' });
  expect(done.filter((one) => one.includes('undo'))).toEqual([]);
});

test('an undo that fails is told of its host, and the others are brought back all the same', async () => {
  begin([['a'], ['b']]);
  fails = new Set(['b verify', 'a undo configure']);
  const ending = await executeJob(job());
  expect(ending).toMatchObject({ state: 'undo-failed', why: { en: expect.stringContaining('a') } });
  expect(run.hosts).toMatchObject({ a: { state: 'undo-failed' }, b: { state: 'undone' } });
});

describe('a canary', () => {
  beforeEach(() => begin([['a'], ['b']], { kind: 'canary' }));

  test('gives its hosts back while it waits, and looks at the rest again when it goes on', async () => {
    expect(await executeJob(job())).toEqual({ state: 'succeeded' });
    expect(of('a').slice(0, 5)).toEqual(['preflight', 'check', 'configure', 'verify', 'released']);
    expect(of('b')).toEqual(['preflight', 'released', 'preflight', 'check', 'configure', 'verify', 'released']);
  });

  test('that nobody continues is undone', async () => {
    answer = 'expired';
    expect(await executeJob(job())).toMatchObject({ state: 'undone' });
    expect(of('a')).toContain('undo configure');
    expect(of('b')).not.toContain('check');
  });
});

describe('after the bot died in the middle of a step', () => {
  beforeEach(async () => {
    begin([['a'], ['b']]);
    await record({ type: 'step-started', host: 'a', step: 'preflight', phase: 'forward' });
    await record({ type: 'step-ended', host: 'a', step: 'preflight', phase: 'forward' });
    await record({ type: 'step-started', host: 'a', step: 'check', phase: 'forward' });
    await record({ type: 'step-ended', host: 'a', step: 'check', phase: 'forward' });
    await record({ type: 'step-started', host: 'a', step: 'configure', phase: 'forward' });
  });

  test('a step whose end is known is not done again', async () => {
    recovered = { step: 'ended' };
    expect(await recoverJob(job())).toEqual({ state: 'succeeded' });
    expect(of('a')).toEqual(['verify', 'released']);
  });

  test('one that did nothing is done again', async () => {
    expect(await recoverJob(job())).toEqual({ state: 'succeeded' });
    expect(of('a')).toEqual(['configure', 'verify', 'released']);
  });

  test('one that failed is undone', async () => {
    recovered = { step: 'failed', error: new OpsError('broken', { en: 'it broke', zh: '失败' }) };
    expect(await recoverJob(job())).toMatchObject({ state: 'undone', why: { en: 'it broke' } });
    expect(of('a')).toEqual(['undo configure', 'undo verify', 'released']);
  });

  test('one whose end is not known interrupts the run, saying which, and nothing more is done', async () => {
    recovered = { step: 'in-doubt', text: { en: 'a: look at it', zh: 'a：请检查' } };
    expect(await recoverJob(job())).toMatchObject({
      state: 'interrupted',
      why: { en: expect.stringContaining('a: look at it') },
    });
    expect(done).toEqual(['a released', 'b released']);
  });

  test('where the approval is too old meanwhile, nothing goes on by itself', async () => {
    recovered = { step: 'ended' };
    await clock.advance(365 * 86_400_000);
    expect(await recoverJob(job())).toMatchObject({ state: 'interrupted' });
    expect(of('a')).toEqual(['released']);
  });
});
