import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OpsError } from '../../../src/core/errors.ts';
import { runConfined } from '../../../src/core/io/confined.ts';
import type { Frame } from '../../../src/core/io/confined-frames.ts';

const children = fileURLToPath(new URL('./children', import.meta.url));
const megabyte = 1024 * 1024;

interface More {
  readonly input?: Buffer | AsyncIterable<Buffer>;
  readonly limits?: { time?: number; memory?: number; output?: number };
  readonly onFrame?: (frame: Frame) => void | Promise<void>;
  readonly signal?: AbortSignal;
}

async function run(options: object, { input = Buffer.from(''), limits, onFrame, signal }: More = {}) {
  const frames: Frame[] = [];
  const result = await runConfined({
    entry: join(children, 'confined.ts'),
    options,
    input,
    read: [children],
    limits: { time: 20_000, memory: 600 * megabyte, ...limits },
    task: { en: 'Reading a.xlsx', zh: '读取 a.xlsx' },
    onFrame: onFrame ?? ((frame) => void frames.push(frame)),
    signal,
  });
  return { ...result, frames };
}

async function failure(options: object, more?: More): Promise<OpsError> {
  const error = await run(options, more).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(OpsError);
  return error as OpsError;
}

describe('work in a confined process', () => {
  it('gets its options and input, and answers in frames', async () => {
    const input = Buffer.from([0, 10, 255, 123, 34, 10]);
    const { frames, peakMemory, seconds } = await run({ what: 'echo', path: '换行\n' }, { input });
    expect(frames.map(({ name }) => name)).toEqual(['options', 'input']);
    expect(JSON.parse(String(frames[0]?.body))).toEqual({ what: 'echo', path: '换行\n' });
    expect(frames[1]?.body).toEqual(input);
    expect(seconds).toBeGreaterThan(0);
    if (process.platform === 'linux') expect(peakMemory).toBeGreaterThan(20 * megabyte);
  });

  it('takes input that comes in pieces, whose length nobody knows before', async () => {
    async function* pieces() {
      for (let at = 0; at < 300; at++) yield Buffer.alloc(10_000, at);
    }
    const { frames } = await run({ what: 'echo' }, { input: pieces() });
    expect(frames[1]?.body).toEqual(Buffer.concat(Array.from({ length: 300 }, (_, at) => Buffer.alloc(10_000, at))));
  });

  it('sends 100 MB in one frame and 20,000 small ones in time that grows with their size alone', async () => {
    const large = await run({ what: 'frames', size: 100 * megabyte });
    expect(large.frames[0]?.body.length).toBe(100 * megabyte);
    const many = await run({ what: 'frames', frames: 20_000, size: 10 });
    expect(many.frames).toHaveLength(20_000);
    expect(many.frames[19_999]).toEqual({ name: 'frame 19999', body: Buffer.alloc(10, 19_999) });
  });

  it('waits with the next frame until the one before was taken', async () => {
    const order: string[] = [];
    await run(
      { what: 'frames', frames: 3, size: 10 },
      {
        onFrame: async ({ name }) => {
          order.push(`${name} begins`);
          await new Promise((resolve) => setImmediate(resolve));
          order.push(`${name} ends`);
        },
      },
    );
    expect(order).toEqual([0, 1, 2].flatMap((at) => [`frame ${at} begins`, `frame ${at} ends`]));
  });
});

describe('what a confined process may not do', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'changeops-confined-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('reads no file outside, writes none, starts no program and no worker, and loads no addon', async () => {
    const path = join(folder, 'secret');
    await writeFile(path, 'secret');
    const { frames } = await run({ what: 'deeds', path });
    expect(JSON.parse(String(frames[0]?.body))).toEqual({
      read: 'ERR_ACCESS_DENIED',
      write: 'ERR_ACCESS_DENIED',
      process: 'ERR_ACCESS_DENIED',
      worker: 'ERR_ACCESS_DENIED',
      addon: 'ERR_DLOPEN_DISABLED',
    });
  });

  it('does not see the environment, where secrets are', async () => {
    const { frames } = await run({ what: 'environment' });
    const names = Object.keys(JSON.parse(String(frames[0]?.body)));
    expect(names.filter((name) => !['SystemRoot', 'windir'].includes(name))).toEqual([]);
  });
});

describe('a confined process that goes wrong', () => {
  it('hands on an error meant for people as it is', async () => {
    const error = await failure({ what: 'refuse' });
    expect(error).toMatchObject({ code: 'file-odd', text: { en: 'odd', zh: '奇怪' } });
  });

  it('is told by exit code, kind of error and place, and never by words that may quote the file', async () => {
    const error = await failure({ what: 'die' }, { input: Buffer.from('password-1') });
    expect(error.code).toBe('confined-died');
    expect(error.text.en).toMatch(/^Reading a\.xlsx: .*code 1, TypeError, test\/core\/io\/children\/confined\.ts:\d+/);
    expect(error.text.zh).toMatch(/^读取 a\.xlsx：/);
    expect(error.text.en).not.toContain('password-1');
  });

  it.each(['leave', 'garble'])('is no success when it does "%s"', async (what) => {
    expect((await failure({ what })).code).toBe('confined-died');
  });

  it('is stopped when its time is over', async () => {
    const started = performance.now();
    const error = await failure({ what: 'spin' }, { limits: { time: 1_000 } });
    expect(error).toMatchObject({ code: 'confined-late', text: { en: expect.stringContaining('1 s') } });
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it.runIf(process.platform === 'linux')(
    'is stopped when its memory passes the limit, also where Node does not count it as heap',
    async () => {
      const error = await failure({ what: 'eat' }, { limits: { memory: 300 * megabyte } });
      expect(error).toMatchObject({ code: 'confined-memory', text: { en: expect.stringContaining('300 MB') } });
    },
  );

  it('is stopped when it answers more than allowed', async () => {
    const error = await failure({ what: 'frames', size: 2 * megabyte }, { limits: { output: megabyte } });
    expect(error.code).toBe('confined-output');
  });

  it('is stopped when nobody wants the answer any more, or its taker fails', async () => {
    const aborting = new AbortController();
    const waiting = run({ what: 'hang' }, { signal: aborting.signal });
    aborting.abort(new Error('no longer wanted'));
    await expect(waiting).rejects.toThrow('no longer wanted');
    const onFrame = () => {
      throw new Error('disk full');
    };
    await expect(run({ what: 'frames', frames: 100, size: megabyte }, { onFrame })).rejects.toThrow('disk full');
  });

  it('ends with the error of an input that fails half way', async () => {
    async function* broken() {
      yield Buffer.from('half');
      throw new Error('download broke off');
    }
    await expect(run({ what: 'echo' }, { input: broken() })).rejects.toThrow('download broke off');
  });
});
