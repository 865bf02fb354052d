import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDb } from '../../../src/core/io/db.ts';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'db-'));
  path = join(folder, 'state', 'counts.json');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a small document', () => {
  it('is what it was given first, and is not written before it changes', async () => {
    const db = await openDb(path, { count: 7 });
    expect(db.data).toEqual({ count: 7 });
    expect(await readdir(folder)).toEqual([]);
  });

  it('keeps every one of many changes made at the same time, in their order', async () => {
    const db = await openDb<{ names: number[] }>(path, { names: [] });
    const numbers = Array.from({ length: 50 }, (_, index) => index);
    await Promise.all(numbers.map((number) => db.update((data) => data.names.push(number))));
    expect((await openDb(path, { names: [] })).data).toEqual({ names: numbers });
    expect(await readdir(join(folder, 'state'))).toEqual(['counts.json']);
  });

  it('takes a change back that throws half way or cannot be written', async () => {
    const db = await openDb(path, { count: 1 });
    await db.update((data) => {
      data.count = 2;
    });
    const broken = db.update((data) => {
      data.count = 3;
      throw new Error('no');
    });
    await expect(broken).rejects.toThrow('no');
    await rm(join(folder, 'state'), { recursive: true });
    await writeFile(join(folder, 'state'), 'a file where the folder was');
    await expect(
      db.update((data) => {
        data.count = 4;
      }),
    ).rejects.toThrow();
    expect(db.data).toEqual({ count: 2 });
  });

  it('that is damaged is refused by name, and left as it is', async () => {
    await openDb(path, { count: 1 }).then((db) => db.update(() => {}));
    await writeFile(path, '{"count":');
    const error = await openDb(path, { count: 1 }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'state-damaged' });
    expect(String(error)).toContain(path);
    expect(error).toMatchObject({ text: { zh: expect.stringContaining('不是有效的 JSON') } });
    expect(await readFile(path, 'utf8')).toBe('{"count":');
  });

  it('that is not what it should be is refused', async () => {
    await openDb(path, { count: 1 }).then((db) => db.update(() => {}));
    const check = () => {
      throw new Error('count must be a name');
    };
    await expect(openDb(path, { count: 1 }, check)).rejects.toThrow('count must be a name');
  });
});
