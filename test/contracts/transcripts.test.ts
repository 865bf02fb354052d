import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Facts, factKinds } from '../../src/core/collect/types.ts';
import { systemClock } from '../../src/core/io/clock.ts';
import { secret } from '../../src/core/io/secret.ts';
import type { Platform } from '../../src/core/platforms/define.ts';
import { loadPlatforms } from '../../src/core/platforms/load.ts';
import { type DeviceShell, openShell } from '../../src/core/shell/open.ts';
import { type Device, type Mischief, startDevice } from '../support/device.ts';
import { readRecording } from '../support/recording.ts';

interface Expected {
  readonly facts: Facts;
  readonly must: readonly string[];
  readonly mustNot: readonly string[];
  readonly enable?: string;
}

const folder = join(import.meta.dirname, '../fixtures/transcripts');
const foldersIn = (path: string) =>
  readdirSync(path, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
const devices = foldersIn(folder).flatMap((platform) =>
  foldersIn(join(folder, platform)).map((model) => ({ platform, model, path: join(folder, platform, model) })),
);
const platforms = await loadPlatforms();

/** How a device is while all of it is collected; the facts must be the same. */
const manners: Readonly<Record<string, Mischief>> = {
  'as it was recorded': {},
  'when its pager cannot be switched off': { alwaysPages: true },
  'when it sends seven bytes at a time and draws what is typed again': { chunk: 7, echo: 'redraws' },
  'when it breaks what is typed and puts NUL, BEL and colours into its prompt': { echo: 'wraps', noise: true },
};

const running: Device[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((device) => device.stop()));
});

describe.each(devices)('$platform $model', ({ platform: name, path }) => {
  test.each(Object.entries(manners))('gives its facts %s', async (_, mischief) => {
    const platform = platforms.get(name);
    if (!platform?.shell) throw new Error(`there is no platform ${name} with a shell`);
    const expected = parse(await readFile(join(path, 'expected.yaml'), 'utf8')) as Expected;
    const device = await startDevice(await readRecording(path), mischief);
    running.push(device);
    const connection = await device.ssh.connect(device.target, { timeout: 10_000 });
    const enable = expected.enable === undefined ? undefined : secret(expected.enable);
    const shell = await openShell(connection, platform.shell, { clock: systemClock(), enable });
    const outputs = await answers(shell, platform);
    shell.close();
    connection.close();

    const { config = '', ...facts } = read(platform, outputs);
    expect(facts).toEqual(expected.facts);
    for (const text of expected.must) expect(config).toContain(text);
    const everything = [...outputs.values()].join('\n');
    for (const text of expected.mustNot) expect(everything).not.toContain(text);
    expect(await readFile(join(path, 'session.txt'), 'utf8')).toSatisfy((whole: string) =>
      expected.mustNot.every((text) => whole.includes(text)),
    );
  });
});

test.each([...platforms].filter(([, { shell, commands }]) => shell && Object.keys(commands).length > 0))(
  '%s has transcripts of at least three models or versions',
  (name) => {
    expect(devices.filter(({ platform }) => platform === name).length).toBeGreaterThanOrEqual(3);
  },
);

/** What the device answers to all of its platform's commands, secrets stripped, without what it refuses. */
async function answers(shell: DeviceShell, { commands, secrets }: Platform): Promise<Map<string, string>> {
  const outputs = new Map<string, string>();
  for (const command of new Set(Object.values(commands).flat())) {
    const { output, refused } = await shell.run(command, { timeout: 10_000 });
    const stripped = secrets.reduce((text, [pattern, instead]) => text.replace(pattern, instead), output);
    if (!refused) outputs.set(command, stripped);
  }
  return outputs;
}

/** The facts of all kinds together. */
function read({ commands, parse: parsed }: Platform, outputs: ReadonlyMap<string, string>): Facts {
  const parts = factKinds.map((kind) => {
    const own = (commands[kind] ?? []).filter((command) => outputs.has(command));
    const entries = own.map((command) => [command, outputs.get(command) ?? '']);
    return own.length === 0 ? {} : parsed(kind, Object.fromEntries(entries));
  });
  return Object.assign({}, ...parts) as Facts;
}
