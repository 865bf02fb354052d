import { explain, OpsError } from '../errors.ts';
import type { Text } from '../text.ts';
import { ask } from './asking.ts';
import { digestOf } from './digest.ts';
import type { Engine } from './engine.ts';
import { activeRun } from './engine.ts';
import { patiently } from './patiently.ts';
import type { Plan } from './plan.ts';
import { commandOf, environmentsUnder } from './policies.ts';
import { refuseCommand, refused } from './rights.ts';
import { refusePlannedTwin } from './twins.ts';

interface Planned {
  readonly plan: Plan;
  /** What approvers should know beside it. */
  readonly warnings: readonly Text[];
}

/** What a run that was being planned when the bot stopped ends with. */
export const stoppedWhilePlanning: Text = {
  en: 'The bot stopped while planning this; nothing was touched. Ask again.',
  zh: '机器人在生成计划时停止，未进行任何改动。请重新申请。',
};

/**
 * Plans a requested run and asks for approval; what speaks against it ends the run as `refused`, saying why.
 * `enqueue` is told of a run that nobody need agree to.
 */
export async function prepare(
  engine: Engine,
  id: string,
  enqueue: (id: string) => void,
  signal: AbortSignal,
): Promise<void> {
  try {
    const planned = await makePlan(engine, id, signal);
    const state = await patiently(engine, () => settle(engine, id, planned));
    if (state === 'queued') enqueue(id);
  } catch (error) {
    if (signal.aborted && !engine.stopping.aborted) return;
    const why = signal.aborted ? stoppedWhilePlanning : explain(error);
    if (!signal.aborted && !(error instanceof OpsError)) engine.log.error({ err: error, run: id }, 'planning failed');
    await patiently(engine, () => refuse(engine, id, why));
  }
}

async function makePlan(engine: Engine, id: string, signal: AbortSignal): Promise<Planned> {
  const release = await engine.planning.take(signal);
  try {
    const run = activeRun(engine, id);
    const warnings: Text[] = [];
    const plan = await engine.kinds[run.kind].plan(run, { signal, warn: (text) => warnings.push(text) });
    return { plan, warnings };
  } finally {
    release();
  }
}

/** Records the plan unless the run was cancelled meanwhile, or the hosts it is about are not the requester's to change. */
async function settle(engine: Engine, id: string, { plan, warnings }: Planned) {
  const { app, environment } = plan;
  await demandAll(engine, id, plan);
  return engine.serial(`${app}@${environment}`, () =>
    engine.serial(id, async () => {
      const run = activeRun(engine, id);
      if (run.state === 'preparing') {
        refusePlannedTwin(engine.store.active(), run, plan.version);
        for (const text of warnings) await engine.ledger.record(id, { type: 'warned', text });
        await engine.ledger.record(id, { type: 'planned', plan, digest: digestOf(plan) });
      }
      return activeRun(engine, id).state === 'planned' ? ask(engine, id) : undefined;
    }),
  );
}

/** The right was checked for the environment named; the hosts may belong to others as well. */
async function demandAll(engine: Engine, id: string, plan: Plan): Promise<void> {
  const run = activeRun(engine, id);
  const person = await engine.people.find(run.requester);
  const settings = engine.settings.current();
  const command = commandOf(run.kind, run.request);
  const refusal = refuseCommand(settings, person, command, environmentsUnder({ ...run, plan }, settings));
  if (refusal) throw await refused(engine, run.requester, `${command} ${plan.app} ${plan.environment}`, refusal);
}

async function refuse(engine: Engine, id: string, why: Text): Promise<void> {
  await engine.serial(id, async () => {
    const state = engine.store.peek(id)?.state;
    if (state === 'preparing' || state === 'planned') {
      await engine.ledger.record(id, { type: 'ended', state: 'refused', why });
    }
  });
}
