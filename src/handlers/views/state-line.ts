import type { Run } from '../../core/runs/types.ts';
import { bar, duration } from './figures.ts';
import { batchName } from './host-lines.ts';
import { code, moment, people, person, type Say } from './kit.ts';
import { isFinal, stateWords } from './words.ts';

/** Whose approval a run still needs. */
export interface Missing {
  readonly count: number;
  readonly groups: readonly string[];
}

/** What a run waits for by its own plan, where nobody says better (Runs.missing knows of changes since). */
export function missingOf(run: Run): Missing {
  const policy = run.plan?.policy;
  const given = run.approvals.filter(({ digest }) => digest === run.digest).length;
  return { count: Math.max(0, (policy?.required ?? 0) - given), groups: policy?.from ?? [] };
}

/** Where a run stands, in mrkdwn lines: its state with what it waits for, and a bar while hosts are being touched. */
export function stateLines(run: Run, say: Say, now: number, missing: Missing): readonly string[] {
  const words = stateWords[run.state];
  const state = `${words.sign} *${say(words.en, words.zh)}*`;
  return [[state, ...detail(run, say, now, missing)].join(' · '), ...progress(run, say)];
}

/** Who decided what on a run. */
export function decisionLines(run: Run, say: Say): readonly string[] {
  const approved = run.approvals.map(({ by, at }) => `👍 ${person(by)} ${say('approved', '批准于')} ${moment(at)}`);
  const rejected = run.rejection
    ? [`👎 ${person(run.rejection.by)} ${say('rejected', '拒绝于')} ${moment(run.rejection.at)}`]
    : [];
  const continued = run.continuedBy ? [`▶️ ${continuation(run.continuedBy, say)}`] : [];
  const how =
    run.cancel?.how === 'undo'
      ? say('cancelled it, with undo', '取消了任务，并要求撤销')
      : say('cancelled it', '取消了任务');
  const cancelled = run.cancel ? [`🚫 ${person(run.cancel.by)} ${how}`] : [];
  return [...approved, ...rejected, ...continued, ...cancelled];
}

/** `clock` stands for a bake time that was over. */
function continuation(by: string, say: Say): string {
  return by === 'clock'
    ? say('went on by itself', '到时自动继续')
    : `${person(by)} ${say('continued it', '点击了继续')}`;
}

/** How long a run has been executing, in ms; undefined before it starts. */
export function elapsed(run: Run, now: number): number | undefined {
  return run.startedAt === undefined ? undefined : (run.endedAt ?? now) - run.startedAt;
}

function detail(run: Run, say: Say, now: number, missing: Missing): readonly string[] {
  const until =
    run.expiresAt === undefined ? [] : [say(`until ${moment(run.expiresAt)}`, `截止 ${moment(run.expiresAt)}`)];
  if (run.state === 'awaiting-approval') return [needs(missing, say), ...until];
  if (run.state === 'waiting') {
    const byHand = run.plan?.strategy.continue === 'manual';
    return [
      byHand ? say('press Continue or Cancel', '请点击“继续”或“取消”') : say('goes on by itself', '到时自动继续'),
      ...until,
    ];
  }
  const time = elapsed(run, now);
  const took = time === undefined ? [] : [duration(time, say)];
  if (run.state === 'running') {
    const batches = run.plan?.batches.length ?? 0;
    const undoing = run.phase === 'undo' ? [say('undoing', '正在撤销')] : [];
    const cancelling = run.cancel ? [say('it stops after the step under way', '当前步骤完成后停止')] : [];
    return [
      ...undoing,
      ...(batches > 1 && run.phase === 'forward' ? [batchName(run.batch, batches, say)] : []),
      ...took,
      ...cancelling,
    ];
  }
  return isFinal(run.state) ? took : [];
}

function needs({ count, groups }: Missing, say: Say): string {
  if (count === 0) return say('approved', '已批准');
  const from = groups.map((group) => code(group)).join(say(' or ', ' 或 '));
  return say(`${count} more of ${from}`, `还需 ${from} 中 ${count} 人批准`);
}

function progress(run: Run, say: Say): readonly string[] {
  if (run.state !== 'running' && run.state !== 'waiting') return [];
  const hosts = Object.values(run.hosts);
  const whole = run.plan?.batches.flat().length ?? hosts.length;
  const undo = run.phase === 'undo';
  const touched = undo ? hosts.filter((host) => host.state !== 'pending' && host.state !== 'skipped').length : whole;
  const ready = hosts.filter(({ state }) =>
    (undo ? ['undone', 'undo-failed'] : ['done', 'failed', 'skipped']).includes(state),
  ).length;
  return [`${bar(ready, touched)} ${say(`${ready} of ${touched} hosts`, `${ready}/${touched} 台主机`)}`];
}

/** Everybody who approved, as mentions; undefined where nobody did. */
export function approvers(run: Run, say: Say): string | undefined {
  return run.approvals.length === 0
    ? undefined
    : people(
        run.approvals.map(({ by }) => by),
        say,
      );
}
