import { constants, type Stats } from 'node:fs';
import { type FileHandle, lstat, open } from 'node:fs/promises';
import { OpsError } from '../errors.ts';
import { type TreeEntry, type WalkOptions, walkTree } from './archive-walk.ts';

/** What tells that a file was altered: any write or replacement moves one of these. */
export type Stamp = Pick<Stats, 'ino' | 'size' | 'mtimeMs' | 'ctimeMs'>;

export interface OpenFile {
  readonly mode: 0o644 | 0o755;
  readonly size: number;
  readonly stamp: Stamp;
  /** Its bytes; a chunk is valid until the next is asked for. Error `source-changed` when there are more or fewer. */
  chunks(): AsyncIterable<Buffer>;
}

type Content =
  | { readonly entry: Extract<TreeEntry, { type: 'file' }>; readonly content: OpenFile }
  | { readonly entry: Extract<TreeEntry, { type: 'link' }>; readonly content: undefined };

/** Files up to this size are read whole, ahead of their turn: many small reads are slow one after the other. */
const small = 64 * 1024;
/** Entries being read ahead; bounds memory at `ahead` × `small`. */
const ahead = 32;

/** The entries with their contents, in order. Each content must be read, or left, before the next is asked for. */
export async function* contentsOf(root: string, entries: readonly TreeEntry[]): AsyncGenerator<Content> {
  const opening: Promise<{ content: Content; close: () => Promise<void> }>[] = [];
  let next = 0;
  try {
    for (;;) {
      for (let entry = entries[next]; entry && opening.length < ahead; entry = entries[next]) {
        const opened = openEntry(root, entry);
        opened.catch(() => {});
        opening.push(opened);
        next += 1;
      }
      const first = opening.shift();
      if (!first) return;
      const { content, close } = await first;
      try {
        yield content;
      } finally {
        await close();
      }
    }
  } finally {
    await Promise.allSettled(opening.map(async (opened) => (await opened).close()));
  }
}

/** Error `source-changed` unless the tree still has the same names, and its files the stamps they had when read. */
export async function checkUnchanged(
  root: string,
  entries: readonly TreeEntry[],
  stamps: ReadonlyMap<string, Stamp>,
  options: WalkOptions,
): Promise<void> {
  const now = await walkTree(root, options);
  const other = now.find((entry, index) => !sameEntry(entry, entries[index])) ?? entries[now.length];
  if (other) throw changed(other.path);
  const queue = stamps.entries();
  const worker = async () => {
    for (const [path, stamp] of queue) {
      const found = await lstat(`${root}/${path}`).catch(() => undefined);
      if (!found || !sameStamp(found, stamp)) throw changed(path);
    }
  };
  await Promise.all(Array.from({ length: ahead }, worker));
}

/**
 * The mode a file is packed with. Windows knows no executable bit: there a script (`#!`) or an ELF program counts as
 * executable.
 */
export function packedMode(mode: number, begins: Buffer, platform: NodeJS.Platform): 0o644 | 0o755 {
  if (platform !== 'win32') return (mode & 0o111) === 0 ? 0o644 : 0o755;
  const magic = begins.toString('latin1', 0, 4);
  return magic.startsWith('#!') || magic === '\x7fELF' ? 0o755 : 0o644;
}

async function openEntry(root: string, entry: TreeEntry) {
  if (entry.type === 'link') return { content: { entry, content: undefined }, close: async () => {} };
  const { content, close } = await openFile(`${root}/${entry.path}`, entry.path);
  return { content: { entry, content }, close };
}

async function openFile(file: string, path: string): Promise<{ content: OpenFile; close: () => Promise<void> }> {
  const handle = await openPlain(file, path);
  let kept = false;
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) throw changed(path);
    // One byte more than there should be, so that growth shows.
    const begins = await readUpTo(handle, Buffer.allocUnsafe(Math.min(stat.size, small) + 1));
    const content = {
      mode: packedMode(stat.mode, begins, process.platform),
      size: stat.size,
      stamp: { ino: stat.ino, size: stat.size, mtimeMs: stat.mtimeMs, ctimeMs: stat.ctimeMs },
    };
    if (stat.size > small) {
      kept = true;
      const chunks = () => streamed(handle, begins, stat.size, path);
      return { content: { ...content, chunks }, close: () => handle.close() };
    }
    if (begins.length !== stat.size) throw changed(path);
    return { content: { ...content, chunks: () => once(begins) }, close: async () => {} };
  } finally {
    if (!kept) await handle.close();
  }
}

/** Opens without following a symlink or waiting on a pipe that took the file's place. */
async function openPlain(file: string, path: string): Promise<FileHandle> {
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
  try {
    return await open(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ELOOP' || code === 'ENOTDIR') throw changed(path);
    throw error;
  }
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

async function* streamed(handle: FileHandle, begins: Buffer, size: number, path: string): AsyncGenerator<Buffer> {
  yield begins;
  const buffer = Buffer.allocUnsafeSlow(256 * 1024);
  let left = size - begins.length;
  for (;;) {
    const chunk = await readUpTo(handle, buffer);
    left -= chunk.length;
    if (left < 0 || (chunk.length === 0 && left > 0)) throw changed(path);
    if (chunk.length === 0) return;
    yield chunk;
  }
}

async function readUpTo(handle: FileHandle, buffer: Buffer): Promise<Buffer> {
  const { bytesRead } = await handle.read(buffer, 0, buffer.length, null);
  return buffer.subarray(0, bytesRead);
}

function sameEntry(a: TreeEntry, b: TreeEntry | undefined): boolean {
  const targetOf = (entry: TreeEntry) => (entry.type === 'link' ? entry.target : '');
  return a.path === b?.path && a.type === b.type && targetOf(a) === targetOf(b);
}

function sameStamp(a: Stamp, b: Stamp): boolean {
  return a.ino === b.ino && a.size === b.size && a.mtimeMs === b.mtimeMs && a.ctimeMs === b.ctimeMs;
}

function changed(path: string): OpsError {
  return new OpsError('source-changed', {
    en: `${path} was changed while it was being read. Try again when nothing writes to the folder.`,
    zh: `读取期间 ${path} 被修改。请在没有程序写入该目录时重试。`,
  });
}
