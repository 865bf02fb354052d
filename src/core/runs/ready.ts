import { explain } from '../errors.ts';
import type { Text } from '../text.ts';
import { ask, askedFor } from './asking.ts';
import { digestOf } from './digest.ts';
import type { Engine } from './engine.ts';
import { activeRun } from './engine.ts';
import type { Plan } from './plan.ts';
import type { Known } from './recheck.ts';
import { judge, lookAtPeople } from './recheck.ts';
import type { Run } from './types.ts';

/** What to do with a queued run: carry it out, begin again with its new plan, or leave it to what happened to it. */
type Ready = 'start' | 'again' | 'left';

/** Plans made anew without anybody being asked, before the run gives up on hosts that keep changing. */
const replans = 3;

/**
 * Looks at everything again just before a queued run executes: who asked and who approved, the policy of now, holds,
 * and the hosts. Puts on record what follows from it: `started`, asked again, or `refused`.
 */
export async function getReady(engine: Engine, id: string, attempt: number, signal: AbortSignal): Promise<Ready> {
  const run = activeRun(engine, id);
  const known = await lookAtPeople(engine, run, signal);
  if (!judge(engine, id, known).go) return inTurn(engine, id, () => start(engine, id, known));
  const moved = await engine.kinds[run.kind].moved(pinned(run), { signal });
  if (moved) return planAgain(engine, id, moved, attempt, signal);
  return inTurn(engine, id, () => start(engine, id, known));
}

/** Runs `work` in the run's turn if it is still queued then. */
function inTurn(engine: Engine, id: string, work: () => Promise<Ready>): Promise<Ready> {
  return engine.serial(id, async () => {
    const run = engine.store.peek(id);
    return run?.state === 'queued' && !run.cancel ? work() : 'left';
  });
}

async function start(engine: Engine, id: string, known: Known): Promise<Ready> {
  const verdict = judge(engine, id, known);
  if (verdict.go) {
    await engine.ledger.record(id, { type: 'started' });
    return 'start';
  }
  if ('refuse' in verdict) await engine.ledger.record(id, { type: 'ended', state: 'refused', why: verdict.refuse });
  else await engine.ledger.record(id, askedFor(engine, id, { why: verdict.askAgain, dropped: verdict.dropped }));
  return 'left';
}

/** The world has moved: the run is planned again and goes back to ask. */
async function planAgain(
  engine: Engine,
  id: string,
  moved: Text,
  attempt: number,
  signal: AbortSignal,
): Promise<Ready> {
  const run = activeRun(engine, id);
  const plan = await engine.kinds[run.kind].plan(pinned(run), { signal }).catch((error: unknown) => {
    if (signal.aborted) throw error;
    return { failed: explain(error) };
  });
  if ('failed' in plan) return refuse(engine, id, both(moved, plan.failed));
  if (attempt >= replans) return refuse(engine, id, keepsMoving(moved));
  return inTurn(engine, id, () => takePlan(engine, id, plan, moved));
}

async function takePlan(engine: Engine, id: string, plan: Plan, why: Text): Promise<Ready> {
  await engine.ledger.record(id, { type: 'planned', plan, digest: digestOf(plan) });
  return (await ask(engine, id, why)) === 'queued' ? 'again' : 'left';
}

function refuse(engine: Engine, id: string, why: Text): Promise<Ready> {
  return inTurn(engine, id, async () => {
    await engine.ledger.record(id, { type: 'ended', state: 'refused', why });
    return 'left';
  });
}

/** "The newest version" is the one that was planned and approved, also where a newer one has come since. */
function pinned(run: Run): Run {
  if (run.kind !== 'deploy' || !run.plan) return run;
  return { ...run, request: { ...run.request, version: run.plan.version } };
}

function both(moved: Text, failed: Text): Text {
  return {
    en: `The plan no longer holds: ${moved.en} Planning it again failed: ${failed.en}`,
    zh: `计划已不再成立：${moved.zh}重新生成计划失败：${failed.zh}`,
  };
}

function keepsMoving(moved: Text): Text {
  return {
    en: `The hosts kept changing while this was about to start, so it was given up. ${moved.en} Ask again when they are still.`,
    zh: `启动前主机状态持续变化，已放弃执行。${moved.zh}请在其稳定后重新申请。`,
  };
}
