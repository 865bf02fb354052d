import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Run } from '../../src/core/runs/types.ts';
import { hurried as hurriedClock } from '../../src/sandbox/devices/hurried.ts';
import { type BotProcess, startBot, until } from '../support/bot-process.ts';
import { type ConfigurableDevice, startConfigurable } from '../support/configurable-device.ts';
import { makeWorld, type World } from '../support/world.ts';
import { written } from '../support/written-configs.ts';
import { replay } from './killing.ts';

export type Kind = keyof typeof written;

/** A device in this process, and a DATA_DIR in whose inventory it is core-1; bots over it are processes to be killed. */
export interface DeviceScene {
  readonly device: ConfigurableDevice;
  readonly world: World;
  /** What it ran and had saved at the beginning. */
  readonly before: readonly [unknown, unknown];
  /** Pushes a config to it. */
  push(text: string, ...how: string[]): BotProcess;
  /** Starts the bot, in whatever way. */
  start(...how: string[]): BotProcess;
  /** Starts the bot again until all runs are over; the newest run. */
  again(...how: string[]): Promise<Run>;
  /** Starts the bot as `push` does, and kills it once the device has been told something. */
  killedAfter(text: string, typed: string): Promise<void>;
  /** What is kept of what devices ran, with their modes. */
  kept(): readonly string[];
  stop(): Promise<void>;
}

/** Time goes `hurried` times as fast on the device. */
export async function deviceScene(kind: Kind, { hurried = 1, more = '' } = {}): Promise<DeviceScene> {
  const folder = mkdtempSync(join(tmpdir(), 'device-'));
  const { config, extra, platform } = written[kind];
  const device = await startConfigurable(kind, { config: config('old', extra + more), clock: hurriedClock(hurried) });
  writeFileSync(join(folder, 'password'), 'Login@2026');
  const { address, port } = device.target;
  const host = { platform, type: 'switch', credential: 'netops' };
  const world = makeWorld({
    hosts: [{ name: 'core-1', address, port, folder, publicKey: device.publicKey, host }],
    ...{ user: 'ops', keyFile: 'none' },
    settings: {
      apps: { apps: {} },
      credentials: { credentials: { netops: { user: 'ops', password: { file: join(folder, 'password') } } } },
    },
  });
  const push = (text: string, ...how: string[]) => {
    const file = join(folder, 'pushed.json');
    writeFileSync(file, JSON.stringify([{ host: 'core-1', name: 'core-1.cfg', text }]));
    return startBot(world.dataDir, '--push', file, ...how);
  };
  return {
    device,
    world,
    before: [device.running(), device.startup()],
    push,
    start: (...how) => startBot(world.dataDir, ...how),
    again: async (...how) => {
      const bot = startBot(world.dataDir, ...how);
      expect(await bot.exited, bot.errors()).toMatchObject({ code: 0 });
      const run = (await replay(world)).at(-1);
      if (!run) throw new Error('there was no run');
      return run;
    },
    killedAfter: async (text, typed) => {
      const bot = push(text);
      const isTyped = () => device.typed.some((line) => line.trim() === typed);
      await until(`"${typed}" is typed`, () => isTyped() || bot.child.exitCode !== null);
      bot.child.kill('SIGKILL');
      expect(await bot.exited, bot.errors()).toMatchObject({ signal: 'SIGKILL' });
    },
    kept: () => {
      const pushes = join(world.dataDir, 'pushes');
      const files = readdirSync(world.dataDir).includes('pushes')
        ? readdirSync(pushes, { recursive: true, encoding: 'utf8' }).map((name) => statSync(join(pushes, name)))
        : [];
      return files.filter((one) => one.isFile()).map((one) => (one.mode & 0o777).toString(8));
    },
    stop: async () => {
      await device.stop();
      world.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The run, for messages of failed expectations. */
export function told({ state, why, hosts }: Run): string {
  return JSON.stringify([state, why, hosts]);
}
