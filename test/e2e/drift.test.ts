import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hurried } from '../../src/sandbox/devices/hurried.ts';
import { type ConfigurableDevice, startConfigurable } from '../support/configurable-device.ts';
import { startHosts } from '../support/host-process.ts';
import { type Acting, acting, worldHost } from '../support/scene.ts';
import { startTeam, type Team } from '../support/team.ts';
import { wordsOf } from '../support/watching.ts';
import { makeWorld, type World } from '../support/world.ts';

const secret = 'Hunter2@2026';
const config = (words: string, more = '') =>
  `hostname core-1\n!\nvlan 10\n!\ninterface Vlan10\n description ${words}\n ip address 10.0.0.1 255.255.255.0\n!\n${more}end\n`;
const app = `port 80\npassword = ${secret}\nname shop\n`;

const folder = mkdtempSync(join(tmpdir(), 'drift-'));
let fleet: Awaited<ReturnType<typeof startHosts>>;
let etc: string;
beforeAll(async () => {
  fleet = await startHosts({ folder, names: ['web-1', 'web-2'] });
});
afterAll(async () => {
  await fleet.stop();
  rmSync(folder, { recursive: true, force: true });
});

let device: ConfigurableDevice;
let world: World;
let team: Team;
let act: Acting;
beforeEach(async () => {
  const [web] = fleet.hosts;
  etc = join(web?.home ?? '', 'etc');
  rmSync(etc, { recursive: true, force: true });
  mkdirSync(etc);
  device = await startConfigurable('ios', { config: config('uplink'), clock: hurried(100) });
  const { address, port } = device.target;
  const sw = { name: 'core-1', address, port, folder, publicKey: device.publicKey };
  const netops = { user: 'ops', password: { env: 'NETOPS' } };
  world = makeWorld({
    hosts: [
      ...fleet.hosts.map(worldHost),
      { ...sw, host: { platform: 'cisco-ios', type: 'switch', credential: 'netops' } },
    ],
    ...{ user: 'ops', keyFile: fleet.keyFile, required: 1 },
    settings: {
      credentials: { credentials: { key: { user: 'ops', privateKey: { file: fleet.keyFile } }, netops } },
      files: { files: [{ configs: 'app/*', hosts: 'web-1', path: `${etc}/{base}` }] },
      access: {
        groups: { engineers: ['U0ENGINEER'], readers: ['U0ENGINEER2'], approvers: ['U0APPROVER'] },
        allow: [
          { group: 'engineers', commands: ['config', 'collect', 'ops'], environments: ['test'] },
          { group: 'readers', commands: ['collect'], environments: ['test'] },
        ],
      },
    },
  });
  team = await startTeam({ dataDir: world.dataDir, variables: { NETOPS: 'Login@2026' } });
  act = acting(team);
});
afterEach(async () => {
  await team.stop();
  await device.stop();
  world.remove();
});

let count = 0;
async function keep(files: Readonly<Record<string, string>>): Promise<string> {
  count += 1;
  const { revision } = await team.bot().core.configs.save({
    ...{ id: `test-${count}`, author: { id: 'U0ENGINEER', name: 'engineer' }, message: 'a test' },
    files: Object.entries(files).map(([path, text]) => {
      const [host = '', ...name] = path.split('/');
      return { kind: 'intended' as const, host, name: name.join('/'), text };
    }),
  });
  return revision ?? '';
}

const ask = async (text: string, as = 'engineer') => wordsOf(await team.ask(as, text));

/** Collects; resolves with the message once it is over. */
async function collected(text: string): Promise<string> {
  return act.told('engineer', () => team.slack.type({ as: 'engineer', text }), [/answered/]);
}

const running = (name: string, host = 'web-1') => team.bot().core.configs.read({ kind: 'running', host, name });

/** Clicks Mend on what `ask` was answered; resolves with the words of the answer. */
async function mend(drift: Awaited<ReturnType<Team['ask']>>, as = 'engineer'): Promise<string> {
  const click = { as, in: drift.channel, ts: drift.ts, button: 'config.mend' };
  return act.told(as, () => team.slack.click(click), [/./]);
}

const newestPush = async () => {
  const [newest] = await team.bot().core.runs.list({ app: 'config' });
  return newest?.id ?? '';
};

describe('drift of a server and of a device', () => {
  it('is found by what was collected, mended by one push, and over then', async () => {
    await keep({ 'web-1/app/app.conf': app, 'web-1/app/other.conf': 'fine\n', 'core-1/core-1.cfg': config('uplink') });
    writeFileSync(join(etc, 'app.conf'), app);
    writeFileSync(join(etc, 'other.conf'), 'fine\n');
    expect(await ask('/config drift')).toMatch(/web-1\/app\/app\.conf` was not collected yet; next: `\/collect web-1/);
    expect(await ask('/config diff web-1/app/app.conf --running')).toContain('/collect web-1 --what config');
    await collected('/collect all --what config');
    expect(await ask('/config drift')).toContain('0 of 2 hosts');

    writeFileSync(join(etc, 'app.conf'), app.replace('port 80', 'port 81\nby hand'));
    device.type('interface Vlan10', 'description by hand');
    device.type('ip route 0.0.0.0 0.0.0.0 10.0.0.254');
    device.save();
    await collected('/collect all --what config');
    const drift = await team.ask('engineer', '/config drift');
    const said = wordsOf(drift);
    expect(said).toContain('Drift of all: 2 of 2 hosts');
    expect(said).toMatch(/web-1\/app\/app\.conf` 1 lines are not there, 2 too many \(\+2 −1\)/);
    expect(said).toMatch(/core-1\/core-1\.cfg` 1 lines are not there, 2 too many/);
    expect(said).toContain('Mend 2');
    expect(said).not.toContain('web-2');
    const diff = await ask('/config diff web-1/app/app.conf --running');
    expect(diff).toMatch(/-port 81[\s\S]*-by hand[\s\S]*\+port 80/);

    await mend(drift);
    const run = await act.reach(await newestPush(), 'awaiting-approval');
    expect(Object.keys(run.plan?.hosts ?? {}).toSorted()).toEqual(['core-1', 'web-1']);
    expect(run.request.push?.configs.map(({ name }) => name).toSorted()).toEqual(['app/app.conf', 'core-1.cfg']);
    // Asked for twice, it is one push.
    await mend(drift);
    expect(await newestPush()).toBe(run.id);
    await team.bot().core.runs.approve(run.id, run.digest ?? '', 'U0APPROVER');
    const done = await act.reach(run.id);
    expect(done, JSON.stringify([done.why, done.hosts])).toMatchObject({ state: 'succeeded' });
    expect(readFileSync(join(etc, 'app.conf'), 'utf8')).toBe(app);
    expect(device.config()).toContain('description uplink');
    // The config was added to what the device ran: what it does not mention is nobody's business.
    expect(device.config()).toContain('ip route');

    const after = await ask('/config drift');
    expect(after).toContain('0 of 2 hosts');
    expect(after).toContain('and 1 lines that it does not mention');
    expect(after).not.toContain('Mend');
    await collected('/collect all --what config');
    expect(await ask('/config drift')).toContain('0 of 2 hosts');
    // What had drifted is shown no more, so it is not mended again.
    expect(await mend(drift)).toContain('no longer what was shown');
    const shown = JSON.stringify(await team.slack.messages({ as: 'engineer' }));
    expect(shown).not.toContain(secret);
    expect(await running('app/app.conf')).toMatch(/^port 80\npassword .*\[redacted\]\nname shop\n$/);
  }, 120_000);

  it('is also what runs besides a config that the device was brought to exactly, and goes when it is mended', async () => {
    await keep({ 'core-1/core-1.cfg': config('exactly') });
    const first = await act.run('engineer', '/config push core-1/core-1.cfg --exact', 'awaiting-approval');
    await team.bot().core.runs.approve(first.id, first.digest ?? '', 'U0APPROVER');
    expect((await act.reach(first.id)).state).toBe('succeeded');
    device.type('ip route 0.0.0.0 0.0.0.0 10.0.0.254');
    device.save();
    await collected('/collect core-1 --what config');
    const drift = await team.ask('engineer', '/config drift core-1');
    expect(wordsOf(drift)).toMatch(/0 lines are not there, 1 too many/);
    await mend(drift);
    const run = await act.reach(await newestPush(), 'awaiting-approval');
    await act.sees('approver', [/exact: what the config does not have is removed/, /no ip route/]);
    await team.bot().core.runs.approve(run.id, run.digest ?? '', 'U0APPROVER');
    expect((await act.reach(run.id)).state).toBe('succeeded');
    expect(device.config()).not.toContain('ip route');
  }, 60_000);

  it('is mended with the revision that a config is pinned to, by who may push', async () => {
    const pinned = await keep({ 'web-1/app/app.conf': 'old\n' });
    await ask('/config pin web-1/app/app.conf');
    await team.bot().core.configs.save({
      ...{ id: 'newer', author: { id: 'U0ENGINEER', name: 'engineer' }, message: 'newer' },
      files: [{ kind: 'intended', host: 'web-1', name: 'app/app.conf', text: 'new\n' }],
    });
    writeFileSync(join(etc, 'app.conf'), 'by hand\n');
    await collected('/collect web-1 --what config');
    const foreign = await team.ask('engineer2', '/config drift web-1');
    expect(await mend(foreign, 'engineer2')).toMatch(/无权|may not use/);
    expect(await newestPush()).toBe('');
    await mend(await team.ask('engineer', '/config drift web-1'));
    const run = await act.reach(await newestPush(), 'awaiting-approval');
    expect(run.request.push?.configs).toEqual([{ host: 'web-1', name: 'app/app.conf', revision: pinned }]);
  }, 60_000);
});

describe('what a server has of its configs', () => {
  it('is kept in the one revision of a collection, and what is gone goes', async () => {
    await keep({ 'web-1/app/app.conf': app, 'web-1/app/gone.conf': 'x\n', 'core-1/core-1.cfg': config('uplink') });
    writeFileSync(join(etc, 'app.conf'), app);
    writeFileSync(join(etc, 'gone.conf'), 'x\n');
    const said = await collected('/collect all --what config');
    // web-2 has no config that is placed anywhere: nothing is said of it.
    expect(said).toContain('2 of 2 answered');
    expect(said).not.toContain('web-2');
    const revisions = await Promise.all(
      [
        ['web-1', 'app/app.conf'],
        ['core-1', 'config'],
      ].map(async ([host = '', name = '']) => {
        const [newest] = await team.bot().core.configs.history({ kind: 'running', host, name });
        return newest?.id;
      }),
    );
    expect(new Set(revisions).size).toBe(1);
    expect(revisions[0]).toMatch(/^[0-9a-f]{40}$/);

    rmSync(join(etc, 'gone.conf'));
    expect(await collected('/collect web-1 --what config')).toMatch(/config file app\/gone\.conf file → absent/);
    expect(await running('app/gone.conf')).toBeUndefined();
    expect(await ask('/config drift web-1')).toMatch(/web-1\/app\/gone\.conf` is not there/);
    expect(await ask('/config diff web-1/app/gone.conf --running')).toContain('+x');
  }, 60_000);

  it('is a warning where it cannot be read or is no config, never a secret, and costs the others nothing', async () => {
    const names = ['big', 'binary', 'folder', 'dangling', 'pipe', 'key.pem', 'fine'];
    await keep(Object.fromEntries(names.map((name) => [`web-1/app/${name}`, 'fine\n'])));
    writeFileSync(join(etc, 'big'), Buffer.alloc(10 << 20, `token ${secret}\n`));
    writeFileSync(join(etc, 'binary'), Buffer.from([0, 1, 2, 3, 0, 255, 254, 0]));
    mkdirSync(join(etc, 'there'));
    symlinkSync(join(etc, 'there'), join(etc, 'folder'));
    symlinkSync(join(etc, 'nowhere'), join(etc, 'dangling'));
    execFileSync('mkfifo', [join(etc, 'pipe')]);
    writeFileSync(join(etc, 'key.pem'), `-----BEGIN PRIVATE KEY-----\n${secret}\n-----END PRIVATE KEY-----\n`);
    writeFileSync(join(etc, 'fine'), 'fine\n');
    const said = await collected('/collect web-1 --what config');
    expect(said).toContain('1 of 1 answered');
    const warnings = [
      [/big is larger than 1 MB/, /too-large|larger than 1 MB/],
      [/binary is no text/, /is no text/],
      [/folder is a folder/, /is a folder/],
      [/dangling is a link to a file that is not there/, /is a link/],
      [/pipe is a device or another special file/, /special file/],
    ] as const;
    const drift = await ask('/config drift web-1');
    for (const [told, again] of warnings) {
      expect(said).toMatch(told);
      expect(drift).toMatch(again);
    }
    expect(await running('app/fine')).toBe('fine\n');
    expect(await running('app/big')).toBeUndefined();
    expect(drift).toMatch(/web-1\/app\/key\.pem`/);
    const shown = JSON.stringify([
      await team.slack.messages({ as: 'engineer' }),
      await ask('/config diff web-1/app/key.pem --running'),
      await ask('/collect show web-1'),
      await running('app/key.pem'),
    ]);
    expect(shown).not.toContain(secret);
    for await (const entry of team.bot().core.journal.read()) expect(JSON.stringify(entry)).not.toContain(secret);
  }, 60_000);

  it('is said to be nothing where no host has a config that is placed', async () => {
    await keep({ 'web-2/app/app.conf': 'x\n' });
    await act.told('engineer', () => team.slack.type({ as: 'engineer', text: '/collect web-2 --what config' }), [
      /Not collected: `web-2`[\s\S]*no config to collect, for none is intended that files.yaml places there/,
    ]);
    // With facts beside it, those are collected.
    expect(await collected('/collect web-2 --what system,config')).toContain('1 of 1 answered');
  }, 60_000);
});
