import { explain } from '../../core/errors.ts';
import type { Run, Runs } from '../../core/runs/types.ts';
import { createMessages, isFinal, type Live, type MessagesOptions } from './messages.ts';

export type { RunViews } from './messages.ts';

export interface Progress {
  /** Shows what is under way, and what ended untold before a restart; then every change. */
  start(): Promise<void>;
  /** Shows no further change; resolves when the last one is handed to the chat, after `ms` at most. */
  stop(ms: number): Promise<void>;
}

interface ProgressOptions extends MessagesOptions {
  readonly runs: Pick<Runs, 'placed' | 'subscribe' | 'list' | 'get'>;
}

/** Results older than this are not told any more after a restart, in milliseconds. */
const untoldFor = 7 * 24 * 3_600_000;
const lookedBack = 100;
/** After how many milliseconds a card is refreshed though nothing happened: time passes, or it may have been deleted. */
const refreshAfter = { working: 5_000, asking: 60_000, trouble: 30_000 };

interface Followed extends Live {
  changed: boolean;
  busy: Promise<void> | undefined;
  stopTimer: () => void;
}

/**
 * One live message per run, edited as it goes on, and a message of its own that tells the result. It only listens: no
 * failure here reaches a run.
 */
export function createProgress(options: ProgressOptions): Progress {
  const { runs, clock, log } = options;
  const messages = createMessages(options);
  const followed = new Map<string, Followed>();
  let stopped = false;

  const wake = (live: Followed) => {
    live.changed = true;
    live.busy ??= bringUpToDate(live).finally(() => {
      live.busy = undefined;
      if (isFinal(live.run) && live.told) followed.delete(live.run.id);
    });
  };

  const bringUpToDate = async (live: Followed) => {
    live.stopTimer();
    let next = refreshAfter.asking;
    while (live.changed) {
      live.changed = false;
      next = await messages
        .bring(live, () => wakeLater(live))
        .then(
          () => pauseOf(live.run),
          (error) => {
            log.warn({ run: live.run.id, why: explain(error).en }, 'what the chat shows of a run is behind');
            return refreshAfter.trouble;
          },
        );
    }
    if (!stopped && !(isFinal(live.run) && live.told)) live.stopTimer = clock.after(next, () => wake(live));
  };

  /** From within its own work: what is under way sees the mark, what has ended begins again. */
  const wakeLater = (live: Followed) => {
    if (!stopped) queueMicrotask(() => wake(live));
  };

  const follow = (run: Run, restored: boolean) => {
    const live = followed.get(run.id) ?? begin(run, restored);
    live.run = run;
    followed.set(run.id, live);
    wake(live);
  };

  const takeUp = async () => {
    const [active, newest] = await Promise.all([runs.list({ active: true }), runs.list({ limit: lookedBack })]);
    for (const id of new Set([...active, ...newest].map((each) => each.id))) {
      const run = await runs.get(id);
      if (run && !followed.has(id) && isUntold(run, clock.now())) follow(run, true);
    }
  };

  let unsubscribe = () => {};
  return {
    start: async () => {
      unsubscribe = runs.subscribe((run, event) => {
        if (event.type === 'carded' || event.type === 'told') return;
        follow(run, event.type !== 'requested' && !followed.has(run.id));
      });
      await takeUp();
    },
    stop: async (ms) => {
      stopped = true;
      unsubscribe();
      for (const live of followed.values()) live.stopTimer();
      const quiet = Promise.all([...followed.values()].map((live) => live.busy)).then(() => {});
      await new Promise<void>((resolve) => {
        const giveUp = clock.after(ms, resolve);
        quiet.finally(giveUp).then(resolve, resolve);
      });
    },
  };
}

function begin(run: Run, restored: boolean): Followed {
  const messages = { card: run.card, told: run.told !== undefined, deleted: undefined, edit: Promise.resolve() };
  return { run, restored, ...messages, changed: false, busy: undefined, stopTimer: () => {} };
}

function isUntold(run: Run, now: number): boolean {
  if (!isFinal(run)) return true;
  return run.told === undefined && now - (run.endedAt ?? run.requestedAt) < untoldFor;
}

function pauseOf(run: Run): number {
  return run.state === 'running' ? refreshAfter.working : refreshAfter.asking;
}
