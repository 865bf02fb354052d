import type { Text } from '../text.ts';
import type { Attempt, Refusal } from './approvals.ts';
import { refuseApproval, refuseRejection, refuseRevocation } from './approvals.ts';
import { askedFor } from './asking.ts';
import { enqueue } from './carry-out.ts';
import type { Engine } from './engine.ts';
import { missingOf } from './policies.ts';
import { refused } from './rights.ts';
import { noRun, stoppingText } from './texts.ts';
import type { Answer, Run } from './types.ts';

/** What was clicked, and by whom. */
interface Click {
  readonly id: string;
  readonly digest: string;
  readonly by: string;
}

/** One approval; the run is queued once, when the last one needed is in. */
export function approve(engine: Engine, click: Click): Promise<Answer> {
  return decide(engine, click, 'approve', (run, attempt) => refuseApproval(run, attempt, engine.settings.current()), {
    take: async (run) => {
      const approvals = [...run.approvals, { by: click.by, at: engine.clock.now(), digest: click.digest }];
      const missing = missingOf({ ...run, approvals }, engine.settings.current());
      const approved = engine.ledger.record(run.id, { type: 'approved', by: click.by, digest: click.digest });
      const queued = missing.count === 0 ? engine.ledger.record(run.id, { type: 'queued' }) : undefined;
      await Promise.all([approved, queued]);
      if (queued) enqueue(engine, run.id);
      return approvedText(run, missing);
    },
  });
}

/** One rejection ends the run. */
export function reject(engine: Engine, click: Click, reason?: string): Promise<Answer> {
  return decide(engine, click, 'reject', (run, attempt) => refuseRejection(run, attempt, engine.settings.current()), {
    take: async (run) => {
      await engine.ledger.record(run.id, { type: 'rejected', by: click.by, reason });
      engine.jobs.abort(run.id);
      return { en: `You rejected ${run.id}; it is over.`, zh: `你已拒绝 ${run.id}，该任务已结束。` };
    },
  });
}

/** Takes an approval back; a run that was queued by it asks again. */
export function revoke(engine: Engine, click: Click): Promise<Answer> {
  return decide(engine, click, 'revoke', refuseRevocation, {
    take: async (run) => {
      const revoked = engine.ledger.record(run.id, { type: 'revoked', by: click.by });
      const asked =
        run.state === 'queued' ? engine.ledger.record(run.id, askedFor(engine, run.id, { why: takenBack })) : undefined;
      await Promise.all([revoked, asked]);
      if (asked) engine.jobs.abort(run.id);
      return { en: `Your approval of ${run.id} is taken back.`, zh: `你对 ${run.id} 的审批已撤回。` };
    },
  });
}

/** Decisions on one run are taken one after another, each by the state that the one before left. */
async function decide(
  engine: Engine,
  { id, digest, by }: Click,
  what: string,
  refuse: (run: Run, attempt: Attempt) => Refusal | undefined,
  { take }: { take: (run: Run) => Promise<Text> },
): Promise<Answer> {
  const person = await engine.people.find(by);
  return engine.serial(id, async () => {
    const run = await engine.store.get(id);
    if (!run) return { ok: false, text: noRun(id) };
    if (engine.stopping.aborted) return { ok: false, text: stoppingText, run };
    const refusal = refuse(run, { person, digest, now: engine.clock.now() });
    if (refusal) return { ok: false, text: (await refused(engine, by, `${what} ${id}`, refusal)).text, run };
    const text = await take(run);
    return { ok: true, text, run: await engine.store.get(id) };
  });
}

const takenBack: Text = {
  en: 'An approval was taken back before it started.',
  zh: '启动前有审批被撤回。',
};

function approvedText(run: Run, { count, groups }: { count: number; groups: readonly string[] }): Text {
  if (count === 0) return { en: `Approved; ${run.id} is queued.`, zh: `已审批，${run.id} 进入队列。` };
  return {
    en: `Approved; ${count} more of ${groups.join(', ')} must approve ${run.id}.`,
    zh: `已审批；${run.id} 还需 ${groups.join('、')} 中的 ${count} 人审批。`,
  };
}
