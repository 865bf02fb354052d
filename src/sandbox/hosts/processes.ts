import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { OpsError } from '../../core/errors.ts';

/** The variable that everything started on a sandbox host carries; its value is the host's folder. */
export const marker = 'CHANGEOPS_SANDBOX_HOST';

interface Found {
  readonly pid: number;
  readonly parent: number;
  readonly marked: boolean;
  /** Whether it shows no environment at all, as a program does in the moment in which another takes its place. */
  readonly bare: boolean;
}

/**
 * The running processes that a host in `folder` started, by the mark in their environment, and their descendants.
 * From /proc on Linux, `ps` elsewhere. One that dropped its environment and whose parent is gone is not found.
 */
export async function processesOf(folder: string, platform: string = process.platform): Promise<readonly number[]> {
  return belonging(await look(folder, platform));
}

/** Kills all that a host in `folder` started and resolves when none of it runs; error `sandbox-not-ended` after 10 s. */
export async function killAllOf(folder: string): Promise<void> {
  let doubts = 0;
  for (let round = 0; round < 1000; round += 1) {
    const all = await look(folder, process.platform);
    const found = belonging(all);
    doubts = found.length === 0 ? doubts + 1 : 0;
    if (found.length === 0 && (doubts > 10 || !all.some((one) => one.bare))) return;
    for (const pid of found) kill(pid);
    await setTimeout(10);
  }
  throw new OpsError('sandbox-not-ended', {
    en: `Stopping the sandbox host in ${folder}: some of its processes do not end. See what they wait for with ps.`,
    zh: `停止沙箱主机 ${folder}：其部分进程无法结束。请用 ps 查看它们在等待什么。`,
  });
}

function look(folder: string, platform: string): Promise<readonly Found[]> {
  const mark = `${marker}=${folder}`;
  return platform === 'linux' ? fromProc(mark) : fromPs(mark);
}

function belonging(all: readonly Found[]): readonly number[] {
  const known = new Set(all.filter((one) => one.marked).map((one) => one.pid));
  for (let before = -1; before !== known.size; ) {
    before = known.size;
    for (const one of all) if (known.has(one.parent)) known.add(one.pid);
  }
  known.delete(process.pid);
  return [...known];
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}

async function fromProc(mark: string): Promise<readonly Found[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const found = await Promise.all(
    pids.map(async (pid) => {
      const [stat, environment] = await Promise.all([
        readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined),
        readFile(`/proc/${pid}/environ`, 'utf8').catch(() => undefined),
      ]);
      if (stat === undefined) return undefined;
      const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (state === 'Z') return undefined;
      // The kernel's own threads, children of process 2, never have one.
      const bare = environment === '' && pid !== 2 && parent !== '2';
      return { pid, parent: Number(parent), marked: environment?.split('\0').includes(mark) ?? false, bare };
    }),
  );
  return found.filter((one) => one !== undefined);
}

async function fromPs(mark: string): Promise<readonly Found[]> {
  const { stdout } = await promisify(execFile)('ps', ['axeww', '-o', 'pid=,ppid=,stat=,command='], {
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout.split('\n').flatMap((line) => {
    const [, pid, parent, state, rest = ''] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    if (!pid || state?.startsWith('Z')) return [];
    return [{ pid: Number(pid), parent: Number(parent), marked: ` ${rest} `.includes(` ${mark} `), bare: false }];
  });
}
