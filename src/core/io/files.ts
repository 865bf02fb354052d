import { randomUUID } from 'node:crypto';
import { lstat, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Replaces the file at `path` in one step: readers, other processes and a power cut see the old content or the new,
 * never a part. Missing folders are made. `mode` is the new file's (default: 0o666 less the umask). Rejects with the
 * file system's own error; the old file is intact then.
 */
export async function writeFileAtomic(
  path: string,
  data: string | Uint8Array,
  options: { mode?: number } = {},
): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true });
  const temporary = join(folder, `.${basename(path)}.${randomUUID()}.tmp`);
  try {
    await writeSynced(temporary, data, options.mode);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(folder);
}

/** The file's content as UTF-8, or undefined where there is no such file. Other failures reject. */
export async function readTextIfThere(path: string): Promise<string | undefined> {
  return unlessMissing(readFile(path, 'utf8'));
}

/** The file's bytes, or undefined where there is no such file. Other failures reject. */
export async function readIfThere(path: string): Promise<Buffer | undefined> {
  return unlessMissing(readFile(path));
}

/** Bytes of a file, or undefined where there is no such file. Other failures reject. */
export async function sizeOf(path: string): Promise<number | undefined> {
  return (await unlessMissing(lstat(path)))?.size;
}

/** Deletes a file or a whole folder; true when it was there. */
export async function removeIfThere(path: string): Promise<boolean> {
  const found = await unlessMissing(lstat(path));
  await rm(path, { recursive: true, force: true });
  return found !== undefined;
}

/** The names in a folder, sorted, or an empty list where there is no such folder. Other failures reject. */
export async function listIfThere(folder: string): Promise<readonly string[]> {
  const names = (await unlessMissing(readdir(folder))) ?? [];
  return names.toSorted();
}

/** Makes a folder and those above it; one that is there already is kept as it is. */
export async function makeFolder(path: string, options: { mode?: number } = {}): Promise<void> {
  await mkdir(path, { recursive: true, mode: options.mode });
}

/** Brings a folder's own entries (new and renamed names) to disk. Windows has no such thing and needs none. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function writeSynced(path: string, data: string | Uint8Array, mode?: number): Promise<void> {
  const handle = await open(path, 'wx', mode);
  try {
    if (mode !== undefined) await handle.chmod(mode);
    await handle.writeFile(data);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function unlessMissing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
