import type { Person } from '../access/people.ts';
import { unfit } from './approvals.ts';
import type { Engine } from './engine.ts';
import { commandOf, environmentsUnder, isAsked, policiesOf } from './policies.ts';
import { refuseCommand, refused } from './rights.ts';
import { noRun, stateText } from './texts.ts';
import { isFinal } from './transitions.ts';
import type { Answer, Run } from './types.ts';

type CancelAnswer = Answer & { ask?: boolean };

/**
 * Cancels a run, in its turn. Before it starts it ends at once; once hosts are being touched `how` is needed (the
 * answer's `ask` says so), and the run ends at its next boundary. The requester may, and whoever may approve it or ask
 * for such a run there.
 */
export async function cancel(engine: Engine, id: string, by: string, how?: 'undo' | 'leave'): Promise<CancelAnswer> {
  const person = await engine.people.find(by);
  return engine.serial(id, async () => {
    const run = await engine.store.get(id);
    if (!run) return { ok: false, text: noRun(id) };
    const refusal = refuseCancel(engine, run, person);
    if (refusal) return { ok: false, text: (await refused(engine, by, `cancel ${id}`, refusal)).text, run };
    if (isFinal(run.state)) return over(run);
    if (run.cancel) return already(run);
    if (run.state === 'running' || run.state === 'waiting') return cancelRunning(engine, run, by, how);
    return cancelBefore(engine, run, by);
  });
}

function refuseCancel(engine: Engine, run: Run, person: Person) {
  const settings = engine.settings.current();
  const entitled = run.requester === person.id || isAsked(settings, policiesOf(run, settings), person.id);
  if (entitled) return unfit(person);
  return refuseCommand(settings, person, commandOf(run.kind, run.request), environmentsUnder(run, settings));
}

async function cancelBefore(engine: Engine, run: Run, by: string): Promise<CancelAnswer> {
  await Promise.all([
    engine.ledger.record(run.id, { type: 'cancel-requested', by, how: 'leave' }),
    engine.ledger.record(run.id, { type: 'ended', state: 'cancelled', why: untouched }),
  ]);
  engine.jobs.abort(run.id);
  const text = { en: `${run.id} is cancelled; nothing was touched.`, zh: `${run.id} 已取消，未进行任何改动。` };
  return { ok: true, text, run: await engine.store.get(run.id) };
}

async function cancelRunning(engine: Engine, run: Run, by: string, how?: 'undo' | 'leave'): Promise<CancelAnswer> {
  if (run.phase === 'undo') return { ok: false, text: beingUndone(run), run };
  if (!how) {
    const text = {
      en: `${run.id} is touching hosts already: bring back what it touched (undo), or leave the hosts as they are?`,
      zh: `${run.id} 已开始改动主机：撤销已做的改动（undo），还是保持现状（leave）？`,
    };
    return { ok: false, ask: true, text, run };
  }
  if (how === 'undo' && run.plan?.reversible === false) return { ok: false, text: irreversible(run), run };
  await engine.ledger.record(run.id, { type: 'cancel-requested', by, how });
  const text =
    how === 'undo'
      ? {
          en: `${run.id} stops at its next safe point and is undone.`,
          zh: `${run.id} 将在下一个安全点停止并撤销改动。`,
        }
      : {
          en: `${run.id} stops at its next safe point; hosts stay as they are.`,
          zh: `${run.id} 将在下一个安全点停止，主机保持现状。`,
        };
  return { ok: true, text, run: await engine.store.get(run.id) };
}

/** Why a run that was cancelled before it started is over. */
export const untouched = { en: 'Cancelled before anything was touched.', zh: '在进行任何改动之前被取消。' };

function beingUndone(run: Run) {
  return {
    en: `${run.id} is being undone already; it ends when its hosts are back.`,
    zh: `${run.id} 正在撤销，主机恢复后即结束。`,
  };
}

function irreversible({ id, request: { app } }: Run) {
  return {
    en: `${app} is marked reversible: false, so ${id} cannot be cancelled with undo. Cancel it and leave the hosts as they are: /ops cancel ${id} --hosts leave.`,
    zh: `${app} 标记为 reversible: false，${id} 不能以撤销方式取消。请取消并保持现状：/ops cancel ${id} --hosts leave。`,
  };
}

function over(run: Run): CancelAnswer {
  const state = stateText(run.state);
  const text = { en: `Too late: ${run.id} is ${state.en}.`, zh: `${run.id} 已结束（${state.zh}），无法取消。` };
  return { ok: false, text, run };
}

function already(run: Run): CancelAnswer {
  const text = { en: `${run.id} is being cancelled already.`, zh: `${run.id} 正在取消中。` };
  return { ok: false, text, run };
}
