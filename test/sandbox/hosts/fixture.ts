import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { startHost } from '../../../src/sandbox/hosts/host.ts';
import type { HostOptions, SandboxHost } from '../../../src/sandbox/hosts/types.ts';

/** A folder for one test file, gone with everything in it at the file's end. */
export async function workFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'changeops-hosts-'));
  afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}

/** Starts hosts that are stopped at the file's end. */
export function hostStarter(): (options: Partial<HostOptions> & { folder: string }) => Promise<SandboxHost> {
  const started: SandboxHost[] = [];
  afterAll(async () => {
    for (const host of started) await host.stop();
  });
  return async (options) => {
    const host = await startHost({ name: 'web-01', user: 'ops', password: 'secret', ...options });
    started.push(host);
    return host;
  };
}

/** Asks until the answer is true; fails after 10 s. For what another process does in its own time. */
export async function eventually(ask: () => boolean | Promise<boolean>): Promise<void> {
  const until = Date.now() + 10_000;
  while (!(await ask())) {
    if (Date.now() > until) throw new Error('it did not come true within 10 s');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Whether a process runs; one that ended and was not asked about yet (a zombie) does not. */
export async function runs(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (stat !== undefined) return !stat.slice(stat.lastIndexOf(')')).startsWith(') Z');
  try {
    return process.platform !== 'linux' && process.kill(pid, 0);
  } catch {
    return false;
  }
}
