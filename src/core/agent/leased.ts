import { OpsError } from '../errors.ts';
import type { Clock } from '../io/clock.ts';
import type { HostWork, Recovered } from '../rollout/types.ts';
import type { CommonPlan, HostLogin, Step } from '../runs/plan.ts';
import type { ExecuteContext, HostProgress, Phase } from '../runs/types.ts';
import type { Text } from '../text.ts';
import { failedStep } from './failures.ts';
import type { Fleet } from './fleet.ts';
import type { HostSession, StepCall, StepOutcome } from './session.ts';
import { settle } from './settle.ts';

/** A host that a run works on under a lease, each step on record there: what any such work has in common. */
export interface Leased extends Omit<HostWork, 'steps' | 'undoSteps' | 'forward' | 'backward' | 'recover'> {
  readonly name: string;
  readonly session: HostSession;
  progress(): HostProgress;
  /** Runs a function of the host script as (part of) a step; what it printed at the end. Throws what went wrong. */
  act(
    phase: Phase,
    step: Step,
    call: Omit<StepCall, 'name'> & { readonly part?: string; readonly what?: string },
  ): Promise<string>;
  /** Takes the lease for the first time in this run, and waits for or ends what others left running there. */
  begin(): Promise<void>;
  recover(progress: HostProgress, how: HowRecovered): Promise<Recovered>;
}

interface HowRecovered {
  /** Whether a step that did not end well there may be begun anew. */
  again(step: Step, code: StepOutcome['code']): boolean;
  /** What there is to say of a step whose end is not known. */
  doubt(step: Step, code: StepOutcome['code']): Promise<Text>;
}

interface LeasedOptions {
  readonly fleet: Fleet;
  readonly clock: Clock;
  readonly plan: Pick<CommonPlan, 'app'>;
  readonly context: ExecuteContext;
  readonly name: string;
  readonly host: HostLogin & { readonly root: string };
}

/** Opens a host for a run; it is connected to at its first use. */
export function leased({ fleet, clock, plan, context, name, host }: LeasedOptions): Leased {
  const session = fleet.planned(name, host, context.run().id);
  const take = async (how: 'new' | 'again') => {
    await session.prepare();
    await settle(session, clock, await session.takeLease(how));
  };
  const takeOver = () => take('again');
  return {
    name,
    session,
    progress: () => context.run().hosts[name] ?? pending,
    begin: () => take('new'),
    takeOver,
    ready: async () => {
      if (session.lease() === undefined) await takeOver();
    },
    act: async (phase, step, { part, what, ...call }) => {
      const record = () =>
        [`${phase}-${step}`, session.lease() ?? 0, part].filter((word) => word !== undefined).join('.');
      const outcome = await session.step({ ...call, name: record() }).catch(async (error: unknown) => {
        if (!(error instanceof OpsError) || error.code !== 'lease-expired') throw error;
        // The host was restarted, or out of reach for long: refused, the step was not begun.
        await takeOver();
        return session.step({ ...call, name: record() });
      });
      if (outcome.code !== 0) throw failedStep(name, plan.app, step, what, call, outcome);
      return outcome.output;
    },
    recover: async ({ phase, step }, how) => {
      await takeOver();
      if (step === undefined) return { step: 'again' };
      const code = endOf(await session.records(), `${phase}-${step}.`);
      if (code === 0 && step !== 'verify') return { step: 'ended' };
      if (code === 'absent' || code === 'refused' || how.again(step, code)) return { step: 'again' };
      if (typeof code !== 'number') return { step: 'in-doubt', text: await how.doubt(step, code) };
      const outcome = { code, output: '' };
      return { step: 'failed', error: failedStep(name, plan.app, step, undefined, { timeout: 0 }, outcome) };
    },
    bytesSent: async () => (await session.connection()).bytesSent(),
    release: async () => {
      if (session.lease() !== undefined) await session.releaseLease().catch(() => {});
      session.close();
    },
    abandon: () => session.close(),
  };
}

const pending: HostProgress = { state: 'pending', phase: 'forward', done: { forward: [], undo: [] } };

/** What the host has on record of a step, under whichever lease it was started. */
function endOf(records: ReadonlyMap<string, StepOutcome['code']>, prefix: string): StepOutcome['code'] {
  const codes = [...records].filter(([name]) => name.startsWith(prefix)).map(([, code]) => code);
  if (codes.includes(0)) return 0;
  return codes.find((code) => code !== 'starting' && code !== 'absent') ?? 'absent';
}
