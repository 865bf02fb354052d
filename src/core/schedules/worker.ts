import { explain, OpsError } from '../errors.ts';
import type { Clock } from '../io/clock.ts';
import type { Text } from '../text.ts';
import type { Keeper } from './keeper.ts';
import { texts } from './texts.ts';
import type { Memory, Note, Schedule, Tell } from './types.ts';

type Ending = Pick<NonNullable<Schedule['last']>, 'outcome' | 'why'> & {
  /** Of a run that is done; others leave what there was. */
  readonly memory?: Memory | undefined;
};
type Running = NonNullable<Schedule['running']>;

interface WorkerOptions {
  readonly keeper: Keeper;
  readonly clock: Clock;
  run(schedule: Schedule): Promise<Memory | undefined>;
  may(schedule: Schedule): Promise<Text | undefined>;
  /** Never rejects. */
  readonly say: Tell;
  readonly note: Note;
}

/** Carries runs out, one at a time of each schedule. */
export interface Worker {
  isBusy(id: number): boolean;
  /** Notes the run, then begins it; times up to `handled` are dealt with. Resolves once it has begun. */
  begin(id: number, handled: number, running: Running, first?: Text): Promise<void>;
  /** Notes that a run was left out, and says so. */
  leaveOut(schedule: Schedule, handled: number, due: number, why: Text): Promise<void>;
  /** From now on a run that fails was cut off, and counts as missed after the restart. */
  stop(): Promise<void>;
}

function isBotStopping(error: unknown): boolean {
  return error instanceof OpsError && error.code === 'bot-stopping';
}

export function createWorker({ keeper, clock, run, may, say, note }: WorkerOptions): Worker {
  const working = new Map<number, Promise<void>>();
  let isStopping = false;

  const end = (id: number, due: number, { memory, ...ending }: Ending) =>
    keeper.change(id, (one) => {
      one.last = { due, ended: clock.now(), ...ending };
      if (ending.outcome === 'done') one.memory = memory;
      delete one.running;
    });

  async function carryOut(id: number, { due }: Running, first?: Text): Promise<void> {
    const schedule = keeper.find(id);
    if (first) await say(schedule, first);
    const ending = (await refused(schedule)) ?? (await attempted(schedule));
    if (ending) await end(id, due, ending);
  }

  /** How it ends where its maker may not, or nobody can tell. */
  async function refused(schedule: Schedule): Promise<Ending | undefined> {
    try {
      const lost = await may(schedule);
      return lost && (await pauseFor(schedule, lost));
    } catch (error) {
      const why = texts.unchecked(schedule, explain(error));
      await say(schedule, why);
      return { outcome: 'skipped', why };
    }
  }

  async function pauseFor(schedule: Schedule, lost: Text): Promise<Ending> {
    await note('paused', schedule);
    await keeper.change(schedule.id, (one) => {
      one.paused = { at: clock.now(), why: lost };
    });
    const why = texts.rightLost(schedule, lost);
    await say(schedule, why);
    return { outcome: 'skipped', why };
  }

  async function attempted(schedule: Schedule): Promise<Ending | undefined> {
    try {
      return { outcome: 'done', memory: await run(schedule) };
    } catch (error) {
      if (isStopping || isBotStopping(error)) return undefined;
      const why = explain(error);
      await say(schedule, texts.failed(schedule, why));
      return { outcome: 'failed', why };
    }
  }

  return {
    isBusy: (id) => working.has(id),
    begin: async (id, handled, running, first) => {
      await keeper.change(id, (one) => {
        one.handled = Math.max(one.handled, handled);
        one.running = running;
      });
      const work = carryOut(id, running, first);
      working.set(
        id,
        work.catch(() => {}).finally(() => working.delete(id)),
      );
    },
    leaveOut: async (schedule, handled, due, why) => {
      await keeper.change(schedule.id, (one) => {
        one.handled = Math.max(one.handled, handled);
      });
      await end(schedule.id, due, { outcome: 'skipped', why });
      await say(schedule, why);
    },
    stop: async () => {
      isStopping = true;
      await Promise.all(working.values());
    },
  };
}
