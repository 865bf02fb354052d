import { type ChildProcess, spawn } from 'node:child_process';
import { OpsError } from '../errors.ts';
import { type Clock, systemClock } from './clock.ts';
import { feed, type ProcessInput, taking } from './process-streams.ts';

interface ProcessOptions {
  readonly cwd: string;
  /** The whole environment: nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  /** Milliseconds until the program and all it started are ended. */
  readonly timeout: number;
  /** Aborting ends the program and all it started; the call then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  readonly onOutput?: (chunk: Buffer) => void;
  /** Takes stdout, which then is not part of the output; the program waits while a promise it gave is open. */
  readonly onStdout?: (chunk: Buffer) => void | Promise<void>;
  /** What the program reads as its input; none without it. A program that does not read all of it is no error. */
  readonly input?: ProcessInput;
  /** Called with the process id once the program runs. */
  readonly onStart?: (pid: number) => void;
  /** Milliseconds between asking to end and killing; default 2,000, 0 kills at once. */
  readonly grace?: number;
  /** Bytes of output kept (the end is kept); default 64 KiB. */
  readonly keep?: number;
  readonly clock?: Clock;
}

interface ProcessResult {
  /** The exit code; null when a signal ended it. */
  readonly code: number | null;
  readonly signal?: string;
  /** The end of stdout and stderr together, in the order they came. */
  readonly output: string;
  /** True when it was ended because `timeout` had passed. */
  readonly late: boolean;
}

type Command = string | readonly [string, ...string[]];

/** Between asking a process group to end and killing it, and for output still open after that; milliseconds. */
const usualGrace = 2_000;

/**
 * Runs a program (an argument array) or a command line (a string: `/bin/sh -c`, on Windows cmd) without a terminal.
 * What it leaves running in its process group when it ends is killed. A code other than 0 is a result, not an error.
 * Errors: OpsError `tool-missing` where the program or `cwd` is not there; what `onStdout` or `input` throws, after
 * the program was ended.
 */
export function runProcess(command: Command, options: ProcessOptions): Promise<ProcessResult> {
  if (options.signal?.aborted) return Promise.reject(options.signal.reason);
  const clock = options.clock ?? systemClock();
  const tail = createTail(options.keep ?? 64 * 1024);
  const child = start(command, options);
  let late = false;
  const stopping = new AbortController();
  const end = () => endGroup(child, stopping.signal, options.grace ?? usualGrace);
  const cancelDeadline = clock.after(options.timeout, () => {
    late = true;
    end();
  });
  options.signal?.addEventListener('abort', end, { once: true });
  const listen = (chunk: Buffer) => {
    tail.add(chunk);
    options.onOutput?.(chunk);
  };
  const failures: unknown[] = [];
  const fail = (error: unknown) => {
    failures.push(error);
    end();
  };
  const taken = options.onStdout ? taking(child.stdout, options.onStdout) : undefined;
  if (!taken) child.stdout?.on('data', listen);
  child.stderr?.on('data', listen);
  feed(child.stdin, options.input).catch(fail);
  if (child.pid !== undefined) options.onStart?.(child.pid);
  return Promise.all([ended(child, taken?.busy), taken?.done.catch(fail)])
    .then(([{ code, signal }]) => {
      if (options.signal?.aborted) throw options.signal.reason;
      if (failures.length > 0) throw failures[0];
      return { code, ...(signal ? { signal } : {}), output: tail.text(), late };
    })
    .catch((error: unknown) => {
      throw missing(error) ? toolMissing(command, options.cwd, error) : error;
    })
    .finally(() => {
      cancelDeadline();
      stopping.abort();
      options.signal?.removeEventListener('abort', end);
    });
}

function start(command: Command, { cwd, env, input }: ProcessOptions): ChildProcess {
  const common = {
    cwd,
    env: { ...env },
    stdio: [input ? 'pipe' : 'ignore', 'pipe', 'pipe'] as ('ignore' | 'pipe')[],
    detached: process.platform !== 'win32',
    windowsHide: true,
  };
  if (typeof command === 'string') return spawn(command, { ...common, shell: true });
  const [program, ...rest] = command;
  return spawn(program, rest, common);
}

/** Resolves once the program has ended and its output is closed; a stray process that holds it open is cut off. */
function ended(
  child: ChildProcess,
  busy: () => boolean = () => false,
): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
  return new Promise((resolve, reject) => {
    let cut: NodeJS.Timeout | undefined;
    child.once('error', reject);
    child.once('exit', () => {
      killGroup(child, 'SIGKILL');
      cut = setInterval(() => {
        if (busy()) return;
        child.stdout?.destroy();
        child.stderr?.destroy();
      }, usualGrace);
    });
    child.once('close', (code, signal) => {
      clearInterval(cut);
      resolve({ code, signal });
    });
  });
}

function endGroup(child: ChildProcess, over: AbortSignal, grace: number): void {
  killGroup(child, grace === 0 ? 'SIGKILL' : 'SIGTERM');
  if (grace === 0) return;
  const timer = setTimeout(() => killGroup(child, 'SIGKILL'), grace);
  over.addEventListener('abort', () => clearTimeout(timer), { once: true });
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    if (child.exitCode === null) spawn('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group has ended already.
  }
}

function createTail(keep: number) {
  let chunks: Buffer[] = [];
  let held = 0;
  return {
    add(chunk: Buffer): void {
      chunks.push(chunk);
      held += chunk.length;
      if (held < keep * 2 && chunks.length < 1024) return;
      chunks = [Buffer.concat(chunks).subarray(-keep)];
      held = chunks[0]?.length ?? 0;
    },
    text: () => Buffer.concat(chunks).subarray(-keep).toString('utf8'),
  };
}

function missing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function toolMissing(command: Command, cwd: string, cause: unknown): OpsError {
  const name = typeof command === 'string' ? 'sh' : command[0];
  return new OpsError(
    'tool-missing',
    {
      en: `Running ${name} in ${cwd}: the program or the folder is not there. Install it, or correct PATH.`,
      zh: `在 ${cwd} 中运行 ${name}：找不到该程序或该目录。请安装它，或修正 PATH。`,
    },
    { cause },
  );
}
