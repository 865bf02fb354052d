import { readFile } from 'node:fs/promises';
import type { Clock } from './clock.ts';

/** Milliseconds between looks at a process's memory. */
const watchEvery = 50;

/** Whether the system tells how much memory a process has. */
export const watchesMemory = process.platform === 'linux';

/**
 * Watches the most resident memory a process ever had (`VmHWM` of proc(5), so on Linux only; elsewhere it sees 0), in
 * bytes. `exceeded` is called when that passes `limit`.
 */
export function watchMemory(clock: Clock, limit: number, exceeded: () => void) {
  let peak = 0;
  let path: string | undefined;
  let cancel = () => {};
  const look = async () => {
    if (!path) return;
    const status = await readFile(path, 'utf8').catch(() => '');
    peak = Math.max(peak, bytesOf(status));
    if (peak > limit && path) exceeded();
  };
  const again = async () => {
    await look();
    if (path) cancel = clock.after(watchEvery, again);
  };
  return {
    start: (pid: number) => {
      if (!watchesMemory) return;
      path = `/proc/${pid}/status`;
      void again();
    },
    look,
    stop: () => {
      path = undefined;
      cancel();
    },
    peak: () => peak,
  };
}

function bytesOf(status: string): number {
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
}
