import { z } from 'zod';
import type { Text } from '../text.ts';
import { asKeptNow } from './former.ts';

const text = z.object({ en: z.string(), zh: z.string() });

/** What is done: of a kind, whose own the rest is. */
const job = z.looseObject({ kind: z.string() });

/** What somebody wants done again and again. */
const wish = z.object({
  /** Five fields. */
  cron: z.string(),
  tz: z.string(),
  job,
  /** Where results go. */
  channel: z.string(),
  /** Whose rights it runs with. */
  by: z.string(),
  /** What becomes of a run whose time passed while the bot was down. */
  missed: z.enum(['once', 'skip']),
});

const schedule = wish.extend({
  id: z.number(),
  /** When it was made. */
  made: z.number(),
  /** Times up to here are dealt with. */
  handled: z.number(),
  paused: z.object({ at: z.number(), by: z.string().optional(), why: text.optional() }).optional(),
  /** The run that goes on now: the time it is for, and whether it makes up for a missed one. */
  running: z.object({ due: z.number(), madeUp: z.boolean() }).optional(),
  last: z
    .object({
      due: z.number(),
      ended: z.number(),
      outcome: z.enum(['done', 'failed', 'skipped']),
      why: text.optional(),
    })
    .optional(),
  /** What its last run that came to an end left for the next one to know. */
  memory: z.json().optional(),
});

const document = z.object({ next: z.number(), schedules: z.array(z.preprocess(asKeptNow, schedule)) });

export type KeptJob = Readonly<z.infer<typeof job>>;
export type ScheduleWish = Readonly<z.infer<typeof wish>>;
export type Schedule = Readonly<z.infer<typeof schedule>>;
export type SchedulesDocument = z.infer<typeof document>;
/** What a run leaves for the next one of its schedule to know. */
export type Memory = NonNullable<Schedule['memory']>;

/** A schedule, what it does, and when it runs next: never while it is paused. */
export interface ListedSchedule extends Schedule {
  readonly does: Text;
  readonly next: readonly number[];
}

/** A schedule after a change; `already`: it was so before. */
export interface ChangedSchedule extends ListedSchedule {
  readonly already: boolean;
}

/** The document as `openDb` wants it, and what turns what was read into it. */
export const noSchedules: SchedulesDocument = { next: 1, schedules: [] };

export function checkSchedules(value: unknown): SchedulesDocument {
  return document.parse(value);
}

export interface Schedules {
  /** Keeps a schedule. Errors: those of `timetable`, `schedules-full`. */
  add(wish: ScheduleWish): Promise<ListedSchedule>;
  /**
   * Error `schedule-unknown`, as of the next two. What runs is not ended. Of all three, the schedule's channel is told
   * where it was not its maker, and nothing is done or put on record where it is so already.
   */
  pause(id: number, by: string): Promise<ChangedSchedule>;
  /** Goes on from now; what the pause left out is not made up. Error `right-lost` where its maker may no longer. */
  resume(id: number, by: string): Promise<ChangedSchedule>;
  /** As it was, without next times. */
  remove(id: number, by: string): Promise<ListedSchedule>;
  /** All, by id, with their next five times. */
  list(): readonly ListedSchedule[];
  /** Begins to run; deals first with what was missed while the bot was down. */
  start(): Promise<void>;
  /** Starts no more; resolves once what runs has ended. */
  stop(): Promise<void>;
}

/** Puts a change on record; without `by` the bot makes it. */
export type Note = (
  what: 'made' | 'paused' | 'resumed' | 'removed',
  schedule: Pick<Schedule, 'id' | 'cron' | 'tz' | 'job'>,
  by?: string,
) => Promise<void>;

/** Something a schedule has to say in its channel. People in it are written `<@id>`: its maker, and `by` who changed it. */
export type Tell = (schedule: Schedule, text: Text, by?: string) => Promise<void>;
