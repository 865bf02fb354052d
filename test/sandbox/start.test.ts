import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { createKnownHosts } from '../../src/core/io/ssh/known-hosts.ts';
import { loadSettings } from '../../src/core/settings/load.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/start.ts';
import { login } from './hosts/client.ts';
import { workFolder } from './hosts/fixture.ts';

const folder = await workFolder();
const started: Sandbox[] = [];
const start = async (name: string, options: Omit<SandboxOptions, 'dataDir'> = {}) => {
  const sandbox = await startSandbox({ dataDir: join(folder, name), ...options });
  started.push(sandbox);
  return sandbox;
};
afterEach(async () => {
  for (const sandbox of started.splice(0)) await sandbox.stop();
});

describe('the sandbox', () => {
  it('fills an empty folder with settings that are right for the hosts it started', async () => {
    const { dataDir, hosts } = await start('first');
    const { settings, problems } = await loadSettings(join(dataDir, 'settings'));
    expect(problems).toEqual([]);
    expect(hosts.map((host) => host.name)).toEqual(['web-01', 'web-02', 'web-03']);
    for (const host of hosts)
      expect(settings?.hosts[host.name]).toMatchObject({ address: host.address, port: host.port });
    const ports = hosts.map(({ name }) => settings?.hosts[name]?.labels.port);
    expect(new Set(ports).size).toBe(3);
    expect(existsSync(join(dataDir, 'apps/hello-1.2.0/server.js'))).toBe(true);
    expect((await stat(join(dataDir, 'apps/hello-1.2.0/start.sh'))).mode & 0o111).toBe(0o111);
  });

  it('speaks Chinese to everybody where it is told to, and else as its people read', async () => {
    const spoken = async (name: string, options: object) => {
      const { dataDir, slack } = await start(name, options);
      const { settings } = await loadSettings(join(dataDir, 'settings'));
      const people = (await slack.people()).filter(({ bot }) => !bot);
      return [settings?.general.language, ...new Set(people.map(({ locale }) => locale))];
    };
    expect(await spoken('zh', { language: 'zh-CN' })).toEqual(['zh-CN', 'zh-CN']);
    expect(await spoken('en', {})).toEqual(['en', 'en-US', 'zh-CN']);
  });

  it('has two devices of different kinds, with the platforms, ports and keys that the settings say', async () => {
    const { dataDir, devices, env } = await start('first');
    const { settings } = await loadSettings(join(dataDir, 'settings'));
    const known = createKnownHosts(join(dataDir, 'state/known_hosts'));
    expect(devices.map(({ name }) => [name, settings?.hosts[name]?.platform])).toEqual([
      ['core-1', 'huawei-vrp'],
      ['access-1', 'cisco-ios'],
    ]);
    expect(settings?.credentials.netops).toMatchObject({ password: { env: 'SANDBOX_NETOPS_PASSWORD' } });
    for (const { name, address, port, key } of devices) {
      expect(settings?.hosts[name]).toMatchObject({ address, port, credential: 'netops' });
      expect((await known.keys(address, port)).map((one) => one.key.equals(key))).toEqual([true]);
    }
    const texts = await Promise.all(
      ['hosts', 'credentials'].map((name) => readFile(join(dataDir, `settings/${name}.yaml`), 'utf8')),
    );
    expect(texts.join()).not.toContain(env.SANDBOX_NETOPS_PASSWORD);
  });

  it('gives a device at later starts the port and key it had, and what it has saved, as after a power cut', async () => {
    const first = await start('devices');
    const [core] = first.devices;
    core?.type('interface Vlanif99', 'description saved');
    core?.save();
    core?.type('interface Vlanif99', 'description unsaved');
    await first.stop();
    const second = await start('devices');
    const where = ({ devices }: Sandbox) => devices.map(({ port, key }) => [port, key.toString('base64')]);
    expect(where(second)).toEqual(where(first));
    expect(second.devices[0]?.config()).toContain('description saved');
    expect(second.devices[0]?.running()).toEqual(core?.startup());
    expect(second.devices[1]?.running()).toEqual(first.devices[1]?.running());
    await second.stop();
    await writeFile(join(second.dataDir, 'sandbox/devices/core-1/saved.cfg'), 'nonsense\n');
    await expect(start('devices')).rejects.toMatchObject({ code: 'device-config' });
  });

  it('pins its hosts’ keys, and its credential opens them', async () => {
    const { dataDir, hosts } = await start('first');
    const known = createKnownHosts(join(dataDir, 'state/known_hosts'));
    const { settings } = await loadSettings(join(dataDir, 'settings'));
    const { user = '', privateKey } = settings?.credentials.sandbox ?? {};
    const file = privateKey && 'file' in privateKey ? privateKey.file : '';
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    for (const host of hosts) {
      const keys = await known.keys(host.address, host.port);
      expect(keys.map((one) => one.key.equals(host.key))).toEqual([true]);
      const shell = await login({ ...host, user }, { privateKey: await readFile(file) });
      expect((await shell.run('hostname')).text).toBe(host.name);
      shell.end();
    }
  });

  it('gives the bot what it needs to reach its workspace, in either mode, and says where it is', async () => {
    const sandbox = await start('first');
    const { env, dataDir, slack } = sandbox;
    expect(env).toEqual({
      SLACK_BOT_TOKEN: expect.stringMatching(/^xoxb-/),
      SLACK_APP_TOKEN: expect.stringMatching(/^xapp-/),
      SLACK_API_URL: slack.apiUrl,
      DATA_DIR: dataDir,
      SANDBOX_NETOPS_PASSWORD: expect.stringMatching(/^[\w-]{20,}$/),
    });
    const headers = { authorization: `Bearer ${env.SLACK_BOT_TOKEN}` };
    expect(await (await fetch(`${slack.apiUrl}auth.test`, { method: 'POST', headers })).json()).toMatchObject({
      ok: true,
    });
    const place = join(dataDir, '.sandbox.json');
    expect(JSON.parse(await readFile(place, 'utf8'))).toEqual({
      url: slack.url,
      token: slack.sandboxToken,
      pid: process.pid,
    });
    expect((await stat(place)).mode & 0o077).toBe(0);
    await sandbox.stop();
    expect(existsSync(place)).toBe(false);
    const other = await start('first', { slack: { mode: 'http' } });
    expect(other.env).toMatchObject({ SLACK_SIGNING_SECRET: other.slack.signingSecret });
    expect(other.env).not.toHaveProperty('SLACK_APP_TOKEN');
  });

  it('keeps at later starts what people changed, and the hosts their ports and keys', async () => {
    const first = await start('kept');
    const where = (sandbox: Sandbox) => sandbox.hosts.map((host) => [host.port, host.key.toString('base64')]);
    await first.stop();
    const general = join(first.dataDir, 'settings/general.yaml');
    await writeFile(general, 'language: zh-CN\n');
    await rm(join(first.dataDir, 'apps/hello-1.2.0'), { recursive: true });
    const second = await start('kept');
    expect(where(second)).toEqual(where(first));
    expect(await readFile(general, 'utf8')).toBe('language: zh-CN\n');
    expect(existsSync(join(first.dataDir, 'apps/hello-1.2.0'))).toBe(false);
  });

  it('begins anew on request, and leaves what is not its own', async () => {
    const first = await start('reset');
    await first.stop();
    await writeFile(join(first.dataDir, 'settings/general.yaml'), 'language: zh-CN\n');
    await mkdir(join(first.dataDir, 'journal'));
    await writeFile(join(first.dataDir, 'notes.txt'), 'mine');
    await start('reset', { reset: true });
    expect(await readFile(join(first.dataDir, 'settings/general.yaml'), 'utf8')).toContain('language: en');
    expect(existsSync(join(first.dataDir, 'journal'))).toBe(false);
    expect(await readFile(join(first.dataDir, 'notes.txt'), 'utf8')).toBe('mine');
  });

  it('finishes a seeding that was cut short', async () => {
    const first = await start('half');
    await first.stop();
    await rm(join(first.dataDir, 'sandbox/seeded'));
    await rm(join(first.dataDir, 'settings/apps.yaml'));
    const again = await start('half');
    expect((await loadSettings(join(again.dataDir, 'settings'))).problems).toEqual([]);
  });

  it('refuses a second one on the same folder and says where the first is', async () => {
    const first = await start('twice');
    const second = startSandbox({ dataDir: first.dataDir });
    await expect(second).rejects.toMatchObject({
      code: 'sandbox-running',
      message: expect.stringContaining(first.slack.url),
    });
    expect(await (await fetch(`${first.slack.apiUrl}api.test`)).status).toBeLessThan(500);
  });

  it('says where the page of the first is, once there is one', async () => {
    const first = await start('twice');
    const address = await first.openPage({ complete: async () => ({ from: 0, items: [] }), shortcuts: [] });
    expect(await (await fetch(address)).text()).toContain('<div id="page">');
    const second = startSandbox({ dataDir: first.dataDir });
    await expect(second).rejects.toMatchObject({ code: 'sandbox-running', message: expect.stringContaining(address) });
  });

  it('refuses a folder with somebody’s own settings, changes nothing there and leaves nothing running', async () => {
    const settings = join(folder, 'own/settings');
    await mkdir(settings, { recursive: true });
    await writeFile(join(settings, 'hosts.yaml'), 'hosts: {}\n');
    for (const reset of [false, true]) {
      await expect(start('own', { reset })).rejects.toMatchObject({ code: 'not-a-sandbox' });
    }
    expect(await readFile(join(settings, 'hosts.yaml'), 'utf8')).toBe('hosts: {}\n');
    await rm(settings, { recursive: true });
    await start('own');
  });

  it('leaves nothing running when it cannot start', async () => {
    const first = await start('failing');
    await first.stop();
    const [, last] = first.hosts;
    await writeFile(join(last?.folder ?? '', 'etc/host_key'), 'no key');
    await expect(start('failing')).rejects.toMatchObject({ code: 'key-malformed' });
    await rm(join(last?.folder ?? '', 'etc/host_key'));
    const again = await start('failing');
    expect(again.hosts.map((host) => host.port)).toEqual(first.hosts.map((host) => host.port));
  });
});

describe('the sample', () => {
  it('is a valid set of settings by itself', async () => {
    const sample = fileURLToPath(new URL('../../data/sample/settings', import.meta.url));
    expect((await loadSettings(sample)).problems).toEqual([]);
  });
});
