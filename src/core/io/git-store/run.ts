import type { Clock } from '../clock.ts';
import { guardedEnvironment, guardedGit, noUserSettings, safeConfig } from '../git-guard.ts';
import { runProcess } from '../process.ts';
import type { ProcessInput } from '../process-streams.ts';
import { failed } from './failed.ts';

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
