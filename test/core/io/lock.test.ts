import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockFolder } from '../../../src/core/io/lock.ts';

const child = join(import.meta.dirname, 'children', 'hold-lock.ts');
let folder: string;
let holders: Holder[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lock-'));
  holders = [];
});

afterEach(async () => {
  await Promise.all(holders.map(kill));
  await rm(folder, { recursive: true, force: true });
});

type Holder = ChildProcessByStdio<Writable, Readable, null>;

/** Starts a process that wants the lock; what it said: `held`, or an error's code. */
async function contend(): Promise<{ holder: Holder; said: string }> {
  const holder = spawn(process.execPath, [child, folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  holders.push(holder);
  const said = await new Promise<string>((resolve) => holder.stdout.once('data', (chunk) => resolve(String(chunk))));
  return { holder, said: said.trim() };
}

async function kill(holder: Holder): Promise<void> {
  if (holder.exitCode !== null || holder.signalCode !== null) return;
  holder.kill('SIGKILL');
  await text(holder.stdout);
  await new Promise((resolve) => (holder.signalCode === null ? holder.once('exit', resolve) : resolve(undefined)));
}

const lockFile = async () => join(folder, 'lock', (await readdir(join(folder, 'lock'))).at(-1) ?? '');
const rewrite = async (change: object) => {
  const path = await lockFile();
  await writeFile(path, JSON.stringify({ ...JSON.parse(await readFile(path, 'utf8')), ...change }));
};

describe('the lock on a folder', () => {
  it('is refused while another process has it, naming process, host and time', async () => {
    const { holder } = await contend();
    const error = await lockFolder(folder).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'data-dir-locked' });
    expect(String(error)).toContain(`process ${holder.pid} on ${hostname()}, since 20`);
  });

  it('is had again after its release, and leaves one file', async () => {
    for (let round = 0; round < 3; round += 1) await (await lockFolder(folder)).release();
    const lock = await lockFolder(folder);
    expect(lock.owner.pid).toBe(process.pid);
    expect(await readdir(join(folder, 'lock'))).toEqual(['4.json']);
  });

  it('is refused to a second taker in the same process', async () => {
    await lockFolder(folder);
    await expect(lockFolder(folder)).rejects.toMatchObject({ code: 'data-dir-locked' });
  });

  it('is taken over from a process that was killed', async () => {
    const { holder } = await contend();
    await kill(holder);
    expect((await lockFolder(folder)).owner.pid).toBe(process.pid);
  });

  it.skipIf(process.platform !== 'linux')(
    'is taken over when its number belongs to another process by now',
    async () => {
      await contend();
      await rewrite({ started: '1' });
      expect((await lockFolder(folder)).owner.pid).toBe(process.pid);
    },
  );

  it.skipIf(process.platform !== 'linux')('is taken over after the machine was started anew', async () => {
    await contend();
    await rewrite({ boot: 'another boot' });
    expect((await lockFolder(folder)).owner.pid).toBe(process.pid);
  });

  it('is not taken over from another host, whose processes cannot be seen', async () => {
    const { holder } = await contend();
    await kill(holder);
    await rewrite({ host: 'elsewhere.example' });
    await expect(lockFolder(folder)).rejects.toThrow('on elsewhere.example');
  });

  it('is won by exactly one of several that start at once and find a dead one', async () => {
    await kill((await contend()).holder);
    const said = (await Promise.all(Array.from({ length: 5 }, contend))).map((one) => one.said);
    expect(said.toSorted()).toEqual([...Array.from({ length: 4 }, () => 'data-dir-locked'), 'held']);
  });

  it('is won by exactly one of many takers in one process', async () => {
    for (let round = 0; round < 20; round += 1) {
      const attempts = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder)));
      const won = attempts.filter((attempt) => attempt.status === 'fulfilled');
      expect(won.length).toBe(1);
      await won[0]?.value.release();
    }
  });
});
