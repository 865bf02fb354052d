import { explain } from '../errors.ts';
import type { Step } from '../runs/plan.ts';
import type { Ending, Run } from '../runs/types.ts';
import { cancelled, finished, stopped, undone } from './endings.ts';
import { inParallel } from './parallel.ts';
import { preflightAll } from './preflight.ts';
import { createRollout } from './rollout.ts';
import { touched } from './touched.ts';
import { type Job, Leaving, type Rollout } from './types.ts';
import { undoAll } from './undo.ts';

/** Hosts of one batch that are worked on at the same time. */
const width = 20;

/** Does what is left of a job, batch by batch; also after a canary's wait and after a restart. */
export function executeJob(job: Job): Promise<Ending> {
  return carryOn(job, createRollout(job));
}

/** The same with a rollout that has looked at hosts and holds what it took there already. */
export async function carryOn(job: Job, rollout: Rollout): Promise<Ending> {
  try {
    if (rollout.run().phase === 'forward') await job.begin?.();
    const ending = await rollOut(rollout);
    await rollout.close();
    const { tidy } = job;
    await tidy?.work().catch(() => rollout.context.record({ type: 'warned', text: tidy.failed }));
    return ending;
  } catch (error) {
    rollout.abandon();
    if (error instanceof Leaving) return { state: 'leaving' };
    throw error;
  }
}

async function rollOut(rollout: Rollout): Promise<Ending> {
  if (rollout.run().phase === 'undo') return undo(rollout);
  if (rollout.run().cancel) return cancel(rollout);
  // While a canary waits its hosts may be another run's: they are looked at when it goes on.
  if (rollout.run().state !== 'waiting') await preflight(rollout);
  if (overLimit(rollout)) return fail(rollout);
  for (const [index, batch] of rollout.plan.batches.entries()) {
    if (index > 0 && rollout.plan.strategy.kind === 'canary') {
      const ending = await canary(rollout);
      if (ending) return ending;
    }
    if (batch.every((name) => ended(rollout, name))) continue;
    await runBatch(rollout, index, batch);
    if (rollout.run().cancel) return cancel(rollout);
    if (overLimit(rollout)) return fail(rollout);
  }
  return finish(rollout);
}

/** Every host that no step has begun on, so also those that waited for a canary. */
async function preflight(rollout: Rollout): Promise<void> {
  const names = rollout.plan.batches.flat().filter((name) => !begun(rollout, name));
  await preflightAll(rollout, names);
}

async function runBatch(rollout: Rollout, index: number, batch: readonly string[]): Promise<void> {
  await rollout.context.record({ type: 'batch-started', batch: index });
  const todo = batch.filter((name) => !ended(rollout, name));
  await inParallel(todo, width, (name) => runHost(rollout, name));
  if (rollout.context.stopping.aborted) throw new Leaving();
}

/** Takes one host through its steps, each a boundary at which the run may be cancelled or the bot may leave. */
async function runHost(rollout: Rollout, name: string): Promise<void> {
  const host = rollout.host(name);
  for (const step of host.work.steps) {
    if (host.progress().done.forward.includes(step)) continue;
    if (rollout.context.stopping.aborted || rollout.run().cancel) return;
    if (!touched(rollout.run(), name) && overLimit(rollout)) return;
    try {
      await host.work.ready();
      await host.step('forward', step, () => host.work.forward(step));
    } catch (error) {
      return rollout.failed(host, 'forward', step, error);
    }
  }
  await rollout.context.record({ type: 'host-ended', host: name, state: 'done' });
}

/** After the first batch a canary waits for a person, or for its time; hosts are free meanwhile. */
async function canary(rollout: Rollout): Promise<Ending | undefined> {
  const { strategy, batches } = rollout.plan;
  const left = batches
    .slice(1)
    .flat()
    .some((name) => !ended(rollout, name));
  if (!rollout.run().continuedBy && (left || rollout.run().state === 'waiting')) {
    const manual = strategy.continue === 'manual';
    const time = strategy.continue === 'manual' ? strategy.expires : strategy.continue;
    const until = rollout.run().state === 'waiting' ? rollout.run().expiresAt : undefined;
    await rollout.close();
    const answer = await rollout.context.wait(until ?? rollout.clock.now() + time, {
      timeMeans: manual ? 'expire' : 'continue',
    });
    if (answer === 'stopping') throw new Leaving();
    if (answer === 'cancelled') return cancel(rollout);
    if (answer === 'expired') return fail(rollout, expired);
    await preflight(rollout);
  }
  return overLimit(rollout) ? fail(rollout) : undefined;
}

const expired = {
  en: 'nobody continued the canary in time',
  zh: '金丝雀阶段到期前无人确认继续',
};

async function cancel(rollout: Rollout): Promise<Ending> {
  const { cancel } = rollout.run();
  await skipRest(rollout);
  if (cancel?.how === 'undo' && rollout.plan.reversible && anyTouched(rollout)) {
    await rollout.context.record({ type: 'undo-started', why: { en: 'cancelled', zh: '已取消' } });
    return undo(rollout);
  }
  await leaveHalfDone(rollout);
  return cancelled(rollout.run());
}

/** Too many hosts failed: undo what was touched, or stop, as the environment says. */
async function fail(rollout: Rollout, why = failures(rollout.run())): Promise<Ending> {
  await skipRest(rollout);
  const { strategy, reversible } = rollout.plan;
  if (strategy.onFailure === 'stop' || !reversible || !anyTouched(rollout)) return stopped(rollout.run(), why);
  await rollout.context.record({ type: 'undo-started', why });
  return undo(rollout);
}

async function undo(rollout: Rollout): Promise<Ending> {
  await undoAll(rollout, (run) => run.hosts);
  if (rollout.context.stopping.aborted) throw new Leaving();
  return undone(rollout.run());
}

/** All batches went through; hosts that were allowed to fail are brought back one by one, also after a restart. */
async function finish(rollout: Rollout): Promise<Ending> {
  const { strategy, reversible } = rollout.plan;
  const failed = rollout.plan.batches.flat().filter((name) => {
    const { state, phase } = rollout.host(name).progress();
    return state === 'failed' || phase === 'undo';
  });
  if (strategy.onFailure === 'undo' && reversible) {
    await undoAll(rollout, (run) => Object.fromEntries(failed.map((name) => [name, run.hosts[name]])));
    if (rollout.context.stopping.aborted) throw new Leaving();
  }
  return finished(rollout.run());
}

/** Hosts that were stopped between two steps are not what anybody planned: they are shown as failed. */
async function leaveHalfDone(rollout: Rollout): Promise<void> {
  for (const name of rollout.plan.batches.flat()) {
    const host = rollout.host(name);
    const { state, done } = host.progress();
    if (state !== 'working') continue;
    const last = done.forward.at(-1) ?? '-';
    const more = host.work.left?.() ?? { en: '', zh: '' };
    const text = {
      en: `${name}: left as it was when the run was cancelled, after ${last}.${more.en}`,
      zh: `${name}：执行取消时保持原状，已完成到 ${last}。${more.zh}`,
    };
    await rollout.context.record({ type: 'host-failed', host: name, phase: 'forward', code: 'cancelled', text });
  }
}

async function skipRest(rollout: Rollout): Promise<void> {
  for (const name of rollout.plan.batches.flat()) {
    const { state } = rollout.host(name).progress();
    const idle = state === 'pending' || (state === 'working' && !touched(rollout.run(), name));
    if (idle) await rollout.context.record({ type: 'host-ended', host: name, state: 'skipped' });
  }
}

function overLimit(rollout: Rollout): boolean {
  const failed = Object.values(rollout.run().hosts).filter((host) => host.state === 'failed');
  return failed.length > rollout.plan.strategy.maxFailures;
}

/** Nothing more is done forward there: not to a host that is being brought back either. */
function ended(rollout: Rollout, name: string): boolean {
  const { state, phase } = rollout.host(name).progress();
  return phase === 'undo' || ['done', 'failed', 'skipped'].includes(state);
}

function begun(rollout: Rollout, name: string): boolean {
  const progress = rollout.host(name).progress();
  const steps: readonly Step[] = [...progress.done.forward, ...(progress.step ? [progress.step] : [])];
  return ended(rollout, name) || steps.some((step) => step !== 'preflight');
}

function anyTouched(rollout: Rollout): boolean {
  return rollout.plan.batches.flat().some((name) => touched(rollout.run(), name));
}

function failures(run: Run) {
  const failed = Object.values(run.hosts).flatMap((host) => (host.error ? [host.error.text] : []));
  const first = failed[0] ?? explain(undefined);
  const more = failed.length - 1;
  return more > 0 ? { en: `${first.en} (and ${more} more)`, zh: `${first.zh}（另有 ${more} 台）` } : first;
}
