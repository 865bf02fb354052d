import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Collects, createCollects } from '../../../src/core/collect/index.ts';
import { loadCollectors } from '../../../src/core/collect/load.ts';
import { createSnapshots, type Snapshots } from '../../../src/core/collect/snapshots.ts';
import type { FactKind } from '../../../src/core/collect/types.ts';
import { systemClock } from '../../../src/core/io/clock.ts';
import { createRedactor } from '../../../src/core/io/redactor.ts';
import { loadPlatforms } from '../../../src/core/platforms/load.ts';
import type { Host, Settings } from '../../../src/core/settings/types.ts';
import { type Device, type Mischief, startDevice } from '../../support/device.ts';
import { readRecording } from '../../support/recording.ts';

const recording = (path: string) => readRecording(join(import.meta.dirname, '../../fixtures/transcripts', path));
const clock = systemClock();
const platforms = await loadPlatforms();
const collectors = await loadCollectors();

let folder: string;
let snapshots: Snapshots;
let device: Device;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'collect-'));
  snapshots = await createSnapshots({ folder, clock });
});
afterEach(async () => {
  await device.stop();
  await snapshots.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The collects of a bot whose inventory holds this device as `sw`. */
async function inventoryWith(path: string, platform: string, mischief: Mischief = {}): Promise<Collects> {
  device = await startDevice(await recording(path), mischief);
  const { address, port, user, auth } = device.target;
  const more = { groups: [], credential: 'netops', ssh: { legacy: false }, labels: {} };
  const host: Host = { name: 'sw', address, port, platform, type: 'switch', ...more };
  const credential = { user, password: { env: 'SW_PASSWORD' } };
  const settings = {
    hosts: { sw: host },
    environments: {},
    credentials: { netops: credential },
  } as unknown as Settings;
  return createCollects({
    ...{ clock, snapshots, platforms, collectors },
    settings: { current: () => settings },
    connections: device.ssh,
    env: { SW_PASSWORD: auth.password?.reveal() },
    redactor: createRedactor(),
    journal: { append: async () => ({}) as never },
    people: { find: () => Promise.reject(new Error('nobody is asked')) },
    signal: new AbortController().signal,
  });
}

const ask = (collects: Collects, request: { what?: readonly FactKind[]; command?: string } = {}) =>
  collects.collect({ source: 'ssh', selector: 'sw', request: { what: ['system'], ...request }, by: 'U0ENGINEER' });

describe('a device of the inventory', () => {
  it('is collected by its platform and kept', async () => {
    const collects = await inventoryWith('huawei-vrp/S5735-L48T4S-A-V200R021', 'huawei-vrp');
    const { outcomes } = await ask(collects);
    expect(outcomes[0]?.error).toBeUndefined();
    expect((await snapshots.latest('sw'))?.data).toMatchObject({ vendor: 'Huawei', os: 'VRP' });
  });

  it('is recognised where its platform is unknown, and spoken to as what it is', async () => {
    const collects = await inventoryWith('cisco-ios/c9300-17.9', 'unknown');
    const { outcomes } = await ask(collects);
    expect(outcomes[0]?.error).toBeUndefined();
    expect((await snapshots.latest('sw'))?.data).toMatchObject({ platform: 'cisco-ios', vendor: 'Cisco' });
  });

  it.each([
    'reload',
    'display version | save x',
    'display version; reboot',
    'display version > flash:/x',
    'system-view',
    'save',
    'display DIAG flash:/x.txt',
    'display dia x.txt',
    'display d?iagnostic-information x.txt',
    'display snmp-agent community read',
  ])('does not get the command %j', async (command) => {
    const collects = await inventoryWith('huawei-vrp/S5735-L48T4S-A-V200R021', 'huawei-vrp');
    const { outcomes } = await ask(collects, { command });
    expect(outcomes[0]?.error?.code).toBe('command-refused');
    expect(device.typed).not.toContain(command);
  });

  it('says with a refused command what its own platform takes, filters included', async () => {
    const huawei = await inventoryWith('huawei-vrp/S5735-L48T4S-A-V200R021', 'huawei-vrp');
    const { outcomes } = await ask(huawei, { command: 'show version' });
    expect(outcomes[0]?.error?.text.en).toContain('On Huawei VRP --command takes one line that begins with display,');
    expect(outcomes[0]?.error?.text.en).toMatch(/at most one filter behind it \(\| include/);
    expect(outcomes[0]?.error?.text.zh).toContain('以 display 开头的单行命令');
  });

  it('that gives user mode only is one warning that says how to get more, not one for each kind', async () => {
    const collects = await inventoryWith('cisco-ios/isr4331-16.9', 'cisco-ios');
    const what = ['system', 'interfaces', 'neighbours', 'hardware', 'routes', 'vlans'] as const;
    const { outcomes } = await ask(collects, { what });
    const warnings = outcomes[0]?.found[0]?.warnings ?? [];
    expect(warnings).toHaveLength(1);
    expect(warnings[0]?.en).toMatch(
      /user mode only \(".*>"\).*Put "enable" into the credential netops in credentials\.yaml/,
    );
    expect(warnings[0]?.zh).toContain('凭据 netops 中加入 enable');
  });

  it('answers a single command that only reads; nothing of it is kept', async () => {
    const collects = await inventoryWith('huawei-vrp/S5735-L48T4S-A-V200R021', 'huawei-vrp');
    const { outcomes } = await ask(collects, { command: 'display version' });
    expect(JSON.stringify(outcomes[0]?.found)).toContain('VRP');
    expect(await snapshots.latest('sw')).toBeUndefined();
  });

  it('is told what it has, where it is asked only for what it has not', async () => {
    const collects = await inventoryWith('huawei-vrp/S5735-L48T4S-A-V200R021', 'huawei-vrp');
    const { outcomes } = await ask(collects, { what: ['packages'] as never });
    expect(outcomes[0]?.error).toMatchObject({
      code: 'facts-none',
      text: { en: expect.stringContaining('interfaces') },
    });
  });

  it('that says nothing is a row with its reason, noted with since when', async () => {
    const collects = await inventoryWith('huawei-vrp/S5735-L48T4S-A-V200R021', 'huawei-vrp', { silent: true });
    const { outcomes } = await ask(collects);
    expect(outcomes[0]?.error?.code).toMatch(/no-prompt|deadline/);
    expect((await snapshots.latest('sw'))?.failed?.why.zh).toBeTruthy();
  }, 60_000);

  it('leaves no password in what is kept', async () => {
    const collects = await inventoryWith('huawei-vrp/S5735-L48T4S-A-V200R021', 'huawei-vrp');
    await ask(collects);
    const password = device.target.auth.password?.reveal() ?? '';
    expect(password.length).toBeGreaterThan(3);
    await snapshots.close();
    const kept = readFileSync(join(folder, 'snapshots.db'), 'latin1');
    snapshots = await createSnapshots({ folder, clock });
    expect(kept).not.toContain(password);
  });
});
