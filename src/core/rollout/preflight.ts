import { inParallel } from './parallel.ts';
import type { Rollout } from './types.ts';

/** Hosts looked at at the same time. */
const width = 20;

/** Looks at every host before any is touched, and takes what it needs there. Records each host's outcome. */
export async function preflightAll(rollout: Rollout, names: readonly string[]): Promise<void> {
  await inParallel(names, width, async (name) => {
    const host = rollout.host(name);
    try {
      await host.step('forward', 'preflight', () => host.work.forward('preflight'));
    } catch (error) {
      await rollout.failed(host, 'forward', 'preflight', error);
    }
  });
}
