import { atTime } from './deadline.ts';
import type { Engine } from './engine.ts';
import { patiently } from './patiently.ts';
import type { Run } from './types.ts';

/** Ends runs whose time for approval is over. */
export interface Expiry {
  /** Sets the run's timer as its state asks, or takes it away. */
  watch(run: Run): void;
  stop(): void;
}

/** Timers for runs that await approval; they are set anew from the runs after a restart. */
export function createExpiry(engine: Engine): Expiry {
  const timers = new Map<string, () => void>();

  const watch = (run: Run) => {
    timers.get(run.id)?.();
    timers.delete(run.id);
    if (run.state !== 'awaiting-approval' || run.expiresAt === undefined) return;
    timers.set(
      run.id,
      atTime(engine.clock, run.expiresAt, () => engine.jobs.start(run.id, () => expire(engine, run.id))),
    );
  };

  return {
    watch,
    stop: () => {
      for (const stop of timers.values()) stop();
      timers.clear();
    },
  };
}

async function expire(engine: Engine, id: string): Promise<void> {
  await patiently(engine, () =>
    engine.serial(id, async () => {
      const run = engine.store.peek(id);
      if (run?.state !== 'awaiting-approval' || (run.expiresAt ?? 0) > engine.clock.now()) return;
      await engine.ledger.record(id, { type: 'ended', state: 'expired', why: nobodyInTime });
    }),
  );
}

const nobodyInTime = {
  en: 'The approvals needed did not come in time; nothing was touched. Ask again.',
  zh: '未在期限内获得所需审批，未进行任何改动。请重新申请。',
};
