import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/core/io/clock.ts';
import { lockFolder } from '../../../src/core/io/lock.ts';
import { codeOf, gitsOf, job, running, world } from './world.ts';

let place: Awaited<ReturnType<typeof world>>;
const children: ChildProcess[] = [];

beforeEach(async () => {
  place = await world();
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await place.end();
});

/** A process that saves the job `id`; `said` resolves when it says that, or has ended. */
function saver(id: string, stopAt = '', times = '100') {
  const entry = join(import.meta.dirname, 'children', 'save.ts');
  const child = spawn(process.execPath, [entry, place.repository, id, stopAt, times], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const lines: string[] = [];
  const waiting: { line: string; resolve: () => void }[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    for (const one of waiting) if (one.line === line) one.resolve();
  });
  const said = (line: string) =>
    lines.includes(line)
      ? Promise.resolve()
      : Promise.race([ended, new Promise<void>((resolve) => waiting.push({ line, resolve }))]);
  const kill = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  return { child, said, ended, lines, kill };
}

function savedJobs(): string[] {
  if (place.git('for-each-ref').trim() === '') return [];
  return place.git('log', '--format=%(trailers:key=Job,valueonly)', 'main').split('\n').filter(Boolean);
}

async function untilGone(pids: readonly number[]): Promise<void> {
  while (pids.some((pid) => existsSync(`/proc/${pid}`))) await new Promise((resolve) => setImmediate(resolve));
}

describe('a bot that is killed while it saves', () => {
  it.each(['0', '1', '200', '399'])(
    'leaves a whole repository at file %s, and the job is there once when repeated',
    async (at) => {
      const store = await place.open();
      await store.save(job('before', [running('sw-0', 'old\n')]));
      await store.idle();
      const first = saver('r-1', at);
      await first.said(`at ${at}`);
      await first.kill();
      place.git('fsck', '--strict');
      expect(savedJobs()).toEqual(['before']);
      const again = saver('r-1');
      await again.ended;
      expect(again.lines.at(-1)).toBe('saved now');
      place.git('fsck', '--strict', '--full');
      expect(savedJobs()).toEqual(['r-1', 'before']);
      expect(place.git('ls-tree', '-r', '--name-only', 'main').trim().split('\n')).toHaveLength(400);
    },
  );

  it.runIf(process.platform === 'linux')('leaves nothing of it when git was given whole files only', async () => {
    const first = saver('r-1', '2', '25000');
    await first.said('at 2');
    const [pid] = gitsOf(first.child.pid);
    const read = () => Number(/^rchar: (\d+)/.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))?.[1]);
    while (read() < 2 * 25_000 * 51) await new Promise((resolve) => setImmediate(resolve));
    await first.kill();
    await untilGone([pid ?? 0]);
    place.git('fsck', '--strict');
    expect(savedJobs()).toEqual([]);
    const again = saver('r-1', '', '25000');
    await again.ended;
    expect(place.git('ls-tree', '-r', '--name-only', 'main').trim().split('\n')).toHaveLength(4);
  });

  it('has the job once however far it got, killed at the end as well', async () => {
    for (let round = 0; round < 6; round += 1) {
      const first = saver(`r-${round}`);
      await first.said('at 300');
      for (let turns = 0; turns < round * 40; turns += 1) await new Promise((resolve) => setImmediate(resolve));
      await first.kill();
      place.git('fsck', '--strict');
      const again = saver(`r-${round}`);
      await again.ended;
      expect(again.lines.at(-1)).toMatch(/^saved (now|before)$/);
    }
    expect(savedJobs()).toEqual([5, 4, 3, 2, 1, 0].map((round) => `r-${round}`));
    place.git('fsck', '--strict', '--full');
  });

  it.runIf(process.platform === 'linux')(
    'saves on when its git alone is killed, and that job can be repeated',
    async () => {
      const store = await place.open({ clock: systemClock() });
      const stuck = Promise.withResolvers<void>();
      const go = Promise.withResolvers<void>();
      const files = async function* () {
        yield running('sw-1', 'x\n'.repeat(2_000_000));
        stuck.resolve();
        await go.promise;
        yield running('sw-2', 'x\n');
      };
      const saving = codeOf(store.save(job('r-1', files())));
      await stuck.promise;
      for (const pid of gitsOf(process.pid)) process.kill(pid, 'SIGKILL');
      go.resolve();
      expect(await saving).toBe('git-failed');
      place.git('fsck', '--strict');
      expect((await store.save(job('r-1', [running('sw-1', 'x\n')]))).repeated).toBe(false);
      expect(savedJobs()).toEqual(['r-1']);
    },
  );

  it('throws away what a source that fails had given', async () => {
    const store = await place.open();
    const files = function* () {
      yield running('sw-1', 'x\n');
      throw new RangeError('no more');
    };
    await expect(store.save(job('r-1', files()))).rejects.toThrow('no more');
    expect(await store.list()).toEqual([]);
    expect((await store.save(job('r-1', [running('sw-1', 'x\n')]))).changes).toHaveLength(1);
  });
});

describe('a repository that is locked', () => {
  it('is waited for while another process writes, then the error names that process', async () => {
    const store = await place.open();
    const other = saver('r-1', '200');
    await other.said('at 200');
    const saving = store.save(job('r-2', [running('sw-1', 'x\n')]));
    const told = expect(saving).rejects.toMatchObject({
      code: 'repository-locked',
      text: { en: expect.stringContaining(`process ${other.child.pid}`) },
    });
    await passing(saving);
    await told;
    await other.kill();
    expect((await store.save(job('r-2', [running('sw-1', 'x\n')]))).changes).toHaveLength(1);
    expect(savedJobs()).toEqual(['r-2']);
  });

  it('by a git of somebody else is waited for, then the error names the file and leaves it', async () => {
    const store = await place.open();
    await store.save(job('r-1', [running('sw-1', 'x\n')]));
    const lock = join(place.repository, 'refs', 'heads', 'main.lock');
    writeFileSync(lock, '');
    const saving = store.save(job('r-2', [running('sw-1', 'y\n')]));
    const told = expect(saving).rejects.toMatchObject({
      code: 'repository-locked',
      text: { zh: expect.stringContaining(lock) },
    });
    await passing(saving);
    await told;
    expect(existsSync(lock)).toBe(true);
    expect(savedJobs()).toEqual(['r-1']);
  });

  it.runIf(process.platform === 'linux')('by a git that died with its bot is freed', async () => {
    const dead = saver('r-1', '200');
    await dead.said('at 200');
    const gits = gitsOf(dead.child.pid);
    expect(gits).toHaveLength(1);
    const lock = join(place.repository, 'refs', 'heads', 'main.lock');
    writeFileSync(lock, '');
    for (const pid of gits) process.kill(pid, 'SIGKILL');
    await dead.kill();
    await untilGone(gits);
    const store = await place.open({ clock: systemClock() });
    expect((await store.save(job('r-2', [running('sw-1', 'x\n')]))).changes).toHaveLength(1);
    expect(existsSync(lock)).toBe(false);
  });

  it('since before the machine started is freed', async () => {
    const store = await place.open();
    const lock = join(place.repository, 'packed-refs.lock');
    writeFileSync(lock, '');
    utimesSync(lock, 1_000_000, 1_000_000);
    expect((await store.save(job('r-1', [running('sw-1', 'x\n')]))).changes).toHaveLength(1);
    expect(existsSync(lock)).toBe(false);
  });

  it('for a moment is waited for', async () => {
    const store = await place.open();
    const lock = await lockFolder(place.repository);
    const saving = store.save(job('r-1', [running('sw-1', 'x\n')]));
    while (place.clock.pending() === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(savedJobs()).toEqual([]);
    await lock.release();
    await place.clock.advance(100);
    expect((await saving).changes).toHaveLength(1);
  });
});

/** Lets the store's time pass until it is done. */
async function passing(work: Promise<unknown>): Promise<void> {
  let over = false;
  const end = () => {
    over = true;
  };
  work.then(end, end);
  while (!over) await place.clock.advance(100);
}
