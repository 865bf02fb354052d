import { constants } from 'node:fs';
import { chmod, copyFile, mkdtemp, readdir, realpath, rm, stat, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type WalkOptions, walkTree } from './archive-walk.ts';
import { listIfThere, makeFolder } from './files.ts';

/**
 * Copies a tree's files and symlinks into a folder: links as they are, modes kept, shared blocks where the file system
 * can. Empty folders are not copied. Errors: those of `walkTree`, and the file system's own.
 */
export async function copyTree(from: string, to: string, options: WalkOptions): Promise<void> {
  const entries = await walkTree(from, options);
  const folders = new Set(entries.map((entry) => dirname(join(to, entry.path))));
  for (const folder of [to, ...folders]) await makeFolder(folder);
  const queue = entries.values();
  const worker = async () => {
    for (const entry of queue) {
      options.signal?.throwIfAborted();
      const target = join(to, entry.path);
      if (entry.type === 'link') await symlink(entry.target, target);
      else await copyFile(join(from, entry.path), target, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    }
  };
  await Promise.all(Array.from({ length: 16 }, worker));
}

/** The real path of a folder, or undefined where there is no folder. */
export async function folderIfThere(path: string): Promise<string | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() ? realpath(path) : undefined;
}

/** A new private folder under `parent`. */
export async function privateFolder(parent: string): Promise<string> {
  await makeFolder(parent, { mode: 0o700 });
  return mkdtemp(join(parent, 'w-'));
}

/** Deletes a tree, also where folders in it were made read-only (as Go's module cache is). */
export async function removeTree(folder: string): Promise<void> {
  try {
    await rm(folder, { recursive: true, force: true });
  } catch {
    await makeWritable(folder);
    await rm(folder, { recursive: true, force: true });
  }
}

async function makeWritable(folder: string): Promise<void> {
  await chmod(folder, 0o700);
  for (const child of await readdir(folder, { withFileTypes: true })) {
    if (child.isDirectory()) await makeWritable(join(folder, child.name));
  }
}

/** Deletes what builds that were cut off left in an artifacts folder: their work and half-written files. */
export async function sweepFolder(folder: string): Promise<void> {
  await removeTree(join(folder, 'work'));
  const blobs = join(folder, 'blobs');
  for (const name of await listIfThere(blobs)) {
    if (name.startsWith('.') && name.endsWith('.tmp')) await removeTree(join(blobs, name));
  }
}
