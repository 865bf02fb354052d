import { chmod, cp, mkdtemp, readdir, realpath, rm, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { listIfThere, makeFolder } from './files.ts';

/** Copies a tree into a new folder: symlinks as they are, modes kept, only the paths (relative, with `/`) wanted. */
export async function copyTree(from: string, to: string, wanted: (path: string) => boolean): Promise<void> {
  await cp(from, to, {
    recursive: true,
    verbatimSymlinks: true,
    errorOnExist: true,
    force: false,
    filter: (path) => {
      const inside = relative(from, path).replaceAll('\\', '/');
      return inside === '' || wanted(inside);
    },
  });
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
