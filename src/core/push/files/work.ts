import type { StepOutcome } from '../../agent/session.ts';
import { OpsError } from '../../errors.ts';
import type { HostWork, Recovered } from '../../rollout/types.ts';
import type { Step } from '../../runs/plan.ts';
import type { HostProgress } from '../../runs/types.ts';
import type { Text } from '../../text.ts';
import type { FilePush } from '../types.ts';
import { createFilesHost, type FilesHost, type FilesWorkOptions } from './host.ts';
import { type AbsentFile, type FileState, lookAtFiles, mayBePlaced, type PresentFile } from './look.ts';
import { checkRoom } from './room.ts';
import { backward, filesSteps, filesUndoSteps, forward } from './steps.ts';

/** What a push does to a server: its configs are put in place as files, all of them or none. */
export function filesWork(options: FilesWorkOptions, name: string): HostWork {
  const host = createFilesHost(options, name);
  const [ahead, back] = [new Map(Object.entries(forward)), new Map(Object.entries(backward))];
  const user = options.plan.hosts[name]?.become ?? options.plan.hosts[name]?.user ?? '';
  return {
    ...host,
    steps: filesSteps,
    undoSteps: filesUndoSteps,
    forward: (step) => (step === 'preflight' ? preflight(host, user) : done(ahead.get(step), step)(host)),
    backward: (step) => done(back.get(step), step)(host),
    recover: (progress) => recover(host, progress),
  };
}

/** Puts back what an interrupted push placed: its undo as a run of its own. */
export function undoneFiles(options: FilesWorkOptions, name: string): HostWork {
  const host = createFilesHost(options, name);
  const back = new Map(Object.entries(backward));
  return {
    ...host,
    steps: filesUndoSteps,
    undoSteps: [],
    forward: (step) => (step === 'preflight' ? host.begin() : done(back.get(step), step)(host)),
    backward: (step) => Promise.reject(new Error(`an undo is not undone: ${step}`)),
    // On the host, its steps are on record as those of an undo.
    recover: (progress) => recover(host, { ...progress, phase: 'undo' }),
  };
}

function done<T>(work: T | undefined, step: Step): T {
  if (work) return work;
  throw new Error(`a push of files has no step ${step}`);
}

/**
 * Reachable, its key, login, become, tools, what is there, whether it may be written to, space, the configs themselves,
 * and its lease, which is taken.
 */
async function preflight(host: FilesHost, user: string): Promise<void> {
  const states = await statesOn(host);
  const checked: Parameters<typeof checkRoom>[1][number][] = [];
  for (const [index, file] of host.files.entries()) {
    const state = mayBePlaced(host.name, user, file.path, states[index] as FileState);
    if (!isAsPlanned(file, state)) throw worldMoved(host, file);
    checked.push({ text: await host.text(file), state });
  }
  checkRoom(host.name, checked);
  await host.begin();
}

function isAsPlanned({ path, real = path, before }: FilePush, state: AbsentFile | PresentFile): boolean {
  return state.real === real && (state.state === 'file' ? state.hash : null) === before;
}

function statesOn(host: FilesHost): Promise<readonly FileState[]> {
  return lookAtFiles(
    host.session,
    host.files.map(({ path }) => path),
  );
}

/**
 * Of a step of several commands, those on record as done are not repeated: one that failed fails the step, one whose
 * end is not known leaves it in doubt, else it goes on with the next.
 */
async function recover(host: FilesHost, progress: HostProgress): Promise<Recovered> {
  const { phase, step } = progress;
  if (step !== 'reload') {
    return host.recover(progress, {
      again: (one, code) => again(one) || (phase === 'undo' && one === 'switch' && typeof code !== 'number'),
      doubt: (one, code) => doubt(host, one, code),
    });
  }
  const settled = await host.recover({ ...progress, step: undefined }, never);
  const records = [...(await host.session.records())].filter(([name]) => name.startsWith(`${phase}-reload.`));
  const open = records.map(([, code]) => code).filter((code) => code !== 0 && code !== 'refused');
  const unknown = open.find((code) => typeof code !== 'number');
  if (unknown !== undefined) return { step: 'in-doubt', text: await doubt(host, step, unknown) };
  const failed = open[0];
  return failed === undefined ? settled : { step: 'failed', error: reloadFailed(host, failed) };
}

/** Steps that only send or look. */
function again(step: Step): boolean {
  return step === 'transfer' || step === 'check' || step === 'verify' || step === 'prune';
}

const never = { again: () => false, doubt: () => Promise.reject(new Error('no step is asked about')) };

async function doubt(host: FilesHost, step: Step, code: StepOutcome['code']): Promise<Text> {
  const states = await statesOn(host);
  const isNew = (file: FilePush, index: number) => {
    const state = states[index];
    return state?.state === 'file' && state.hash === file.after;
  };
  const there = host.files.filter(isNew).map(({ path }) => path);
  return {
    en: `${host.name}: ${step} was under way and its end is not known (${code}). New there: ${there.join(', ') || 'no file'}; not verified by this run.`,
    zh: `${host.name}：步骤 ${step} 执行中，结果未知（${code}）。已是新内容的文件：${there.join('、') || '无'}，本次任务尚未验证。`,
  };
}

function reloadFailed(host: FilesHost, code: StepOutcome['code']): OpsError {
  return new OpsError('hook-failed', {
    en: `${host.name}: reload of ${host.subject} failed with code ${code}, while the bot was away. Its output is in .changeops/runs/${host.run} there.`,
    zh: `${host.name}：机器人离线期间，${host.subject} 的 reload 失败，退出码 ${code}。输出保存在该主机的 .changeops/runs/${host.run}。`,
  });
}

function worldMoved(host: FilesHost, { path, before }: FilePush): OpsError {
  const was = before === null ? { en: 'was not there', zh: '尚不存在' } : { en: 'had other content', zh: '内容不同' };
  return new OpsError('world-moved', {
    en: `${host.name}: ${path} ${was.en} when the plan was made; somebody changed it since. Nothing was touched there; look at it and ask for a new plan.`,
    zh: `${host.name}：计划生成时 ${path} ${was.zh}，此后被他人修改。该主机未做任何更改，请检查后重新申请。`,
  });
}
