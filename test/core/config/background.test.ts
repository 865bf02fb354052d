import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { job, running, world } from './world.ts';

let place: Awaited<ReturnType<typeof world>>;
beforeEach(async () => {
  place = await world();
});
afterEach(() => place.end());

const graphs = () => join(place.repository, 'objects', 'info', 'commit-graphs');

describe('what goes on in the background', () => {
  it('keeps a commit-graph with the paths that each commit changed', async () => {
    const store = await place.open();
    await store.save(job('1', [running('sw-1', 'a\n')]));
    await store.save(job('2', [running('sw-1', 'b\n')]));
    await store.idle();
    place.git('commit-graph', 'verify');
    const files = readFileSync(join(graphs(), 'commit-graph-chain'), 'utf8').trim().split('\n');
    const graph = readFileSync(join(graphs(), `graph-${files[0]}.graph`)).toString('latin1');
    // gitformat-commit-graph(5): the chunks of Bloom filters.
    expect([graph.includes('BIDX'), graph.includes('BDAT')]).toEqual([true, true]);
    expect(place.troubles).toEqual([]);
  });

  it('packs what has piled up', async () => {
    const store = await place.open();
    for (let pack = 0; pack < 51; pack += 1) {
      const input = `blob\ndata 8\n${String(pack).padStart(8)}\n`;
      const args = ['-C', place.repository, '-c', 'fastimport.unpackLimit=0', 'fast-import', '--quiet'];
      execFileSync('git', args, { input });
    }
    const packs = () => readdirSync(join(place.repository, 'objects', 'pack')).filter((name) => name.endsWith('.pack'));
    // gc.autoPackLimit of git-gc(1) is 50.
    expect(packs()).toHaveLength(51);
    await store.save(job('1', [running('sw-1', 'a\n')]));
    await store.idle();
    expect(packs()).toHaveLength(1);
    expect(place.troubles).toEqual([]);
    expect(await store.read({ kind: 'running', host: 'sw-1', name: 'config' })).toBe('a\n');
  });

  it('goes on after a git that died an hour ago and more left its lock there', async () => {
    const store = await place.open();
    mkdirSync(graphs(), { recursive: true });
    const lock = join(graphs(), 'commit-graph-chain.lock');
    writeFileSync(lock, '');
    const before = Date.now() / 1000 - 7200;
    utimesSync(lock, before, before);
    await store.save(job('1', [running('sw-1', 'a\n')]));
    await store.idle();
    expect(place.troubles).toEqual([]);
    expect(existsSync(lock)).toBe(false);
  });

  it('pushes every commit to the remote', async () => {
    const remote = join(place.folder, 'remote.git');
    execFileSync('git', ['init', '--quiet', '--bare', remote]);
    const store = await place.open({ remote: () => remote });
    await store.save(job('1', [running('sw-1', 'a\n')]));
    await store.save(job('2', [running('sw-1', 'b\n')]));
    await store.idle();
    expect(execFileSync('git', ['-C', remote, 'rev-parse', 'main'], { encoding: 'utf8' })).toBe(
      place.git('rev-parse', 'main'),
    );
  });

  it('tells of a push that failed, saves on, and tries again later', async () => {
    const remote = join(place.folder, 'later.git');
    const store = await place.open({ remote: () => remote });
    await store.save(job('1', [running('sw-1', 'a\n')]));
    await store.idle();
    expect(place.troubles).toEqual([
      { en: expect.stringContaining('remote repository failed'), zh: expect.stringContaining('推送到远程仓库失败') },
    ]);
    expect(place.troubles[0]?.en).toMatch(
      /goes on.*failed: there is no repository at that address\. Make one.*git says: /,
    );
    expect(store.troubles()).toEqual(place.troubles);
    execFileSync('git', ['init', '--quiet', '--bare', remote]);
    await place.clock.advance(60_000);
    await store.idle();
    expect(store.troubles()).toEqual([]);
    expect(execFileSync('git', ['-C', remote, 'rev-parse', 'main'], { encoding: 'utf8' })).toBe(
      place.git('rev-parse', 'main'),
    );
  });

  it('pushes to another remote as soon as it is told of it', async () => {
    const remotes = ['one.git', 'two.git'].map((name) => join(place.folder, name));
    for (const remote of remotes) execFileSync('git', ['init', '--quiet', '--bare', remote]);
    let remote: string | undefined = 'one.git';
    const store = await place.open({ remote: () => remote });
    await store.save(job('1', [running('sw-1', 'a\n')]));
    await store.idle();
    remote = 'two.git';
    store.wake();
    await store.idle();
    for (const each of remotes) {
      expect(execFileSync('git', ['-C', each, 'rev-parse', 'main'], { encoding: 'utf8' })).toBe(
        place.git('rev-parse', 'main'),
      );
    }
  });

  it('does not show the password in the remote’s address', async () => {
    const store = await place.open({ remote: () => 'https://bot:hunter22@127.0.0.1:1/x.git' });
    await store.save(job('1', [running('sw-1', 'a\n')]));
    await store.idle();
    expect(JSON.stringify(place.troubles)).toContain('127.0.0.1');
    expect(JSON.stringify(place.troubles)).not.toContain('hunter22');
  });

  it.each(['--upload-pack=touch x', 'ext::sh -c touch% x', 'ssh://-oProxyCommand=x/y'])(
    'refuses %s as a remote',
    async (remote) => {
      const store = await place.open({ remote: () => remote });
      await store.save(job('1', [running('sw-1', 'a\n')]));
      await store.idle();
      expect(JSON.stringify(store.troubles())).toContain('is not a git address that can be used');
      expect(await store.read({ kind: 'running', host: 'sw-1', name: 'config' })).toBe('a\n');
    },
  );

  it('runs no hook, and heeds no settings of the user or the system', async () => {
    const home = join(place.folder, 'home');
    const mark = join(place.folder, 'mark');
    mkdirSync(join(place.repository, 'hooks'), { recursive: true });
    mkdirSync(home);
    for (const hook of ['reference-transaction', 'post-update', 'pre-auto-gc']) {
      writeFileSync(join(place.repository, 'hooks', hook), `#!/bin/sh\ntouch ${mark}\n`, { mode: 0o755 });
    }
    writeFileSync(join(home, '.gitconfig'), `[core]\n\tfsmonitor = touch ${mark}\n[user]\n\tname = Other\n[broken\n`);
    const store = await place.open({ env: { ...process.env, HOME: home, GIT_DIR: '/nowhere', GIT_CONFIG_COUNT: 'x' } });
    await store.save(job('1', [running('sw-1', 'a\n')]));
    await store.idle();
    expect(existsSync(mark)).toBe(false);
    expect(place.troubles).toEqual([]);
    expect(await store.history({ kind: 'running', host: 'sw-1', name: 'config' })).toHaveLength(1);
  });

  it('ends when the bot stops', async () => {
    const store = await place.open();
    await store.save(job('1', [running('sw-1', 'a\n')]));
    place.abort.abort(new Error('stopping'));
    await store.idle();
    expect(place.troubles).toEqual([]);
    await expect(store.save(job('2', [running('sw-1', 'b\n')]))).rejects.toThrow('stopping');
    place.git('fsck', '--strict');
  });
});
