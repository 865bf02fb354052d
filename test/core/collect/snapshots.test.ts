import { spawn } from 'node:child_process';
import { appendFile, copyFile, mkdtemp, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Snapshot, Snapshots } from '../../../src/core/collect/snapshots.ts';
import { createSnapshots } from '../../../src/core/collect/snapshots.ts';
import type { Found, Json } from '../../../src/core/collect/types.ts';
import { manualClock } from '../../support/clock.ts';

const day = 86_400_000;
const start = Date.UTC(2026, 10, 23);
let folder: string;
let clock: ReturnType<typeof manualClock>;
let snapshots: Snapshots;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'snapshots-'));
  clock = manualClock(start);
  snapshots = await open();
});

afterEach(async () => {
  await snapshots.close().catch(() => {});
  await rm(folder, { recursive: true, force: true });
});

const open = (retention = { age: 730 * day, count: 365 }, place = folder) =>
  createSnapshots({ folder: place, clock, retention, noiseOf: () => [/^! Last configuration change/] });
const host = (key: string, data: Found['data']): Found => ({ key, kind: 'host', data, warnings: [] });
const vm = (data: Found['data']): Found => ({ key: 'aliyun/a/cn-beijing/ecs/i-1', kind: 'ecs', data, warnings: [] });
const port = (name: string, state: string): Json => ({ name, state });

async function all(keys?: readonly string[], only?: Parameters<Snapshots['latestOf']>[1]): Promise<Snapshot[]> {
  return Array.fromAsync(snapshots.latestOf(keys, only));
}

describe('storing what was found', () => {
  it('says what is new, what changed, and nothing where all is as it was', async () => {
    const first = { version: 'V200R019', interfaces: [port('GE0/0/1', 'up')] };
    expect(await snapshots.put([host('sw-1', first)], 1, 'ssh')).toMatchObject([
      { key: 'sw-1', isNew: true, changes: [] },
    ]);
    expect(await snapshots.put([host('sw-1', first)], 2, 'ssh')).toMatchObject([
      { key: 'sw-1', isNew: false, changes: [] },
    ]);
    const [kept] = await snapshots.put([host('sw-1', { ...first, version: 'V200R021' })], 3, 'ssh');
    expect(kept?.changes).toEqual([{ path: ['version'], kind: 'changed', from: 'V200R019', to: 'V200R021' }]);
    expect((await snapshots.history('sw-1')).map(({ at, set }) => [at, Object.keys(set)])).toEqual([
      [3, ['version']],
      [1, ['version', 'interfaces']],
    ]);
  });

  it('keeps other kinds of a host when only some were asked for, each with its own times', async () => {
    await snapshots.put([host('sw-1', { version: 'V1', interfaces: [port('1', 'up')] })], 1, 'ssh');
    const [kept] = await snapshots.put(
      [host('sw-1', { interfaces: [port('1', 'down')], vlans: [{ id: 7 }] })],
      5,
      'ssh',
    );
    expect(kept?.changes).toEqual([{ path: ['interfaces', '1', 'state'], kind: 'changed', from: 'up', to: 'down' }]);
    expect(kept?.first.map(({ path }) => path)).toEqual([['vlans']]);
    expect(await snapshots.latest('sw-1')).toMatchObject({
      at: 5,
      seen: 5,
      data: { version: 'V1', interfaces: [port('1', 'down')], vlans: [{ id: 7 }] },
      times: { version: 1, interfaces: 5, vlans: 5 },
      memberSeen: { version: 1, interfaces: 5, vlans: 5 },
    });
  });

  it('takes what comes from a cloud as whole', async () => {
    await snapshots.put([vm({ status: 'Running', eip: '10.9.8.7' })], 1, 'aliyun');
    const [kept] = await snapshots.put([vm({ status: 'Running' })], 2, 'aliyun');
    expect(kept?.changes).toEqual([{ path: ['eip'], kind: 'removed', from: '10.9.8.7' }]);
    expect((await snapshots.latest(vm({}).key))?.data).toEqual({ status: 'Running' });
    expect((await snapshots.history(vm({}).key))[0]).toMatchObject({ at: 2, set: {}, dropped: ['eip'] });
    expect((await snapshots.at(vm({}).key, 1))?.data).toEqual({ status: 'Running', eip: '10.9.8.7' });
    expect((await snapshots.at(vm({}).key, 2))?.data).toEqual({ status: 'Running' });
  });

  it('shows the newest uptime and stores no version for it', async () => {
    await snapshots.put([host('sw-1', { uptime: 10, cpu: { count: 2, load: 3 } })], 1, 'ssh');
    expect(
      (await snapshots.put([host('sw-1', { uptime: 20, cpu: { count: 2, load: 90 } })], 2, 'ssh'))[0]?.changes,
    ).toEqual([]);
    expect(await snapshots.latest('sw-1')).toMatchObject({ at: 1, seen: 2, data: { uptime: 20, cpu: { load: 90 } } });
    expect(await snapshots.history('sw-1')).toHaveLength(1);
  });

  it('does not count lines that the platform calls noise', async () => {
    const config = (when: string, mtu: number) =>
      `! Last configuration change at ${when}\ninterface Gi1\n mtu ${mtu}\n`;
    await snapshots.put([host('sw-1', { config: config('10:00', 1500) })], 1, 'ssh');
    await snapshots.put([host('sw-1', { config: config('11:00', 1500) })], 2, 'ssh');
    expect(await snapshots.history('sw-1')).toHaveLength(1);
    await snapshots.put([host('sw-1', { config: config('12:00', 9000) })], 3, 'ssh');
    expect(await snapshots.history('sw-1')).toHaveLength(2);
  });

  it('does not let an older look that ends later take back a newer one', async () => {
    await snapshots.put([host('sw-1', { version: 'new' })], 10, 'ssh');
    await snapshots.put([host('sw-1', { version: 'old' })], 5, 'ssh');
    expect(await snapshots.latest('sw-1')).toMatchObject({ data: { version: 'new' }, seen: 10 });
  });

  it('keeps what was known of a host that cannot be reached, and since when it cannot', async () => {
    const failure = (en: string) => ({ key: 'sw-1', kind: 'host', why: { en, zh: en } });
    await snapshots.put([host('sw-1', { version: 'V1' })], 1, 'ssh');
    await snapshots.failed([failure('no answer')], 2, 'ssh');
    await snapshots.failed([failure('refused')], 3, 'ssh');
    expect(await snapshots.latest('sw-1')).toMatchObject({
      data: { version: 'V1' },
      failed: { since: 2, at: 3, why: { en: 'refused' } },
    });
    await snapshots.put([host('sw-1', { version: 'V1' })], 4, 'ssh');
    expect((await snapshots.latest('sw-1'))?.failed).toBeUndefined();
  });

  it('keeps what was known of a thing that is gone, until it is found again', async () => {
    await snapshots.put([vm({ status: 'Running' })], 1, 'aliyun');
    const under = vm({}).key.slice(0, vm({}).key.lastIndexOf('/') + 1);
    await snapshots.put([{ ...vm({}), key: `${under}i-2` }], 2, 'aliyun');
    await snapshots.put([{ ...vm({}), key: `${under.slice(0, -1)}-2/i-3` }], 1, 'aliyun');
    expect(await snapshots.gone(under, 2)).toEqual([vm({}).key]);
    expect(await snapshots.gone(under, 2)).toEqual([]);
    expect(await snapshots.latest(vm({}).key)).toMatchObject({ data: { status: 'Running' }, gone: 2 });
    expect(await snapshots.put([vm({ status: 'Running' })], 3, 'aliyun')).toMatchObject([{ isBack: true }]);
    expect((await snapshots.latest(vm({}).key))?.gone).toBeUndefined();
  });
});

describe('exporting, which is done in a thread that reads the snapshots itself', () => {
  const text = (content: string | Uint8Array | undefined) => Buffer.from(content ?? '').toString();

  it('gives the newest of the keys that are known, in each format, also what was stored a moment ago', async () => {
    await snapshots.put([host('sw-1', { version: 'V1' }), host('sw-2', { version: 'V1' })], 1, 'ssh');
    await snapshots.put([host('sw-1', { version: 'V2' })], 2, 'ssh');
    const { count, files } = await snapshots.export(['sw-1', 'nobody'], ['json', 'csv']);
    expect([count, ...files.map(({ name }) => name)]).toEqual([1, 'facts.json', 'facts-hosts.csv']);
    expect(JSON.parse(text(files[0]?.content))).toMatchObject([{ key: 'sw-1', data: { version: 'V2' } }]);
    expect(text(files[1]?.content)).toContain('sw-1');
  });

  it('says which formats there are, and goes on after that', async () => {
    await snapshots.put([host('sw-1', { version: 'V1' })], 1, 'ssh');
    const failure = snapshots.export(['sw-1'], ['csw']);
    await expect(failure).rejects.toMatchObject({
      code: 'format-unknown',
      text: { zh: expect.stringContaining('csv') },
    });
    expect((await snapshots.export(['sw-1'], ['xlsx'])).files).toHaveLength(1);
  });
});

describe('reading', () => {
  it('finds keys by their last part, or by a part of it, and those under a beginning', async () => {
    const [one, two] = ['http-json/cmdb/switch/dev-1', 'http-json/cmdb/switch/dev-10'];
    await snapshots.put(
      [one, two].map((key) => ({ ...vm({}), key })),
      1,
      'http-json',
    );
    await snapshots.put([host('sw-1', { version: 'V1' })], 1, 'ssh');
    expect(await snapshots.like('dev-1')).toEqual([one]);
    expect(await snapshots.like('dev')).toEqual([one, two]);
    expect(await snapshots.like('100%')).toEqual([]);
    expect(await snapshots.keys('http-json/cmdb/', 1)).toEqual([one]);
    await snapshots.gone('http-json/cmdb/', 2);
    expect(await snapshots.keys('http-json/', 10)).toEqual([]);
  });

  it('gives all, some, one kind, and leaves members unread', async () => {
    const hosts = Array.from({ length: 600 }, (_, at) => host(`h-${at}`, { version: `V${at}`, config: 'x' }));
    await snapshots.put([...hosts, vm({ status: 'Running' })], 1, 'ssh');
    expect(await all()).toHaveLength(601);
    expect((await all(undefined, { kind: 'ecs' })).map(({ data }) => data)).toEqual([{ status: 'Running' }]);
    const some = await all(['h-599', 'h-0', 'nobody'], { without: ['config'] });
    expect(some.map(({ key, data }) => [key, data])).toEqual([
      ['h-0', { version: 'V0' }],
      ['h-599', { version: 'V599' }],
    ]);
  });

  it('knows nothing of what was never found', async () => {
    expect(await snapshots.latest('nobody')).toBeUndefined();
    expect(await snapshots.history('nobody')).toEqual([]);
    expect(await snapshots.at('nobody', 1)).toBeUndefined();
  });

  it('tells the state at any time, as it was put', async () => {
    const states = fc.array(fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.jsonValue({ maxDepth: 1 })), {
      minLength: 1,
      maxLength: 12,
    });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(states, async (list) => {
        run += 1;
        const key = `thing-${run}`;
        const plain = list.map((data) => JSON.parse(JSON.stringify(data)) as Found['data']);
        for (const [at, data] of plain.entries())
          await snapshots.put([{ key, kind: 'thing', data, warnings: [] }], 10 * at + 10, 's');
        for (const [at, data] of plain.entries()) {
          const state = await snapshots.at(key, 10 * at + 15);
          expect(sorted(state?.data ?? {})).toEqual(sorted(data));
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('retention', () => {
  it('drops by count, and the states that are kept are whole', async () => {
    await snapshots.close();
    snapshots = await open({ age: 730 * day, count: 3 });
    await snapshots.put([host('sw-1', { version: 'V0', model: 'S5720' })], start, 'ssh');
    for (let at = 1; at <= 9; at += 1) await snapshots.put([host('sw-1', { version: `V${at}` })], start + at, 'ssh');
    await snapshots.prune();
    expect((await snapshots.history('sw-1')).map(({ at }) => at - start)).toEqual([9, 8, 7]);
    expect((await snapshots.at('sw-1', start + 7))?.data).toEqual({ version: 'V7', model: 'S5720' });
    expect(await snapshots.at('sw-1', start + 6)).toBeUndefined();
    expect((await snapshots.latest('sw-1'))?.data).toEqual({ version: 'V9', model: 'S5720' });
  });

  it('drops by age once a day by itself, and keeps what is still so', async () => {
    await snapshots.close();
    snapshots = await open({ age: 30 * day, count: 100 });
    for (const passed of [0, 10, 20, 60]) {
      await clock.advance(start + passed * day - clock.now());
      await snapshots.put([host('sw-1', { version: `V${passed}` })], clock.now(), 'ssh');
      await snapshots.put([host('sw-2', { version: 'V1' })], clock.now(), 'ssh');
    }
    expect((await snapshots.history('sw-1')).map(({ at }) => (at - start) / day)).toEqual([60]);
    expect((await snapshots.at('sw-1', start + 31 * day))?.data).toEqual({ version: 'V20' });
    expect((await snapshots.latest('sw-2'))?.data).toEqual({ version: 'V1' });
    expect(await snapshots.history('sw-2')).toHaveLength(1);
  });
});

describe('after a crash', () => {
  it('has everything that was stored, when the process was killed while it stored', async () => {
    for (const after of [1, 30, 200]) {
      const place = join(folder, String(after));
      const said = await killedAfter(place, after);
      const again = await open(undefined, place);
      const latest = await again.latest('core-1');
      expect(Number(String(latest?.data.version).slice(1))).toBeGreaterThanOrEqual(said);
      expect((await again.at('core-2', said))?.data.version).toBe(`V${said}`);
      await again.close();
    }
  });

  it.each([0.1, 0.5, 0.9, 0.999])(
    'keeps what came before when the end of the log is cut at %d of it, or rubbish',
    async (share) => {
      for (let at = 1; at <= 20; at += 1) await snapshots.put([host('sw-1', { version: `V${at}` })], at, 'ssh');
      const place = join(folder, 'copy');
      await copyAll(place);
      const log = join(place, 'snapshots.db-wal');
      await truncate(log, Math.floor((await stat(log)).size * share));
      await appendFile(log, Buffer.alloc(5_000, 7));
      const again = await open(undefined, place);
      const versions = (await again.history('sw-1')).map(({ at }) => at);
      const last = versions[0] ?? 0;
      expect(versions).toEqual(Array.from({ length: last }, (_, at) => last - at));
      if (share > 0.9) expect(last).toBeGreaterThan(15);
      await again.put([host('sw-1', { version: 'after' })], 99, 'ssh');
      expect((await again.latest('sw-1'))?.data.version).toBe('after');
      await again.close();
    },
  );

  it('says which file is damaged and what to do', async () => {
    await mkdtemp(join(folder, 'x'));
    const place = await mkdtemp(join(folder, 'broken'));
    await writeFile(join(place, 'snapshots.db'), 'this is no database, and it is long enough to be one '.repeat(100));
    await expect(open(undefined, place)).rejects.toMatchObject({
      code: 'state-damaged',
      text: { en: expect.stringContaining('it is not a database'), zh: expect.stringContaining('该文件不是数据库') },
    });
  });
});

async function copyAll(to: string): Promise<void> {
  await mkdtemp(join(folder, 'x'));
  const { mkdir } = await import('node:fs/promises');
  await mkdir(to);
  for (const name of (await readdir(folder)).filter((one) => /\.db(?:-wal)?$/.test(one)))
    await copyFile(join(folder, name), join(to, name));
}

/** Kills a process that stores once it said that it stored `count`; the last that it said. */
async function killedAfter(place: string, count: number): Promise<number> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'children', 'put.ts'), place], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let last = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    last = Number(line);
    if (last >= count) child.kill('SIGKILL');
  }
  return last;
}

function sorted(data: object): unknown {
  return Object.fromEntries(Object.entries(data).toSorted(([a], [b]) => a.localeCompare(b)));
}
