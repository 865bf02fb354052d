import { createHash } from 'node:crypto';
import { type FileHandle, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ArtifactFile } from '../deploy/types.ts';
import { encodeHeader, ending, padding } from './archive-header.ts';
import { checkUnchanged, contentsOf, type OpenFile, type Stamp } from './archive-source.ts';
import { type TreeEntry, type WalkOptions, walkTree } from './archive-walk.ts';
import { syncFolder } from './files.ts';

export interface Packed {
  /** SHA-256 of the tar, hex. */
  readonly hash: string;
  /** Bytes of the tar. */
  readonly size: number;
  readonly files: readonly ArtifactFile[];
}

/**
 * Packs a tree into a tar in one pass: sorted, owner 0, time 0, modes 644 and 755 (set-id bits dropped), hard links as
 * files, folders only as parts of paths (an empty one is not kept). The same input gives the same bytes whatever the
 * order, times, umask or machine. With `to` the tar is written there and is on disk when this resolves; without, only
 * hashed. Memory does not grow with the tree's bytes. Errors: those of `walkTree`, and OpsError `source-changed` where
 * the tree is altered meanwhile.
 */
export async function packTree(root: string, options: WalkOptions & { readonly to?: string }): Promise<Packed> {
  const entries = await walkTree(root, options);
  const output = options.to === undefined ? undefined : await open(options.to, 'wx');
  try {
    const sink = createSink(output);
    const { files, stamps } = await packEntries(root, entries, sink, options.signal);
    const { hash, size } = await sink.end();
    await checkUnchanged(root, entries, stamps, options);
    await output?.sync();
    return { hash, size, files };
  } finally {
    await output?.close();
  }
}

/** Renames a file that is already on disk, replacing what is there, and brings the new name to disk. */
export async function moveIntoPlace(from: string, to: string): Promise<void> {
  await rename(from, to);
  await syncFolder(dirname(to));
}

async function packEntries(root: string, entries: readonly TreeEntry[], sink: Sink, signal?: AbortSignal) {
  const files: ArtifactFile[] = [];
  const stamps = new Map<string, Stamp>();
  for await (const { entry, content } of contentsOf(root, entries)) {
    signal?.throwIfAborted();
    const start = sink.size();
    if (content === undefined) {
      await sink.put(encodeHeader(entry));
      files.push({ ...entry, start, end: sink.size() });
      continue;
    }
    stamps.set(entry.path, content.stamp);
    const { mode, size } = content;
    await sink.put(encodeHeader({ path: entry.path, type: 'file', mode, size }));
    const hash = await putContent(content, sink, signal);
    await sink.put(ending.subarray(0, padding(size)));
    files.push({ path: entry.path, type: 'file', mode, size, hash, start, end: sink.size() });
  }
  await sink.put(ending);
  return { files, stamps };
}

async function putContent(content: OpenFile, sink: Sink, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of content.chunks()) {
    signal?.throwIfAborted();
    hash.update(chunk);
    await sink.put(chunk);
  }
  return hash.digest('hex');
}

type Sink = ReturnType<typeof createSink>;

/** Gathers bytes into large writes, hashing them; `put` may be given a buffer that is used again afterwards. */
function createSink(output: FileHandle | undefined) {
  const buffer = Buffer.allocUnsafeSlow(1 << 20);
  const hash = createHash('sha256');
  let used = 0;
  let flushed = 0;
  const flush = async () => {
    const filled = buffer.subarray(0, used);
    hash.update(filled);
    if (output) await writeAll(output, filled);
    flushed += used;
    used = 0;
  };
  return {
    size: () => flushed + used,
    async put(bytes: Buffer): Promise<void> {
      for (let at = 0; at < bytes.length; ) {
        const taken = bytes.copy(buffer, used, at);
        used += taken;
        at += taken;
        if (used === buffer.length) await flush();
      }
    },
    async end(): Promise<{ hash: string; size: number }> {
      await flush();
      return { hash: hash.digest('hex'), size: flushed };
    },
  };
}

async function writeAll(output: FileHandle, bytes: Buffer): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    at += (await output.write(bytes, at)).bytesWritten;
  }
}
