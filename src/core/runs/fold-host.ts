import type { RunEvent } from './events.ts';
import type { Plan, Step } from './plan.ts';
import type { HostProgress, Run } from './types.ts';

type HostEvent = Extract<RunEvent, { host: string }>;

const untouched: HostProgress = { state: 'pending', phase: 'forward', done: { forward: [], undo: [] } };

/** A plan's hosts before anything was done to them, in the plan's order. */
export function hostsOf(plan: Plan): Run['hosts'] {
  const names = plan.batches.flat();
  const all = [...names, ...Object.keys(plan.hosts).filter((name) => !names.includes(name))];
  return Object.fromEntries(all.map((name) => [name, untouched]));
}

/** The hosts' progress after an event of one of them. */
export function applyToHost(hosts: Run['hosts'], event: HostEvent, at: number): Run['hosts'] {
  const host = hosts[event.host] ?? untouched;
  return { ...hosts, [event.host]: { ...host, ...change(host, event, at) } };
}

function change(host: HostProgress, event: HostEvent, at: number): Partial<HostProgress> {
  switch (event.type) {
    case 'step-started':
      return {
        state: 'working',
        phase: event.phase,
        step: event.step,
        startedAt: host.startedAt ?? at,
        endedAt: undefined,
      };
    case 'step-ended':
      return {
        step: undefined,
        done: { ...host.done, [event.phase]: withStep(host.done[event.phase], event.step) },
        ...(event.bytesSent === undefined ? {} : { bytesSent: (host.bytesSent ?? 0) + event.bytesSent }),
      };
    case 'host-failed':
      return {
        state: event.phase === 'undo' ? 'undo-failed' : 'failed',
        phase: event.phase,
        step: event.step ?? host.step,
        error: { code: event.code, text: event.text },
        endedAt: at,
      };
    case 'host-ended':
      return { state: event.state, step: undefined, endedAt: at };
  }
}

/** A look at the hosts (preflight) may be done more than once; it is listed once. */
function withStep(done: readonly Step[], step: Step): readonly Step[] {
  return done.includes(step) ? done : [...done, step];
}
