import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ConfigStore } from '../../../src/core/config/store.ts';
import { codeOf, day, git, gitAt, job, running, start, world } from './world.ts';

let place: Awaited<ReturnType<typeof world>>;
let store: ConfigStore;
let ox: string;
beforeEach(async () => {
  place = await world();
  store = await place.open();
  ox = repository('ox');
});
afterEach(() => place.end());

const strip = (text: string) => text.replaceAll(/(cipher|community) \S+/g, '$1 <stripped>');
const config = (host: string) => ({ kind: 'running', host, name: 'config' }) as const;
/** Days before the store's now. */
const ago = (days: number) => start - days * day;

function repository(name: string): string {
  const folder = join(place.folder, name);
  mkdirSync(folder, { recursive: true });
  git(folder, 'init', '--quiet', '--initial-branch=master');
  return folder;
}

/** As Oxidized commits: one node, its file named as the node is, `null` where it is taken out. */
function commit(folder: string, days: number, path: string, text: string | null, author = 'Oxidized'): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  if (text === null) rmSync(file);
  else writeFileSync(file, text);
  git(folder, 'add', '--all', '--', path);
  gitAt(folder, author, ago(days), 'commit', '--quiet', '--allow-empty', '-m', `update ${path}\n\nby cron`);
  return git(folder, 'rev-parse', 'HEAD').trim();
}

describe('an Oxidized repository', () => {
  it('is imported with its history, authors and dates, in groups as folders, without secrets', async () => {
    const ids = [
      commit(ox, 9, 'core/sw-1', 'sysname a\nsnmp community s3cret1\n'),
      commit(ox, 8, 'access/楼层-2', 'sysname b\n', '李工'),
      commit(ox, 7, 'core/sw-1', 'sysname A\nsnmp community s3cret2\n'),
    ];
    const found = { commits: 3, known: 0, versions: 3, span: { from: ago(9), to: ago(7) } };
    expect(await store.importOxidized(ox, { strip, dryRun: true })).toMatchObject(found);
    expect(await store.list()).toEqual([]);
    expect(await store.importOxidized(ox, { strip })).toEqual({
      ...found,
      hosts: ['sw-1', '楼层-2'],
      kept: [],
      refused: [],
    });
    const history = await store.history(config('sw-1'));
    expect(
      history.map(({ when, author, message, trailers, added }) => [
        when,
        author.name,
        message,
        trailers.Oxidized,
        added,
      ]),
    ).toEqual([
      [ago(7), 'Oxidized', 'update core/sw-1\n\nby cron', ids[2], 1],
      [ago(9), 'Oxidized', 'update core/sw-1\n\nby cron', ids[0], 2],
    ]);
    expect((await store.history(config('楼层-2'))).map(({ author }) => author.name)).toEqual(['李工']);
    expect(await store.read(config('sw-1'), '~1')).toBe('sysname a\nsnmp community <stripped>\n');
    expect(await store.read(config('sw-1'), '2026-10-24')).toBe('sysname a\nsnmp community <stripped>\n');
    place.git('fsck', '--strict', '--no-dangling');
    const objects = place.git('cat-file', '--batch-all-objects', '--batch-check').split('\n');
    const blobs = objects.flatMap((line) =>
      line.includes(' blob ') ? [place.git('cat-file', 'blob', line.slice(0, 40))] : [],
    );
    expect(blobs.toSorted()).toEqual([
      'sysname A\nsnmp community <stripped>\n',
      'sysname a\nsnmp community <stripped>\n',
      'sysname b\n',
    ]);
  });

  it('is read bare, as a bundle, and as a folder with one repository for each group', async () => {
    commit(ox, 9, 'sw-1', 'one\n');
    commit(ox, 8, 'sw-1', 'two\n');
    const access = repository('access');
    commit(access, 5, 'ap-1', 'ap\n');
    const groups = join(place.folder, 'groups');
    mkdirSync(groups);
    git(place.folder, 'clone', '--quiet', '--bare', ox, 'groups/core.git');
    git(place.folder, 'clone', '--quiet', '--bare', access, 'groups/access.git');
    git(ox, 'bundle', 'create', '--quiet', join(place.folder, 'ox.bundle'), 'master');
    for (const [name, source] of Object.entries({ bare: 'groups/core.git', bundle: 'ox.bundle' })) {
      const other = await place.open({ folder: join(place.folder, name) });
      await other.importOxidized(join(place.folder, source), { strip });
      expect((await other.history(config('sw-1'))).map(({ when }) => when)).toEqual([ago(8), ago(9)]);
    }
    expect(await store.importOxidized(groups, { strip })).toMatchObject({ commits: 3, hosts: ['ap-1', 'sw-1'] });
    expect(await store.read(config('ap-1'))).toBe('ap\n');
  });

  it('is imported again with what is new only, also after commits that changed nothing', async () => {
    commit(ox, 9, 'sw-1', 'cipher aaa\n');
    commit(ox, 8, 'sw-1', 'cipher bbb\n');
    await store.importOxidized(ox, { strip });
    await store.save(job('own', [running('sw-1', 'newer\n')]));
    const count = place.git('rev-list', '--count', 'main');
    expect(await store.importOxidized(ox, { strip })).toMatchObject({ commits: 0, known: 2 });
    expect(place.git('rev-list', '--count', 'main')).toBe(count);
    commit(ox, 7, 'sw-2', 'two\n');
    expect(await store.importOxidized(ox, { strip })).toMatchObject({ commits: 1, known: 2, hosts: ['sw-2'] });
    expect(await store.read(config('sw-1'))).toBe('newer\n');
  });

  it('leaves a config that is newer here the newest', async () => {
    await store.save(job('own', [running('sw-1', 'newer\n')]));
    commit(ox, 9, 'sw-1', 'older\n');
    expect(await store.importOxidized(ox, { strip })).toMatchObject({ kept: ['sw-1'] });
    expect(await store.read(config('sw-1'))).toBe('newer\n');
    expect(await store.read(config('sw-1'), '2026-10-31')).toBe('older\n');
  });

  it('follows nodes that are moved to another group and taken out', async () => {
    commit(ox, 9, 'a/sw-1', 'one\n');
    mkdirSync(join(ox, 'b'));
    git(ox, 'mv', 'a/sw-1', 'b/sw-1');
    gitAt(ox, 'Oxidized', ago(8), 'commit', '--quiet', '-m', 'move');
    commit(ox, 7, 'sw-2', 'two\n');
    await store.importOxidized(ox, { strip });
    expect(await store.read(config('sw-1'))).toBe('one\n');
    commit(ox, 6, 'sw-2', null);
    await store.importOxidized(ox, { strip });
    expect(await store.read(config('sw-2'))).toBeUndefined();
    expect(await store.history(config('sw-2'))).toHaveLength(2);
  });

  it('is told which of its files are no config of a host', async () => {
    commit(ox, 9, '.gitignore', 'x\n');
    commit(ox, 8, 'sw:1', 'x\n');
    commit(ox, 7, 'sw-1', 'x\n');
    const found = await store.importOxidized(ox, { strip });
    expect(found.refused.map(({ path }) => path)).toEqual(['.gitignore', 'sw:1']);
    expect((await store.list()).map(({ ref }) => ref)).toEqual([config('sw-1')]);
  });

  it('with a file of more than 64 MiB is refused, and nothing of it is imported', async () => {
    commit(ox, 9, 'sw-1', 'one\n');
    commit(ox, 8, 'sw-2', 'x'.repeat((64 << 20) + 1));
    expect(await codeOf(store.importOxidized(ox, { strip }))).toBe('config-too-large');
    expect(await store.list()).toEqual([]);
  });

  it('leaves everything as it was when a secret cannot be stripped', async () => {
    commit(ox, 9, 'sw-1', 'one\n');
    const failing = () => {
      throw new RangeError('cannot strip');
    };
    await expect(store.importOxidized(ox, { strip: failing })).rejects.toThrow('cannot strip');
    expect(await store.list()).toEqual([]);
    expect((await store.importOxidized(ox, { strip })).commits).toBe(1);
  });

  it('has no say by its hooks and settings, and leaves no copy behind', async () => {
    commit(ox, 9, 'sw-1', 'one\n');
    const mark = join(place.folder, 'mark');
    const script = join(place.folder, 'evil');
    writeFileSync(script, `#!/bin/sh\ntouch ${mark}\nexec "$@"\n`, { mode: 0o755 });
    for (const name of ['uploadpack.packObjectsHook', 'core.fsmonitor', 'core.sshCommand', 'core.pager'])
      git(ox, 'config', name, script);
    await store.importOxidized(ox, { strip });
    expect(existsSync(mark)).toBe(false);
    await store.idle();
    expect(readdirSync(place.repository).filter((name) => name.startsWith('incoming'))).toEqual([]);
  });

  it('whose import was killed leaves no copy with secrets when the store is opened again', async () => {
    const copy = join(place.repository, 'incoming-1');
    mkdirSync(copy);
    writeFileSync(join(copy, 'x'), 'cipher aaa');
    await place.open();
    expect(existsSync(copy)).toBe(false);
  });

  it('is asked for again where there is none', async () => {
    writeFileSync(join(place.folder, 'x.bundle'), 'no bundle');
    for (const path of ['nothing', '--upload-pack=x', join(place.folder, 'none')]) {
      expect(await codeOf(store.importOxidized(path, { strip }))).toBe('oxidized-unreadable');
    }
    expect(await codeOf(store.importOxidized(join(place.folder, 'x.bundle'), { strip }))).toBe('git-failed');
    expect(await codeOf(store.importOxidized(ox, { strip }))).toBe('oxidized-unreadable');
  });
});
