import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Collects, createCollects } from '../../../src/core/collect/index.ts';
import { createSnapshots, type Snapshots } from '../../../src/core/collect/snapshots.ts';
import { loadPlatforms } from '../../../src/core/platforms/load.ts';
import { collectorDeps } from '../../support/collecting.ts';

const platforms = await loadPlatforms();

let folder: string;
let snapshots: Snapshots;
let collects: Collects;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'difference-'));
  const deps = { ...collectorDeps({ hosts: { sw: { platform: 'huawei-vrp' } } }, {}), platforms };
  snapshots = await createSnapshots({ folder, clock: deps.clock });
  collects = createCollects({
    ...{ ...deps, snapshots, collectors: new Map(), signal: new AbortController().signal },
    journal: { append: async () => ({}) as never },
    people: { find: () => Promise.reject(new Error('nobody is asked')) },
  });
});
afterEach(async () => {
  await snapshots.close();
  rmSync(folder, { recursive: true, force: true });
});

const keep = (at: number, data: Record<string, string>) =>
  snapshots.put([{ key: 'sw', kind: 'host', data, warnings: [] }], at, 'ssh');
const config = (saved: string, name: string) => `!Last configuration was saved at ${saved}\nsysname ${name}\n`;
const paths = async (from: number | undefined, to: number) =>
  (await collects.difference('sw', { ...(from !== undefined && { from }), to }))?.changes.map(({ path }) => path);

it('lines that do not count as change on the platform are none between two times either', async () => {
  await keep(1, { version: 'V1', config: config('2026-11-01 10:00:00', 'a') });
  await keep(2, { version: 'V2', config: config('2026-11-02 10:00:00', 'a') });
  expect(await paths(1, 2)).toEqual([['version']]);
  await keep(3, { version: 'V2', config: config('2026-11-03 10:00:00', 'b') });
  expect((await paths(1, 3))?.flat()).toContain('config');
});

it('without a beginning the newest change is told; a beginning before the first time is the first time', async () => {
  await keep(1, { version: 'V1', model: 'S5735' });
  await keep(2, { version: 'V2' });
  await keep(3, { model: 'S5736' });
  expect(await paths(undefined, 3)).toEqual([['model']]);
  expect(await paths(-5, 3)).toEqual(expect.arrayContaining([['version'], ['model']]));
});

it('a thing that is not known then is said to be so', async () => {
  await keep(5, { version: 'V1' });
  expect(await collects.difference('sw', { to: 4 })).toBeUndefined();
  expect(await collects.difference('nobody', { to: 4 })).toBeUndefined();
});
