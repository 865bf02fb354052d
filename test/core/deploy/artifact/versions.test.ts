import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createArtifacts } from '../../../../src/core/deploy/artifact/index.ts';
import { isVersionName, newestFirst, versionsIn } from '../../../../src/core/deploy/artifact/versions.ts';
import { manualClock } from '../../../support/clock.ts';
import { app, put, useFolders } from './support.ts';

const folder = useFolders();
const env = { PATH: process.env.PATH };

function opened(folders: readonly string[] = []) {
  const dataDir = folder();
  for (const path of folders) put(dataDir, { [`${path}/file`]: path });
  return { dataDir, artifacts: createArtifacts({ dataDir, clock: manualClock() }) };
}

describe('the versions of an app', () => {
  it('are the folders that its path stands for, newest first by semantic precedence', async () => {
    const names = ['1.2.0', '1.10.0', '1.9.9', '2.0.0-rc.1', '2.0.0-rc.10', '2.0.0', 'nightly-2', 'nightly-10'];
    const { artifacts } = opened(['apps/other-9.0.0', 'apps/web', ...names.map((name) => `apps/web-${name}`)]);
    expect(await artifacts.versions(app())).toEqual([
      '2.0.0',
      '2.0.0-rc.10',
      '2.0.0-rc.1',
      '1.10.0',
      '1.9.9',
      '1.2.0',
      'nightly-10',
      'nightly-2',
    ]);
  });

  it('may stand in the middle of a path, and twice, and be a link to a folder; files are none', async () => {
    const { dataDir, artifacts } = opened(['rel/1.0.0/web-1.0.0', 'rel/2.0.0/web-1.0.0', 'there']);
    mkdirSync(join(dataDir, 'rel/3.0.0'));
    symlinkSync('../../there', join(dataDir, 'rel/3.0.0/web-3.0.0'));
    put(dataDir, { 'rel/4.0.0/web-4.0.0': 'a file' });
    expect(await artifacts.versions(app({ source: { path: 'rel/{version}/web-{version}' } }))).toEqual([
      '3.0.0',
      '1.0.0',
    ]);
  });

  it('take characters of the path literally', () => {
    expect(versionsIn('w+b(x)-{version}.d', ['w+b(x)-1.0.d', 'wwb(x)-1.0.d', 'w+b(x)-1.0xd'])).toEqual(['1.0']);
  });

  it.each(['../1', '1..2', '-1', '.1', '1/2', '1 2', '1\n', '', '1.', 'a.lock', '1\u202e2', 'x'.repeat(65)])(
    'cannot be called %j',
    async (name) => {
      expect(isVersionName(name)).toBe(false);
      const { artifacts } = opened(['apps/web-1.0.0']);
      await expect(artifacts.build(app(), name, { env })).rejects.toMatchObject({ code: 'version-malformed' });
    },
  );

  it.each(['1.4.2', '2024-05', 'v1', '1.0.0-rc.1+build.5', '稳定版'])('can be called %s', (name) => {
    expect(isVersionName(name)).toBe(true);
  });

  it('are ordered with numbers in names as numbers', () => {
    expect(newestFirst(['r9', 'r10', '0.1.0', 'r1'])).toEqual(['0.1.0', 'r10', 'r9', 'r1']);
  });
});

describe('building', () => {
  it('takes the newest semantic version where none is named', async () => {
    const { artifacts } = opened(['apps/web-1.9.0', 'apps/web-1.10.0', 'apps/web-zzz']);
    expect((await artifacts.build(app(), undefined, { env })).version).toBe('1.10.0');
  });

  it('names the nearest version where the one asked for is not there, in both languages', async () => {
    const { artifacts } = opened(['apps/web-1.4.2', 'apps/web-2.0.0']);
    const refusal = await artifacts.build(app(), '1.4.3', { env }).catch((error) => error);
    expect(refusal.code).toBe('version-unknown');
    expect(refusal.text.en).toContain('web has no version 1.4.3. The nearest is 1.4.2; the newest is 2.0.0');
    expect(refusal.text.zh).toContain('最接近的是 1.4.2');
  });

  it('says that there are no versions, or no source, or none that can be told to be the newest', async () => {
    const none = opened(['apps/other-1.0.0']).artifacts;
    await expect(none.build(app(), undefined, { env })).rejects.toMatchObject({ code: 'no-versions' });
    await expect(none.build(app(), '1.0.0', { env })).rejects.toMatchObject({ code: 'no-versions' });
    const nothing = opened().artifacts;
    await expect(nothing.build(app(), '1.0.0', { env })).rejects.toMatchObject({ code: 'source-missing' });
    const named = opened(['apps/web-blue', 'apps/web-green']).artifacts;
    await expect(named.build(app(), undefined, { env })).rejects.toMatchObject({ code: 'version-needed' });
    expect((await named.build(app(), 'blue', { env })).version).toBe('blue');
  });

  it('wants a name for what comes from a path without {version}, and then lists what is on record', async () => {
    const { artifacts } = opened(['site']);
    const fixed = app({ source: { path: 'site' } });
    await expect(artifacts.build(fixed, undefined, { env })).rejects.toMatchObject({ code: 'version-needed' });
    await artifacts.build(fixed, '1.9.0', { env });
    await artifacts.build(fixed, '1.10.0', { env });
    expect(await artifacts.versions(fixed)).toEqual(['1.10.0', '1.9.0']);
    const gone = app({ source: { path: 'nowhere' } });
    await expect(artifacts.build(gone, '1.0.0', { env })).rejects.toMatchObject({ code: 'source-missing' });
  });

  it('refuses a source that holds DATA_DIR itself', async () => {
    const { artifacts } = opened(['site']);
    for (const path of ['.', '..', '/']) {
      const refusal = artifacts.build(app({ source: { path } }), '1.0.0', { env });
      await expect(refusal, path).rejects.toMatchObject({ code: 'source-holds-data' });
    }
  });
});
