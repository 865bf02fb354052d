import { readFile } from 'node:fs/promises';

/** What tells one process from every other on the same machine. */
export interface ProcessMark {
  readonly pid: number;
  /** Clock ticks from boot to its start (Linux, field 22 of /proc/PID/stat), and which boot; absent elsewhere. */
  readonly started?: string;
  readonly boot?: string;
}

/** The mark of a running process. */
export async function markOf(pid: number): Promise<ProcessMark> {
  const [stat, boot] = await Promise.all([statOf(pid), bootId()]);
  return { pid, started: stat?.started, boot };
}

/** Whether the process that left this mark still runs. Without start times (not Linux) its number alone is looked at. */
export async function stillRuns(mark: ProcessMark): Promise<boolean> {
  if (mark.boot !== undefined && mark.boot !== (await bootId())) return false;
  if (!answers(mark.pid)) return false;
  const stat = await statOf(mark.pid);
  if (!stat || mark.started === undefined) return true;
  return stat.started === mark.started && stat.state !== 'Z' && stat.state !== 'X';
}

function answers(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** proc(5): the name in brackets may hold anything, so fields are counted from the last bracket. */
async function statOf(pid: number): Promise<{ state: string; started: string } | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, started] = [fields?.[0], fields?.[19]];
  return state && started ? { state, started } : undefined;
}

async function bootId(): Promise<string | undefined> {
  const id = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => undefined);
  return id?.trim();
}
