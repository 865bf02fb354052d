import { OpsError } from '../errors.ts';
import type { Text } from '../text.ts';
import type { RunStore } from './store.ts';
import { stateText } from './texts.ts';
import { isFinal } from './transitions.ts';
import type { Run, RunRequest } from './types.ts';

/** What Undo or Continue of an interrupted run asks for; reason, ticket and urgency are those of that run. */
export function followRequest(run: Run, how: 'undo' | 'continue'): RunRequest {
  const version = run.kind === 'deploy' ? (run.plan?.version ?? run.request.version) : run.request.version;
  return { ...run.request, version, follows: run.id, how };
}

/**
 * Checks that an interrupted run may be followed now. Errors: `run-unknown`, `not-interrupted`, `followed-already`
 * while another Undo or Continue of it is not over, `overtaken` when something else has run there since.
 */
export async function checkFollows(store: RunStore, follows: string): Promise<Run> {
  const run = await store.get(follows);
  if (!run) throw unknown(follows);
  if (run.state !== 'interrupted') throw notInterrupted(run);
  const others = store.rows({ app: run.request.app }).filter((row) => row.id !== run.id);
  const open = others.find((row) => row.follows === run.id && !isFinal(row.state));
  if (open) throw followedAlready(run, open.id);
  for (const row of others) {
    if (!isSince(row, run)) continue;
    const isThere = row.environment === run.request.environment || sharesHosts(run, await store.get(row.id));
    if (isThere) throw overtaken(run, row.id);
  }
  return run;
}

/** What took care of it and did not get there leaves it to be taken care of. */
function isSince(row: Row, run: Run): boolean {
  if (row.startedAt === undefined || row.startedAt < (run.endedAt ?? 0)) return false;
  return row.follows !== run.id || row.state === 'succeeded' || row.state === 'partly-succeeded';
}

type Row = ReturnType<RunStore['rows']>[number];

/** What is asked for in one environment may touch hosts of others as well. */
function sharesHosts(run: Run, other: Run | undefined): boolean {
  return Object.keys(other?.hosts ?? {}).some((name) => Object.hasOwn(run.hosts, name));
}

function unknown(id: string): OpsError {
  return new OpsError('run-unknown', {
    en: `There is no run ${id} to undo or continue. /ops runs lists them.`,
    zh: `没有可撤销或继续的任务 ${id}。可用 /ops runs 查看。`,
  });
}

function notInterrupted(run: Run): OpsError {
  const state = stateText(run.state);
  return new OpsError('not-interrupted', {
    en: `${run.id} is ${state.en}; Undo and Continue are for interrupted runs, and for canaries that wait.`,
    zh: `${run.id} 当前为“${state.zh}”；撤销与继续仅适用于已中断的任务和等待中的金丝雀。`,
  });
}

function followedAlready(run: Run, other: string): OpsError {
  return new OpsError('followed-already', {
    en: `Run ${other} takes care of ${run.id} already. Follow that one, or cancel it first: /ops cancel ${other}.`,
    zh: `任务 ${other} 已在处理 ${run.id}。请关注该任务，或先取消：/ops cancel ${other}。`,
  });
}

function overtaken(run: Run, other: string): OpsError {
  return new OpsError('overtaken', {
    en: `Run ${other} has changed ${run.request.app} in ${run.request.environment} since ${run.id} was interrupted, so undoing or continuing that would bring back an old state. Use ${instead(run).en}.`,
    zh: `${run.id} 中断之后，任务 ${other} 已更改 ${run.request.environment} 中的 ${run.request.app}，此时撤销或继续会恢复旧状态。请使用 ${instead(run).zh}。`,
  });
}

function instead({ kind }: Run): Text {
  const [one, other] = kind === 'push' ? ['/rollback config', '/config push'] : ['/rollback', '/deploy'];
  return { en: `${one} or ${other}`, zh: `${one} 或 ${other}` };
}
