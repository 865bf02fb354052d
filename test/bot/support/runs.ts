import type { DeployPlan } from '../../../src/core/deploy/types.ts';
import type { RunEvent } from '../../../src/core/runs/events.ts';
import type { Run, Runs } from '../../../src/core/runs/types.ts';

type Listener = (run: Run, event: RunEvent) => void;

/** Runs that do what a test says: their messages' places are kept, as the real ones keep them. */
export function toldRuns() {
  const all = new Map<string, Run>();
  const listeners = new Set<Listener>();
  const put = (run: Run, event: RunEvent) => {
    all.set(run.id, run);
    for (const listener of listeners) listener(run, event);
    return run;
  };
  const placed: Runs['placed'] = async (id, what, channel, ts) => {
    const run = all.get(id);
    if (!run) throw new Error(`no run ${id}`);
    put(what === 'card' ? { ...run, card: { channel, ts } } : { ...run, told: { channel, ts } }, {
      type: what === 'card' ? 'carded' : 'told',
      channel,
      ts,
    });
  };
  return {
    placed,
    subscribe: (listener: Listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    list: async () => [...all.values()].map(({ id }) => ({ id })) as never,
    get: async (id: string) => all.get(id),
    /** The run as it is after a change, which is told to whoever listens. */
    change: (id: string, change: Partial<Run>) => {
      const known = all.get(id);
      return put({ ...(known ?? newRun(id)), ...change }, known ? { type: 'queued' } : requested(newRun(id)));
    },
    now: (id: string) => all.get(id),
    listeners: () => listeners.size,
  };
}

export const plan = { app: 'web', environment: 'prod' } as unknown as DeployPlan;

function requested({ kind, request, requester: by, channel }: Run): RunEvent {
  return { type: 'requested', kind, request, by, channel };
}

function newRun(id: string): Run {
  return {
    id,
    kind: 'deploy',
    request: { app: 'web', environment: 'prod', version: '1.4.2' },
    requester: 'U0ENGINEER',
    channel: 'C0CHANGES',
    requestedAt: Date.now(),
    state: 'preparing',
    approvals: [],
    phase: 'forward',
    batch: 0,
    hosts: {},
    warnings: [],
  };
}
