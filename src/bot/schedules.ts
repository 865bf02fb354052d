import { createSchedules, type Schedules } from '../core/collect/schedules.ts';
import { OpsError } from '../core/errors.ts';
import type { Clock } from '../core/io/clock.ts';
import { collectScheduled, mayCollect } from '../handlers/collections.ts';
import type { Deps } from '../handlers/deps.ts';
import { notice } from '../handlers/views/notice.ts';
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
    may: async ({ by, selector }) => {
      try {
        await mayCollect(by, selector, deps());
        return undefined;
      } catch (error) {
        if (error instanceof OpsError && ['forbidden', 'person-unfit', 'person-unknown'].includes(error.code))
          return error.text;
        throw error;
      }
    },
    tell: async ({ id, channel }, text) => {
      const message = notice(text, deps().language(channel));
      await chat.post({ place: { channel }, message, key: `schedule:${id}:${clock.now()}` });
    },
  });
}
