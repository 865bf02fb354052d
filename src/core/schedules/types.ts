import { z } from 'zod';
import { factKinds } from '../collect/types.ts';
import type { Text } from '../text.ts';

const text = z.object({ en: z.string(), zh: z.string() });

/** What somebody wants done again and again. */
const wish = z.object({
  /** Five fields. */
  cron: z.string(),
  tz: z.string(),
  /** A selector as it was typed; for a source that goes to no hosts absent. */
  selector: z.string().optional(),
  /** A collector's name. */
  source: z.string(),
  what: z.array(z.enum(factKinds)),
  command: z.string().optional(),
  resources: z.array(z.string()).optional(),
  /** Where results go. */
  channel: z.string(),
  /** Whose rights it runs with. */
  by: z.string(),
  /** Say nothing where nothing changed. */
  changesOnly: z.boolean(),
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
});

const document = z.object({ next: z.number(), schedules: z.array(schedule) });

export type ScheduleWish = Readonly<z.infer<typeof wish>>;
export type Schedule = Readonly<z.infer<typeof schedule>>;
export type SchedulesDocument = z.infer<typeof document>;

/** A schedule and when it runs next: none while it is paused. */
export interface ListedSchedule extends Schedule {
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
  schedule: Pick<Schedule, 'id' | 'cron' | 'tz' | 'source' | 'selector' | 'command'>,
  by?: string,
) => Promise<void>;

/** Something a schedule has to say in its channel. People in it are written `<@id>`: its maker, and `by` who changed it. */
export type Tell = (schedule: Schedule, text: Text, by?: string) => Promise<void>;
