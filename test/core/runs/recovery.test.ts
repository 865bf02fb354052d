import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OpsError } from '../../../src/core/errors.ts';
import type { Ending, ExecuteContext, Run, RunKind } from '../../../src/core/runs/types.ts';
import type { Settings } from '../../../src/core/settings/types.ts';
import { samplePlan } from './samples.ts';
import type { World } from './world.ts';
import { createWorld, gate, plainKind, planFor, workOn } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.dispose());

const hour = 3_600_000;
const digestOf = (run: Run) => run.digest ?? '';
const never = () => new Promise<never>(() => {});
const interrupted: Ending = { state: 'interrupted', why: { en: 'in doubt', zh: '结果未知' } };

/** Waits for a person (or for its time) before it works, as a canary does after its first batch. */
function canary(timeMeans: 'continue' | 'expire' = 'expire', outcomes: string[] = []): RunKind {
  return {
    ...plainKind,
    execute: async (run, context) => {
      const until = context.run().expiresAt ?? world.clock.now() + hour;
      const outcome = await context.wait(until, { timeMeans });
      outcomes.push(outcome);
      if (outcome === 'stopping') return { state: 'leaving' };
      if (outcome === 'expired') return { state: 'failed' };
      if (outcome === 'cancelled') return { state: 'cancelled' };
      return workOn(run, context);
    },
  };
}

/** Interrupts the next run of web in staging, which puts it on hold there. */
async function interruptedRun(): Promise<Run> {
  world.kind = { ...plainKind, execute: async () => interrupted };
  const run = await world.ask('staging', 'interrupted');
  world.kind = plainKind;
  return run;
}

describe('cancelling', () => {
  it('ends a run at once before it starts, by its requester or an approver, and tells others they may not', async () => {
    for (const by of ['UENG', 'UAPP2', 'UENG2']) {
      const run = await world.ask('prod', 'awaiting-approval');
      expect((await world.runs.cancel(run.id, 'UOTHER')).ok).toBe(false);
      expect((await world.runs.cancel(run.id, by)).ok).toBe(true);
      expect(await world.runs.get(run.id)).toMatchObject({ state: 'cancelled', cancel: { by } });
      expect((await world.runs.cancel(run.id, by)).ok).toBe(false);
    }
  });

  it('stops the planning of a run that is being planned', async () => {
    const aborted = gate();
    world.kind = {
      ...plainKind,
      plan: (_, { signal }) =>
        new Promise((_, reject) =>
          signal.addEventListener('abort', () => {
            aborted.open();
            reject(signal.reason);
          }),
        ),
    };
    const run = await world.ask('prod', 'preparing');
    expect((await world.runs.cancel(run.id, 'UENG')).ok).toBe(true);
    await aborted.passed;
    expect(await world.types(run.id)).toEqual(['requested', 'cancel-requested', 'ended']);
  });

  it('takes a run out of the queue', async () => {
    const busy = gate();
    world.kind = { ...plainKind, execute: (run, context) => busy.passed.then(() => workOn(run, context)) };
    const first = await world.ask('staging', 'running', { version: '1' });
    const second = await world.ask('staging', 'queued', { version: '2' });
    const third = await world.ask('staging', 'queued', { version: '3' });
    await world.runs.cancel(second.id, 'UENG');
    busy.open();
    for (const run of [first, third]) await world.reaches(run.id, 'succeeded');
    expect(await world.types(second.id)).not.toContain('started');
  });

  it('of a running one asks how, once, and reaches it at its next boundary', async () => {
    const boundary = gate();
    world.kind = {
      ...plainKind,
      execute: async (_, context) => {
        await boundary.passed;
        return { state: context.run().cancel?.how === 'undo' ? 'cancelled' : 'failed' };
      },
    };
    const run = await world.ask('staging', 'running');
    expect(await world.runs.cancel(run.id, 'UENG')).toMatchObject({ ok: false, ask: true });
    expect(await world.runs.cancel(run.id, 'UENG', 'undo')).toMatchObject({ ok: true });
    expect(await world.runs.cancel(run.id, 'UENG', 'leave')).toMatchObject({ ok: false });
    boundary.open();
    await world.reaches(run.id, 'cancelled');
  });
});

describe('a canary', () => {
  it('waits for a person who may deploy, and goes on once', async () => {
    world.kind = canary();
    const run = await world.ask('staging', 'waiting');
    expect((await world.runs.continue(run.id, digestOf(run), 'UOTHER')).ok).toBe(false);
    expect((await world.runs.continue(run.id, 'stale', 'UENG')).ok).toBe(false);
    const clicks = await Promise.all(['UENG2', 'UENG'].map((by) => world.runs.continue(run.id, digestOf(run), by)));
    expect(clicks.map((click) => click.ok)).toEqual([true, false]);
    expect(await world.reaches(run.id, 'succeeded')).toMatchObject({ continuedBy: 'UENG2' });
  });

  it('expires when nobody continues it, and a click at that moment comes too late', async () => {
    const outcomes: string[] = [];
    world.kind = canary('expire', outcomes);
    const run = await world.ask('staging', 'waiting');
    const expiring = world.clock.advance(hour);
    const late = world.runs.continue(run.id, digestOf(run), 'UENG');
    await expiring;
    expect((await late).ok).toBe(false);
    await world.reaches(run.id, 'failed');
    expect(outcomes).toEqual(['expired']);
  });

  it('goes on by itself after its bake time, on record', async () => {
    world.kind = canary('continue');
    const run = await world.ask('staging', 'waiting');
    await world.clock.advance(hour);
    expect(await world.reaches(run.id, 'succeeded')).toMatchObject({ continuedBy: 'clock' });
  });

  it('can be cancelled while it waits', async () => {
    world.kind = canary();
    const run = await world.ask('staging', 'waiting');
    expect((await world.runs.cancel(run.id, 'UENG')).ask).toBe(true);
    await world.runs.cancel(run.id, 'UENG', 'undo');
    await world.reaches(run.id, 'cancelled');
  });

  it('leaves its hosts and its place to others while it waits, but not its app', async () => {
    world.settings = { ...world.settings, general: { ...world.settings.general, concurrency: 1 } };
    world.kind = canary();
    const waiting = await world.ask('staging', 'waiting');
    world.kind = plainKind;
    await world.ask('staging', 'succeeded', { app: 'api' });
    const same = await world.ask('staging', 'queued', { version: '2' });
    await world.idle();
    expect((await world.runs.get(same.id))?.state).toBe('queued');
    await world.runs.continue(waiting.id, digestOf(waiting), 'UENG');
    await world.reaches(waiting.id, 'succeeded');
    await world.reaches(same.id, 'succeeded');
  });

  it.each(['crash', 'restart'] as const)('waits on after a %s, its app still its own', async (how) => {
    world.kind = canary();
    const run = await world.ask('staging', 'waiting');
    await world[how]();
    const same = await world.ask('staging', 'queued', { version: '2' });
    await world.idle();
    expect((await world.runs.get(run.id))?.state).toBe('waiting');
    expect((await world.types(run.id)).filter((type) => type === 'waiting').length).toBe(1);
    await world.clock.advance(hour - 1);
    expect((await world.runs.continue(run.id, digestOf(run), 'UENG')).ok).toBe(true);
    await world.reaches(run.id, 'succeeded');
    await world.reaches(same.id, 'waiting');
  });
});

describe('after a crash', () => {
  it('a run that was being planned is refused, saying to ask again', async () => {
    world.kind = { ...plainKind, plan: never };
    const run = await world.ask('prod', 'preparing');
    await world.crash();
    expect((await world.reaches(run.id, 'refused')).why?.en).toContain('Ask again');
  });

  it('a queued run is queued again, and looks at its hosts before it starts', async () => {
    world.kind = { ...plainKind, moved: never };
    const run = await world.ask('staging', 'queued');
    let looked = 0;
    world.kind = {
      ...plainKind,
      moved: async () => {
        looked += 1;
        return undefined;
      },
    };
    await world.crash();
    await world.reaches(run.id, 'succeeded');
    expect(looked).toBe(1);
  });

  it('a running one is recovered, not executed, and ends as its recovery says', async () => {
    world.kind = { ...plainKind, execute: never };
    const run = await world.ask('staging', 'running');
    const calls: string[] = [];
    world.kind = {
      ...plainKind,
      execute: async () => {
        calls.push('execute');
        return { state: 'succeeded' };
      },
      recover: async (found, context) => {
        calls.push(`recover ${found.id}`);
        return workOn(found, context);
      },
    };
    await world.crash();
    await world.reaches(run.id, 'succeeded');
    expect(calls).toEqual([`recover ${run.id}`]);
    expect(world.runs.holds()).toEqual([]);
  });

  it('a recovered run holds its app and hosts against others until its end is known', async () => {
    world.kind = { ...plainKind, execute: never };
    const run = await world.ask('staging', 'running', { version: '1' });
    const queued = await world.ask('staging', 'queued', { version: '2' });
    const found = gate();
    world.kind = { ...plainKind, recover: (one, context) => found.passed.then(() => workOn(one, context)) };
    await world.crash();
    await world.idle();
    expect((await world.runs.get(queued.id))?.state).toBe('queued');
    found.open();
    await world.reaches(run.id, 'succeeded');
    await world.reaches(queued.id, 'succeeded');
  });

  it('between the last approval and the queue, the run is queued', async () => {
    const run = await world.ask('prod', 'awaiting-approval');
    await world.journal.append({ type: 'approved', by: 'UAPP1', digest: digestOf(run) }, run.id);
    await world.journal.append({ type: 'approved', by: 'UAPP2', digest: digestOf(run) }, run.id);
    await world.crash();
    await world.reaches(run.id, 'succeeded');
  });

  it('between planning and asking, the run asks', async () => {
    world.kind = { ...plainKind, plan: never };
    const run = await world.ask('prod', 'preparing');
    await world.journal.append({ type: 'planned', plan: samplePlan('prod'), digest: 'd1' }, run.id);
    await world.crash();
    await world.reaches(run.id, 'awaiting-approval');
  });

  it('between a cancelling and its end, the run is cancelled', async () => {
    const run = await world.ask('prod', 'awaiting-approval');
    await world.journal.append({ type: 'cancel-requested', by: 'UENG', how: 'leave' }, run.id);
    await world.crash();
    await world.reaches(run.id, 'cancelled');
  });
});

describe('stopping', () => {
  it('lets a run leave at its boundary, and recovers it at the next start', async () => {
    const left: string[] = [];
    world.kind = {
      ...plainKind,
      execute: async (run, { stopping }) => {
        await new Promise((resolve) => stopping.addEventListener('abort', resolve));
        left.push(run.id);
        return { state: 'leaving' };
      },
    };
    const run = await world.ask('staging', 'running');
    await world.runs.stop();
    expect(left).toEqual([run.id]);
    expect((await world.runs.get(run.id))?.state).toBe('running');
    await expect(world.ask('prod', 'preparing')).rejects.toMatchObject({ code: 'bot-stopping' });
    world.kind = { ...plainKind, recover: workOn };
    await world.crash();
    await world.reaches(run.id, 'succeeded');
  });

  it('ends what is being planned and answers clicks that it will not act on', async () => {
    const awaiting = await world.ask('prod', 'awaiting-approval');
    world.kind = {
      ...plainKind,
      plan: (_, { signal }) =>
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    };
    const run = await world.ask('staging', 'preparing');
    await world.runs.stop();
    expect(await world.runs.get(run.id)).toMatchObject({ state: 'refused' });
    const late = await world.runs.approve(awaiting.id, digestOf(awaiting), 'UAPP1');
    expect(late).toMatchObject({ ok: false, text: { en: expect.stringContaining('stopping') } });
  });
});

describe('a hold', () => {
  it.each(['interrupted', 'undo-failed'] as const)(
    'follows a run that ends %s, and survives a restart',
    async (state) => {
      world.kind = { ...plainKind, execute: async () => ({ state }) };
      const run = await world.ask('staging', state);
      await world.crash();
      expect(world.runs.hold('web', 'staging')).toMatchObject({ run: run.id });
      const refused = world.ask('staging', 'preparing', { version: '2' });
      await expect(refused).rejects.toMatchObject({ code: 'on-hold', message: expect.stringContaining(run.id) });
      world.kind = plainKind;
      await world.ask('staging', 'succeeded', { app: 'api' });
    },
  );

  it('is on every environment that a host of the run belongs to, also against runs that touch one of them besides', async () => {
    const { policy } = samplePlan('staging');
    const plan = async (run: Run) => ({ ...planFor(run), policy, environments: ['prod', 'staging'] });
    world.kind = { ...plainKind, plan, execute: async () => interrupted };
    world.settings = withoutApprovals(world.settings);
    const run = await world.ask('prod', 'interrupted');
    expect(world.runs.hold('web', 'staging')?.run).toBe(run.id);
    await expect(world.ask('staging', 'preparing')).rejects.toMatchObject({ code: 'on-hold' });
    await world.runs.lift('web', 'prod', 'UENG', 'looked');
    expect((await world.ask('prod', 'refused', { version: '2' })).why?.en).toContain('web is on hold in staging');
  });

  it('refuses a run that was queued before it came', async () => {
    const busy = gate();
    world.kind = { ...plainKind, execute: () => busy.passed.then(() => interrupted) };
    const first = await world.ask('staging', 'running', { version: '1' });
    const second = await world.ask('staging', 'queued', { version: '2' });
    busy.open();
    await world.reaches(first.id, 'interrupted');
    expect((await world.reaches(second.id, 'refused')).why?.en).toContain('on hold');
  });

  it('is on every environment that the hosts of the run belong to', async () => {
    const plan: RunKind['plan'] = async (run, context) => ({
      ...(await plainKind.plan(run, context)),
      environments: ['elsewhere', 'staging'],
    });
    world.kind = { ...plainKind, plan, execute: async () => interrupted };
    await world.ask('staging', 'interrupted');
    expect(
      world.runs
        .holds()
        .map(({ environment }) => environment)
        .toSorted(),
    ).toEqual(['elsewhere', 'staging']);
    await world.runs.lift('web', 'staging', 'UENG', 'looked');
    const other = await world.ask('staging', 'refused', { version: '2' });
    expect(other.why?.en).toContain('on hold in elsewhere');
  });

  it('is lifted with a reason, by who may deploy there', async () => {
    await interruptedRun();
    expect((await world.runs.lift('web', 'staging', 'UOTHER', 'looked')).ok).toBe(false);
    expect((await world.runs.lift('web', 'staging', 'UENG', ' ')).ok).toBe(false);
    expect((await world.runs.lift('web', 'staging', 'UENG', 'looked at s-1')).ok).toBe(true);
    expect((await world.runs.lift('web', 'staging', 'UENG', 'again')).ok).toBe(false);
    await world.crash();
    expect(world.runs.holds()).toEqual([]);
    await world.ask('staging', 'succeeded');
  });
});

/** Nobody is asked in prod either. */
function withoutApprovals(settings: Settings): Settings {
  const { prod } = settings.environments;
  if (!prod) throw new Error('there is no prod');
  const approval = { ...prod.approval, required: 0 };
  return { ...settings, environments: { ...settings.environments, prod: { ...prod, approval } } };
}

describe('an interrupted run', () => {
  it('is undone by a new run, allowed despite the hold, offered once at a time', async () => {
    const run = await interruptedRun();
    world.kind = { ...plainKind, plan: never };
    expect((await world.runs.undo(run.id, digestOf(run), 'UOTHER')).ok).toBe(false);
    expect((await world.runs.undo(run.id, 'stale', 'UENG')).ok).toBe(false);
    const clicks = await Promise.all([
      world.runs.undo(run.id, digestOf(run), 'UENG'),
      world.runs.continue(run.id, digestOf(run), 'UENG2'),
    ]);
    expect(clicks.map((click) => click.ok)).toEqual([true, false]);
    const next = clicks[0]?.run;
    expect(next?.request).toMatchObject({ app: 'web', follows: run.id, how: 'undo', version: '1.0.0' });
    await world.runs.cancel(next?.id ?? '', 'UENG');
    expect((await world.runs.continue(run.id, digestOf(run), 'UENG2')).ok).toBe(true);
  });

  it('is not undone after another run has changed the same app there', async () => {
    const run = await interruptedRun();
    await world.runs.lift('web', 'staging', 'UENG', 'looked');
    await world.clock.advance(1);
    const later = await world.ask('staging', 'succeeded', { version: '2' });
    const answer = await world.runs.undo(run.id, digestOf(run), 'UENG');
    expect(answer).toMatchObject({ ok: false, text: { en: expect.stringContaining(later.id) } });
  });

  it('can still be undone where Continue did not get there', async () => {
    const run = await interruptedRun();
    world.kind = { ...plainKind, execute: async () => ({ state: 'undone' }) };
    const next = (await world.runs.continue(run.id, digestOf(run), 'UENG')).run;
    await world.reaches(next?.id ?? '', 'undone');
    expect(await world.runs.undo(run.id, digestOf(run), 'UENG')).toMatchObject({ ok: true });
  });

  it('is not undone after a run of another environment has changed one of its hosts', async () => {
    world.settings = withoutApprovals(world.settings);
    const run = await interruptedRun();
    await world.runs.lift('web', 'staging', 'UENG', 'looked');
    await world.clock.advance(1);
    const plan = samplePlan('staging', { environment: 'prod', environments: ['prod', 'staging'], version: '2' });
    world.kind = { ...plainKind, plan: async () => plan };
    const later = await world.ask('prod', 'succeeded', { version: '2' });
    const answer = await world.runs.undo(run.id, digestOf(run), 'UENG');
    expect(answer).toMatchObject({ ok: false, text: { en: expect.stringContaining(later.id) } });
  });

  it('alone offers Undo', async () => {
    const run = await world.ask('staging', 'succeeded');
    expect((await world.runs.undo(run.id, digestOf(run), 'UENG')).ok).toBe(false);
    expect((await world.runs.continue(run.id, digestOf(run), 'UENG')).ok).toBe(false);
  });
});

describe('faults', () => {
  it('an execution that throws ends the run interrupted, and on hold', async () => {
    world.kind = { ...plainKind, execute: () => Promise.reject(new TypeError('undefined is not a host')) };
    const run = await world.ask('staging', 'interrupted');
    expect(run.why?.en).toContain('undefined is not a host');
    expect(world.runs.hold('web', 'staging')?.run).toBe(run.id);
  });

  it('an execution that calls a failed host a success ends interrupted', async () => {
    const execute = async (_: Run, context: ExecuteContext): Promise<Ending> => {
      const text = { en: 'no', zh: '否' };
      await context.record({ type: 'host-failed', host: 's-1', phase: 'forward', code: 'x', text });
      return { state: 'succeeded' };
    };
    world.kind = { ...plainKind, execute };
    await world.ask('staging', 'interrupted');
  });

  it('nothing executes while the journal cannot be written; a started run is recovered when it can', async () => {
    const boundary = gate();
    const calls: string[] = [];
    world.kind = {
      ...plainKind,
      execute: async (run, context) => {
        calls.push('execute');
        await boundary.passed;
        return workOn(run, context);
      },
      recover: async (run, context) => {
        calls.push('recover');
        return workOn(run, context);
      },
    };
    const run = await world.ask('staging', 'running', { version: '1' });
    const queued = await world.ask('staging', 'queued', { version: '2' });
    world.broken = true;
    boundary.open();
    await world.clock.advance(60_000);
    expect(calls).toEqual(['execute']);
    await expect(world.ask('prod', 'preparing')).rejects.toMatchObject({ code: 'journal-unwritable' });
    world.broken = false;
    await world.clock.advance(10_000);
    expect((await world.reaches(run.id, 'succeeded')).warnings.length).toBe(1);
    await world.reaches(queued.id, 'succeeded');
    expect(calls).toEqual(['execute', 'recover', 'execute']);
  });

  it('a queued run does not start while the journal cannot be written', async () => {
    const look = gate();
    let executed = 0;
    world.kind = {
      ...plainKind,
      moved: () => look.passed.then(() => undefined),
      execute: (run, context) => {
        executed += 1;
        return workOn(run, context);
      },
    };
    const run = await world.ask('staging', 'queued');
    world.broken = true;
    look.open();
    await world.clock.advance(30_000);
    expect(executed).toBe(0);
    world.broken = false;
    await world.clock.advance(5_000);
    await world.reaches(run.id, 'succeeded');
    expect(executed).toBe(1);
  });

  it('the end of a run is put on record as soon as the journal can be written again', async () => {
    const boundary = gate();
    world.kind = {
      ...plainKind,
      execute: async () => {
        await boundary.passed;
        return { state: 'succeeded' };
      },
    };
    const run = await world.ask('staging', 'running');
    world.broken = true;
    boundary.open();
    await world.clock.advance(30_000);
    expect((await world.runs.get(run.id))?.state).toBe('running');
    world.broken = false;
    await world.clock.advance(5_000);
    await world.reaches(run.id, 'succeeded');
  });

  it('a click while the journal cannot be written is answered and counts for nothing', async () => {
    const run = await world.ask('prod', 'awaiting-approval');
    world.broken = true;
    expect(await world.runs.approve(run.id, digestOf(run), 'UAPP1')).toMatchObject({ ok: false });
    world.broken = false;
    expect((await world.runs.get(run.id))?.approvals).toEqual([]);
    expect(await world.runs.approve(run.id, digestOf(run), 'UAPP1')).toMatchObject({ ok: true });
  });

  it('a plan is put on record when the journal can be written again', async () => {
    const planning = gate();
    world.kind = {
      ...plainKind,
      plan: async (run) => {
        await planning.passed;
        return planFor(run);
      },
    };
    const run = await world.ask('prod', 'preparing');
    world.broken = true;
    planning.open();
    await world.clock.advance(30_000);
    world.broken = false;
    await world.clock.advance(5_000);
    await world.reaches(run.id, 'awaiting-approval');
  });

  it('the chat being away refuses a request, saying so', async () => {
    Object.defineProperty(world.people, 'UENG', {
      get: () => {
        throw new OpsError('people-unavailable', { en: 'Slack is away', zh: 'Slack 不可用' });
      },
    });
    await expect(world.ask('staging', 'preparing')).rejects.toMatchObject({ code: 'people-unavailable' });
  });
});
