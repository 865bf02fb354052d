import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../src/core/collect/snapshots.ts';
import type { SeenFile } from '../../../src/core/collect/types.ts';
import { driftOf } from '../../../src/core/config/drift.ts';
import { createHiding } from '../../../src/core/config/hiding.ts';
import { createConfigStore } from '../../../src/core/config/store.ts';
import type { ConfigStore } from '../../../src/core/config/types.ts';
import { systemClock } from '../../../src/core/io/clock.ts';
import { loadPlatforms } from '../../../src/core/platforms/load.ts';
import type { Host, Settings } from '../../../src/core/settings/types.ts';

const platforms = await loadPlatforms();
const device = (name: string, platform = 'huawei-vrp') =>
  ({ name, platform, groups: [], labels: {} }) as unknown as Host;
const wanted =
  'sysname sw-1\n#\ninterface GigabitEthernet0/0/1\n description uplink\n port link-type trunk\n#\nreturn\n';

let folder: string;
let store: ConfigStore;
let count = 0;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'drift-'));
  store = await createConfigStore({
    ...{ folder: join(folder, 'configs'), clock: systemClock(), env: process.env },
    ...{ signal: new AbortController().signal, onTrouble: () => {} },
  });
});
afterEach(async () => {
  seen.clear();
  pins.clear();
  await store.idle();
  rmSync(folder, { recursive: true, force: true });
});

const keep = (kind: 'intended' | 'running', host: string, name: string, text: string) => {
  count += 1;
  const author = { id: 'U0ENGINEER', name: 'engineer' };
  return store.save({ id: `t-${count}`, author, message: 'test', files: [{ kind, host, name, text }] });
};
/** What was collected of servers: how each of their files was found. */
const seen = new Map<string, readonly SeenFile[]>();
const pins = new Map<string, string>();
/** How a device's config was pushed last. */
let how: 'exact' | 'merged' | undefined;
beforeEach(() => {
  how = undefined;
});
const files = [{ configs: ['app/*.conf'], path: '/etc/app/{base}', verify: [] }];
const drift = async (...hosts: Host[]) =>
  driftOf(hosts, {
    ...{ configs: store, platforms, hiding: createHiding(platforms), env: process.env, clock: systemClock() },
    pushed: { how: () => how },
    pins: {
      of: ({ host, name }) => {
        const revision = pins.get(`${host}/${name}`);
        return revision === undefined ? undefined : { host, name, revision, by: 'U0ENGINEER', at: 0 };
      },
    },
    settings: { current: () => ({ hosts: {}, files: { root: '.bot', files } }) as unknown as Settings },
    collects: {
      snapshots: {
        latestOf: async function* (keys = []) {
          for (const key of keys) {
            const data = { files: seen.get(key) ?? [] } as unknown as Snapshot['data'];
            yield { key, kind: 'host', at: 0, seen: 0, data, times: {}, memberSeen: {}, source: 'ssh', warnings: [] };
          }
        },
      },
    },
  });

describe('a device', () => {
  it('that runs what it is meant to is as intended, whatever stands in lines that do not count', async () => {
    await keep('intended', 'sw-1', 'sw-1.cfg', wanted);
    await keep('running', 'sw-1', 'config', `!Last configuration was saved at 2026-11-27 10:00:00\n${wanted}`);
    expect(await drift(device('sw-1'))).toMatchObject([{ host: 'sw-1', state: 'as-intended' }]);
  });

  it('may run more than a config that was added to it, but not more than one that was pushed exactly', async () => {
    await keep('intended', 'sw-1', 'sw-1.cfg', wanted);
    await keep('running', 'sw-1', 'config', `${wanted}#\nftp server enable\n`);
    how = 'merged';
    expect(await drift(device('sw-1'))).toMatchObject([{ state: 'as-intended', more: 1 }]);
    for (how of ['exact', undefined] as const)
      expect(await drift(device('sw-1'))).toMatchObject([{ state: 'drifted', extra: 1, lacking: 0 }]);
  });

  it('that somebody changed by hand has drifted, by so many lines', async () => {
    await keep('intended', 'sw-1', 'sw-1.cfg', wanted);
    await keep('running', 'sw-1', 'config', wanted.replace(' description uplink\n', ' shutdown\n description x\n'));
    expect(await drift(device('sw-1'))).toMatchObject([{ state: 'drifted', extra: 2, lacking: 1 }]);
  });

  it('says why it cannot be told', async () => {
    await keep('intended', 'sw-1', 'sw-1.cfg', wanted);
    for (const name of ['a.cfg', 'b.cfg']) await keep('intended', 'sw-2', name, wanted);
    const states = await drift(device('sw-1'), device('sw-2'), device('sw-3'), device('web-1', 'linux'));
    expect(states.map(({ host, state }) => [host, state])).toEqual([
      ['sw-1', 'no-running'],
      ['sw-2', 'several'],
      ['sw-3', 'no-intended'],
    ]);
  });
});

describe('a server', () => {
  const web = device('web-1', 'linux');
  const at = (name: string, state: SeenFile['state']) => ({ name, path: `/etc/app/${name.slice(4)}`, state });

  it('has a state for each config that files.yaml places; others are left out', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) await keep('intended', 'web-1', `app/${name}.conf`, 'one\ntwo\n');
    await keep('intended', 'web-1', 'elsewhere.ini', 'x\n');
    await keep('running', 'web-1', 'app/a.conf', 'one\ntwo\n');
    await keep('running', 'web-1', 'app/b.conf', 'one\nby hand\nmore\n');
    await keep('running', 'web-1', 'app/e.conf', 'one\ntwo\n');
    seen.set('web-1', [at('app/c.conf', 'absent'), at('app/e.conf', 'too-large')]);
    const states = await drift(web);
    expect(states).toMatchObject([
      { intended: { name: 'app/a.conf' }, state: 'as-intended' },
      { intended: { name: 'app/b.conf' }, state: 'drifted', extra: 2, lacking: 1 },
      { intended: { name: 'app/c.conf' }, state: 'absent' },
      { intended: { name: 'app/d.conf' }, state: 'no-running' },
      { intended: { name: 'app/e.conf' }, state: 'not-reached' },
    ]);
    expect(JSON.stringify(states)).toContain('larger than 1 MB');
  });

  it('is as intended where only a secret differs, which is not kept of what runs', async () => {
    await keep('intended', 'web-1', 'app/a.conf', 'password = hunter2\n');
    await keep('running', 'web-1', 'app/a.conf', 'password = [redacted]\n');
    expect(await drift(web)).toMatchObject([{ state: 'as-intended' }]);
  });

  it('has drifted where only the end of a line differs, as a push would replace it', async () => {
    await keep('intended', 'web-1', 'app/a.conf', 'one\n');
    await keep('running', 'web-1', 'app/a.conf', 'one\r\n');
    expect(await drift(web)).toMatchObject([{ state: 'drifted', extra: 0, lacking: 0 }]);
  });

  it('is held against the revision that its config is pinned to', async () => {
    const { revision = '' } = await keep('intended', 'web-1', 'app/a.conf', 'old\n');
    await keep('intended', 'web-1', 'app/a.conf', 'new\n');
    await keep('running', 'web-1', 'app/a.conf', 'old\n');
    expect(await drift(web)).toMatchObject([{ state: 'drifted' }]);
    pins.set('web-1/app/a.conf', revision);
    expect(await drift(web)).toMatchObject([{ state: 'as-intended' }]);
  });
});
