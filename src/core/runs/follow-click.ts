import { OpsError } from '../errors.ts';
import type { Engine } from './engine.ts';
import { checkFollows, followRequest } from './follow.ts';
import { commandOn, environmentsUnder } from './policies.ts';
import { requestRun } from './request.ts';
import { demand } from './rights.ts';
import type { Answer } from './types.ts';

/** Undo or Continue of an interrupted run: a new run that follows it, also while its app is on hold there. */
export async function followClick(
  engine: Engine,
  { id, digest, by }: { id: string; digest: string; by: string },
  how: 'undo' | 'continue',
): Promise<Answer> {
  const run = await checkFollows(engine.store, id);
  await demand(engine, by, commandOn(run.kind), environmentsUnder(run, engine.settings.current()), `${how} ${id}`);
  if (run.digest !== digest) throw changed(id);
  const next = await requestRun(engine, run.kind, followRequest(run, how), by, run.channel);
  const text =
    how === 'undo'
      ? { en: `Run ${next.id} will undo what ${id} touched.`, zh: `任务 ${next.id} 将撤销 ${id} 的改动。` }
      : { en: `Run ${next.id} will carry ${id} to its end.`, zh: `任务 ${next.id} 将继续完成 ${id}。` };
  return { ok: true, text, run: next };
}

function changed(id: string): OpsError {
  return new OpsError('plan-changed', {
    en: `That message shows another plan than the one ${id} carried out; look at its newest card.`,
    zh: `该消息中的计划与 ${id} 实际执行的不同，请查看最新的卡片。`,
  });
}
