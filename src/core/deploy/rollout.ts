import { explain, OpsError } from '../errors.ts';
import type { Clock } from '../io/clock.ts';
import type { ExecuteContext, HostProgress, Phase, Run } from '../runs/types.ts';
import { failedStep } from './failures.ts';
import type { Fleet } from './fleet.ts';
import type { HostState } from './host/agent.ts';
import type { HostSession, StepCall } from './host/session.ts';
import { settle } from './host/settle.ts';
import type { Kept } from './kept.ts';
import type { ArtifactStore, HostPlan, Plan, ReleaseSpec, Step } from './types.ts';

/** One execution of a plan: its sessions, and how a step is done and put on record. */
export interface Rollout {
  readonly plan: Plan;
  readonly context: ExecuteContext;
  readonly clock: Clock;
  readonly artifacts: ArtifactStore;
  readonly kept: Kept;
  run(): Run;
  host(name: string): OneHost;
  /** Puts a host's failure on record; what is not the host's (the journal, the bot stopping) is thrown on. */
  failed(host: OneHost, phase: Phase, step: Step, error: unknown): Promise<void>;
  /** Leases are given back and connections closed; what cannot be reached is left to expire. */
  close(): Promise<void>;
  /** Connections are closed, leases kept: somebody will come back for them, or they expire. */
  abandon(): void;
}

/** Thrown at a boundary when the bot is stopping: the run stays as it is. */
export class Leaving extends Error {}

/** One host of a rollout. */
export interface OneHost {
  readonly name: string;
  readonly plan: HostPlan;
  readonly session: HostSession;
  progress(): HostProgress;
  /** Puts a step on record, does it, and puts its end on record. */
  step(phase: Phase, step: Step, work: () => Promise<void>): Promise<void>;
  /** Runs a function of the host script as (part of) a step; what it printed at the end. Throws what went wrong. */
  act(
    phase: Phase,
    step: Step,
    call: Omit<StepCall, 'name'> & { readonly part?: string; readonly what?: string },
  ): Promise<string>;
  /** What was found on the host, looked up once; `again` looks anew. */
  seen(again?: 'again'): Promise<HostState>;
  /** The spec stored there with a release, its seal checked. */
  specOf(release: { readonly name: string; readonly seal: string }): Promise<ReleaseSpec>;
  /** Takes the lease where this process does not hold it; nobody else may have had it since. */
  ensureLease(): Promise<void>;
  /** Takes the lease anew, as `ensureLease`, and waits for or ends what was left running there. */
  takeOver(): Promise<void>;
}

export interface RolloutDeps {
  readonly fleet: Fleet;
  readonly artifacts: ArtifactStore;
  readonly kept: Kept;
  readonly clock: Clock;
}

/** The rollout of a run's plan. */
export function createRollout(deps: RolloutDeps, plan: Plan, context: ExecuteContext): Rollout {
  const hosts = new Map<string, OneHost>();
  const leave = leaving(deps.clock, context.stopping);
  leave.catch(() => {});
  return {
    plan,
    context,
    clock: deps.clock,
    artifacts: deps.artifacts,
    kept: deps.kept,
    run: context.run,
    host: (name) => {
      const found = hosts.get(name) ?? createHost(deps, plan, context, leave, name);
      hosts.set(name, found);
      return found;
    },
    failed: async (host, phase, step, error) => {
      if (error instanceof Leaving || (error instanceof OpsError && error.code === 'journal-unwritable')) throw error;
      const code = error instanceof OpsError ? error.code : 'failed';
      await context.record({ type: 'host-failed', host: host.name, step, phase, code, text: explain(error) });
    },
    close: async () => {
      await Promise.all(
        [...hosts.values()].map(async ({ session }) => {
          if (session.lease() !== undefined) await session.releaseLease().catch(() => {});
          session.close();
        }),
      );
      hosts.clear();
    },
    abandon: () => {
      for (const { session } of hosts.values()) session.close();
      hosts.clear();
    },
  };
}

function createHost(
  deps: RolloutDeps,
  plan: Plan,
  context: ExecuteContext,
  leave: Promise<never>,
  name: string,
): OneHost {
  const hostPlan = plan.hosts[name];
  if (!hostPlan) throw new Error(`the plan has no host ${name}`);
  const session = deps.fleet.planned(name, hostPlan, context.run().id);
  let seen: HostState | undefined;

  const host: OneHost = {
    name,
    plan: hostPlan,
    session,
    progress: () => context.run().hosts[name] ?? pending,

    step: async (phase, step, work) => {
      await context.record({ type: 'step-started', host: name, step, phase });
      const before = await session.connection().then((made) => made.bytesSent());
      await Promise.race([work(), leave]);
      const after = await session.connection().then(
        (made) => made.bytesSent(),
        () => before,
      );
      await context.record({ type: 'step-ended', host: name, step, phase, bytesSent: Math.max(0, after - before) });
    },

    act: async (phase, step, { part, what, ...call }) => {
      const record = () =>
        [`${phase}-${step}`, session.lease() ?? 0, part].filter((word) => word !== undefined).join('.');
      const outcome = await session.step({ ...call, name: record() }).catch(async (error: unknown) => {
        if (!(error instanceof OpsError) || error.code !== 'lease-expired') throw error;
        // The host was restarted, or out of reach for long: refused, the step was not begun.
        await host.takeOver();
        return session.step({ ...call, name: record() });
      });
      if (outcome.code !== 0) throw failedStep(name, plan.app, step, what, call, outcome);
      return outcome.output;
    },

    seen: async (again) => {
      if (!seen || again) seen = await session.probe();
      return seen;
    },

    specOf: async (release) => {
      const found = (await host.seen()).releases.find((one) => one.name === release.name);
      if (!found || found.seal !== release.seal) throw sealBroken(name, release.name);
      return JSON.parse(found.spec) as ReleaseSpec;
    },

    ensureLease: async () => {
      if (session.lease() === undefined) await host.takeOver();
    },

    takeOver: async () => {
      await session.prepare();
      await settle(session, deps.clock, await session.takeLease('again'));
    },
  };
  return host;
}

/** A hook may take long: when the bot stops it gets this much longer, then goes on without the bot. */
const patience = 10_000;

async function leaving(clock: Clock, stopping: AbortSignal): Promise<never> {
  if (!stopping.aborted) await new Promise((resolve) => stopping.addEventListener('abort', resolve, { once: true }));
  await clock.sleep(patience);
  throw new Leaving('the bot is stopping');
}

const pending: HostProgress = { state: 'pending', phase: 'forward', done: { forward: [], undo: [] } };

function sealBroken(host: string, release: string): OpsError {
  return new OpsError('tree-altered', {
    en: `${host}: the stored description of release ${release} is gone or was altered, so its hooks are not run. Look at .changeops/releases/${release} there.`,
    zh: `${host}：发布 ${release} 的描述文件缺失或被改动，不会执行其钩子。请检查该主机上的 .changeops/releases/${release}。`,
  });
}
