import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../src/core/io/clock.ts';
import type { Run } from '../../src/core/runs/types.ts';
import { hurried as hurriedClock } from '../../src/sandbox/devices/hurried.ts';
import { type ConfigurableDevice, startConfigurable } from './configurable-device.ts';
import { type Acting, acting } from './scene.ts';
import { startTeam, type Team } from './team.ts';
import { makeWorld, type World } from './world.ts';
import { written } from './written-configs.ts';

type Kind = keyof typeof written;

/** Devices core-1, core-2 … of one kind that run the description `old`, and the bot in a workspace. */
export interface DeviceTeam extends Acting {
  readonly devices: readonly ConfigurableDevice[];
  /** The first of them. */
  readonly device: ConfigurableDevice;
  readonly team: Team;
  readonly world: World;
  /** Keeps a text as the intended config of all the devices, or of the named ones; the commit. */
  keep(text: string, hosts?: readonly string[]): Promise<string>;
  approve(run: Pick<Run, 'id' | 'digest'>): Promise<unknown>;
  stop(): Promise<void>;
}

interface Options {
  readonly count?: number;
  readonly strategy?: Readonly<Record<string, unknown>>;
  /** The bot's clock. */
  readonly clock?: Clock;
  /** How many times as fast time goes on the devices. */
  readonly hurried?: number;
}

const groups = { engineers: ['U0ENGINEER', 'U0ENGINEER2'], approvers: ['U0APPROVER', 'U0APPROVER2'] };
const commands = ['config', 'rollback', 'collect', 'ops', 'generate'];

/** Starts it all; one approval is needed. */
export async function startDeviceTeam(kind: Kind, options: Options = {}): Promise<DeviceTeam> {
  const { count = 1, strategy, clock, hurried = 100 } = options;
  const folder = mkdtempSync(join(tmpdir(), 'devices-'));
  const { config, extra, platform } = written[kind];
  const names = Array.from({ length: count }, (_, index) => `core-${index + 1}`);
  const devices = await Promise.all(
    names.map(() => startConfigurable(kind, { config: config('old', extra), clock: hurriedClock(hurried) })),
  );
  const host = { platform, type: 'switch', credential: 'netops' };
  const hosts = devices.map(({ target: { address, port }, publicKey }, index) => ({
    ...{ name: names[index] ?? '', address, port, folder, publicKey, host },
  }));
  const world = makeWorld({
    ...{ hosts, user: 'ops', keyFile: 'none', required: 1, strategy },
    settings: {
      credentials: { credentials: { netops: { user: 'ops', password: { env: 'NETOPS' } } } },
      apps: { apps: {} },
      access: { groups, allow: [{ group: 'engineers', commands, environments: ['test'] }] },
    },
  });
  const team = await startTeam({ dataDir: world.dataDir, variables: { NETOPS: 'Login@2026' }, clock });
  const [device] = devices;
  if (!device) throw new Error('there is no device');
  return {
    ...acting(team),
    ...{ devices, device, team, world },
    keep: async (text, on = names) => {
      const { revision } = await team.bot().core.configs.save({
        id: `test-${Math.random().toString(36).slice(2)}`,
        author: { id: 'U0ENGINEER', name: 'engineer' },
        message: 'a test',
        files: on.map((name) => ({ kind: 'intended' as const, host: name, name: 'running.cfg', text })),
      });
      return revision ?? '';
    },
    approve: ({ id, digest = '' }) => team.bot().core.runs.approve(id, digest, 'U0APPROVER'),
    stop: async () => {
      await team.stop();
      await Promise.all(devices.map((one) => one.stop()));
      world.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
