import type { Clock } from '../io/clock.ts';
import type { HostSession, Orphan } from './session.ts';

/**
 * Steps that an earlier holder of the lease left running are waited for until their own deadline, then ended: no two
 * runs change a root at once.
 */
export async function settle(session: HostSession, clock: Clock, orphans: readonly Orphan[]): Promise<void> {
  for (const orphan of orphans) {
    let left = orphan.secondsLeft;
    let code = orphan.state === 'running' ? 'running' : 'dead';
    while (code === 'running' && left > 0) {
      const from = clock.now();
      code = String((await session.awaitStep(orphan.run, orphan.step, Math.min(30, left))).code);
      left -= Math.max(1, (clock.now() - from) / 1000);
    }
    await session.endStep(orphan.run, orphan.step, 'ended-by-takeover');
  }
}
