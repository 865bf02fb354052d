import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { reservePort } from '../../../src/sandbox/hosts/listener.ts';
import { login, type Ran } from './client.ts';
import { hostStarter, runs, workFolder } from './fixture.ts';

const apps = fileURLToPath(new URL('../../../data/sample/apps', import.meta.url));
const folder = await workFolder();
const host = await hostStarter()({ folder: join(folder, 'web-01') });
const { port, release } = await reservePort();
const shared = join(host.home, 'shared');
await mkdir(shared);
for (const version of ['1.0.0', '1.1.0', '1.2.0']) {
  await cp(join(apps, `hello-${version}`), join(host.home, version), { recursive: true });
}
const shell = await login(host);
afterAll(() => Promise.all([shell.end(), release()]));

/** Runs a hook as a deploy does: in the release's folder, with what it is told there. */
function hook(version: string, line: string): Promise<Ran> {
  const told = `export CHANGEOPS_SHARED='${shared}' CHANGEOPS_VERSION=${version}; `;
  return shell.run(`cd ${version} && ${told}${line}`);
}
const start = (version: string) => hook(version, `./start.sh ${port}`);
const stop = (version: string) => hook(version, './stop.sh');
const ask = async (path: string) => {
  const response = await fetch(`http://127.0.0.1:${port}${path}`);
  return { status: response.status, body: await response.json() };
};
const pid = async () => Number(await readFile(join(shared, 'hello.pid'), 'utf8').catch(() => '0'));

describe('the sample service', () => {
  it('listens when its start hook returns, and says its version and host', async () => {
    expect(await start('1.0.0')).toMatchObject({ code: 0 });
    expect(await ask('/health')).toEqual({ status: 200, body: { status: 'ok', version: '1.0.0' } });
    expect(await ask('/')).toEqual({ status: 200, body: { hello: 'world', version: '1.0.0', host: 'web-01' } });
  });

  it('is gone when its stop hook returns; stopping it again is fine', async () => {
    const before = await pid();
    expect(await stop('1.0.0')).toMatchObject({ code: 0 });
    expect([await runs(before), await pid()]).toEqual([false, 0]);
    await expect(ask('/')).rejects.toThrow();
    expect(await stop('1.0.0')).toMatchObject({ code: 0 });
  });

  it('takes over from whatever version runs, as an undo needs it', async () => {
    await start('1.0.0');
    const before = await pid();
    expect(await start('1.1.0')).toMatchObject({ code: 0 });
    expect(await ask('/')).toMatchObject({ body: { version: '1.1.0', 你好: '世界' } });
    expect(await runs(before)).toBe(false);
  });

  it('in version 1.2.0 starts well and fails its health check, saying why', async () => {
    expect(await start('1.2.0')).toMatchObject({ code: 0 });
    const { status, body } = await ask('/health');
    expect(status).toBe(503);
    expect(body).toMatchObject({
      status: 'failing',
      version: '1.2.0',
      reason: expect.stringMatching(/ENOENT.*greetings/),
    });
    expect(await start('1.1.0')).toMatchObject({ code: 0 });
    expect(await ask('/health')).toMatchObject({ status: 200 });
  });

  it('fails its health check when the host is told to be unhealthy', async () => {
    await host.set({ unhealthy: true });
    expect(await ask('/health')).toMatchObject({ status: 503, body: { status: 'failing' } });
    await host.set({ unhealthy: false });
    expect(await ask('/health')).toMatchObject({ status: 200 });
  });

  it('does not stop another program that has the number of an old process file', async () => {
    await stop('1.1.0');
    const other = (await shell.run('sleep 302 >/dev/null 2>&1 & echo $!')).text;
    await writeFile(join(shared, 'hello.pid'), `${other}\n`);
    expect(await stop('1.1.0')).toMatchObject({ code: 0 });
    expect(await runs(Number(other))).toBe(true);
  });

  it('says why it cannot start, and its start hook fails', async () => {
    const squatter = createServer().listen(port, '127.0.0.1');
    await new Promise((resolve) => squatter.once('listening', resolve));
    const { code, stderr } = await start('1.0.0');
    expect([code, stderr.toString()]).toEqual([1, expect.stringMatching(/did not start.*EADDRINUSE/s)]);
    squatter.close();
  });
});
