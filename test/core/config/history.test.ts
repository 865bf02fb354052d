import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConfigStore } from '../../../src/core/config/store.ts';
import { codeOf, day, intended, job, running, start, world } from './world.ts';

let place: Awaited<ReturnType<typeof world>>;
let store: ConfigStore;

beforeAll(async () => {
  place = await world();
  store = await place.open();
});
afterAll(() => place.end());

const web = { kind: 'intended', host: 'web-01', name: 'nginx.conf' } as const;
const nginx = (port: number) => `server {\n  listen ${port};\n}\n`;

describe('looking back', () => {
  const versions: string[] = [];
  beforeAll(async () => {
    for (const [index, port] of [80, 81, 82, 83].entries()) {
      const saved = await store.save(job(`v${index}`, [intended('web-01', 'nginx.conf', nginx(port))]));
      await store.save(job(`o${index}`, [running(`sw-${index}`, 'x\n')]));
      versions.push(saved.revision ?? '');
      await place.clock.advance(day);
    }
  });

  it('lists the versions of one file, newest first, with what each added and removed', async () => {
    const found = await store.history(web, { limit: 2 });
    expect(
      found.map(({ id, short, when, added, removed, author }) => [id, short, when, added, removed, author.id]),
    ).toEqual([
      [versions[3], versions[3]?.slice(0, 10), start + 3 * day, 1, 1, 'U0ENGINEER'],
      [versions[2], versions[2]?.slice(0, 10), start + 2 * day, 1, 1, 'U0ENGINEER'],
    ]);
    expect(await store.history(web)).toHaveLength(4);
    expect(await store.history({ ...web, name: 'other' })).toEqual([]);
  });

  it.each([
    ['HEAD~0', 3],
    ['0', 3],
    ['3', 0],
    ['~2', 1],
    ['@{1}', 2],
    ['2026-11-01', 0],
    ['2026-11-02 07:59', 0],
    ['2026-11-02T16:00+08:00', 1],
    ['2026-11-02T16:00:30+08:00', 1],
    ['2d', 2],
    ['49h', 1],
    ['3d', 1],
  ])('understands %s as a version of a file', async (text, index) => {
    expect(await store.revision(text, web)).toBe(versions[index]);
    expect(await store.read(web, text)).toBe(nginx(80 + index));
  });

  it('takes a day in the zone of the team', async () => {
    const inShanghai = await place.open({ zone: () => 'Asia/Shanghai' });
    expect(await inShanghai.revision('2026-11-02 15:59', web)).toBe(versions[0]);
    expect(await inShanghai.revision('2026-11-02 16:00', web)).toBe(versions[1]);
  });

  it('understands ids, HEAD and dates of the whole store', async () => {
    expect(await store.revision(versions[1]?.slice(0, 8) ?? '')).toBe(versions[1]);
    expect(await store.revision('HEAD')).toBe(place.git('rev-parse', 'main').trim());
    expect(await store.revision('2026-11-02')).toBe(place.git('rev-list', '-1', '--skip=4', 'main').trim());
  });

  it('says which versions there are when the one asked for is not', async () => {
    await expect(store.revision('~9', web)).rejects.toMatchObject({
      code: 'revision-unknown',
      text: { en: expect.stringContaining(versions[3]?.slice(0, 10) ?? '?'), zh: expect.stringContaining('最近版本') },
    });
    expect(await codeOf(store.revision('deadbeef', web))).toBe('revision-unknown');
    expect(await codeOf(store.revision('2025-01-01', web))).toBe('revision-unknown');
    expect(await codeOf(store.revision('3'))).toBe('revision-refused');
  });

  it.each([
    '--output=/tmp/x',
    '-c core.sshCommand=touch x',
    '--upload-pack=x',
    'main..HEAD',
    'HEAD:intended',
    'refs/heads/main',
    'HEAD^{/x}',
    '2026-13-01',
    'HEAD --output=x',
    '',
  ])('refuses %j as a revision', async (text) => {
    expect(await codeOf(store.revision(text, web))).toBe('revision-refused');
    expect(await codeOf(store.read(web, text))).toBe('revision-refused');
  });

  it('refuses names that are no path, whatever is asked of them', async () => {
    for (const bad of [
      { ...web, host: '..' },
      { ...web, name: '--output=x' },
      { ...web, name: '../../config' },
    ]) {
      for (const asked of [store.read(bad), store.history(bad), store.blame(bad), store.revision('~1', bad)]) {
        expect(await codeOf(asked)).toBe('config-name-refused');
      }
    }
  });

  it('says who changed each line last', async () => {
    expect((await store.blame(web)).map(({ line, text, id, author }) => [line, text, id, author])).toEqual([
      [1, 'server {', versions[0], '王工'],
      [2, '  listen 83;', versions[3], '王工'],
      [3, '}', versions[0], '王工'],
    ]);
    expect(await codeOf(store.blame({ ...web, name: 'other' }))).toBe('config-unknown');
  });
});
