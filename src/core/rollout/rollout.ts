import { explain, OpsError } from '../errors.ts';
import type { Clock } from '../io/clock.ts';
import type { HostProgress } from '../runs/types.ts';
import { type HostWork, type Job, Leaving, type Rollout, type RolloutHost } from './types.ts';

/** The rollout of a job. Hosts are opened at their first use. */
export function createRollout(job: Job): Rollout {
  const { plan, context, clock } = job;
  const hosts = new Map<string, RolloutHost>();
  const leave = leaving(clock, context.stopping);
  leave.catch(() => {});
  const all = () => [...hosts.values()].map(({ work }) => work);
  return {
    plan,
    context,
    clock,
    run: context.run,
    host: (name) => {
      const found = hosts.get(name) ?? createHost(job, name, leave);
      hosts.set(name, found);
      return found;
    },
    failed: async (host, phase, step, error) => {
      if (error instanceof Leaving || (error instanceof OpsError && error.code === 'journal-unwritable')) throw error;
      const code = error instanceof OpsError ? error.code : 'failed';
      await context.record({ type: 'host-failed', host: host.name, step, phase, code, text: explain(error) });
    },
    close: async () => {
      await Promise.all(all().map((work) => work.release()));
      hosts.clear();
    },
    abandon: () => {
      for (const work of all()) work.abandon();
      hosts.clear();
    },
  };
}

function createHost({ context, open }: Job, name: string, leave: Promise<never>): RolloutHost {
  const work: HostWork = open(name);
  return {
    name,
    work,
    progress: () => context.run().hosts[name] ?? pending,
    step: async (phase, step, doIt) => {
      await context.record({ type: 'step-started', host: name, step, phase });
      const before = await work.bytesSent();
      await Promise.race([doIt(), leave]);
      const after = await work.bytesSent().catch(() => before);
      await context.record({ type: 'step-ended', host: name, step, phase, bytesSent: Math.max(0, after - before) });
    },
  };
}

/** A hook may take long: when the bot stops it gets this much longer, then goes on without the bot. */
const patience = 10_000;

async function leaving(clock: Clock, stopping: AbortSignal): Promise<never> {
  if (!stopping.aborted) await new Promise((resolve) => stopping.addEventListener('abort', resolve, { once: true }));
  await clock.sleep(patience);
  throw new Leaving('the bot is stopping');
}

const pending: HostProgress = { state: 'pending', phase: 'forward', done: { forward: [], undo: [] } };
