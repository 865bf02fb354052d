import { OpsError } from '../errors.ts';
import type { Clock } from '../io/clock.ts';
import type { Db } from '../io/db.ts';
import type { Journal } from '../runs/events.ts';
import type { Text } from '../text.ts';
import { nextTimes, type Timetable, timetable } from './cron.ts';
import { createKeeper } from './keeper.ts';
import { countText, texts } from './texts.ts';
import type { KeptJob, ListedSchedule, Memory, Note, Schedule, Schedules, SchedulesDocument, Tell } from './types.ts';
import { createWorker } from './worker.ts';

export { nextTimes, timetable } from './cron.ts';
export type {
  ChangedSchedule,
  KeptJob,
  ListedSchedule,
  Memory,
  Schedule,
  Schedules,
  SchedulesDocument,
  ScheduleWish,
  Tell,
} from './types.ts';
export { checkSchedules, noSchedules } from './types.ts';
export { type Zone, zoneOf } from './zone.ts';

interface SchedulesOptions {
  /** `state/schedules.json`, opened with `noSchedules` and `checkSchedules`. */
  readonly db: Db<SchedulesDocument>;
  readonly clock: Clock;
  /** Does it, resolving with what the next time is to know; rejects where it failed as a whole. */
  run(schedule: Schedule): Promise<Memory | undefined>;
  /** What it does, in a few words. */
  words(job: KeptJob): Text;
  /** Why its maker may not have it done (any more); undefined where he may. Rejects where that cannot be told. */
  may(schedule: Schedule): Promise<Text | undefined>;
  readonly tell: Tell;
  /** Changes are on record before they are made. */
  readonly journal: Pick<Journal, 'append'>;
}

const minute = 60_000;
const day = 86_400_000;
const shown = 5;
const mostCounted = 1_000;

/**
 * Schedules over one document. node-cron reads the expressions; the waiting is done here, because node-cron keeps nothing
 * over a restart and goes by the machine's own clock. A run is noted before it begins, so that one that a crash cut off
 * counts as missed, and is made up once at most. What cannot be told to the channel does not stop the work.
 */
export function createSchedules({ db, clock, run, words, may, tell, journal }: SchedulesOptions): Schedules {
  const keeper = createKeeper(db);
  // Not waited for: while Slack is away a message stays under way, and schedules go on.
  const say: Tell = async (schedule, text, by) => {
    void tell(schedule, text, by).catch(() => {});
  };
  const sayWho = async (schedule: Schedule, change: 'paused' | 'resumed' | 'removed', by: string) => {
    if (by !== schedule.by) await say(schedule, texts.changed(schedule, words(schedule.job), change, by), by);
  };
  const note: Note = async (what, { id: schedule, cron, tz, job }, by) =>
    void (await journal.append({
      ...{ type: `schedule-${what}`, schedule, cron, tz, does: words(job) },
      ...(by !== undefined && { by }),
    }));
  const worker = createWorker({ keeper, clock, run, may, say, note });
  const tables = new Map<number, Timetable>();
  let stopTimer = () => {};
  let isRunning = false;

  function tableOf({ id, cron, tz }: Schedule): Timetable {
    const table = tables.get(id) ?? timetable(cron, tz);
    tables.set(id, table);
    return table;
  }

  function listed(schedule: Schedule): ListedSchedule {
    const from = Math.max(clock.now(), schedule.handled);
    const does = words(schedule.job);
    return { ...schedule, does, next: schedule.paused ? [] : nextTimes(tableOf(schedule), from, shown) };
  }

  const active = () => keeper.all().filter(({ paused }) => !paused);

  /** Waits for the next time of all, a day at most: longer timers do not exist, and clocks are put right. */
  function wait(atLeast = 0): void {
    stopTimer();
    if (!isRunning) return;
    const next = active().map(
      (schedule) => nextTimes(tableOf(schedule), schedule.handled, 1)[0] ?? Number.POSITIVE_INFINITY,
    );
    const left = Math.min(...next, clock.now() + day) - clock.now();
    stopTimer = clock.after(Math.max(atLeast, left), () => {
      void look(minute).then(
        () => wait(),
        () => wait(minute),
      );
    });
  }

  /** Deals with every time that has passed; where the last one did longer than `patience` ago, it was missed. */
  async function look(patience: number): Promise<void> {
    for (const schedule of active()) {
      const now = clock.now();
      const due = passedTimes(tableOf(schedule), schedule.handled, now);
      const last = due.at(-1);
      if (last !== undefined) await handle(schedule, due, now, now - last > patience);
    }
  }

  async function handle(schedule: Schedule, due: readonly number[], now: number, missed: boolean): Promise<void> {
    const [first, last] = [due[0] ?? now, due.at(-1) ?? now];
    const count = countText(due.length, mostCounted);
    const handled = missed ? now : last;
    if (worker.isBusy(schedule.id)) return overlapped(schedule, handled, last);
    if (!missed) return worker.begin(schedule.id, handled, { due: last, madeUp: false });
    if (schedule.missed === 'skip') {
      return worker.leaveOut(schedule, handled, first, texts.leftOut(schedule, first, count));
    }
    return worker.begin(schedule.id, handled, { due: last, madeUp: true }, texts.madeUp(schedule, first, count));
  }

  async function overlapped(schedule: Schedule, handled: number, due: number): Promise<void> {
    await keeper.change(schedule.id, (one) => {
      one.handled = handled;
    });
    await say(schedule, texts.overlapped(schedule, due));
  }

  /** Takes up what the end of the bot cut off; a clock that ran ahead when a run was noted must not stop the next ones. */
  async function takeUp(): Promise<void> {
    const now = clock.now();
    for (const schedule of keeper.all()) {
      const { id, running, paused } = schedule;
      await keeper.change(id, (one) => {
        if (one.handled > now + 60 * minute) one.handled = now;
      });
      if (!running) continue;
      const { due } = running;
      const again = schedule.missed === 'once' && !running.madeUp && !paused;
      const why = (running.madeUp ? texts.notAgain : texts.cutOff)(schedule, due);
      if (again) await worker.begin(id, now, { due, madeUp: true }, texts.begunAgain(schedule, due));
      else await worker.leaveOut(schedule, schedule.handled, due, why);
    }
  }

  return {
    add: async (wish) => {
      const { cron, zone } = timetable(wish.cron, wish.tz);
      const schedule = await keeper.add({ ...wish, cron, tz: zone.name }, clock.now());
      try {
        await note('made', schedule, wish.by);
      } catch (error) {
        await keeper.remove(schedule.id);
        throw error;
      }
      wait();
      return listed(schedule);
    },
    pause: async (id, by) => {
      const schedule = keeper.find(id);
      if (schedule.paused) return { ...listed(schedule), already: true };
      await note('paused', schedule, by);
      await keeper.change(id, (one) => {
        one.paused ??= { at: clock.now(), by };
      });
      wait();
      await sayWho(schedule, 'paused', by);
      return { ...listed(keeper.find(id)), already: false };
    },
    resume: async (id, by) => {
      const schedule = keeper.find(id);
      if (!schedule.paused) return { ...listed(schedule), already: true };
      const lost = await may(schedule);
      if (lost) throw new OpsError('right-lost', texts.staysPaused(schedule, lost));
      await note('resumed', schedule, by);
      await keeper.change(id, (one) => {
        if (one.paused) one.handled = clock.now();
        delete one.paused;
      });
      wait();
      await sayWho(schedule, 'resumed', by);
      return { ...listed(keeper.find(id)), already: false };
    },
    remove: async (id, by) => {
      const removed = keeper.find(id);
      await note('removed', removed, by);
      await keeper.remove(id);
      tables.delete(id);
      wait();
      await sayWho(removed, 'removed', by);
      return { ...removed, does: words(removed.job), next: [] };
    },
    list: () => keeper.all().map(listed),
    start: async () => {
      await takeUp();
      await look(0);
      isRunning = true;
      wait();
    },
    stop: async () => {
      isRunning = false;
      stopTimer();
      await worker.stop();
    },
  };
}

function passedTimes(table: Timetable, after: number, now: number): readonly number[] {
  const passed: number[] = [];
  for (const time of table.after(after)) {
    if (time > now || passed.length === mostCounted) break;
    passed.push(time);
  }
  return passed;
}
