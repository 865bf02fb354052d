import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { access, codesOf, expectWhy, type Scene, startScene } from '../support/scene.ts';

const names = ['web-1', 'web-2'] as const;

let scene: Scene;
beforeEach(async () => {
  scene = await startScene(names, {
    required: 1,
    strategy: { kind: 'rolling', batch: 1 },
    settings: {
      access: {
        ...access,
        allow: [{ group: 'engineers', commands: ['config', 'rollback', 'generate', 'ops'], environments: ['test'] }],
      },
    },
  });
  for (const { home } of scene.hosts) mkdirSync(join(home, 'etc'));
  const entry = ({ name, home }: { name: string; home: string }) => ({
    configs: 'app/*.conf',
    hosts: name,
    path: `${home}/etc/{base}`,
    check: 'grep -q "^port" {file}',
    reload: `echo reloaded >>${home}/etc/log`,
    verify: [{ command: `! grep -q broken ${home}/etc/app.conf`, within: '1s' }],
  });
  scene.world.write('files', { files: scene.hosts.map(entry) });
  await scene.team.bot().core.settings.reload();
});
afterEach(() => scene.stop());

const placeOf = (name: string, file = 'app.conf') =>
  join(scene.hosts.find((host) => host.name === name)?.home ?? '', 'etc', file);
const there = (name: string) => readFileSync(placeOf(name), 'utf8');
const reloads = (name: string) =>
  existsSync(placeOf(name, 'log')) ? readFileSync(placeOf(name, 'log'), 'utf8').split('\n').length - 1 : 0;

/** Keeps a text as what hosts are to have; the commit. */
async function keep(text: string, hosts: readonly string[] = names): Promise<string> {
  const { revision } = await scene.team.bot().core.configs.save({
    id: `test-${Math.random().toString(36).slice(2)}`,
    author: { id: 'U0ENGINEER', name: 'engineer' },
    message: 'a test',
    files: hosts.map((host) => ({ kind: 'intended' as const, host, name: 'app/app.conf', text })),
  });
  return revision ?? '';
}

async function approved(command: string) {
  const asked = await scene.run('engineer', command, 'awaiting-approval');
  if (asked.state !== 'awaiting-approval') return asked;
  await scene.team.bot().core.runs.approve(asked.id, asked.digest ?? '', 'U0APPROVER');
  return scene.reach(asked.id);
}

describe('/config push of files', () => {
  it('puts them in place once somebody else has approved, has the service read them, and verifies', async () => {
    const revision = await keep('port 80\n');
    const asked = await scene.run('engineer', '/config push env=test --reason "first config"', 'awaiting-approval');
    await scene.sees('approver', [
      /Push config/,
      /etc\/app.conf` a new file/,
      /grep -q/,
      /former files are put back/,
      /\+port 80/,
    ]);
    await scene.team.slack.type({ as: 'approver', text: `/ops run ${asked.id} --plan` });
    await scene.sees('approver', [/The whole plan of run/]);
    await scene.team.bot().core.runs.approve(asked.id, asked.digest ?? '', 'U0APPROVER');
    const run = await scene.reach(asked.id);
    expect(run, JSON.stringify(run.why)).toMatchObject({
      state: 'succeeded',
      kind: 'push',
      plan: { version: revision.slice(0, 10), batches: [['web-1'], ['web-2']] },
    });
    for (const name of names) {
      expect(there(name)).toBe('port 80\n');
      expect(reloads(name)).toBe(1);
    }
    await scene.sees('approver', [/Succeeded/, /approved by/]);
    expect(await scene.journal()).toContain('approved');
  });

  it('leaves hosts alone that have it already, and says that there is nothing to do where all have', async () => {
    await keep('port 80\n');
    await approved('/config push env=test');
    await keep('port 81\n', ['web-2']);
    const run = await approved('/config push env=test');
    expect(Object.keys(run.plan?.hosts ?? {})).toEqual(['web-2']);
    expect(run.warnings.map(({ en }) => en).join()).toMatch(/1 host has it already.*web-1/);
    const again = await approved('/config push env=test');
    expect(again.state).toBe('refused');
    expectWhy(again, [/Nothing to do: web-1, web-2/], [/无需操作/]);
  });

  it('tells of a check that fails without the secrets that it quotes', async () => {
    const entry = ({ name, home }: { name: string; home: string }) => ({
      ...{ configs: 'app/*.conf', hosts: name, path: `${home}/etc/{base}` },
      check: 'cat {file}; exit 1',
    });
    scene.world.write('files', { files: scene.hosts.map(entry) });
    await scene.team.bot().core.settings.reload();
    await keep('port 80\npassword = TopSecret99\n');
    const run = await approved('/config push web-1/app/app.conf');
    expectWhy(run, [/port 80/], [/port 80/]);
    expect(JSON.stringify(run) + (await scene.sees('approver', [/port 80/]))).not.toContain('TopSecret99');
  });

  it('places nothing that its check does not pass', async () => {
    await keep('nothing here\n');
    const run = await approved('/config push env=test');
    expect(run.state).toBe('failed');
    expect(codesOf(run)).toContain('hook-failed');
    for (const name of names) expect(existsSync(placeOf(name))).toBe(false);
  });

  it('puts the former file back exactly on every host where it does not verify on one', async () => {
    writeFileSync(placeOf('web-1'), 'port 1\n', { mode: 0o600 });
    await keep('port 80\n', ['web-1']);
    await keep('port 80 broken\n', ['web-2']);
    const run = await approved('/config push env=test');
    expect(run.state).toBe('undone');
    expect(there('web-1')).toBe('port 1\n');
    expect(statSync(placeOf('web-1')).mode & 0o777).toBe(0o600);
    expect(existsSync(placeOf('web-2'))).toBe(false);
    expect(reloads('web-1')).toBe(2);
    expectWhy(run, [/did not pass/], [/未通过检查/]);
  });

  it('goes back to ask where somebody changed the file since it was approved, and overwrites nothing', async () => {
    await keep('port 80\n');
    const asked = await scene.run('engineer', '/config push web-1/app/app.conf', 'awaiting-approval');
    writeFileSync(placeOf('web-1'), 'by hand\n');
    await scene.team.bot().core.runs.approve(asked.id, asked.digest ?? '', 'U0APPROVER');
    const again = await scene.reach(asked.id, 'awaiting-approval');
    expect(again.digest).not.toBe(asked.digest);
    expect(again.askedAgain?.en).toMatch(/web-1/);
    expect(there('web-1')).toBe('by hand\n');
  });

  it('asks for nothing with --dry-run', async () => {
    await keep('port 80\n');
    await scene.told(
      'engineer',
      () => scene.team.slack.type({ as: 'engineer', text: '/config push web-1/app/app.conf --dry-run' }),
      [/Dry run/, /Nothing was changed/, /app\.conf/],
    );
    expect(existsSync(placeOf('web-1'))).toBe(false);
    expect(await scene.team.bot().core.runs.list()).toEqual([]);
  });

  it.each([
    ['/config push nowhere/app/app.conf', /no host nowhere/],
    ['/config push web-1/app/other.conf', /No intended config web-1\/app\/other.conf/],
    ['/config push env=prod', /env=prod|no host/i],
    ['/config push', /needs a config or hosts/],
    ['/config push web-1/app/app.conf --revision --output=x', /revision|--revision/],
    ['/config push web-1/app/app.conf --emergency', /reason/],
  ])('refuses %s, saying why', async (text, words) => {
    await keep('port 80\n');
    await scene.told('engineer', () => scene.team.slack.type({ as: 'engineer', text }), [words]);
    expect(await scene.team.bot().core.runs.list({ active: true })).toEqual([]);
  });

  it('refuses a config from which a secret was taken out', async () => {
    await keep('port 80\npassword [redacted]\n');
    const run = await approved('/config push web-1/app/app.conf');
    expect(run.state).toBe('refused');
    expectWhy(run, [/line 2 holds \[redacted\]/], [/第 2 行/]);
  });
});

describe('/rollback config', () => {
  it('makes a config again what it was, on the host as well, and pins it', async () => {
    const first = await keep('port 80\n');
    await approved('/config push env=test');
    await keep('port 81\n');
    await approved('/config push env=test');
    const run = await approved('/rollback config web-1/app/app.conf --to 1 --push --reason "81 is taken"');
    expect(run).toMatchObject({ state: 'succeeded', request: { push: { back: true } } });
    expect([there('web-1'), there('web-2')]).toEqual(['port 80\n', 'port 81\n']);
    const { configs, pins } = scene.team.bot().core;
    const ref = { kind: 'intended', host: 'web-1', name: 'app/app.conf' } as const;
    expect(await configs.read(ref)).toBe('port 80\n');
    const [newest, , oldest] = await configs.history(ref);
    expect(oldest?.id).toBe(first);
    expect(pins.of(ref)).toMatchObject({ revision: newest?.id, by: 'U0ENGINEER', reason: '81 is taken' });
    await scene.sees('engineer', [/rolled `web-1\/app\/app.conf` back/, /pinned/]);
    expect(await scene.journal()).toEqual(expect.arrayContaining(['config-rolled-back', 'config-pinned']));
  });

  it('is a push like any other where that version never was on the host: it comes under the rules of a push', async () => {
    await keep('port 80\n');
    await approved('/config push web-1/app/app.conf');
    await keep('port 81\n');
    await keep('port 82\n');
    const run = await approved('/rollback config web-1/app/app.conf --to 1 --push');
    expect(run).toMatchObject({ state: 'succeeded', request: { app: 'config' } });
    expect(run.request.push?.back).toBeUndefined();
    await scene.sees('engineer', [/never was on `web-1` as far as is known.*a push like any other/s]);
  });

  it('says where it is not approved that what is intended went back and the host did not', async () => {
    await keep('port 80\n');
    await approved('/config push env=test');
    await keep('port 81\n');
    await approved('/config push env=test');
    const asked = await scene.run('engineer', '/rollback config web-1/app/app.conf --push', 'awaiting-approval');
    await scene.team.bot().core.runs.reject(asked.id, asked.digest ?? '', 'U0APPROVER', 'not now');
    await scene.reach(asked.id, 'rejected');
    expect(there('web-1')).toBe('port 81\n');
    await scene.sees('approver', [/rolled back and is pinned; the hosts were not brought to it/]);
  });

  it('keeps another revision from being pushed while the pin holds', async () => {
    await keep('port 80\n');
    await keep('port 81\n');
    await scene.told(
      'engineer',
      () => scene.team.slack.type({ as: 'engineer', text: '/rollback config web-1/app/app.conf' }),
      [/pinned/],
    );
    await keep('port 82\n');
    const run = await approved('/config push web-1/app/app.conf');
    expect(run.state).toBe('refused');
    expectWhy(run, [/pinned to revision/, /\/config unpin web-1\/app\/app.conf/], [/固定在版本/]);
  });

  it('shows with --dry-run what it would be, and changes nothing', async () => {
    await keep('port 80\n');
    await keep('port 81\n');
    const before = await scene.team.bot().core.configs.read({ kind: 'intended', host: 'web-1', name: 'app/app.conf' });
    await scene.told(
      'engineer',
      () => scene.team.slack.type({ as: 'engineer', text: '/rollback config web-1/app/app.conf --dry-run' }),
      [/Would roll/, /\+port 80/],
    );
    expect(await scene.team.bot().core.configs.read({ kind: 'intended', host: 'web-1', name: 'app/app.conf' })).toBe(
      before,
    );
    expect(scene.team.bot().core.pins.list()).toEqual([]);
  });
});

describe('/generate … --push', () => {
  const template =
    '---\ntitle: An app\nfile: app/app.conf\nvariables:\n  listen: { type: number, default: 80 }\n---\nport {{listen}}\n';
  beforeEach(async () => {
    await scene.team.bot().core.configs.save({
      ...{ id: 'template', author: { id: 'U0ENGINEER', name: 'engineer' }, message: 'a template' },
      files: [{ kind: 'template', name: 'app', text: template }],
    });
  });

  it('generates, saves and asks for the push in one go; hosts that have it already are left alone', async () => {
    const run = await approved('/generate app env=test --set listen=8080 --push');
    expect(run, JSON.stringify(run.why)).toMatchObject({ state: 'succeeded', kind: 'push' });
    expect(names.map(there)).toEqual(['port 8080\n', 'port 8080\n']);
    await scene.sees('engineer', [/saved 2 configs as revision/, /is being planned/]);
    const [version] = await scene.team
      .bot()
      .core.configs.history({ kind: 'intended', host: 'web-1', name: 'app/app.conf' });
    expect(version?.id.slice(0, 10)).toBe(run.plan?.version);
  });

  it('has a button that does the same with what was shown', async () => {
    await scene.told('engineer', () => scene.team.slack.type({ as: 'engineer', text: '/generate app web-1' }), [
      /Push 1/,
    ]);
    const card = (await scene.team.slack.messages({ as: 'engineer' })).findLast(({ blocks }) =>
      JSON.stringify(blocks).includes('generate.push'),
    );
    await scene.team.slack.click({
      as: 'engineer',
      in: card?.channel ?? '',
      ts: card?.ts ?? '',
      button: 'generate.push',
    });
    const id = await scene.team.until('a push', async () => (await scene.team.bot().core.runs.list()).at(0)?.id);
    await scene.reach(id, 'awaiting-approval');
    expect((await scene.team.bot().core.runs.get(id))?.request.push?.configs).toMatchObject([
      { host: 'web-1', name: 'app/app.conf' },
    ]);
  });

  it('leaves what was rolled back as it is, whoever or whatever generates it again', async () => {
    await approved('/generate app env=test --push');
    await approved('/generate app env=test --set listen=81 --push');
    await approved('/rollback config web-1/app/app.conf --to 1 --push --reason "81 is taken"');
    const run = await approved('/generate app env=test --set listen=82 --push');
    expect(run.state, JSON.stringify(run.why)).toBe('succeeded');
    expect(names.map(there)).toEqual(['port 80\n', 'port 82\n']);
    await scene.sees('engineer', [/pinned/]);
    await scene.told(
      'engineer',
      () => scene.team.slack.type({ as: 'engineer', text: '/config unpin web-1/app/app.conf' }),
      [/pin/],
    );
    expect((await approved('/generate app web-1 --set listen=82 --push')).state).toBe('succeeded');
    expect(there('web-1')).toBe('port 82\n');
  });

  it('saves what it may and says why it is not pushed, where the right is missing', async () => {
    scene.world.write('access', {
      ...access,
      allow: [{ group: 'engineers', commands: ['generate'], environments: ['test'] }],
    });
    await scene.team.bot().core.settings.reload();
    await scene.told('engineer', () => scene.team.slack.type({ as: 'engineer', text: '/generate app web-1 --push' }), [
      /saved 1 config/,
      /Not pushed: .*may not config/,
    ]);
    expect(await scene.team.bot().core.runs.list()).toEqual([]);
  });
});
