import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  listIfThere,
  makeFolder,
  readTextIfThere,
  removeIfThere,
  writeFileAtomic,
} from '../../../src/core/io/files.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'changeops-files-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('writing a file', () => {
  it('makes the folders, writes the content with the mode asked for, and leaves nothing else behind', async () => {
    const path = join(folder, 'a', 'b', 'state.json');
    await writeFileAtomic(path, 'one', { mode: 0o600 });
    expect(await readFile(path, 'utf8')).toBe('one');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(join(folder, 'a', 'b'))).toEqual(['state.json']);
  });

  it('replaces the file rather than writing into it, so that an open reader keeps the old content', async () => {
    const path = join(folder, 'state.json');
    await writeFileAtomic(path, 'old');
    const before = await stat(path);
    await writeFileAtomic(path, new Uint8Array([110, 101, 119]));
    expect(await readFile(path, 'utf8')).toBe('new');
    expect((await stat(path)).ino).not.toBe(before.ino);
  });

  it('keeps the old content and cleans up when the new one cannot take its place', async () => {
    const path = join(folder, 'taken');
    await makeFolder(join(path, 'inside'));
    await expect(writeFileAtomic(path, 'x')).rejects.toThrow();
    expect(await readdir(folder)).toEqual(['taken']);
  });
});

describe('looking for what may not be there', () => {
  it('answers undefined, an empty list or false for what is missing', async () => {
    const path = join(folder, 'missing');
    expect(await readTextIfThere(path)).toBeUndefined();
    expect(await listIfThere(path)).toEqual([]);
    expect(await removeIfThere(path)).toBe(false);
  });

  it('does not take another failure for absence', async () => {
    const file = join(folder, 'file');
    await writeFile(file, 'x');
    await expect(readTextIfThere(folder)).rejects.toThrow('EISDIR');
    await expect(listIfThere(file)).rejects.toThrow('ENOTDIR');
  });

  it('lists sorted names, and deletes a folder with what is in it', async () => {
    const inside = join(folder, 'inside');
    await makeFolder(inside);
    for (const name of ['b', 'c', 'a']) await writeFile(join(inside, name), name);
    expect(await listIfThere(inside)).toEqual(['a', 'b', 'c']);
    expect(await removeIfThere(inside)).toBe(true);
    expect(await listIfThere(folder)).toEqual([]);
  });
});
