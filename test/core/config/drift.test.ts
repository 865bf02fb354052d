import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { driftOf } from '../../../src/core/config/drift.ts';
import { createConfigStore } from '../../../src/core/config/store.ts';
import type { ConfigStore } from '../../../src/core/config/types.ts';
import { systemClock } from '../../../src/core/io/clock.ts';
import { loadPlatforms } from '../../../src/core/platforms/load.ts';
import type { Host } from '../../../src/core/settings/types.ts';

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
  await store.idle();
  rmSync(folder, { recursive: true, force: true });
});

const keep = (kind: 'intended' | 'running', host: string, name: string, text: string) => {
  count += 1;
  const author = { id: 'U0ENGINEER', name: 'engineer' };
  return store.save({ id: `t-${count}`, author, message: 'test', files: [{ kind, host, name, text }] });
};
const drift = async (...hosts: Host[]) => driftOf(store, hosts, platforms);

describe('a device', () => {
  it('that runs what it is meant to is as intended, whatever stands in lines that do not count', async () => {
    await keep('intended', 'sw-1', 'sw-1.cfg', wanted);
    await keep('running', 'sw-1', 'config', `!Last configuration was saved at 2026-11-27 10:00:00\n${wanted}`);
    expect(await drift(device('sw-1'))).toMatchObject([{ host: 'sw-1', state: 'as-intended' }]);
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
