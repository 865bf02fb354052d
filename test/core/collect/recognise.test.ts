import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { recognisePlatformOf } from '../../../src/core/collect/recognise.ts';
import { openShell } from '../../../src/core/collect/shell.ts';
import { loadPlatforms } from '../../../src/core/platforms/load.ts';
import { type Device, startDevice } from '../../support/device.ts';
import { hurriedClock } from '../../support/hurried-clock.ts';
import { readRecording } from '../../support/recording.ts';

const folder = join(import.meta.dirname, '../../fixtures/transcripts');
const foldersIn = (path: string) =>
  readdirSync(path, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
const recorded = foldersIn(folder).flatMap((platform) =>
  foldersIn(join(folder, platform)).map((model) => [platform, model, join(folder, platform, model)] as const),
);
const platforms = await loadPlatforms();
const devices: Device[] = [];
afterAll(async () => {
  await Promise.all(devices.map((device) => device.stop()));
});

test.each(recorded)('%s %s is recognised by what it says', async (platform, _, path) => {
  const shell = platforms.get('unknown')?.shell;
  if (!shell) throw new Error('there is no platform unknown');
  const device = await startDevice(await readRecording(path));
  devices.push(device);
  const connection = await device.ssh.connect(device.target, { timeout: 10_000 });
  const opened = await openShell(connection, shell, { clock: hurriedClock(5) });
  expect(await recognisePlatformOf(opened, platforms)).toBe(platform);
  expect(device.typed.every((line) => /^(?:n?|display version|show version|uname -a)$/.test(line))).toBe(true);
});

const says = (greeting: string, answers: Record<string, string> = {}) => ({
  greeting,
  run: async (command: string) => ({ output: answers[command] ?? 'unknown command\n', refused: !answers[command] }),
});

test('a device that answers no probe is recognised by its greeting', async () => {
  const greeting = 'Copyright (c) 2004-2021 New H3C Technologies Co., Ltd.\n';
  expect(await recognisePlatformOf(says(greeting), platforms)).toBe('h3c-comware');
});

test('a device that says nothing of itself is not guessed at', async () => {
  expect(await recognisePlatformOf(says('Welcome.\n'), platforms)).toBeUndefined();
});

test('a Linux host is recognised by its kernel', async () => {
  const kernel = { 'uname -a': 'Linux web-01 6.1.0-18-amd64 #1 SMP Debian 6.1.76-1 x86_64 GNU/Linux\n' };
  expect(await recognisePlatformOf(says('', kernel), platforms)).toBe('linux');
});
