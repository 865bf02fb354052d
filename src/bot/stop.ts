import type { Clock } from '../core/io/clock.ts';
import type { Runs } from '../core/runs/types.ts';
import type { Bot } from './app.ts';
import type { Chat } from './chat/index.ts';
import type { Log } from './log.ts';
import type { Progress } from './progress/index.ts';

interface Options {
  /** Gives up what only reads: what it had found so far is kept and answered. */
  readonly abandon: () => void;
  readonly bot: Pick<Bot, 'stop'>;
  readonly progress: Pick<Progress, 'stop'>;
  readonly chat: Pick<Chat, 'stop'>;
  readonly runs: Pick<Runs, 'stop'>;
  /** Closes what the work rests on (journal, locks); called last, when where messages stand is on record. */
  readonly close: () => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Shares of the 30 seconds, in milliseconds; what is left over is for ending the process. */
const shares = { answers: 5_000, runs: 14_000, progress: 2_000, messages: 5_000, closing: 2_000 };

/**
 * Stops within 30 s: no new deliveries, answers given, runs left at their boundaries, the last messages sent. Resolves
 * with true when all of it was done, false when time ran out on some of it; recovery takes that up at the next start.
 */
export function createStop({ abandon, bot, progress, chat, runs, close, clock, log }: Options): () => Promise<boolean> {
  const within = (ms: number, work: Promise<unknown>) =>
    new Promise<boolean>((resolve) => {
      const giveUp = clock.after(ms, () => resolve(false));
      work.finally(giveUp).then(
        () => resolve(true),
        (error) => {
          log.error({ err: error }, 'stopping a part failed');
          resolve(false);
        },
      );
    });

  const stop = async () => {
    log.info({}, 'stopping: no new work is taken');
    abandon();
    const answered = await bot.stop(shares.answers);
    const left = await within(shares.runs, runs.stop());
    await progress.stop(shares.progress);
    const sent = await chat.stop(shares.messages);
    const closed = await within(shares.closing, close());
    log.info({ answered, left, sent, closed }, 'stopped');
    return answered && left && sent && closed;
  };

  let stopping: Promise<boolean> | undefined;
  return () => {
    stopping ??= stop();
    return stopping;
  };
}
