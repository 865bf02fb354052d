import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookAtFiles, readFile } from '../../../src/core/push/files/look.ts';
import { type FilePushes, startFilePushes } from '../../support/file-pushes.ts';
import { cannotRunSshd } from '../../support/sshd.ts';
import { createTestUser, type TestUser } from '../../support/sshd-users.ts';
import { hasTool } from '../../support/tools.ts';

let pushes: FilePushes;
type Scene = Awaited<ReturnType<FilePushes['scene']>>;

const read = (scene: Scene, name: string) => readFileSync(scene.at(name), 'utf8');
/** What lies in a folder but for the bot's own. */
const names = (scene: Scene) =>
  readdirSync(scene.etc)
    .filter((name) => name !== '.bot')
    .toSorted();
const errorOf = (run: {
  hosts: Readonly<Record<string, { error?: { code: string; text: { en: string; zh: string } } }>>;
}) => run.hosts['web-01']?.error;

/** Resolves once there is such a file. */
const there = (path: string) =>
  new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      if (!existsSync(path)) return;
      clearInterval(timer);
      resolve();
    }, 20);
  });
const entry = (more: object = {}) => ({ configs: '**', path: '{labels.etc}/{base}', ...more });

describe.skipIf(cannotRunSshd())('configs of servers as files', () => {
  beforeAll(async () => {
    pushes = await startFilePushes();
  });
  afterAll(() => pushes?.stop());

  it('are put in place, reloaded once and verified, whatever was there', async () => {
    const reload = 'echo reloaded >>{labels.etc}/log';
    const scene = await pushes.scene([
      entry({ reload, verify: [{ command: 'test -s {labels.etc}/log', within: '1s' }] }),
    ]);
    scene.write('a.conf', 'one\ntwo\n', 0o640);
    const pushing = await scene.plan({ 'nginx/a.conf': 'one\n2\n', 'b.conf': '中文\n' });
    const host = pushing.plan.hosts['web-01'];
    expect(
      host?.how === 'files' && host.files.map(({ name, added, removed, before }) => [name, added, removed, before]),
    ).toEqual([
      ['nginx/a.conf', 1, 1, expect.stringMatching(/^[0-9a-f]{64}$/)],
      ['b.conf', 1, 0, null],
    ]);
    expect(await scene.execute(pushing)).toMatchObject({ state: 'succeeded' });
    expect([read(scene, 'a.conf'), read(scene, 'b.conf'), read(scene, 'log')]).toEqual([
      'one\n2\n',
      '中文\n',
      'reloaded\n',
    ]);
    expect([statSync(scene.at('a.conf')).mode & 0o777, statSync(scene.at('b.conf')).mode & 0o777]).toEqual([
      0o640, 0o644,
    ]);
    expect(names(scene)).toEqual(['a.conf', 'b.conf', 'log']);
    expect(await scene.look({ 'nginx/a.conf': 'one\n2\n', 'b.conf': '中文\n' })).toEqual({
      root: scene.root,
      files: [],
    });
  });

  it('replace the file that a link leads to, and the plan says so', async () => {
    const scene = await pushes.scene([entry()]);
    scene.write('available/site', 'old\n');
    symlinkSync('available/site', scene.at('site'));
    const [planned] = (await scene.look({ site: 'new\n' })).files;
    expect(planned?.push).toMatchObject({ path: scene.at('site'), real: scene.at('available/site') });
    await scene.execute(await scene.plan({ site: 'new\n' }));
    expect(lstatSync(scene.at('site')).isSymbolicLink()).toBe(true);
    expect(read(scene, 'available/site')).toBe('new\n');
  });

  it('touch nothing where somebody changed a file after the plan', async () => {
    const scene = await pushes.scene([entry({ reload: 'touch {labels.etc}/reloaded' })]);
    scene.write('a', 'old\n');
    const pushing = await scene.plan({ a: 'new\n', b: 'new\n' });
    scene.write('a', 'by hand\n');
    expect(await scene.execute(pushing)).toMatchObject({ state: 'failed' });
    expect(errorOf(pushing.run)).toMatchObject({ code: 'world-moved' });
    expect(names(scene)).toEqual(['a']);
    expect(existsSync(scene.root)).toBe(false);
  });

  it('touch nothing where somebody changed a file at the last moment', async () => {
    const scene = await pushes.scene([entry({ reload: 'touch {labels.etc}/reloaded' })]);
    scene.write('a', 'old\n');
    const pushing = await scene.plan({ b: 'new\n', a: 'new\n' });
    const hears = (event: { type: string; step?: string }) => {
      if (event.type === 'step-started' && event.step === 'switch') scene.write('a', 'by hand\n');
    };
    expect(await scene.execute(pushing, { hears })).toMatchObject({ state: 'undone' });
    expect(errorOf(pushing.run)).toMatchObject({ code: 'file-changed' });
    expect(errorOf(pushing.run)?.text.en).toMatch(/somebody changed a file.*none was put in place.*\nchanged: .*\/a/s);
    expect([names(scene), read(scene, 'a')]).toEqual([['a'], 'by hand\n']);
  });

  it('are not placed where the check of the copy beside fails', async () => {
    const scene = await pushes.scene([entry({ check: 'grep -q good {file}', reload: 'touch {labels.etc}/reloaded' })]);
    scene.write('a', 'old\n');
    const pushing = await scene.plan({ a: 'bad\n' });
    expect(await scene.execute(pushing)).toMatchObject({ state: 'failed' });
    expect(errorOf(pushing.run)).toMatchObject({
      code: 'hook-failed',
      text: { en: expect.stringMatching(/check \(grep -q good .*changeops.*\)/) },
    });
    expect([names(scene), read(scene, 'a')]).toEqual([['a'], 'old\n']);
    const good = await scene.plan({ a: 'good\n' });
    expect(await scene.execute(good)).toMatchObject({ state: 'succeeded' });
    expect(read(scene, 'a')).toBe('good\n');
  });

  it.each([
    ['the check after', { check: '! grep -q bad {labels.etc}/a' }, 'hook-failed'],
    ['the reload', { reload: 'echo x >>{labels.etc}/log; ! grep -q bad {labels.etc}/a' }, 'hook-failed'],
    [
      'the verification',
      { reload: 'echo x >>{labels.etc}/log', verify: [{ command: '! grep -q bad {labels.etc}/a', within: '1s' }] },
      'verify-failed',
    ],
  ])('are put back exactly, and reloaded again, where %s fails', async (_, more, code) => {
    const scene = await pushes.scene([entry({ reload: 'echo x >>{labels.etc}/log', ...more })]);
    scene.write('a', 'old\n', 0o600);
    const before = lstatSync(scene.at('a'));
    const pushing = await scene.plan({ a: 'bad\n', b: 'new\n' });
    expect(await scene.execute(pushing)).toMatchObject({ state: 'undone' });
    expect(errorOf(pushing.run)).toMatchObject({ code });
    expect([names(scene), read(scene, 'a')]).toEqual([['a', 'log'], 'old\n']);
    const { mode, uid, gid, mtimeMs } = lstatSync(scene.at('a'));
    expect({ mode, uid, gid, mtimeMs }).toEqual({
      mode: before.mode,
      uid: before.uid,
      gid: before.gid,
      mtimeMs: before.mtimeMs,
    });
    expect(read(scene, 'log')).toBe('checks' in more || 'check' in more ? 'x\n' : 'x\nx\n');
  });

  it.each(['transfer', 'check', 'switch', 'reload', 'verify', 'prune'])(
    'arrive also where the connection is lost in %s',
    async (step) => {
      const slowly = (text: string) => text.replace(/^do_(receive|place|tidy)\(\) \{$/gm, '$&\n  sleep 0.3');
      const scene = await pushes.scene(
        [
          entry({
            check: 'sleep 0.3; test -s {file}',
            reload: 'echo x >>{labels.etc}/log; sleep 0.3',
            verify: [{ command: 'sleep 0.3', within: '9s' }],
          }),
        ],
        { agent: slowly },
      );
      scene.write('a', 'old\n');
      const pushing = await scene.plan({ a: 'new\n' });
      const hears = (event: { type: string; step?: string }) => {
        if (event.type === 'step-started' && event.step === step) setTimeout(() => pushes.server.cut(), 100);
      };
      expect(await scene.execute(pushing, { hears }), JSON.stringify(errorOf(pushing.run))).toMatchObject({
        state: 'succeeded',
      });
      expect([names(scene), read(scene, 'a'), read(scene, 'log')]).toEqual([['a', 'log'], 'new\n', 'x\n']);
    },
  );

  const died = (step: string, type: string, when: 'before' | 'after', phase = 'forward') => ({
    dies: (event: { type: string; step?: string; phase?: string }) =>
      event.type === type && event.step === step && event.phase === phase ? when : undefined,
  });

  it.each(
    ['transfer', 'check', 'switch', 'reload', 'verify', 'prune'].flatMap((step) => [
      [step, 'as it began', died(step, 'step-started', 'after')] as const,
      [step, 'before its end was on record', died(step, 'step-ended', 'before')] as const,
    ]),
  )('go on after the bot died in %s, %s, with nothing done twice', async (_step, _when, how) => {
    const scene = await pushes.scene([
      entry({
        check: 'test -s {file}',
        reload: 'echo x >>{labels.etc}/log',
        verify: [{ command: 'true', within: '1s' }],
      }),
    ]);
    scene.write('a', 'old\n');
    const pushing = await scene.plan({ a: 'new\n', b: 'b\n' });
    expect(await scene.execute(pushing, how)).toBe('died');
    expect(await scene.recover(pushing), JSON.stringify(errorOf(pushing.run))).toMatchObject({ state: 'succeeded' });
    expect([names(scene), read(scene, 'a'), read(scene, 'log')]).toEqual([['a', 'b', 'log'], 'new\n', 'x\n']);
  });

  it('run the second reload alone where the bot died in the first of two', async () => {
    const scene = await pushes.scene([
      entry({ configs: 'a', reload: 'echo a >>{labels.etc}/log; until [ -e {labels.etc}/go ]; do sleep 0.05; done' }),
      entry({ configs: 'b', reload: 'echo b >>{labels.etc}/log' }),
    ]);
    const pushing = await scene.plan({ a: 'new\n', b: 'new\n' });
    expect(await scene.execute(pushing, { until: there(scene.at('log')) })).toBe('died');
    const recovered = scene.recover(pushing);
    await there(join(scene.root, '.changeops/lease.2'));
    scene.write('go', '');
    expect(await recovered).toMatchObject({ state: 'succeeded' });
    expect(read(scene, 'log')).toBe('a\nb\n');
  });

  it.each([
    ['as it began', died('switch', 'step-started', 'after', 'undo')],
    ['before its end was on record', died('switch', 'step-ended', 'before', 'undo')],
  ])('are put back after the bot died while putting back, %s', async (_, how) => {
    const scene = await pushes.scene([entry({ reload: '! grep -q bad {labels.etc}/a' })]);
    scene.write('a', 'old\n');
    const pushing = await scene.plan({ a: 'bad\n', b: 'b\n' });
    expect(await scene.execute(pushing, how)).toBe('died');
    expect(await scene.recover(pushing)).toMatchObject({ state: 'undone' });
    expect([names(scene), read(scene, 'a')]).toEqual([['a'], 'old\n']);
  });

  it('are in doubt where the host died between two files, and are put back when asked', async () => {
    const scene = await pushes.scene([entry()], {
      agent: (text) => text.replace('place_one() {', () => 'place_one() {\n  [ "$index" -lt 1 ] || kill -9 -$$'),
    });
    scene.write('a', 'old a\n');
    scene.write('b', 'old b\n');
    const pushing = await scene.plan({ a: 'new a\n', b: 'new b\n' });
    expect(await scene.execute(pushing, died('switch', 'host-failed', 'before'))).toBe('died');
    expect([read(scene, 'a'), read(scene, 'b')]).toEqual(['new a\n', 'old b\n']);
    const ending = await scene.recover(pushing);
    expect(ending).toMatchObject({ state: 'interrupted' });
    expect(ending !== 'died' && 'why' in ending && ending.why?.en).toContain(`New there: ${scene.at('a')}`);
    pushing.run = { ...pushing.run, phase: 'undo' };
    expect(await scene.execute(pushing)).toMatchObject({ state: 'undone' });
    expect([read(scene, 'a'), read(scene, 'b')]).toEqual(['old a\n', 'old b\n']);
  });

  it('say what is in their way before anything is done', async () => {
    const scene = await pushes.scene([
      entry({ configs: 'no-folder', path: '{labels.etc}/none/x' }),
      entry({ configs: ['twice', 'twin'], path: '{labels.etc}/same' }),
      entry({ configs: 'for-others', hosts: 'web-01' }),
      entry({ configs: 'nginx/*.conf' }),
      entry({ configs: 'folder' }),
    ]);
    mkdirSync(scene.at('folder'));
    const refusal = (configs: Record<string, string>) =>
      scene.look(configs).then(
        () => undefined,
        (error) => error,
      );
    expect(await refusal({ 'ngnix/a.conf': '' })).toMatchObject({
      code: 'file-unplaced',
      message: expect.stringContaining('nginx/*.conf'),
    });
    expect(await refusal({ 'no-folder': '' })).toMatchObject({
      code: 'folder-missing',
      message: expect.stringContaining(`mkdir -p ${scene.at('none')}`),
    });
    expect(await refusal({ twice: '', twin: '' })).toMatchObject({ code: 'file-path-taken' });
    expect(await refusal({ folder: '' })).toMatchObject({
      code: 'file-refused',
      message: expect.stringContaining('is a folder'),
    });
    expect(await refusal({ 'nginx/a.conf': 'one\npassword [redacted]\n' })).toMatchObject({
      code: 'config-stripped',
      message: expect.stringContaining('line 2'),
    });
    for (const configs of [{ 'x/y': '' }, { folder: '' }, { twice: '', twin: '' }] as Record<string, string>[])
      expect((await refusal(configs)).text.zh).toMatch(/[\u4e00-\u9fff]/);
  });

  it.each([
    ['a .. in a label', { sub: '../../etc' }, 'placeholder-unsafe'],
    ['a label that is not there', {}, 'label-missing'],
  ])('go nowhere by %s', async (_, labels, code) => {
    const scene = await pushes.scene([entry({ path: '/srv/{labels.sub}/x' })], { host: { labels } });
    await expect(scene.look({ a: '' })).rejects.toMatchObject({ code });
  });

  it('quote what labels and names put into commands', async () => {
    const scene = await pushes.scene([
      entry({
        path: '{labels.etc}/it is {base}',
        check: 'grep -q new {file}',
        reload: 'printf %s {name} {labels.odd} >{labels.etc}/log',
      }),
    ]);
    const odd = '$(touch /tmp/never); `x` "y" \'z\'';
    const other = await pushes.scene(
      [
        entry({
          path: `${scene.etc}/it is {base}`,
          check: 'grep -q new {file}',
          reload: `printf %s {name} {labels.odd} >${scene.etc}/log`,
        }),
      ],
      { host: { labels: { odd } } },
    );
    expect(await other.execute(await other.plan({ "a'b": 'new\n' }))).toMatchObject({ state: 'succeeded' });
    expect(read(scene, "it is a'b")).toBe('new\n');
    expect(read(scene, 'log')).toBe(`a'b${odd}`);
  });

  it.skipIf(!hasTool('/usr/sbin/nginx', '-v'))('are judged by nginx itself', async () => {
    const scene = await pushes.scene([
      entry({ path: '{labels.etc}/{base}', check: '/usr/sbin/nginx -t -e stderr -c {file}' }),
    ]);
    const text = (line: string) =>
      `pid ${scene.at('pid')};\nevents {}\nhttp { access_log off; server { listen 127.0.0.1:18080; ${line} } }\n`;
    const bad = await scene.plan({ 'nginx.conf': text('retrun 200;') });
    expect(await scene.execute(bad)).toMatchObject({ state: 'failed' });
    expect(errorOf(bad.run)?.text.en).toContain('unknown directive "retrun"');
    expect(names(scene)).toEqual([]);
    const good = await scene.plan({ 'nginx.conf': text('return 200;') });
    expect(await scene.execute(good), JSON.stringify(errorOf(good.run))).toMatchObject({ state: 'succeeded' });
  });

  it('are judged by sshd itself', async () => {
    const scene = await pushes.scene([entry({ check: '/usr/sbin/sshd -t -f {file}', mode: '0600' })]);
    const keys = `HostKey ${join(pushes.sshds.folder, 'host-1/host-key-ed25519-1')}\n`;
    const bad = await scene.plan({ sshd_config: `${keys}PermitRootLogon no\n` });
    expect(await scene.execute(bad)).toMatchObject({ state: 'failed' });
    expect(errorOf(bad.run)?.text.en).toContain('PermitRootLogon');
    expect(names(scene)).toEqual([]);
    const good = await scene.plan({ sshd_config: `${keys}PermitRootLogin no\n` });
    expect(await scene.execute(good)).toMatchObject({ state: 'succeeded' });
    expect(statSync(scene.at('sshd_config')).mode & 0o777).toBe(0o600);
  });

  it('are left alone where somebody changed one after it was put in place; the others are put back', async () => {
    const verify = [{ command: 'echo by hand >{labels.etc}/a; false', within: '1s' }];
    const scene = await pushes.scene([entry({ verify })]);
    for (const name of ['a', 'b']) scene.write(name, 'old\n');
    const pushing = await scene.plan({ a: 'new\n', b: 'new\n' });
    expect(await scene.execute(pushing)).toMatchObject({ state: 'undo-failed' });
    const { code, text } = errorOf(pushing.run) ?? {};
    expect(code).toBe('file-changed');
    expect(text?.en).toMatch(/it was left alone.*\.changeops\/former\/run-\d+.*\nchanged: .*\/a is no longer/s);
    expect(text?.zh).toMatch(/未予改动/);
    expect([read(scene, 'a'), read(scene, 'b')]).toEqual(['by hand\n', 'old\n']);
  });

  it('are put back where a reload failed while the bot was away', async () => {
    const reload =
      'echo x >>{labels.etc}/log; until [ -e {labels.etc}/go ]; do sleep 0.05; done; ! grep -q bad {labels.etc}/a';
    const scene = await pushes.scene([entry({ reload })]);
    scene.write('a', 'old\n');
    const pushing = await scene.plan({ a: 'bad\n' });
    expect(await scene.execute(pushing, { until: there(scene.at('log')) })).toBe('died');
    scene.write('go', '');
    expect(await scene.recover(pushing)).toMatchObject({ state: 'undone' });
    expect(errorOf(pushing.run)).toMatchObject({
      code: 'hook-failed',
      text: { en: expect.stringContaining('while the bot was away') },
    });
    expect([read(scene, 'a'), read(scene, 'log')]).toEqual(['old\n', 'x\nx\n']);
  });

  it('are not sent where the store has them no more as planned', async () => {
    const scene = await pushes.scene([entry()]);
    const pushing = await scene.plan({ a: 'new\n' });
    await scene.plan({ a: 'another\n' });
    expect(await scene.execute(pushing)).toMatchObject({ state: 'failed' });
    expect(errorOf(pushing.run)).toMatchObject({ code: 'config-gone' });
    expect(names(scene)).toEqual([]);
  });

  it.each([
    ['before the first file', 'do_place() {'],
    ['at the second', 'prepare_one() {\n  [ "$index" -lt 1 ] ||'],
  ])('are not placed where the disk fills up %s', async (_, where) => {
    const scene = await pushes.scene([entry()], {
      agent: (text) => text.replace(where.split('\n')[0] ?? '', () => `${where} ulimit -f 0`),
    });
    scene.write('a', 'old\n');
    const pushing = await scene.plan({ a: 'new a\n', b: 'new b\n' });
    expect(await scene.execute(pushing)).toMatchObject({ state: 'undone' });
    expect(errorOf(pushing.run)).toMatchObject({ code: 'step-failed' });
    expect([names(scene), read(scene, 'a')]).toEqual([['a'], 'old\n']);
  });

  it('are looked at and read as they are, byte by byte', async () => {
    const scene = await pushes.scene([entry()]);
    const bytes = Buffer.from([0, 255, 10, 13, 10, 0xe4, 0xb8]);
    scene.write('binary', bytes, 0o604);
    scene.write('large', 'x'.repeat(1024 * 1024 + 1));
    const session = await scene.session();
    const [binary, none] = await lookAtFiles(session, ['binary', 'none'].map(scene.at));
    expect(binary).toMatchObject({ state: 'file', size: 7, mode: '0604', writable: true, real: scene.at('binary') });
    expect(none).toMatchObject({ state: 'absent', writable: true });
    expect(await readFile(session, scene.at('binary'))).toEqual(bytes);
    await expect(readFile(session, scene.at('large'))).rejects.toMatchObject({ code: 'file-too-large' });
    await expect(readFile(session, scene.at('none'))).rejects.toMatchObject({ code: 'file-refused' });
    session.close();
  });
});

describe.skipIf(cannotRunSshd({ root: true }))('configs of servers as files, as another user', () => {
  let user: TestUser;
  beforeAll(async () => {
    pushes = await startFilePushes();
    user = await createTestUser({ sudo: 'no-password' });
  });
  afterAll(async () => {
    await user?.remove();
    await pushes?.stop();
  });

  it('belong to whom it is said where root is become, else to whom they belonged', async () => {
    const files = [entry({ configs: 'mine', owner: `${user.name}:root`, mode: '0640' }), entry()];
    const scene = await pushes.scene(files, { user: user.name, host: { become: 'sudo' } });
    scene.write('theirs', 'old\n', 0o600);
    const pushing = await scene.plan({ mine: 'new\n', theirs: 'new\n', fresh: 'new\n' });
    expect(await scene.execute(pushing)).toMatchObject({ state: 'succeeded' });
    const owned = ['mine', 'theirs', 'fresh'].map((name) => {
      const { mode, uid: owner, gid } = lstatSync(scene.at(name));
      return [(mode & 0o777).toString(8), owner === 0 ? 'root' : 'other', gid];
    });
    expect(owned).toEqual([
      ['640', 'other', 0],
      ['600', 'root', 0],
      ['644', 'root', 0],
    ]);
  });

  it('are refused where the user may not write or read', async () => {
    const scene = await pushes.scene([entry()], { user: user.name, botRoot: `/home/${user.name}/bot` });
    chmodSync(scene.etc, 0o755);
    await expect(scene.look({ a: 'new\n' })).rejects.toMatchObject({
      code: 'cannot-write',
      text: { en: expect.stringMatching(/may not write in .*"become"/), zh: expect.stringMatching(/become/) },
    });
    scene.write('secret', 'x\n', 0o600);
    await expect(scene.look({ secret: 'new\n' })).rejects.toMatchObject({ code: 'file-refused' });
  });

  it('are refused where the bot may not keep its records', async () => {
    const scene = await pushes.scene([entry()], { user: user.name });
    chmodSync(scene.etc, 0o755);
    await expect(scene.look({ a: 'new\n' })).rejects.toMatchObject({
      code: 'cannot-write',
      message: expect.stringContaining(scene.root),
    });
  });

  it('are not given to another user silently', async () => {
    const scene = await pushes.scene([entry()], { user: user.name, botRoot: `/home/${user.name}/bot` });
    chmodSync(scene.etc, 0o777);
    scene.write('a', 'old\n');
    const pushing = await scene.plan({ a: 'new\n' });
    expect(await scene.execute(pushing)).toMatchObject({ state: 'undone' });
    expect(errorOf(pushing.run)?.text.en).toContain(`the owner of ${scene.at('a')} cannot be given`);
    expect([names(scene), read(scene, 'a'), lstatSync(scene.at('a')).uid]).toEqual([['a'], 'old\n', 0]);
  });
});
