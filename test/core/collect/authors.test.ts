import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { People, Person } from '../../../src/core/access/people.ts';
import { createCollects } from '../../../src/core/collect/index.ts';
import { createSnapshots, type Snapshots } from '../../../src/core/collect/snapshots.ts';
import type { Collector } from '../../../src/core/collect/types.ts';
import { createConfigStore } from '../../../src/core/config/store.ts';
import type { ConfigStore } from '../../../src/core/config/types.ts';
import { collectorDeps } from '../../support/collecting.ts';

/** Finds the configuration of one switch. */
const collector: Collector = {
  ...{ title: { en: 'one switch', zh: '一台交换机' }, concurrency: 1, deadline: 60_000 },
  targets: async () => [{ key: 'sw-1', name: 'sw-1' }],
  async *collect() {
    yield { key: 'sw-1', kind: 'host', data: { config: 'sysname sw-1\n' }, warnings: [] };
  },
};

const deps = collectorDeps({ hosts: {}, sources: {} }, {});
const stop = new AbortController();
let folder: string;
let snapshots: Snapshots;
let configs: ConfigStore;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'authors-'));
  snapshots = await createSnapshots({ folder: join(folder, 'snapshots'), clock: deps.clock });
  configs = await createConfigStore({
    ...{ folder: join(folder, 'configs'), clock: deps.clock, env: process.env, signal: stop.signal },
    onTrouble: () => {},
  });
});
afterEach(async () => {
  await configs.idle();
  await snapshots.close();
  rmSync(folder, { recursive: true, force: true });
});

const authorWith = async (find: People['find']) => {
  const collects = createCollects({
    ...{
      ...deps,
      collectors: new Map([['one', collector]]),
      snapshots,
      configs,
      people: { find },
      signal: stop.signal,
    },
    journal: { append: async () => ({}) as never },
  });
  const { trouble } = await collects.collect({ source: 'one', request: { what: ['config'] }, by: 'U0ENGINEER' });
  expect(trouble).toBeUndefined();
  const [version] = await configs.history({ kind: 'running', host: 'sw-1', name: 'config' });
  return version?.author;
};

it('the author of what was collected has the name that people see', async () => {
  const author = await authorWith(async (id) => ({ id, name: '王工' }) as Person);
  expect(author).toMatchObject({ id: 'U0ENGINEER', name: '王工' });
});

it('what was collected is kept under the id where the chat cannot be asked for the name', async () => {
  const author = await authorWith(() => Promise.reject(new Error('no answer')));
  expect(author).toMatchObject({ id: 'U0ENGINEER', name: 'U0ENGINEER' });
});
