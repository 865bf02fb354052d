import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OpsError } from '../../../src/core/errors.ts';
import type { Run } from '../../../src/core/runs/types.ts';
import { asks, samplePlan } from './samples.ts';
import type { World } from './world.ts';
import { createWorld, gate, plainKind, planFor, workOn } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.dispose());

const digestOf = (run: Run) => run.digest ?? '';
const approve = (run: Run, by: string) => world.runs.approve(run.id, digestOf(run), by);
const refusedEntries = async () =>
  (await world.entries()).flatMap(({ event }) => (event.type === 'refused' ? [`${event.by} ${event.what}`] : []));

describe('a run that nobody need agree to', () => {
  it('goes from the request to its end, every step on record', async () => {
    const run = await world.ask('staging', 'succeeded');
    expect(await world.types(run.id)).toEqual([
      ...['requested', 'planned', 'queued', 'started'],
      ...['step-started', 'step-ended', 'host-ended', 'ended'],
    ]);
    expect(run).toMatchObject({ requester: 'UENG', plan: { version: '1.0.0' }, hosts: { 's-1': { state: 'done' } } });
    expect(run.id).toMatch(/^260101-[0-9a-hjkmnp-tv-z]{5}$/);
  });

  it('is heard of in order and only after it is on disk, whatever a listener throws', async () => {
    const heard: string[] = [];
    const onDisk: number[] = [];
    world.runs.subscribe(() => {
      throw new Error('a bad listener');
    });
    world.runs.subscribe(async (_, event) => {
      heard.push(event.type);
      onDisk.push(world.journal.position().seq);
      throw new Error('a bad promise');
    });
    const run = await world.ask('staging', 'succeeded');
    expect(heard).toEqual(await world.types(run.id));
    expect(onDisk.every((seq, index) => seq > index)).toBe(true);
    expect(world.logged).toContain('a listener of the runs failed');
  });

  it('ends refused with the reason when it cannot be planned', async () => {
    const why = { en: 'There is no app called wab.', zh: '没有名为 wab 的应用。' };
    world.kind = { ...plainKind, plan: () => Promise.reject(new OpsError('app-unknown', why)) };
    expect(await world.ask('staging', 'refused')).toMatchObject({ why, hosts: {} });
  });
});

describe('a run that needs approval', () => {
  it('is queued once when the last approval is in, and carried out once', async () => {
    let executed = 0;
    world.kind = {
      ...plainKind,
      execute: (run, context) => {
        executed += 1;
        return workOn(run, context);
      },
    };
    const run = await world.ask('prod', 'awaiting-approval');
    expect(world.runs.missing(run)).toEqual({ count: 2, groups: ['approvers'] });
    const answers = await Promise.all(['UAPP1', 'UAPP2', 'UAPP1', 'UAPP2', 'UAPP3'].map((by) => approve(run, by)));
    expect(answers.map((answer) => answer.ok)).toEqual([true, true, false, false, false]);
    const ended = await world.reaches(run.id, 'succeeded');
    expect(ended.approvals.map(({ by }) => by)).toEqual(['UAPP1', 'UAPP2']);
    expect((await world.types(run.id)).filter((type) => type === 'queued')).toEqual(['queued']);
    expect(executed).toBe(1);
  });

  it('answers every click that does not count, and puts the forbidden ones on record', async () => {
    const run = await world.ask('prod', 'awaiting-approval');
    for (const by of ['UENG', 'UOTHER', 'UBOT', 'UGUEST', 'UGONE', 'UFAR']) {
      const answer = await approve(run, by);
      expect(answer).toMatchObject({ ok: false, text: { en: expect.any(String), zh: expect.any(String) } });
    }
    expect(await refusedEntries()).toEqual(
      ['UENG', 'UOTHER', 'UBOT', 'UGUEST', 'UGONE', 'UFAR'].map((by) => `${by} approve ${run.id}`),
    );
    expect(await world.runs.approve(run.id, 'stale', 'UAPP1')).toMatchObject({ ok: false });
    expect(await world.runs.approve('261123-zzzzz', 'd', 'UAPP1')).toMatchObject({ ok: false });
    expect(await world.runs.approve(run.id, digestOf(run), 'UNOBODY')).toMatchObject({ ok: false });
    expect((await world.runs.get(run.id))?.approvals).toEqual([]);
  });

  it('ends with one rejection, which keeps its reason', async () => {
    const run = await world.ask('prod', 'awaiting-approval');
    await approve(run, 'UAPP1');
    expect((await world.runs.reject(run.id, digestOf(run), 'UAPP2', 'not on a Friday')).ok).toBe(true);
    expect(await world.runs.get(run.id)).toMatchObject({ state: 'rejected', rejection: { reason: 'not on a Friday' } });
    expect(await approve(run, 'UAPP3')).toMatchObject({ ok: false });
  });

  it('expires when its time is over, also after a restart, and not before', async () => {
    const run = await world.ask('prod', 'awaiting-approval');
    await world.clock.advance(asks(2).expires - 2);
    await world.crash();
    await world.clock.advance(1);
    expect((await world.runs.get(run.id))?.state).toBe('awaiting-approval');
    await world.clock.advance(1);
    const ended = await world.reaches(run.id, 'expired');
    expect(ended.endedAt).toBe(run.expiresAt ?? 0);
    expect(await approve(run, 'UAPP1')).toMatchObject({ ok: false });
  });

  it('that expired while the bot was away is expired at the start', async () => {
    const run = await world.ask('prod', 'awaiting-approval');
    await world.runs.stop();
    await world.clock.advance(asks(2).expires + 1);
    await world.crash();
    await world.clock.advance(0);
    await world.reaches(run.id, 'expired');
  });

  it('does not expire early when its time is longer than a timer can wait', async () => {
    const days = 86_400_000;
    const prod = world.settings.environments.prod;
    if (!prod) throw new Error('no prod');
    const approval = { ...asks(2), expires: 60 * days };
    world.settings = {
      ...world.settings,
      environments: { ...world.settings.environments, prod: { ...prod, approval } },
    };
    world.kind = { ...plainKind, plan: async () => samplePlan('prod', { policy: approval }) };
    const run = await world.ask('prod', 'awaiting-approval');
    await world.clock.advance(59 * days);
    expect((await world.runs.get(run.id))?.state).toBe('awaiting-approval');
    await world.clock.advance(2 * days);
    await world.reaches(run.id, 'expired');
  });

  it('keeps its approvals over a restart', async () => {
    const run = await world.ask('prod', 'awaiting-approval');
    await approve(run, 'UAPP1');
    await world.crash();
    expect((await approve(run, 'UAPP1')).ok).toBe(false);
    expect((await approve(run, 'UAPP2')).ok).toBe(true);
    await world.reaches(run.id, 'succeeded');
  });

  it('asks again when an approval is taken back while it is queued', async () => {
    const block = gate();
    world.kind = { ...plainKind, moved: () => block.passed.then(() => undefined) };
    const run = await world.ask('prod', 'awaiting-approval');
    await approve(run, 'UAPP1');
    await approve(run, 'UAPP2');
    expect(await world.runs.revoke(run.id, digestOf(run), 'UAPP3')).toMatchObject({ ok: false });
    expect(await world.runs.revoke(run.id, digestOf(run), 'UAPP2')).toMatchObject({ ok: true });
    block.open();
    const again = await world.reaches(run.id, 'awaiting-approval');
    expect(again.approvals.map(({ by }) => by)).toEqual(['UAPP1']);
    expect(again.startedAt).toBeUndefined();
    await approve(run, 'UAPP3');
    await world.reaches(run.id, 'succeeded');
  });

  it('of an emergency asks the emergency group, and needs a reason', async () => {
    world.kind = { ...plainKind, plan: async () => samplePlan('prod', { policy: asks(1, ['oncall']) }) };
    await expect(world.ask('prod', 'planned', { emergency: true })).rejects.toMatchObject({ code: 'reason-missing' });
    const run = await world.ask('prod', 'awaiting-approval', { emergency: true, reason: 'site is down' });
    expect((await approve(run, 'UAPP1')).ok).toBe(false);
    expect((await approve(run, 'UAPP3')).ok).toBe(true);
    expect(await world.reaches(run.id, 'succeeded')).toMatchObject({ request: { emergency: true } });
  });
});

describe('a request', () => {
  it.each([
    ['UOTHER', 'forbidden'],
    ['UGUEST', 'person-unfit'],
  ])('of %s is refused and put on record', async (by, code) => {
    const asked = world.runs.request('deploy', { app: 'web', environment: 'prod' }, by, 'C1');
    await expect(asked).rejects.toMatchObject({ code });
    expect(await refusedEntries()).toEqual([`${by} deploy web prod`]);
  });

  it('is refused where the hosts belong to an environment that the requester may not change', async () => {
    const [rule] = world.settings.access.allow;
    if (!rule) throw new Error('no rule');
    const access = { ...world.settings.access, allow: [{ ...rule, environments: ['staging'] }] };
    world.settings = { ...world.settings, access };
    world.kind = { ...plainKind, plan: async () => samplePlan('staging', { environments: ['staging', 'prod'] }) };
    const run = await world.ask('staging', 'refused');
    expect(run.why?.en).toContain('may not deploy to prod');
    expect(await refusedEntries()).toEqual(['UENG deploy web staging']);
  });

  it('asked twice is refused, naming the first, until that one is over', async () => {
    const run = await world.ask('prod', 'awaiting-approval', { version: '1.0.0' });
    const again = () => world.ask('prod', 'awaiting-approval', { version: '1.0.0' });
    await expect(again()).rejects.toMatchObject({ code: 'asked-already', message: expect.stringContaining(run.id) });
    await expect(world.ask('prod', 'awaiting-approval', { version: '2.0.0' })).resolves.toBeDefined();
    await world.runs.cancel(run.id, 'UENG');
    await expect(again()).resolves.toBeDefined();
  });

  it('asked twice at the same moment, without a version, goes through once', async () => {
    const ask = () => world.runs.request('deploy', { app: 'web', environment: 'prod' }, 'UENG', 'C1');
    const results = await Promise.allSettled([ask(), ask()]);
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected']);
  });

  it('for the newest version is refused after planning when that one is asked for already', async () => {
    const run = await world.ask('prod', 'awaiting-approval', { version: '1.0.0' });
    const newest = await world.ask('prod', 'refused');
    expect(newest.why?.en).toContain(run.id);
  });

  it('of other hosts of the same environment is another request', async () => {
    await world.ask('prod', 'awaiting-approval', { on: 'p-1' });
    await expect(world.ask('prod', 'awaiting-approval', { on: 'p-2' })).resolves.toBeDefined();
  });

  it('previewed is planned and leaves no trace', async () => {
    const before = await world.entries();
    const { plan, digest } = await world.runs.preview('deploy', { app: 'web', environment: 'prod' }, 'UENG');
    expect(plan).toEqual(samplePlan('prod'));
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    const denied = world.runs.preview('deploy', { app: 'web', environment: 'prod' }, 'UOTHER');
    await expect(denied).rejects.toMatchObject({ code: 'forbidden' });
    expect(await world.entries()).toEqual(before);
    expect(await world.runs.list()).toEqual([]);
  });
});

describe('just before it starts', () => {
  /** Approved by UAPP1 and UAPP2, and held back until the world was changed. */
  async function aboutToStart(change: () => void, more?: Partial<Run['request']>): Promise<Run> {
    const busy = gate();
    world.kind = { ...plainKind, execute: (run, context) => busy.passed.then(() => workOn(run, context)) };
    const first = await world.ask('prod', 'awaiting-approval', { version: '0.9.0' });
    const run = await world.ask('prod', 'awaiting-approval', more);
    for (const by of ['UAPP1', 'UAPP2']) {
      await approve(first, by);
      await approve(run, by);
    }
    await world.reaches(first.id, 'running');
    change();
    busy.open();
    await world.reaches(first.id, 'succeeded');
    return run;
  }

  it('the approval of a person deactivated since counts for nothing', async () => {
    const run = await aboutToStart(() => {
      world.people.UAPP2 = { ...world.people.UAPP2, active: false } as never;
    });
    const again = await world.reaches(run.id, 'awaiting-approval');
    expect(again.approvals.map(({ by }) => by)).toEqual(['UAPP1']);
    expect(again.askedAgain?.en).toContain('1 of the approvals no longer count');
    await approve(run, 'UAPP3');
    await world.reaches(run.id, 'succeeded');
  });

  it('the approval of a person the chat does not know any more counts for nothing', async () => {
    const run = await aboutToStart(() => {
      delete world.people.UAPP1;
    });
    expect((await world.reaches(run.id, 'awaiting-approval')).approvals.map(({ by }) => by)).toEqual(['UAPP2']);
  });

  it('a policy made stricter since asks for more, and keeps what was given', async () => {
    const run = await aboutToStart(() => {
      const prod = world.settings.environments.prod;
      if (!prod) throw new Error('no prod');
      world.settings = {
        ...world.settings,
        environments: { ...world.settings.environments, prod: { ...prod, approval: asks(3) } },
      };
    });
    const again = await world.reaches(run.id, 'awaiting-approval');
    expect(again.approvals.length).toBe(2);
    expect(again.askedAgain?.en).toContain('1 more of approvers');
    expect(world.runs.missing(again).count).toBe(1);
  });

  it('a requester who lost the right ends it', async () => {
    const run = await aboutToStart(() => {
      world.people.UENG = { ...world.people.UENG, active: false } as never;
    });
    const ended = await world.reaches(run.id, 'refused');
    expect(ended.why?.en).toContain('who asked for it may not do so any more');
    expect(await world.types(run.id)).not.toContain('started');
  });

  it('people are asked about again while the chat cannot be asked', async () => {
    const away = new OpsError('people-unavailable', { en: 'Slack is away', zh: 'Slack 不可用' });
    const run = await aboutToStart(() => {
      Object.defineProperty(world.people, 'UAPP1', {
        configurable: true,
        get: () => {
          throw away;
        },
      });
    });
    await world.clock.advance(60_000);
    expect((await world.runs.get(run.id))?.state).toBe('queued');
    Object.defineProperty(world.people, 'UAPP1', { value: world.people.UAPP2 });
    await world.clock.advance(15_000);
    await world.reaches(run.id, 'succeeded');
  });

  it('hosts that changed since send it back to ask, with a new plan', async () => {
    const why = { en: 'p-1 runs 0.9 now.', zh: 'p-1 当前运行 0.9。' };
    let moves = 0;
    const seen: (string | undefined)[] = [];
    world.kind = {
      ...plainKind,
      plan: async (run) => {
        seen.push(run.request.version);
        return { ...planFor(run), keep: 5 + moves };
      },
      moved: async () => {
        moves += 1;
        return moves === 1 ? why : undefined;
      },
    };
    const run = await world.ask('prod', 'awaiting-approval');
    await approve(run, 'UAPP1');
    await approve(run, 'UAPP2');
    await world.reaches(run.id, 'planned');
    const again = await world.reaches(run.id, 'awaiting-approval');
    expect(again).toMatchObject({ approvals: [], askedAgain: why, plan: { keep: 6 } });
    expect(again.digest).not.toBe(run.digest);
    expect((await approve(run, 'UAPP1')).ok).toBe(false);
    await approve(again, 'UAPP1');
    await approve(again, 'UAPP2');
    await world.reaches(run.id, 'succeeded');
    expect(seen).toEqual([undefined, '1.0.0']);
  });

  it('hosts that keep changing make it give up where nobody is asked', async () => {
    world.kind = { ...plainKind, moved: async () => ({ en: 'It moved.', zh: '已变化。' }) };
    const run = await world.ask('staging', 'refused');
    expect(run.why?.en).toContain('kept changing');
  });

  it('hosts that changed and cannot be planned any more end it, saying both', async () => {
    let plans = 0;
    world.kind = {
      ...plainKind,
      moved: async () => ({ en: 'It moved.', zh: '已变化。' }),
      plan: async (run) => {
        plans += 1;
        if (plans > 1) throw new OpsError('host-down', { en: 's-1 is down.', zh: 's-1 不可达。' });
        return planFor(run);
      },
    };
    const run = await world.ask('staging', 'refused');
    expect(run.why?.en).toContain('It moved.');
    expect(run.why?.en).toContain('s-1 is down.');
  });
});

describe('locks and places', () => {
  it('let one run at a time into an app of an environment, and others beside it', async () => {
    const busy = gate();
    world.kind = { ...plainKind, execute: (run, context) => busy.passed.then(() => workOn(run, context)) };
    const first = await world.ask('staging', 'running', { version: '1' });
    const second = await world.ask('staging', 'queued', { version: '2' });
    const elsewhere = await world.ask('prod', 'awaiting-approval');
    await approve(elsewhere, 'UAPP1');
    await approve(elsewhere, 'UAPP2');
    await world.reaches(elsewhere.id, 'running');
    await world.idle();
    expect((await world.runs.get(second.id))?.state).toBe('queued');
    busy.open();
    const ended = await Promise.all([first, second].map((run) => world.reaches(run.id, 'succeeded')));
    expect(ended[1]?.startedAt).toBeGreaterThanOrEqual(ended[0]?.endedAt ?? Infinity);
  });

  it('let no two apps onto the same host at once', async () => {
    const busy = gate();
    world.kind = { ...plainKind, execute: (run, context) => busy.passed.then(() => workOn(run, context)) };
    const web = await world.ask('staging', 'running');
    const api = await world.ask('staging', 'queued', { app: 'api' });
    await world.idle();
    expect((await world.runs.get(api.id))?.state).toBe('queued');
    busy.open();
    await world.reaches(web.id, 'succeeded');
    await world.reaches(api.id, 'succeeded');
  });

  it('let as many runs execute at once as the settings say', async () => {
    world.settings = { ...world.settings, general: { ...world.settings.general, concurrency: 1 } };
    const busy = gate();
    world.kind = { ...plainKind, execute: (run, context) => busy.passed.then(() => workOn(run, context)) };
    const first = await world.ask('staging', 'running');
    const second = await world.ask('prod', 'awaiting-approval');
    await approve(second, 'UAPP1');
    await approve(second, 'UAPP2');
    await world.idle();
    expect((await world.runs.get(second.id))?.state).toBe('queued');
    busy.open();
    await world.reaches(first.id, 'succeeded');
    await world.reaches(second.id, 'succeeded');
  });
});
