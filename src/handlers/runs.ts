import { OpsError } from '../core/errors.ts';
import type { Run, RunRequest } from '../core/runs/types.ts';
import type { Language } from '../core/text.ts';
import type { Message, Reply, Request } from './define.ts';
import type { Deps } from './deps.ts';
import { accepted, wouldCancel } from './views/accepted.ts';
import { answered, ephemeral } from './views/notice.ts';
import { dryRun } from './views/plan.ts';

/** Asks for a run, or shows its plan with `dryRun`; the run's card answers the channel. */
export async function ask(
  kind: Run['kind'],
  { dryRun: dry, ...wanted }: RunRequest & { readonly dryRun: boolean },
  about: Request,
  deps: Deps,
): Promise<Reply> {
  const { user, channel, language } = about;
  if (dry) return ephemeral(dryRun(await deps.runs.preview(kind, cleaned(wanted), user), language));
  return ephemeral(acceptedIn(await request(kind, wanted, about, deps), channel, language, deps));
}

/** Records what somebody asks for. Errors: those of `Runs.request`. */
export function request(
  kind: Run['kind'],
  wanted: RunRequest,
  { user, channel }: Pick<Request, 'user' | 'channel'>,
  deps: Deps,
): Promise<Run> {
  return deps.runs.request(kind, cleaned(wanted), user, channel);
}

/** That a run is on its way, and in which channel its card appears. */
export function acceptedIn(run: Run, channel: string, language: Language, { settings }: Deps): Message {
  const place = settings.current().environments[run.request.environment]?.channel ?? channel;
  return accepted(run, place, language, settings.problems());
}

function cleaned(wanted: RunRequest): RunRequest {
  return { ...present(wanted), app: wanted.app, environment: wanted.environment };
}

/** Cancels a run as `/ops cancel` asks; says what to type where it must be told what becomes of touched hosts. */
export async function cancelByCommand(
  about: { readonly id: string; readonly hosts?: 'undo' | 'leave'; readonly dryRun: boolean },
  { user, language }: Request,
  deps: Deps,
): Promise<Reply> {
  const { id } = about;
  if (about.dryRun) return ephemeral(wouldCancel(await runNamed(id, deps), language));
  const answer = await deps.runs.cancel(id, user, about.hosts);
  if (!answer.ask) return answered(answer, language);
  const command = `/${deps.prefix}ops cancel ${id} --hosts`;
  throw new OpsError('cancel-how', {
    en: `Run ${id} has touched hosts already. Say what becomes of them: ${command} undo, or ${command} leave.`,
    zh: `任务 ${id} 已变更部分主机，请指明如何处理：${command} undo（撤销）或 ${command} leave（保持现状）。`,
  });
}

/** The run with this id. Errors: `run-unknown`. */
export async function runNamed(id: string, deps: Pick<Deps, 'runs'>): Promise<Run> {
  const run = await deps.runs.get(id);
  if (run) return run;
  throw new OpsError('run-unknown', {
    en: `There is no run ${id}. /ops runs lists the newest ones.`,
    zh: `没有编号为 ${id} 的任务。用 /ops runs 查看最近的任务。`,
  });
}

function present<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== false),
  ) as Partial<T>;
}
