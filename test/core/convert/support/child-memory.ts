import { readdirSync, readFileSync } from 'node:fs';

/**
 * Watches the children of this process that convert: their number at a time, and the most resident memory one had, in
 * bytes (`VmHWM` of proc(5), so on Linux only).
 */
export function watchChildren() {
  let peak = 0;
  let most = 0;
  const look = () => {
    const children = converting();
    most = Math.max(most, children.length);
    for (const pid of children) peak = Math.max(peak, memoryOf(pid));
  };
  const timer = setInterval(look, 20);
  return {
    stop: () => {
      clearInterval(timer);
      return { peak, most };
    },
  };
}

function converting(): readonly string[] {
  const tasks = listed(`/proc/${process.pid}/task`);
  const pids = tasks.flatMap((task) => text(`/proc/${process.pid}/task/${task}/children`).split(' '));
  return pids.filter((pid) => /^\d+$/.test(pid) && text(`/proc/${pid}/cmdline`).includes('convert/child.ts'));
}

function memoryOf(pid: string): number {
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(text(`/proc/${pid}/status`))?.[1] ?? 0) * 1024;
}

function listed(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function text(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
