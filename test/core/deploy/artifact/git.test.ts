import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createArtifacts } from '../../../../src/core/deploy/artifact/index.ts';
import { gitAddress, shownAddress } from '../../../../src/core/io/git-address.ts';
import { manualClock } from '../../../support/clock.ts';
import { app, bytesOf, put, sh, useFolders } from './support.ts';

const folder = useFolders();
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

const git = (repo: string, ...args: string[]) =>
  sh(repo, 'git', '-c', 'user.name=t', '-c', 'user.email=t@example.com', '-c', 'protocol.file.allow=always', ...args);

function commit(repo: string, files: Record<string, string>, tag?: string): void {
  put(repo, files);
  git(repo, 'add', '-A');
  git(repo, 'commit', '-q', '--allow-empty', '-m', 'change');
  if (tag) git(repo, 'tag', '-a', '-m', tag, tag);
}

const template = mkdtempSync(join(tmpdir(), 'artifact-git-'));
beforeAll(() => {
  git(template, 'init', '-q', '-b', 'main');
  commit(template, { 'run.sh': '#!/bin/sh\n', 'src/a.txt': 'one' }, 'v1.0.0');
  commit(template, { 'src/a.txt': 'two' }, 'v1.1.0');
});
afterAll(() => rmSync(template, { recursive: true }));

function opened() {
  const dataDir = folder();
  const repo = folder();
  cpSync(template, repo, { recursive: true });
  const clock = manualClock();
  const artifacts = createArtifacts({ dataDir, clock });
  const env = { PATH: process.env.PATH, HOME: folder() };
  const web = app({ source: { git: repo, ref: 'v{version}' } });
  return { dataDir, repo, clock, artifacts, env, web };
}

describe('versions from git', () => {
  it('are its tags and branches that fit, fetched anew each time, newest first', async () => {
    const { repo, artifacts, web, env } = opened();
    git(repo, 'branch', 'v0.9.0');
    git(repo, 'branch', 'other');
    expect(await artifacts.versions(web, { env })).toEqual(['1.1.0', '1.0.0', '0.9.0']);
    commit(repo, {}, 'v1.10.0');
    git(repo, 'tag', '-d', 'v1.0.0');
    expect(await artifacts.versions(web, { env })).toEqual(['1.10.0', '1.1.0', '0.9.0']);
  });

  it('are packed as that commit has them, whatever the work tree holds', async () => {
    const { dataDir, repo, artifacts, web, env } = opened();
    put(repo, { 'src/a.txt': 'not committed', new: '' });
    const old = await artifacts.build(web, '1.0.0', { env });
    expect(old.files).toMatchObject([
      { path: 'run.sh', mode: 0o755 },
      { path: 'src/a.txt', mode: 0o644, size: 3 },
    ]);
    const out = folder();
    writeFileSync(join(out, 'x.tar'), await bytesOf((await artifacts.stream(old.hash)).open()));
    expect(sh(out, 'tar', '-xOf', 'x.tar', 'src/a.txt')).toBe('one');
    expect((await artifacts.build(web, undefined, { env })).version).toBe('1.1.0');
    expect(readdirSync(join(dataDir, 'artifacts/work'))).toEqual([]);
  });

  it('give the same artifact as the same files in a folder', async () => {
    const { dataDir, artifacts, web, env } = opened();
    put(join(dataDir, 'apps/web-5'), { 'run.sh': '#!/bin/sh\n', 'src/a.txt': 'two' });
    const one = await artifacts.build(web, '1.1.0', { env });
    expect(
      (await artifacts.build(app({ name: 'other', source: { path: 'apps/web-{version}' } }), '5', { env })).hash,
    ).toBe(one.hash);
  });

  it('are built by the build command', async () => {
    const { artifacts, web, env } = opened();
    const build = { run: 'tr a-z A-Z < src/a.txt > out', timeout: 60_000, env: [] };
    const artifact = await artifacts.build({ ...web, build, include: ['/out'] }, '1.0.0', { env });
    expect(artifact.files).toMatchObject([{ path: 'out', size: 3 }]);
  });

  it('may also be one branch, or one commit, that the version is a name for', async () => {
    const { repo, artifacts, env } = opened();
    const main = app({ source: { git: repo, ref: 'main' } });
    expect((await artifacts.build(main, '7', { env })).files).toHaveLength(2);
    commit(repo, { 'src/b.txt': '' });
    await expect(artifacts.build(main, '7', { env })).rejects.toMatchObject({ code: 'version-altered' });
    const id = git(repo, 'rev-parse', 'v1.0.0^{commit}').trim();
    const fixed = app({ name: 'fixed', source: { git: repo, ref: id } });
    expect((await artifacts.build(fixed, '1', { env })).files).toHaveLength(2);
    const nowhere = app({ source: { git: repo, ref: 'nowhere' } });
    await expect(artifacts.build(nowhere, '1', { env })).rejects.toMatchObject({ code: 'source-missing' });
  });

  it('cannot be moved: a tag that stands for other files is an error', async () => {
    const { repo, artifacts, web, env } = opened();
    await artifacts.build(web, '1.1.0', { env });
    commit(repo, { 'src/a.txt': 'three' });
    git(repo, 'tag', '-f', 'v1.1.0');
    await expect(artifacts.build(web, '1.1.0', { env })).rejects.toMatchObject({ code: 'version-altered' });
  });

  it('that are not there are named with the nearest one that is', async () => {
    const { artifacts, web, env } = opened();
    const refusal = artifacts.build(web, '1.0.1', { env });
    await expect(refusal).rejects.toMatchObject({ code: 'version-unknown' });
    await expect(refusal).rejects.toThrow('The nearest is 1.0.0');
    // A name that git could read as an option or an expression is only ever looked up.
    const odd = { ...web, source: { ...web.source, git: 'git' in web.source ? web.source.git : '', ref: '{version}' } };
    for (const version of ['HEAD', 'main+x', '--upload-pack=x'.slice(2)]) {
      await expect(artifacts.build(odd, version, { env }), version).rejects.toMatchObject({
        code: /version-unknown|no-versions/,
      });
    }
  });

  it('say that submodules are not packed, each time', async () => {
    const { repo, artifacts, web, env } = opened();
    const inner = folder();
    git(inner, 'init', '-q');
    commit(inner, { x: '' });
    git(repo, 'submodule', '--quiet', 'add', inner, 'vendor/inner');
    commit(repo, {}, 'v2.0.0');
    for (const _ of [1, 2]) {
      const told: string[] = [];
      const artifact = await artifacts.build(web, '2.0.0', { env, warn: (text) => told.push(text.en) });
      expect(told).toEqual([expect.stringContaining('vendor/inner')]);
      expect(artifact.files.map((file) => file.path)).toEqual(['.gitmodules', 'run.sh', 'src/a.txt']);
    }
  });

  it('that keep files in LFS are refused rather than deployed as pointers', async () => {
    const { repo, artifacts, web, env } = opened();
    commit(repo, { 'assets/.gitattributes': '*.bin filter=lfs diff=lfs merge=lfs -text\n' }, 'v3.0.0');
    await expect(artifacts.build(web, '3.0.0', { env })).rejects.toMatchObject({ code: 'lfs-unsupported' });
    await artifacts.build(web, '1.1.0', { env });
  });

  it('do not run hooks, the source repository’s or the copy’s, nor heed the user’s line ends', async () => {
    const { dataDir, repo, artifacts, web, env } = opened();
    const trace = join(folder(), 'trace');
    const hook = `#!/bin/sh\necho ran >> ${trace}\n`;
    const names = ['post-checkout', 'reference-transaction', 'pre-auto-gc', 'post-index-change'];
    put(join(repo, '.git/hooks'), Object.fromEntries(names.map((name) => [`${name}.sh`, hook])));
    for (const name of names) sh(join(repo, '.git/hooks'), 'cp', '-p', `${name}.sh`, name);
    put(env.HOME, { '.gitconfig': '[core]\n autocrlf = true\n[init]\n templateDir = tpl\n' });
    put(repo, { 'src/a.txt': 'x\ny\n' });
    sh(repo, 'mv', '.git/hooks', '.git/h');
    commit(repo, {}, 'v4.0.0');
    sh(repo, 'mv', '.git/h', '.git/hooks');
    await artifacts.build(web, '1.0.0', { env });
    const mirror = join(dataDir, 'artifacts/git', readdirSync(join(dataDir, 'artifacts/git'))[0] ?? '');
    sh('/', 'cp', '-rp', join(repo, '.git/hooks'), mirror);
    const artifact = await artifacts.build(web, '4.0.0', { env });
    expect(artifact.files.find((file) => file.path === 'src/a.txt')).toMatchObject({ size: 4 });
    expect(existsSync(trace)).toBe(false);
  });

  it('come again after a git that was killed left a lock, or damaged the copy', async () => {
    const { dataDir, repo, artifacts, web, env } = opened();
    await artifacts.build(web, '1.0.0', { env });
    const mirror = join(dataDir, 'artifacts/git', readdirSync(join(dataDir, 'artifacts/git'))[0] ?? '');
    commit(repo, {}, 'v1.2.0');
    git(repo, 'tag', '-d', 'v1.0.0');
    writeFileSync(join(mirror, 'packed-refs.lock'), '');
    expect(await artifacts.versions(web, { env })).toEqual(['1.2.0', '1.1.0']);
    writeFileSync(join(mirror, 'HEAD'), 'rubbish');
    expect(await artifacts.versions(web, { env })).toEqual(['1.2.0', '1.1.0']);
  });

  it('are given up when the server does not answer in time, without showing the password', async () => {
    const { dataDir, clock, env } = opened();
    const server = createServer(() => {});
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const connected = new Promise((resolve) => server.once('connection', resolve));
    const address = server.address();
    const port = address && typeof address === 'object' ? address.port : 0;
    const artifacts = createArtifacts({ dataDir, clock, gitTimeout: 60_000 });
    const far = app({ source: { git: `http://user:hunter2@127.0.0.1:${port}/x.git`, ref: 'v{version}' } });
    const result = artifacts.build(far, '1.0.0', { env }).catch((error) => error);
    await connected;
    await clock.advance(60_000);
    const error = await result;
    expect(error).toMatchObject({ code: 'git-failed' });
    expect(error.text.en).toContain(`http://127.0.0.1:${port}/x.git: git fetch took longer than 60 s`);
    expect(JSON.stringify(error.text)).not.toContain('hunter2');
  });

  it('that cannot be fetched say what git said, without the password', async () => {
    const { artifacts, dataDir, env } = opened();
    const gone = app({ source: { git: 'nowhere.git', ref: 'v{version}' } });
    await expect(artifacts.build(gone, '1.0.0', { env })).rejects.toThrow(join(dataDir, 'nowhere.git'));
    await expect(artifacts.build(gone, '1.0.0', { env })).rejects.toMatchObject({ code: 'source-missing' });
    const refused = app({ source: { git: 'http://user:hunter2@127.0.0.1:1/x.git', ref: 'v{version}' } });
    const error = await artifacts.build(refused, '1.0.0', { env }).catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'git-failed' });
    expect(error.text.en).toContain('git says: ');
    expect(error.text.zh).toContain('git 输出：');
    expect(JSON.stringify(error.text)).not.toContain('hunter2');
  });

  it('are not fetched from a path in a folder that is no repository', async () => {
    const { artifacts, env } = opened();
    const empty = folder();
    const none = app({ source: { git: empty, ref: 'v{version}' } });
    await expect(artifacts.build(none, '1.0.0', { env })).rejects.toMatchObject({ code: 'git-failed' });
  });
});

describe('a git address', () => {
  it.each([
    '--upload-pack=touch x',
    '-x',
    'ext::sh -c touch% x',
    'fd::7',
    'EXT::x',
    'ftp://x/y',
    'javascript:alert(1)//\n',
    'ssh://-oProxyCommand=x/y',
    'user@-oProxyCommand=x:y',
    'a\nb',
    '',
  ])('%j is refused', (text) => {
    expect(() => gitAddress(text, '/base')).toThrow(expect.objectContaining({ code: 'git-address-refused' }));
  });

  it.each([
    ['https://example.com/x.git', 'https://example.com/x.git'],
    ['ssh://git@example.com:22/x.git', 'ssh://git@example.com:22/x.git'],
    ['git@example.com:team/x.git', 'git@example.com:team/x.git'],
    ['file:///srv/x.git', 'file:///srv/x.git'],
    ['/srv/x.git', '/srv/x.git'],
    ['repos/x', '/base/repos/x'],
    ['./a:b', '/base/a:b'],
  ])('%s is taken', (text, address) => {
    expect(gitAddress(text, '/base')).toBe(address);
  });

  it('is shown without user and password', () => {
    expect(shownAddress('https://user:secret@example.com/x@y')).toBe('https://example.com/x@y');
    expect(shownAddress('git@example.com:x')).toBe('git@example.com:x');
  });
});
