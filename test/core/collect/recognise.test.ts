import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { recognisePlatformOf } from '../../../src/core/collect/recognise.ts';
import { loadPlatforms } from '../../../src/core/platforms/load.ts';
import { openShell } from '../../../src/core/shell/open.ts';
import { hurried } from '../../../src/sandbox/devices/hurried.ts';
import { type Device, startDevice } from '../../support/device.ts';
import { type Recording, readRecording } from '../../support/recording.ts';

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
  const device = await startDevice(raised(await readRecording(path)));
  devices.push(device);
  const connection = await device.ssh.connect(device.target, { timeout: 10_000 });
  const opened = await openShell(connection, shell, { clock: hurried(5) });
  expect(await recognisePlatformOf(opened, platforms)).toBe(platform);
  expect(device.typed.every((line) => /^(?:n?|display version|show version)$/.test(line))).toBe(true);
});

/** The device as somebody with all rights sees it from the beginning. */
function raised(recording: Recording): Recording {
  const answers = [...recording.answers].map(([command, answer]) => [command, { ...answer, enabled: false }] as const);
  return {
    ...recording,
    prompt: recording.enable?.prompt ?? recording.prompt,
    enable: undefined,
    answers: new Map(answers),
  };
}

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

test('a Linux host is recognised by its shell', async () => {
  const answers = { 'display version': '-bash: display: command not found\n' };
  expect(await recognisePlatformOf(says('', answers), platforms)).toBe('linux');
});
