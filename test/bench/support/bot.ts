import { openCore } from '../../../src/bot/core.ts';
import { createLog } from '../../../src/bot/log.ts';
import { systemClock } from '../../../src/core/io/clock.ts';
import { finalStates, type Run } from '../../../src/core/runs/types.ts';

/** The bot without Slack, over a DATA_DIR of test/support/world.ts. */
export interface BenchBot {
  /** Deploys a version of `svc` to `test`; resolves with the run once it succeeded, rejects with why it did not. */
  deploy(version: string): Promise<Run>;
  close(): Promise<void>;
}

/** Opens a DATA_DIR as src/bot/core.ts does for the bot itself. */
export async function openBot(dataDir: string): Promise<BenchBot> {
  const person = (id: string) => ({
    id,
    name: id,
    active: true,
    bot: false,
    guest: false,
    foreign: false,
    locale: 'en',
  });
  const core = await openCore({
    dataDir,
    env: process.env,
    clock: systemClock(),
    people: { find: async (id) => person(id) },
    log: createLog({ level: 'silent' }),
  });
  await core.runs.start();
  return {
    deploy: async (version) => {
      const ended = Promise.withResolvers<Run>();
      const stop = core.runs.subscribe((run) => {
        if (run.request.version === version && isFinal(run)) ended.resolve(run);
      });
      const request = { app: 'svc', environment: 'test', version };
      await core.runs.request('deploy', request, 'U0ENGINEER', 'C0CHANGES');
      const run = await ended.promise.finally(stop);
      if (run.state !== 'succeeded')
        throw new Error(`deploying ${version}: ${run.state}, ${JSON.stringify(run.why?.en)}`);
      return run;
    },
    close: async () => {
      await core.runs.stop();
      await core.close();
    },
  };
}

function isFinal(run: Run): boolean {
  return finalStates.some((state) => state === run.state);
}
