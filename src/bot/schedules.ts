import type { Clock } from '../core/io/clock.ts';
import { createSchedules, type Schedules } from '../core/schedules/index.ts';
import type { Deps } from '../handlers/deps.ts';
import { jobRightLost, jobWords, runJob } from '../handlers/jobs.ts';
import { scheduleNotice } from '../handlers/views/schedules.ts';
import type { Chat } from './chat/index.ts';
import type { Core } from './core.ts';

interface Options {
  readonly core: Pick<Core, 'schedules' | 'journal'>;
  readonly chat: Pick<Chat, 'post'>;
  readonly clock: Clock;
  /** All that handlers may use; asked for when a schedule runs, since it holds the schedules itself. */
  readonly deps: () => Deps;
}

/** The schedules of a DATA_DIR, which do as their makers would and speak in the channel they were made in. */
export function createBotSchedules({ core, chat, clock, deps }: Options): Schedules {
  return createSchedules({
    db: core.schedules,
    journal: core.journal,
    clock,
    run: (schedule) => runJob(schedule, deps()),
    may: (schedule) => jobRightLost(schedule, deps()),
    words: (job) => jobWords(job, deps().registry),
    tell: async ({ id, channel, by: maker }, text, by = maker) => {
      const message = scheduleNotice(text, [maker, by], deps().language(channel));
      await chat.post({ place: { channel }, message, key: `schedule:${id}:${clock.now()}` });
    },
  });
}
