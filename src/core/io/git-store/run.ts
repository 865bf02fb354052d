import { OpsError } from '../../errors.ts';
import type { Clock } from '../clock.ts';
import { guardedEnvironment, guardedGit, noUserSettings, safeConfig } from '../git-guard.ts';
import { runProcess } from '../process.ts';
import type { ProcessInput } from '../process-streams.ts';

export interface GitOptions {
  /** The bare repository's folder. */
  readonly folder: string;
  readonly clock: Clock;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds that one git command may take. */
  readonly timeout: number;
  /** Ends what is under way. */
  readonly signal: AbortSignal;
}

interface StreamOptions {
  readonly input?: ProcessInput;
  readonly onStdout?: (chunk: Buffer) => void | Promise<void>;
  /** Ends this command alone; its promise then resolves. */
  readonly enough?: AbortSignal;
  readonly timeout?: number;
  /** The exit code that says that there was nothing to print. */
  readonly nothing?: number;
}

/** Runs git on one repository; every argument that came from outside was checked before by guard.ts. */
export interface Git {
  /** What it printed. Errors: OpsError `git-failed`, `repository-locked`, `tool-missing`, or the signal's reason. */
  run(args: string[], timeout?: number): Promise<string>;
  /** With an input, or an output too long to hold. Errors as `run`. */
  stream(args: string[], options: StreamOptions): Promise<void>;
}

/** Makes no one else's settings count, waits for refs that are locked for a moment, and brings commits to disk. */
const environment = { ...noUserSettings, GIT_LITERAL_PATHSPECS: '1', LC_ALL: 'C.UTF-8' };
const config = [
  'core.quotePath=false',
  'core.fsync=committed,reference',
  'core.filesRefLockTimeout=5000',
  'core.packedRefsTimeout=5000',
  'core.logAllRefUpdates=false',
  'gc.writeCommitGraph=false',
  'log.showSignature=false',
];

export function createGit(options: GitOptions): Git {
  const { folder, clock, env, signal } = options;
  return {
    async run(args, timeout = options.timeout) {
      const deadline = new AbortController();
      const stop = clock.after(timeout, () => deadline.abort());
      const abort = AbortSignal.any([signal, deadline.signal]);
      try {
        return await guardedGit({ folder, abort, env, more: environment, config }).raw(args);
      } catch (error) {
        signal.throwIfAborted();
        const words = error instanceof Error ? error.message : String(error);
        throw failed(folder, args, deadline.signal.aborted ? { late: timeout } : { words });
      } finally {
        stop();
      }
    },
    async stream(args, { input, onStdout, enough, nothing = 0, timeout = options.timeout }) {
      const settings = [...safeConfig(folder), ...config].flatMap((one) => ['-c', one]);
      const ended = enough ? AbortSignal.any([signal, enough]) : signal;
      const work = runProcess(['git', ...settings, ...args], {
        cwd: folder,
        env: guardedEnvironment(folder, env, environment),
        timeout,
        signal: ended,
        clock,
        keep: 4096,
        ...(input ? { input } : {}),
        ...(onStdout ? { onStdout } : {}),
      });
      const result = await work.catch((error: unknown) => {
        if (enough?.aborted && !signal.aborted) return undefined;
        throw error;
      });
      if (!result || result.code === 0 || (result.code === nothing && result.output === '')) return;
      throw failed(folder, args, result.late ? { late: timeout } : { words: result.output || `${result.signal}` });
    },
  };
}

function failed(folder: string, args: readonly string[], how: { late: number } | { words: string }): OpsError {
  const what = `git ${args[0]}`;
  if ('late' in how) {
    return new OpsError('git-failed', {
      en: `In the configs (${folder}), ${what} took longer than ${how.late / 1000} s and was ended. Nothing was changed; try again.`,
      zh: `在配置库（${folder}）中，${what} 超过 ${how.late / 1000} 秒，已被终止。未做任何更改；请重试。`,
    });
  }
  const words = how.words.trim().slice(-1000);
  if (/\bspawn git ENOENT\b/.test(words)) return missing(folder);
  const locked = /(?:Unable to create|cannot lock ref|File exists)/i.test(words);
  return new OpsError(locked ? 'repository-locked' : 'git-failed', {
    en: `In the configs (${folder}), ${what} failed${locked ? ': another process holds the repository. Try again when it is done' : ''}. git says: ${words}`,
    zh: `在配置库（${folder}）中，${what} 失败${locked ? '：另一个进程正占用该仓库，请待其结束后重试' : ''}。git 输出：${words}`,
  });
}

function missing(folder: string): OpsError {
  return new OpsError('tool-missing', {
    en: `Opening the configs (${folder}): git is not installed, or not in PATH. Install git 2.36 or newer.`,
    zh: `打开配置库（${folder}）：未安装 git，或不在 PATH 中。请安装 git 2.36 或更新版本。`,
  });
}
