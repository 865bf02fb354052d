import { isDeepStrictEqual } from 'node:util';
import { OpsError } from '../errors.ts';
import { stateText } from './texts.ts';
import type { Run, RunRequest } from './types.ts';

/** Errors `asked-already` where the same was asked for and is not over: same kind, app, environment, hosts and version. */
export function refuseTwin(active: readonly Run[], kind: Run['kind'], request: RunRequest): void {
  const twin = active.find((run) => sameAim(run, kind, request) && sameVersion(run, request));
  if (twin) throw askedAlready(twin);
}

/** As `refuseTwin`, when the version is known: of two that were asked for without one, the later planned is refused. */
export function refusePlannedTwin(active: readonly Run[], run: Run, version: string): void {
  const others = active.filter((other) => other.id !== run.id && sameAim(other, run.kind, run.request));
  const twin = others.find((other) => other.plan?.version === version);
  if (twin) throw askedAlready(twin);
}

function sameAim(run: Run, kind: Run['kind'], { app, environment, on, how, push }: RunRequest): boolean {
  const { request } = run;
  const where = request.app === app && request.environment === environment && request.on === on;
  return run.kind === kind && where && request.how === how && isDeepStrictEqual(request.push, push);
}

function sameVersion(run: Run, { version }: RunRequest): boolean {
  if (version === undefined) return run.request.version === undefined && run.plan === undefined;
  return version === run.request.version || version === run.plan?.version;
}

function askedAlready(twin: Run): OpsError {
  const state = stateText(twin.state);
  const { app, environment } = twin.request;
  return new OpsError('asked-already', {
    en: `The same was asked for already: run ${twin.id} of ${app} in ${environment} is ${state.en}. Follow that one, or cancel it first: /ops cancel ${twin.id}.`,
    zh: `相同的请求已存在：${environment} 中 ${app} 的任务 ${twin.id} 当前为“${state.zh}”。请关注该任务，或先将其取消：/ops cancel ${twin.id}。`,
  });
}
