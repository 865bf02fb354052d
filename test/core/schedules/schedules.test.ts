import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { OpsError } from '../../../src/core/errors.ts';
import { type Db, openDb } from '../../../src/core/io/db.ts';
import type { Entry } from '../../../src/core/runs/events.ts';
import type {
  KeptJob,
  Memory,
  Schedule,
  Schedules,
  SchedulesDocument,
  ScheduleWish,
} from '../../../src/core/schedules/index.ts';
import { checkSchedules, createSchedules, noSchedules } from '../../../src/core/schedules/index.ts';
import type { Text } from '../../../src/core/text.ts';
import { manualClock } from '../../support/clock.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const start = Date.UTC(2026, 10, 23, 12);
const nightly: ScheduleWish = {
  ...{ cron: '0 2 * * *', tz: 'UTC', channel: 'C1', by: 'U1', missed: 'once' },
  job: { kind: 'collect', selector: 'all' },
};
const words = ({ kind, selector }: KeptJob): Text => ({ en: `${kind} ${selector}`, zh: `采集 ${selector}` });

let disk: SchedulesDocument;
let on: { on: boolean };
let clock: ReturnType<typeof manualClock>;
let ran: string[];
let told: string[];
let lost: Text | undefined;
let work: (schedule: Schedule) => Promise<Memory | undefined>;
let noted: string[];
let schedules: Schedules;

const journal = {
  append: async ({ type, by }: { type: string; by?: string }) => {
    noted.push([type, by].filter(Boolean).join(' '));
    return {} as Entry;
  },
};

beforeEach(async () => {
  [disk, on] = [structuredClone(noSchedules), { on: true }];
  clock = manualClock(start);
  [ran, told, noted, lost, work] = [[], [], [], undefined, async () => undefined];
  schedules = await boot();
});

/** A document whose writes settle within the manual clock's turn; `crash` cuts the bot that has it off. */
function openDisk(): Db<SchedulesDocument> {
  const mine = structuredClone(disk);
  const power = on;
  return {
    data: mine,
    update: async (change) => {
      if (!power.on) return new Promise(() => {});
      change(mine);
      disk = checkSchedules(JSON.parse(JSON.stringify(mine)));
    },
  };
}

async function boot(): Promise<Schedules> {
  const db = openDisk();
  const made = createSchedules({
    db,
    clock,
    journal,
    words,
    may: async () => lost,
    run: async (schedule) => {
      ran.push(`${schedule.id} ${iso(clock.now())}`);
      return work(schedule);
    },
    tell: async (_: Schedule, { en }: Text) => void told.push(en),
  });
  await made.start();
  await clock.advance(0);
  return made;
}

/** As a kill: the bot does nothing any more, and what it was about to write is not written. */
function crash(at = clock.now()): void {
  on.on = false;
  on = { on: true };
  clock = manualClock(at);
}

const iso = (instant: number) => new Date(instant).toISOString().slice(0, 16);
async function pass(ms: number): Promise<void> {
  await clock.advance(ms);
}

describe('a schedule', () => {
  it('is kept, listed with its next five times, and runs at them', async () => {
    const made = await schedules.add({ ...nightly, tz: 'asia/shanghai' });
    expect(made).toMatchObject({ id: 1, tz: 'Asia/Shanghai', by: 'U1' });
    expect(made.next.map(iso)).toEqual([23, 24, 25, 26, 27].map((date) => `2026-11-${date}T18:00`));
    await pass(2 * day);
    expect(ran).toEqual(['1 2026-11-23T18:00', '1 2026-11-24T18:00']);
    expect(schedules.list()[0]).toMatchObject({
      last: { outcome: 'done' },
      next: expect.arrayContaining([Date.UTC(2026, 10, 25, 18)]),
    });
    expect(told).toEqual([]);
  });

  it('that is a year away does not run early', async () => {
    await schedules.add({ ...nightly, cron: '0 0 1 1 *' });
    for (let days = 0; days < 38; days += 1) await clock.advance(day);
    expect(ran).toEqual([]);
    await pass(2 * day);
    expect(ran).toEqual(['1 2027-01-01T00:00']);
  });

  it('with an expression or a zone that cannot be is not kept', async () => {
    await expect(schedules.add({ ...nightly, cron: '0 2 31 2 *' })).rejects.toMatchObject({ code: 'cron-never' });
    await expect(schedules.add({ ...nightly, tz: 'CST' })).rejects.toMatchObject({ code: 'zone-unknown' });
    expect(schedules.list()).toEqual([]);
  });

  it('is paused, resumed without making up, and removed; an unknown one is said to be', async () => {
    await schedules.add(nightly);
    expect((await schedules.pause(1, 'U2')).next).toEqual([]);
    await pass(3 * day);
    expect(ran).toEqual([]);
    await schedules.resume(1, 'U1');
    await pass(day);
    expect(ran).toEqual(['1 2026-11-27T02:00']);
    await schedules.remove(1, 'U3');
    await pass(2 * day);
    expect(ran).toHaveLength(1);
    const changes = ['schedule-made U1', 'schedule-paused U2', 'schedule-resumed U1', 'schedule-removed U3'];
    expect(noted).toEqual(changes);
    await expect(schedules.pause(1, 'U1')).rejects.toMatchObject({ code: 'schedule-unknown' });
    expect((await schedules.add(nightly)).id).toBe(2);
  });

  it('that is paused or runs already is said to be so, and nothing is put on record or told', async () => {
    await schedules.add(nightly);
    expect(await schedules.resume(1, 'U2')).toMatchObject({ already: true });
    expect(await schedules.pause(1, 'U1')).toMatchObject({ already: false });
    expect(await schedules.pause(1, 'U2')).toMatchObject({ already: true, paused: { by: 'U1' } });
    expect(noted).toEqual(['schedule-made U1', 'schedule-paused U1']);
    expect(told).toEqual([]);
  });

  it('that somebody else pauses, resumes or removes says in its channel who did', async () => {
    await schedules.add(nightly);
    await schedules.pause(1, 'U2');
    await schedules.resume(1, 'U3');
    expect(await schedules.remove(1, 'U2')).toMatchObject({ next: [] });
    expect(told).toEqual([
      'Schedule 1 (collect all), which <@U1> made, was paused by <@U2>. /collect resume 1 goes on with it.',
      'Schedule 1 (collect all), which <@U1> made, was resumed by <@U3>.',
      'Schedule 1 (collect all), which <@U1> made, was removed by <@U2>.',
    ]);
  });

  it('that cannot be put on record is not kept', async () => {
    const append = vi.spyOn(journal, 'append').mockRejectedValueOnce(new Error('disk full'));
    await expect(schedules.add(nightly)).rejects.toThrow('disk full');
    expect(schedules.list()).toEqual([]);
    append.mockRestore();
  });

  it('that failed says why and runs again', async () => {
    await schedules.add(nightly);
    work = () => Promise.reject(new Error('no space left'));
    await pass(2 * day);
    expect(ran).toHaveLength(2);
    expect(told).toEqual(['Schedule 1 failed: no space left', 'Schedule 1 failed: no space left']);
  });

  it.each([
    ['Europe/Berlin', Date.UTC(2026, 9, 24, 12), ['2026-10-25T00:30', '2026-10-26T01:30']],
    ['America/New_York', Date.UTC(2026, 2, 7, 12), ['2026-03-08T07:00', '2026-03-09T06:30']],
  ])('runs once a day over the change of clocks in %s', async (tz, from, times) => {
    crash(from);
    schedules = await boot();
    await schedules.add({ ...nightly, cron: '30 2 * * *', tz });
    await pass(2 * day);
    expect(ran).toEqual(times.map((time) => `1 ${time}`));
  });
});

describe('what a run leaves for the next one to know', () => {
  const known: unknown[] = [];
  beforeEach(() => {
    known.length = 0;
    work = async ({ memory }) => {
      known.push(memory);
      return { count: known.length };
    };
  });

  it('is known to it, also after a restart', async () => {
    await schedules.add(nightly);
    await pass(day);
    crash();
    schedules = await boot();
    await pass(2 * day);
    expect(known).toEqual([undefined, { count: 1 }, { count: 2 }]);
  });

  it('stays where one fails in between, and is gone where the last one left nothing', async () => {
    await schedules.add(nightly);
    await pass(day);
    const remember = work;
    work = () => Promise.reject(new Error('no space left'));
    await pass(day);
    work = async ({ memory }) => void known.push(memory) as undefined;
    await pass(day);
    work = remember;
    await pass(day);
    expect(known).toEqual([undefined, { count: 1 }, undefined]);
  });
});

describe('a schedule of the time when schedules only collected', () => {
  it('is read as one that collects, whatever became of it since', () => {
    const former = {
      ...{ id: 4, cron: '0 2 * * *', tz: 'UTC', channel: 'C1', by: 'U1', missed: 'skip', made: start, handled: start },
      ...{ source: 'ssh', selector: 'all', what: ['system'], changesOnly: true, command: 'display version' },
      paused: { at: start, by: 'U2' },
      last: { due: start, ended: start, outcome: 'failed', why: { en: 'down', zh: '宕机' } },
    };
    const { schedules: read, next } = checkSchedules({ next: 5, schedules: [former] });
    expect(next).toBe(5);
    expect(read).toEqual([
      {
        ...{
          id: 4,
          cron: '0 2 * * *',
          tz: 'UTC',
          channel: 'C1',
          by: 'U1',
          missed: 'skip',
          made: start,
          handled: start,
        },
        job: {
          ...{ kind: 'collect', source: 'ssh', selector: 'all', what: ['system'] },
          ...{ changesOnly: true, command: 'display version' },
        },
        paused: { at: start, by: 'U2' },
        last: { due: start, ended: start, outcome: 'failed', why: { en: 'down', zh: '宕机' } },
      },
    ]);
    expect(checkSchedules({ next: 5, schedules: read })).toEqual({ next: 5, schedules: read });
  });
});

describe('its maker', () => {
  it('who may no longer has it paused, with a message; it resumes only once he may again', async () => {
    await schedules.add(nightly);
    lost = { en: 'U1 was deactivated.', zh: 'U1 已停用。' };
    await pass(3 * day);
    expect(ran).toEqual([]);
    expect(told).toEqual([expect.stringMatching(/Schedule 1 is paused.*<@U1>.*U1 was deactivated\./)]);
    expect(schedules.list()[0]).toMatchObject({ paused: { why: lost }, next: [] });
    expect(noted).toEqual(['schedule-made U1', 'schedule-paused']);
    const refused = schedules.resume(1, 'U1');
    await expect(refused).rejects.toMatchObject({ code: 'right-lost' });
    // An error's text is escaped, so that it holds no mention.
    await expect(refused).rejects.not.toThrow('<@');
    lost = undefined;
    await schedules.resume(1, 'U1');
    await pass(day);
    expect(ran).toHaveLength(1);
  });

  it('whose rights cannot be checked has it left out this time, not paused', async () => {
    const failing = createSchedules({
      db: openDisk(),
      clock,
      journal,
      words,
      may: () => Promise.reject(new Error('Slack does not answer')),
      run: async () => {
        ran.push('ran');
        return undefined;
      },
      tell: async (_, { en }) => void told.push(en),
    });
    await failing.start();
    await failing.add(nightly);
    await pass(day);
    expect(ran).toEqual([]);
    expect(told).toEqual([expect.stringContaining('Slack does not answer')]);
    expect(failing.list()[0]).toMatchObject({ last: { outcome: 'skipped' } });
    expect(failing.list()[0]?.paused).toBeUndefined();
    await failing.stop();
  });
});

describe('a run that lasts longer than the time to the next', () => {
  it('is not overlapped; the next is left out and that is told', async () => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    work = () => promise;
    await schedules.add({ ...nightly, cron: '*/10 * * * *' });
    await pass(25 * minute);
    expect(ran).toEqual(['1 2026-11-23T12:10']);
    expect(told).toEqual([expect.stringContaining('the run of 2026-11-23 12:20 (UTC) was left out')]);
    resolve(undefined);
    await pass(0);
    await pass(10 * minute);
    expect(ran).toEqual(['1 2026-11-23T12:10', '1 2026-11-23T12:30']);
  });

  it('does not hold up other schedules', async () => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    work = () => promise;
    await schedules.add(nightly);
    await schedules.add({ ...nightly, cron: '5 2 * * *' });
    await pass(day);
    expect(ran).toEqual(['1 2026-11-24T02:00', '2 2026-11-24T02:05']);
    resolve(undefined);
  });
});

describe('after a restart', () => {
  it('schedules are there and run', async () => {
    await schedules.add(nightly);
    crash();
    schedules = await boot();
    await pass(day);
    expect(ran).toEqual(['1 2026-11-24T02:00']);
    expect(told).toEqual([]);
  });

  it.each([
    ['once', ['1 2026-11-26T12:00'], /3 runs missed since 2026-11-24 02:00 \(UTC\).*made up for now, once/],
    ['skip', [], /3 runs missed since 2026-11-24 02:00 \(UTC\).*not made up/],
  ] as const)('runs missed meanwhile are made up: %s', async (missed, times, words) => {
    await schedules.add({ ...nightly, missed });
    crash(start + 3 * day);
    schedules = await boot();
    expect(ran).toEqual(times);
    expect(told).toEqual([expect.stringMatching(words)]);
    await pass(day);
    expect(ran).toEqual([...times, '1 2026-11-27T02:00']);
  });

  it('months of missed minutes are told as many, and made up once', async () => {
    await schedules.add({ ...nightly, cron: '* * * * *' });
    crash(start + 90 * day);
    schedules = await boot();
    expect(ran).toHaveLength(1);
    expect(told).toEqual([expect.stringContaining('more than 999 runs missed')]);
  });

  it('a run that was cut off is made up once, and not once more when that is cut off too', async () => {
    await schedules.add(nightly);
    work = () => new Promise(() => {});
    await pass(15 * hour);
    expect(ran).toEqual(['1 2026-11-24T02:00']);
    crash();
    schedules = await boot();
    expect(ran).toHaveLength(2);
    expect(told.at(-1)).toMatch(/was cut off when the bot stopped; it is made up/);
    crash();
    work = async () => undefined;
    schedules = await boot();
    expect(ran).toHaveLength(2);
    expect(told.at(-1)).toMatch(/cut off as well; it is not tried again/);
    await pass(day);
    expect(ran).toHaveLength(3);
  });

  it('a run that ended because the bot stopped counts as cut off', async () => {
    await schedules.add({ ...nightly, missed: 'skip' });
    const { promise, reject } = Promise.withResolvers<undefined>();
    work = () => promise;
    await pass(15 * hour);
    const stopped = schedules.stop();
    reject(new Error('the bot is stopping'));
    await stopped;
    expect(told).toEqual([]);
    schedules = await boot();
    expect(told).toEqual([expect.stringMatching(/cut off when the bot stopped; not made up/)]);
  });

  it('a clock that ran ahead when a run was noted does not stop the next ones', async () => {
    await schedules.add(nightly);
    await pass(400 * day);
    ran.length = 0;
    crash(start);
    schedules = await boot();
    await pass(day);
    expect(ran).toEqual(['1 2026-11-24T02:00']);
  });

  it('a paused one stays paused', async () => {
    await schedules.add(nightly);
    await schedules.pause(1, 'U1');
    crash(start + 3 * day);
    schedules = await boot();
    expect(ran).toEqual([]);
    expect(schedules.list()[0]?.paused).toMatchObject({ by: 'U1' });
  });

  it('that the stop of the bot cut off is made up for, also where it says so before it is told to stop', async () => {
    await schedules.add(nightly);
    work = () => Promise.reject(new OpsError('bot-stopping', { en: 'stopping', zh: '停止' }));
    await pass(day);
    work = async () => undefined;
    crash(clock.now() + hour);
    schedules = await boot();
    expect(ran).toHaveLength(2);
    expect(told.filter((text) => text.includes('failed'))).toEqual([]);
  });

  it('all of it comes from the file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'schedules-'));
    const open = async () => {
      const db = await openDb(join(folder, 'schedules.json'), noSchedules, checkSchedules);
      return createSchedules({
        db,
        clock,
        journal,
        words,
        may: async () => undefined,
        run: work,
        tell: async () => {},
      });
    };
    const made = await (await open()).add({ ...nightly, job: { kind: 'drift', selector: 'type=switch', mend: true } });
    expect((await open()).list()).toEqual([made]);
    await rm(folder, { recursive: true });
  });
});
