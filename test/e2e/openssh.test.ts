import { lstatSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Acting, access, acting, codesOf, expectWhy, liveVersion, whyOf } from '../support/scene.ts';
import { cannotRunSshd, type Sshds, startSshd } from '../support/sshd.ts';
import { createTestUser, type TestUser } from '../support/sshd-users.ts';
import { startTeam, type Team } from '../support/team.ts';
import { loggingApp, makeWorld, type World, type WorldHost } from '../support/world.ts';

const names = ['bastion', 'web-01', 'web-02', 'web-03', 'web-04'];
const targets = names.slice(1);

let sshds: Sshds;
let free: TestUser;
let asked: TestUser;
let nobody: TestUser;
let world: World;
let team: Team;
let people: Acting;
const log: string[] = [];
const sudoLog = () => join(sshds.folder, 'sudo.log');

/** web-01 as root; web-02 behind the bastion; web-03 with sudo that asks for nothing; web-04 with sudo and a password. */
describe.skipIf(cannotRunSshd({ root: true }))('real OpenSSH servers', () => {
  beforeAll(async () => {
    sshds = await startSshd({ count: names.length, config: ['MaxStartups 100'] });
    free = await createTestUser({ sudo: 'no-password' });
    asked = await createTestUser({ sudo: 'password', sudoLog: sudoLog() });
    nobody = await createTestUser();
    world = makeWorld({
      hosts: names.map(worldHost),
      user: sshds.user,
      keyFile: sshds.privateKeyFile,
      app: { shared: ['data/kept'] },
      settings: { access, credentials: credentials() },
    });
    const variables = { SUDO_PASSWORD: asked.password, WRONG_PASSWORD: 'wrong-password' };
    team = await startTeam({ dataDir: world.dataDir, variables, log: (line) => log.push(line) });
    people = acting(team);
  });
  afterAll(async () => {
    await team?.stop();
    world?.remove();
    for (const user of [free, asked, nobody]) await user?.remove();
    await sshds?.stop();
  });

  it('a good deploy reaches all of them, and belongs to root where root was become', async () => {
    await deploy('1.0.0');
    for (const name of ['web-03', 'web-04']) {
      const found = readdirSync(rootOf(name), { recursive: true, encoding: 'utf8' });
      expect(found.map((file) => lstatSync(join(rootOf(name), file)).uid).every((uid) => uid === 0)).toBe(true);
      expect(server(name).log()).toMatch(
        new RegExp(`Accepted publickey for ${name === 'web-03' ? free.name : asked.name}`),
      );
    }
    expect(server('bastion').log()).toMatch(/Accepted publickey/);
  });

  it('a bad one is undone on all of them', async () => {
    add('1.1.0', loggingApp({ healthy: false }));
    const run = await people.run('engineer', '/deploy svc@1.1.0 test');
    expect(run.state, whyOf(run).en).toBe('undone');
    expect(Object.values(run.hosts).map(({ state }) => state)).toEqual(targets.map(() => 'undone'));
    expectLive('1.0.0');
  });

  it('a canary is continued to all, or stopped and undone', async () => {
    add('1.2.0');
    const first = await people.run('engineer', '/deploy svc@1.2.0 test --strategy canary', 'waiting');
    expect(targets.map((name) => liveVersion(rootOf(name)))).toEqual(['1.2.0', '1.0.0', '1.0.0', '1.0.0']);
    await team.reach(first.id, 'waiting');
    await team.click('engineer2', first.id, 'run.continue');
    expect(await people.reach(first.id)).toMatchObject({ state: 'succeeded' });
    expectLive('1.2.0');

    add('1.3.0');
    const second = await people.run('engineer', '/deploy svc@1.3.0 test --strategy canary', 'waiting');
    await team.slack.type({ as: 'engineer', text: `/ops cancel ${second.id} --hosts undo` });
    expect(await people.reach(second.id)).toMatchObject({ state: 'cancelled' });
    expectLive('1.2.0');
  });

  it('a rollback brings the release before back', async () => {
    expect(await people.run('engineer', '/rollback svc test')).toMatchObject({ state: 'succeeded' });
    expectLive('1.0.0');
  });

  it('a bastion that shows another key stops what lies behind it, before anything is sent there', async () => {
    const before = server('web-02').log().length;
    await server('bastion').stop();
    await server('bastion').start({ rekey: true });
    add('1.4.0');
    const run = await people.run('engineer', '/deploy svc@1.4.0 test');
    expect(run.state).toBe('refused');
    expectWhy(
      run,
      [/On the way to web-02: ALARM: bastion .*shows another host key/],
      [/前往 web-02 途中：警报：bastion/],
    );
    expect(server('web-02').log().slice(before)).not.toMatch(/Accepted/);
    const trust = `/ops trust bastion ${server('bastion').fingerprint}`;
    await people.told('engineer', () => team.slack.type({ as: 'engineer', text: trust }), [/now pinned for bastion/]);
    expect((await people.run('engineer', '/deploy svc@1.4.0 test')).state).toBe('succeeded');
  });

  it.each([
    {
      phrase: 'a wrong password',
      credential: 'wrong',
      en: /password was not accepted; it was sent once/,
      zh: /密码未被接受，只发送了一次/,
    },
    {
      phrase: 'an account that may not',
      credential: 'nobody',
      en: /as cotest-\w+: (a password is required|the password was not|the account is not allowed|it ended)/,
      zh: /用 sudo 切换为 root/,
    },
  ])(
    'become that is refused for $phrase is told, is not asked again, and nothing changes',
    async ({ credential, en, zh }) => {
      const failed = sudoFailures();
      use(credential);
      await team.bot().core.settings.reload();
      add(`1.5.${credential.length}`);
      const run = await people.run('engineer', `/deploy svc@1.5.${credential.length} test`);
      expect(run.state).toBe('refused');
      expectWhy(run, [/Becoming root with sudo on web-04/, en, /not asked again/], [/web-04/, zh]);
      expect(codesOf(run)).toEqual([]);
      expect(sudoFailures() - failed).toBe(credential === 'wrong' ? 1 : 0);
      expectLive('1.4.0');
      use('asked');
      await team.bot().core.settings.reload();
    },
  );

  it('the become password is in no journal, log, message, card or artifact, also where a hook prints it', async () => {
    writeFileSync(join(rootOf('web-04'), 'shared/secret'), `the password is ${asked.password}\n`);
    add('1.6.0', { ...loggingApp(), 'start.sh': '#!/bin/sh\ncat "$CHANGEOPS_SHARED/secret" >&2\nexit 3\n' });
    const run = await people.run('engineer', '/deploy svc@1.6.0 test on web-04');
    expect(run).toMatchObject({ state: 'undone' });
    expect(whyOf(run).en).toContain('the password is [redacted]');
    await team.result(run.id);
    await deploy('1.7.0');
    for (const password of [asked.password, 'wrong-password']) {
      expect(filesHolding(world.dataDir, password)).toEqual([]);
      expect(log.filter((line) => line.includes(password))).toEqual([]);
      expect(JSON.stringify(await team.slack.messages()).includes(password)).toBe(false);
      expect(filesHolding(join(rootOf('web-04'), '.changeops/releases'), password)).toEqual([]);
    }
    expect(await people.journal()).toContain('ended');
  });
});

function worldHost(name: string): WorldHost {
  const { address, port, folder, hostKey } = server(name);
  const labels = { env: name === 'bastion' ? 'jump' : 'test', folder };
  return { name, address, port, folder, publicKey: hostKey, host: { labels, ...extras[name] } };
}

const extras: Readonly<Record<string, object>> = {
  'web-02': { via: 'bastion' },
  'web-03': { credential: 'free', become: 'sudo' },
  'web-04': { credential: 'asked', become: 'sudo' },
};

function credentials() {
  const privateKey = { file: sshds.privateKeyFile };
  const with_ = (user: TestUser, variable?: string) => ({
    user: user.name,
    privateKey,
    ...(variable ? { becomePassword: { env: variable } } : {}),
  });
  return {
    credentials: {
      key: { user: sshds.user, privateKey },
      free: with_(free),
      asked: with_(asked, 'SUDO_PASSWORD'),
      wrong: with_(asked, 'WRONG_PASSWORD'),
      nobody: with_(nobody),
    },
  };
}

/** Has web-04 logged in to with another credential. */
function use(credential: string): void {
  const hosts = world.hosts.map(({ name, address, port, host }) => {
    const own = { address, port, platform: 'linux', credential: 'key', ...host };
    return [name, name === 'web-04' ? { ...own, credential } : own];
  });
  world.write('hosts', { hosts: Object.fromEntries(hosts) });
}

function server(name: string) {
  const found = sshds.servers[names.indexOf(name)];
  if (!found) throw new Error(`there is no ${name}`);
  return found;
}

function rootOf(name: string): string {
  return join(server(name).folder, 'svc');
}

function add(version: string, files: Readonly<Record<string, string>> = loggingApp()): void {
  world.addVersion(version, { ...files, 'data/version.txt': version });
}

async function deploy(version: string): Promise<void> {
  add(version);
  const run = await people.run('engineer', `/deploy svc@${version} test`);
  expect(run.state, whyOf(run).en).toBe('succeeded');
  expectLive(version);
}

function expectLive(version: string): void {
  expect(targets.map((name) => liveVersion(rootOf(name)))).toEqual(targets.map(() => version));
}

/** Refusals for a password on sudo's own record. */
function sudoFailures(): number {
  return readFileSync(sudoLog(), 'utf8').match(/incorrect password attempt/g)?.length ?? 0;
}

function filesHolding(folder: string, text: string): string[] {
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return found.filter(
    (name) => lstatSync(join(folder, name)).isFile() && readFileSync(join(folder, name)).includes(text),
  );
}
