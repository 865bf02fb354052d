import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { killAllOf, processesOf } from '../../../src/sandbox/hosts/processes.ts';
import type { SandboxHost } from '../../../src/sandbox/hosts/types.ts';
import { startHosts } from '../../support/host-process.ts';
import { login } from './client.ts';
import { eventually, hostStarter, runs, workFolder } from './fixture.ts';

const folder = await workFolder();
const start = hostStarter();

/** Starts a daemon in a session of its own, as a deploy's start hook does, and a child of it; their process ids. */
async function startService(host: Pick<SandboxHost, 'address' | 'port' | 'user' | 'home'>): Promise<readonly number[]> {
  const shell = await login(host);
  const daemon = 'echo $$ >daemon; sleep 301 & echo $! >child; wait';
  await shell.run(`rm -f daemon child; setsid sh -c '${daemon}' </dev/null >/dev/null 2>&1 &`);
  shell.end();
  const read = async (name: string) => Number(await readFile(join(host.home, name), 'utf8').catch(() => '0'));
  await eventually(async () => (await read('daemon')) > 0 && (await read('child')) > 0);
  return [await read('daemon'), await read('child')];
}

const anyRuns = async (pids: readonly number[]) => (await Promise.all(pids.map(runs))).includes(true);

describe('what a host has started', () => {
  it('goes on when connections end, and ends with the host; stopping twice is one stop', async () => {
    const host = await start({ folder: join(folder, 'one'), name: 'one' });
    const service = await startService(host);
    host.cut();
    expect(await anyRuns(service)).toBe(true);
    await Promise.all([host.stop(), host.stop()]);
    expect(await anyRuns(service)).toBe(false);
    await host.stop();
  });

  it('is not what another host has started', async () => {
    const [one, other] = [
      await start({ folder: join(folder, 'web-1'), name: 'web-1' }),
      await start({ folder: join(folder, 'web-10'), name: 'web-10' }),
    ];
    const service = await startService(other);
    await one.stop();
    expect(await anyRuns(service)).toBe(true);
    expect([...(await processesOf(other.folder))]).toEqual(expect.arrayContaining([...service]));
  });

  it('dies at a reboot, with the connections, and commands see another boot id then', async () => {
    const host = await start({ folder: join(folder, 'two'), name: 'two' });
    const service = await startService(host);
    const shell = await login(host);
    const { text: before } = await shell.run('echo $CHANGEOPS_BOOT_ID');
    await host.reboot();
    await shell.gone;
    expect(await anyRuns(service)).toBe(false);
    const again = await login(host);
    const { text: after } = await again.run('echo $CHANGEOPS_BOOT_ID');
    again.end();
    expect(after).toMatch(/^[\da-f-]{36}$/);
    expect(after).not.toBe(before);
  });

  it('is killed at the next start when the host’s process was killed', async () => {
    const fleet = await startHosts({ folder: join(folder, 'killed'), names: ['three'] });
    const [host] = fleet.hosts;
    if (!host) throw new Error('no host');
    const service = await startService({ ...host, ...fleet.login });
    process.kill(host.pid, 'SIGKILL');
    await eventually(async () => !(await runs(host.pid)));
    expect(await anyRuns(service)).toBe(true);
    const again = await start({ folder: host.folder, name: 'three' });
    expect(await anyRuns(service)).toBe(false);
    expect(again.port).toBe(host.port);
    await fleet.stop();
  });

  it('is found by ps as well, where there is no /proc', async () => {
    const host = await start({ folder: join(folder, 'four'), name: 'four' });
    const service = await startService(host);
    expect([...(await processesOf(host.folder, 'darwin'))].toSorted()).toEqual([...service].toSorted());
    expect([...(await processesOf(host.folder, 'linux'))].toSorted()).toEqual([...service].toSorted());
    await killAllOf(host.folder);
    expect(existsSync(host.home) && (await anyRuns(service))).toBe(false);
  });
});
