import type { Db } from '../io/db.ts';
import { tooMany, unknownSchedule } from './texts.ts';
import type { Schedule, SchedulesDocument, ScheduleWish } from './types.ts';

const most = 200;

type Kept = SchedulesDocument['schedules'][number];

/** The document of schedules. */
export interface Keeper {
  all(): readonly Schedule[];
  /** Error `schedule-unknown`. */
  find(id: number): Schedule;
  /** On disk when it resolves; one that was removed meanwhile stays so. */
  change(id: number, alter: (schedule: Kept) => void): Promise<void>;
  /** Error `schedules-full`. */
  add(wish: ScheduleWish, now: number): Promise<Schedule>;
  remove(id: number): Promise<void>;
}

export function createKeeper(db: Db<SchedulesDocument>): Keeper {
  const all = () => structuredClone(db.data.schedules);
  const find = (id: number): Schedule => {
    const found = all().find((one) => one.id === id);
    if (found) return found;
    const known = all().map((one) => one.id);
    throw unknownSchedule(id, known);
  };
  return {
    all,
    find,
    change: (id, alter) =>
      db.update(({ schedules }) => {
        const schedule = schedules.find((one) => one.id === id);
        if (schedule) alter(schedule);
      }),
    add: async (wish, now) => {
      if (db.data.schedules.length >= most) throw tooMany(most);
      let id = 0;
      await db.update((data) => {
        id = data.next;
        data.next += 1;
        data.schedules.push({ ...(structuredClone(wish) as Kept), id, made: now, handled: now });
      });
      return find(id);
    },
    remove: (id) =>
      db.update((data) => {
        data.schedules = data.schedules.filter((one) => one.id !== id);
      }),
  };
}
