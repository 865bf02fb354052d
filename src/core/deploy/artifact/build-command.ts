import { join } from 'node:path';
import { OpsError } from '../../errors.ts';
import type { Clock } from '../../io/clock.ts';
import { makeFolder } from '../../io/files.ts';
import { runProcess } from '../../io/process.ts';
import type { App } from '../../settings/types.ts';
import type { Text } from '../../text.ts';
import { type Confinement, canConfine, confinedCommand, ownerOfThis } from './confine.ts';

type Environment = Readonly<Record<string, string | undefined>>;

interface BuildJob {
  readonly app: App;
  readonly build: NonNullable<App['build']>;
  readonly version: string;
  /** A private folder; the copy of the source is `source` in it. */
  readonly work: string;
  readonly confinement: Confinement;
  /** A path under DATA_DIR that is there. */
  readonly marker: string;
  readonly env: Environment;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  readonly warn: (text: Text) => void;
}

/** What every build gets of the bot's environment; on Windows its programs need more to start at all. */
const passed = ['PATH', 'LANG', 'LC_ALL', 'TZ'];
const passedOnWindows = ['SystemRoot', 'SystemDrive', 'ComSpec', 'PATHEXT', 'windir', 'PROCESSOR_ARCHITECTURE'];

/** 1980-01-01, the earliest time that zip files can hold: tools that honour it write the same archive every time. */
const sourceDateEpoch = '315532800';

/**
 * Runs an app's build command in the copy of its source. DATA_DIR, the user's SSH folder and agent, and what else is
 * named are out of its sight where Linux lets the bot arrange that; elsewhere `warn` says they are not. The network is
 * never closed. Error `build-failed`, with the last lines the build printed.
 */
export async function runBuild(job: BuildJob): Promise<void> {
  const { app, build, version, work, clock, signal } = job;
  const env = buildEnvironment(job);
  for (const folder of ['home', 'tmp']) await makeFolder(join(work, folder));
  const owner = ownerOfThis();
  const confined = await canConfine(job.confinement, work, job.marker, { env, clock, signal });
  if (!confined) job.warn(notConfined(app.name));
  const options = { env, clock, signal, timeout: build.timeout, keep: 16 * 1024 };
  const result =
    confined && owner
      ? await runProcess(confinedCommand(build.run, job.confinement, owner), { ...options, cwd: work })
      : await runProcess(build.run, { ...options, cwd: join(work, 'source') });
  if (result.code === 0 && !result.late) return;
  throw buildFailed(app, version, result, redacted(result.output, job));
}

function buildEnvironment({ app, build, version, work, env }: BuildJob): Record<string, string> {
  const names = [...passed, ...(process.platform === 'win32' ? passedOnWindows : []), ...build.env];
  const taken = names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]] as const]));
  const home = join(work, 'home');
  const temporary = join(work, 'tmp');
  return {
    ...Object.fromEntries(taken),
    HOME: home,
    TMPDIR: temporary,
    ...(process.platform === 'win32' ? { USERPROFILE: home, TEMP: temporary, TMP: temporary } : {}),
    CHANGEOPS_APP: app.name,
    CHANGEOPS_VERSION: version,
    SOURCE_DATE_EPOCH: sourceDateEpoch,
  };
}

/** The last lines, without the values of the variables the build was given by name: some are secrets. */
function redacted(output: string, { build, env }: BuildJob): string {
  const values = build.env.map((name) => env[name] ?? '').filter((value) => value.length >= 4);
  const clean = values.reduce((text, value) => text.replaceAll(value, '[redacted]'), output);
  return clean.trimEnd().split('\n').slice(-20).join('\n').slice(-2_000);
}

function buildFailed(
  app: App,
  version: string,
  result: { code: number | null; signal?: string; late: boolean },
  lines: string,
): OpsError {
  const seconds = (app.build?.timeout ?? 0) / 1000;
  const en = result.late ? `it took longer than ${seconds} s` : `it ended with ${result.code ?? result.signal}`;
  const zh = result.late ? `超过 ${seconds} 秒` : `以 ${result.code ?? result.signal} 结束`;
  return new OpsError('build-failed', {
    en: `Building ${app.name} ${version} with "${app.build?.run}" failed: ${en}. Correct the build and ask again. Its last lines:\n${lines || '(it printed nothing)'}`,
    zh: `构建 ${app.name} ${version}（"${app.build?.run}"）失败：${zh}。请修正构建后重试。最后的输出：\n${lines || '（没有输出）'}`,
  });
}

function notConfined(app: string): Text {
  return {
    en: `The build of ${app} ran with the bot's own rights: this system does not let the bot hide DATA_DIR and SSH keys from it.`,
    zh: `${app} 的构建以机器人自身的权限运行：本系统不允许机器人向其隐藏 DATA_DIR 和 SSH 密钥。`,
  };
}
