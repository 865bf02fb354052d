import type { Dirent } from 'node:fs';
import { readdir, readlink } from 'node:fs/promises';
import { OpsError } from '../errors.ts';
import { checkLinks, checkName } from './archive-names.ts';

export type TreeEntry =
  | { readonly path: string; readonly type: 'file' }
  | { readonly path: string; readonly type: 'link'; readonly target: string };

export interface WalkOptions {
  /** Whether a path (relative, with `/`) is taken; a folder that is not is not entered. */
  readonly wanted: (path: string, folder: boolean) => boolean;
  /** Symlinks may lead anywhere; default false. */
  readonly anyLink?: boolean;
  readonly signal?: AbortSignal;
}

/**
 * The files and symlinks under `root`, sorted by the UTF-8 bytes of their paths; symlinks are never followed, folders
 * not listed. Errors: OpsError `name-refused`, `link-escapes`, `special-file` (a device, pipe or socket), and the file
 * system's own.
 */
export async function walkTree(root: string, options: WalkOptions): Promise<readonly TreeEntry[]> {
  const found: TreeEntry[] = [];
  let level: readonly string[] = [''];
  while (level.length > 0) {
    options.signal?.throwIfAborted();
    level = await walkLevel(root, level, options, found);
  }
  if (!options.anyLink) {
    checkLinks(new Map(found.flatMap((entry) => (entry.type === 'link' ? [[entry.path, entry.target]] : []))));
  }
  return sortedByBytes(found);
}

/** Reads the folders of one depth, a few at a time; returns those of the next. */
async function walkLevel(root: string, folders: readonly string[], options: WalkOptions, found: TreeEntry[]) {
  const deeper: string[] = [];
  const queue = folders.values();
  const worker = async () => {
    for (const folder of queue) {
      const children = await readdir(`${root}/${folder}`, { withFileTypes: true, encoding: 'buffer' });
      for (const child of children) {
        const path = folder === '' ? child.name.toString() : `${folder}/${child.name.toString()}`;
        if (!options.wanted(path, child.isDirectory())) continue;
        checkName(path, Buffer.concat([Buffer.from(folder === '' ? '' : `${folder}/`), child.name]));
        if (child.isDirectory()) deeper.push(path);
        else found.push(await entryOf(root, path, child));
      }
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  return deeper;
}

async function entryOf(root: string, path: string, child: Dirent<Buffer>): Promise<TreeEntry> {
  if (child.isFile()) return { path, type: 'file' };
  if (!child.isSymbolicLink()) throw specialFile(path);
  const raw = await readlink(`${root}/${path}`, { encoding: 'buffer' });
  const target = process.platform === 'win32' ? raw.toString().replaceAll('\\', '/') : raw.toString();
  checkName(target, process.platform === 'win32' ? Buffer.from(target) : raw);
  return { path, type: 'link', target };
}

function sortedByBytes(entries: readonly TreeEntry[]): readonly TreeEntry[] {
  return entries
    .map((entry) => ({ entry, key: Buffer.from(entry.path) }))
    .sort((a, b) => Buffer.compare(a.key, b.key))
    .map(({ entry }) => entry);
}

function specialFile(path: string): OpsError {
  return new OpsError('special-file', {
    en: `${path} is a device, pipe or socket, which cannot be packed. Remove it or exclude it.`,
    zh: `${path} 是设备、管道或套接字，无法打包。请删除或将其排除。`,
  });
}
