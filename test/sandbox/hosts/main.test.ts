import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { startHosts } from '../../support/host-process.ts';
import { login } from './client.ts';
import { runs, workFolder } from './fixture.ts';

const folder = await workFolder();
const fleet = await startHosts({ folder, names: ['web-01', 'web-02'] });
afterAll(() => fleet.stop());

describe('a host in a process of its own', () => {
  it('is logged in to as any host, and is told what is wrong with it while it runs', async () => {
    const [one, two] = fleet.hosts;
    if (!one || !two) throw new Error('no hosts');
    const shell = await login(one, fleet.login);
    expect((await shell.run('hostname; cat', 'in')).text).toBe('web-01\nin');
    await one.set({ down: true });
    await shell.gone;
    await expect(login(one, fleet.login)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect((await login(two, fleet.login).then((other) => other.run('hostname'))).text).toBe('web-02');
    await two.cut();
    await one.set({ down: false });
    await one.reboot();
    await expect(one.set({ down: 'no' } as never)).rejects.toThrow('down: "no" is not possible. Give true or false.');
    expect(await one.tally()).toMatchObject({ logins: 1, commands: ['hostname; cat'] });
  });

  it('ends with all it started when its input ends', async () => {
    const alone = await startHosts({ folder: join(folder, 'alone'), names: ['web-03'] });
    const [host] = alone.hosts;
    if (!host) throw new Error('no host');
    const shell = await login(host, alone.login);
    await shell.run('setsid sleep 303 >/dev/null 2>&1 & echo $! >daemon');
    const daemon = Number(await readFile(join(host.home, 'daemon'), 'utf8'));
    expect(await runs(daemon)).toBe(true);
    await alone.stop();
    expect([await runs(daemon), await runs(host.pid)]).toEqual([false, false]);
  });

  it('says why it cannot start', () => {
    const program = fileURLToPath(new URL('../../../src/sandbox/hosts/main.ts', import.meta.url));
    const { status, stdout } = spawnSync(process.execPath, [program, '--name', 'x'], { encoding: 'utf8' });
    expect([status, stdout]).toEqual([1, expect.stringContaining('--folder')]);
  });
});
