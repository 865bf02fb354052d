import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, readdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createArtifacts } from '../../../../src/core/deploy/artifact/index.ts';
import type { Artifact } from '../../../../src/core/deploy/types.ts';
import type { App } from '../../../../src/core/settings/types.ts';
import { manualClock } from '../../../support/clock.ts';
import { app, bytesOf, put, sh, useFolders } from './support.ts';

const folder = useFolders();

function opened(files: Record<string, string> = { 'src.txt': 'source' }, version = '1.0.0') {
  const dataDir = folder();
  put(join(dataDir, `apps/web-${version}`), files);
  const clock = manualClock();
  const home = folder();
  const env: Record<string, string | undefined> = { PATH: process.env.PATH, HOME: home, SECRET: 'do-not-pass' };
  const artifacts = createArtifacts({ dataDir, clock });
  const source = join(dataDir, `apps/web-${version}`);
  const build = (one: App, more: object = {}) => artifacts.build(one, version, { env, ...more });
  return { dataDir, artifacts, clock, home, env, source, build };
}

const built = (run: string, more: Partial<App> & { env?: readonly string[]; timeout?: number } = {}) => {
  const { env = [], timeout = 60_000, ...rest } = more;
  return app({ build: { run, timeout, env }, ...rest });
};

const paths = (artifact: Artifact) => artifact.files.map((file) => file.path);

async function contentOf(artifacts: ReturnType<typeof createArtifacts>, artifact: Artifact, path: string) {
  const out = folder();
  writeFileSync(join(out, 'x.tar'), await bytesOf((await artifacts.stream(artifact.hash)).open()));
  return sh(out, 'tar', '-xOf', 'x.tar', path);
}

describe('a build', () => {
  it('runs in a copy of the source, excluded files included, and what it makes is packed', async () => {
    const { artifacts, source, build } = opened({ 'src/a.txt': 'source', 'make.sh': '#!/bin/sh\n', '.git/HEAD': 'x' });
    const before = sh(source, 'find', '.', '-printf', '%p %m %T@ %i\n');
    const make = built('mkdir dist && tr a-z A-Z < src/a.txt > dist/out && ln -s out dist/link && test ! -e .git', {
      exclude: ['src', 'make.sh'],
    });
    const artifact = await build(make);
    expect(paths(artifact)).toEqual(['dist/link', 'dist/out']);
    expect(await contentOf(artifacts, artifact, 'dist/out')).toBe('SOURCE');
    expect(sh(source, 'find', '.', '-printf', '%p %m %T@ %i\n')).toBe(before);
  });

  it('gets PATH, folders of its own for HOME and temporary files, and the variables it names; no others', async () => {
    const { artifacts, dataDir, home, env, build } = opened();
    Object.assign(env, { WANTED: 'yes', LANG: 'C.UTF-8', SSH_AUTH_SOCK: '/nowhere', SLACK_BOT_TOKEN: 'xoxb-1' });
    const artifact = await build(built('env > env.txt; touch "$HOME/h" "$TMPDIR/t"', { env: ['WANTED', 'UNSET'] }));
    const text = await contentOf(artifacts, artifact, 'env.txt');
    const given = Object.fromEntries(
      text
        .trim()
        .split('\n')
        .map((line) => line.split(/=(.*)/s)),
    );
    const { PWD: _, OLDPWD: __, SHLVL: ___, _: ____, ...rest } = given;
    expect(Object.keys(rest).toSorted()).toEqual([
      'CHANGEOPS_APP',
      'CHANGEOPS_VERSION',
      'HOME',
      'LANG',
      'PATH',
      'SOURCE_DATE_EPOCH',
      'TMPDIR',
      'WANTED',
    ]);
    expect(given).toMatchObject({ WANTED: 'yes', CHANGEOPS_APP: 'web', CHANGEOPS_VERSION: '1.0.0' });
    expect(given.HOME).not.toBe(home);
    expect(readdirSync(home)).toEqual([]);
    expect(readdirSync(join(dataDir, 'artifacts/work'))).toEqual([]);
  });

  it('that fails is an error with its last lines and without the values it was given', async () => {
    const { dataDir, artifacts, env, build } = opened();
    env.TOKEN = 'tok-12345';
    const failing = built('seq 100; echo "token is $TOKEN"; echo 编译失败 >&2; exit 7', { env: ['TOKEN'] });
    const error = await build(failing).catch((thrown) => thrown);
    expect(error.code).toBe('build-failed');
    expect(error.text.en).toContain('web 1.0.0');
    expect(error.text.en).toContain('ended with 7');
    expect(error.text.en).toMatch(/\n99\n100\ntoken is \[redacted\]\n编译失败$/);
    expect(error.text.en).not.toMatch(/\n80\n/);
    expect(error.text.zh).toContain('以 7 结束');
    expect(await artifacts.version('web', '1.0.0')).toBeUndefined();
    expect(readdirSync(join(dataDir, 'artifacts/work'))).toEqual([]);
  });

  it('that takes too long is ended', async () => {
    const { clock, build } = opened();
    const late = build(built('echo begun; sleep 1000', { timeout: 5_000 })).catch((thrown) => thrown);
    let over = false;
    void late.then(() => {
      over = true;
    });
    const deadline = Date.now() + 20_000;
    while (!over && Date.now() < deadline) {
      // Moves only the build's own deadline: the probe before it has a longer one.
      if (clock.pending() > 0) await clock.advance(5_000);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const error = await late;
    expect(error.code).toBe('build-failed');
    expect(error.text.en).toContain('longer than 5 s');
  });

  it('is stopped when nobody wants it any more, and leaves nothing', async () => {
    const { dataDir, build } = opened();
    const stop = new AbortController();
    const marker = join(folder(), 'begun');
    const running = build(built(`touch ${marker}; sleep 1000`), { signal: stop.signal });
    await until(() => existsSync(marker));
    stop.abort(new Error('cancelled'));
    await expect(running).rejects.toThrow('cancelled');
    await until(() => readdirSync(join(dataDir, 'artifacts/work')).length === 0);
  });

  it('asked for twice at once runs once; one who leaves does not stop it for the other', async () => {
    const { artifacts, env } = opened();
    const log = join(folder(), 'log');
    const go = join(folder(), 'go');
    const one = built(`echo ran >> ${log}; while [ ! -e ${go} ]; do sleep 0.05; done; date +%N > stamp`);
    const stop = new AbortController();
    const first = artifacts.build(one, '1.0.0', { env, signal: stop.signal });
    const second = artifacts.build(one, undefined, { env });
    const third = artifacts.build(one, '1.0.0', { env });
    await until(() => existsSync(log));
    stop.abort(new Error('left'));
    await expect(first).rejects.toThrow('left');
    writeFileSync(go, '');
    expect(await second).toEqual(await third);
    expect(readFileSync(log, 'utf8')).toBe('ran\n');
  });

  it('may leave read-only folders behind', async () => {
    const { dataDir, build } = opened();
    await build(built('mkdir -p "$HOME/go/pkg" && touch "$HOME/go/pkg/x" && chmod -R a-w "$HOME/go"'));
    expect(readdirSync(join(dataDir, 'artifacts/work'))).toEqual([]);
  });

  it('whose result holds a link out of it, or nothing, is refused with the app and version named', async () => {
    const { build } = opened();
    const escaping = build(built('ln -s ../../x out'));
    await expect(escaping).rejects.toMatchObject({ code: 'link-escapes' });
    await expect(escaping).rejects.toThrow(/^Packing web 1.0.0: the symlink out → /);
    const empty = build(built('true', { exclude: ['*'] }));
    await expect(empty).rejects.toMatchObject({ code: 'artifact-empty' });
    await expect(empty).rejects.toThrow(/^Packing web 1.0.0: nothing is left/);
  });
});

describe.runIf(process.platform === 'linux')('the confinement of a build', () => {
  const confinable = (() => {
    try {
      const namespaces = ['--user', '--map-root-user', '--mount', '--pid', '--fork', '--mount-proc'];
      sh('/', 'unshare', ...namespaces, 'mount', '-t', 'tmpfs', 'none', '/mnt');
      return true;
    } catch {
      return false;
    }
  })();

  it.runIf(confinable)(
    'hides DATA_DIR, SSH keys and agent, and what is named; the mounts cannot be undone',
    async () => {
      const { artifacts: _, dataDir, home, env, clock } = opened();
      const key = join(folder(), 'deploy_key');
      const agent = join(folder(), 'agent');
      put(dataDir, { 'settings/credentials.yaml': 'secret' });
      put(home, { '.ssh/id_ed25519': 'secret' });
      for (const file of [key, agent]) writeFileSync(file, 'secret');
      env.SSH_AUTH_SOCK = agent;
      const artifacts = createArtifacts({ dataDir, clock, hidden: () => [key] });
      const warnings: unknown[] = [];
      const look = `look() { cat ${dataDir}/settings/* ${home}/.ssh/* ${key} ${agent}; ls -A ${dataDir} ${home}/.ssh; }
      look > seen 2> /dev/null
      umount ${dataDir} ${home}/.ssh ${key} 2> /dev/null; umount -l ${dataDir} 2> /dev/null
      for p in /proc/[0-9]*; do cat $p/root${key} $p/root${dataDir}/settings/credentials.yaml $p/cwd/../../settings/*; done >> seen 2> /dev/null
      look >> seen 2> /dev/null; true`;
      const artifact = await artifacts.build(built(look), '1.0.0', { env, warn: (text) => warnings.push(text) });
      const seen = await contentOf(artifacts, artifact, 'seen');
      expect(seen).not.toContain('secret');
      expect(seen).not.toContain('id_ed25519');
      expect(seen).toContain(`${dataDir}:\nartifacts\n`);
      expect(warnings).toEqual([]);
      expect(readFileSync(key, 'utf8')).toBe('secret');
      expect(readFileSync(join(dataDir, 'settings/credentials.yaml'), 'utf8')).toBe('secret');
    },
  );

  it.runIf(confinable)('leaves no process of the build behind, not even one in a session of its own', async () => {
    const { build } = opened();
    const file = join(folder(), 'begun');
    const sign = `daemon-${randomUUID()}`;
    const daemon = `setsid sh -c 'echo begun > ${file}; sleep 1000; : ${sign}' > /dev/null 2>&1 &`;
    await build(built(`${daemon} until [ -s ${file} ]; do sleep 0.05; done; touch made`));
    expect(readFileSync(file, 'utf8')).toBe('begun\n');
    await until(() => !commandLines().some((line) => line.includes(sign)));
  });

  it('is not claimed where the system does not allow it: the build runs, and a warning says so', async () => {
    const { env, build } = opened();
    const bin = folder();
    put(bin, { 'unshare.sh': '#!/bin/sh\nexit 1\n' });
    symlinkSync('unshare.sh', join(bin, 'unshare'));
    env.PATH = `${bin}:${env.PATH}`;
    const warnings: { en: string; zh: string }[] = [];
    await build(built('touch made'), { warn: (text: { en: string; zh: string }) => warnings.push(text) });
    expect(warnings.map((text) => text.en)).toEqual([expect.stringContaining("with the bot's own rights")]);
    expect(warnings[0]?.zh).toContain('以机器人自身的权限运行');
  });
});

describe('a version names one artifact for ever', () => {
  it('the same source is not packed or built anew', async () => {
    const { artifacts, source, build } = opened();
    const log = join(folder(), 'log');
    const unsteady = built(`echo ran >> ${log}; date +%s%N > stamp`);
    const first = await build(unsteady);
    utimesSync(join(source, 'src.txt'), 1, 1);
    put(source, { '.git/index': 'refreshed' });
    expect(await build(unsteady)).toEqual(first);
    expect(readFileSync(log, 'utf8')).toBe('ran\n');
    await artifacts.check(first.hash);
  });

  it.each([
    ['a changed file', (source: string) => writeFileSync(join(source, 'src.txt'), 'altered')],
    ['a new file', (source: string) => writeFileSync(join(source, 'new'), '')],
    ['a program that was none', (source: string) => chmodSync(join(source, 'src.txt'), 0o755)],
  ])('%s under it is an error, with and without a build, that names both contents', async (_, alter) => {
    for (const one of [app(), built('cp src.txt made')]) {
      const { artifacts, source, build } = opened();
      const first = await build(one);
      alter(source);
      const error = await build(one).catch((thrown) => thrown);
      expect(error.code).toBe('version-altered');
      expect(error.text.en).toMatch(/[0-9a-f]{12}.*[0-9a-f]{12}.*new version/);
      if (!one.build) expect(error.text.en).toContain(first.hash.slice(0, 12));
      expect(await artifacts.version('web', '1.0.0')).toEqual(first);
    }
  });

  it('another build command or selection under it is an error too', async () => {
    const { build } = opened();
    await build(built('echo 1 > made'));
    await expect(build(built('echo 2 > made'))).rejects.toMatchObject({ code: 'version-altered' });
    const plain = opened({ a: '', b: '' });
    await plain.build(app());
    await expect(plain.build(app({ exclude: ['b'] }))).rejects.toMatchObject({ code: 'version-altered' });
  });

  it('a pruned artifact is built again; other bytes then are an error', async () => {
    const steady = opened();
    const first = await steady.build(built('cp src.txt made'));
    await steady.artifacts.prune(new Set());
    expect(await steady.build(built('cp src.txt made'))).toEqual(first);
    const unsteady = opened();
    await unsteady.build(built('date +%s%N > made'));
    await unsteady.artifacts.prune(new Set());
    const again = unsteady.build(built('date +%s%N > made'));
    await expect(again).rejects.toMatchObject({ code: 'build-not-reproducible' });
    expect(await unsteady.artifacts.version('web', '1.0.0')).toBeUndefined();
  });

  it('is found again after its source is gone, while its artifact is kept', async () => {
    const { artifacts, env, source, build } = opened();
    const first = await build(app());
    sh('/', 'rm', '-r', source);
    expect(await artifacts.build(app(), '1.0.0', { env })).toEqual(first);
    await artifacts.prune(new Set());
    await expect(build(app())).rejects.toMatchObject({ code: 'no-versions' });
  });

  it.each([
    ['packed', app()],
    ['built', built('tr a-z A-Z < src.txt > out')],
  ])('a dry run of what is %s tells the artifact and keeps nothing', async (_, one) => {
    const { artifacts, dataDir, source, build } = opened();
    const before = sh(dataDir, 'find', '.', '-type', 'f', '-printf', '%p %s %T@\n');
    const told = await build(one, { dryRun: true });
    expect(sh(dataDir, 'find', '.', '-type', 'f', '-printf', '%p %s %T@\n')).toBe(before);
    expect((await build(one)).hash).toBe(told.hash);
    put(source, { 'src.txt': 'changed' });
    await expect(build(one, { dryRun: true })).rejects.toMatchObject({ code: 'version-altered' });
    expect(await artifacts.get(told.hash)).toBeDefined();
  });

  it('is recorded with when and by whom', async () => {
    const { dataDir, clock, build } = opened();
    const artifact = await build(app(), { by: 'U0001' });
    expect(JSON.parse(readFileSync(join(dataDir, 'artifacts/apps/web/1.0.0.json'), 'utf8'))).toEqual({
      hash: artifact.hash,
      source: artifact.hash,
      builtAt: clock.now(),
      by: 'U0001',
    });
  });
});

function commandLines(): string[] {
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return processes.map((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    } catch {
      return '';
    }
  });
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('not in time');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
