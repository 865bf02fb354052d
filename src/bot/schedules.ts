import type { Clock } from '../core/io/clock.ts';
import { createSchedules, type Schedules } from '../core/schedules/index.ts';
import { collectScheduled, rightLost } from '../handlers/collections.ts';
import type { Deps } from '../handlers/deps.ts';
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

/** The schedules of a DATA_DIR, which collect as their makers would and speak in the channel they were made in. */
export function createBotSchedules({ core, chat, clock, deps }: Options): Schedules {
  return createSchedules({
    db: core.schedules,
    journal: core.journal,
    clock,
    run: (schedule) => collectScheduled(schedule, deps()),
    may: ({ by, selector }) => rightLost(by, selector, deps()),
    tell: async ({ id, channel, by: maker }, text, by = maker) => {
      const message = scheduleNotice(text, [maker, by], deps().language(channel));
      await chat.post({ place: { channel }, message, key: `schedule:${id}:${clock.now()}` });
    },
  });
}
