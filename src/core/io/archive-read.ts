import { createHash, type Hash } from 'node:crypto';
import { type FileHandle, open, stat } from 'node:fs/promises';
import type { Artifact } from '../deploy/types.ts';
import { OpsError } from '../errors.ts';
import { encodeHeader, ending, padding } from './archive-header.ts';
import type { ByteSource } from './byte-source.ts';
import { heldBytes, joinedBytes } from './byte-source.ts';

/** Bytes `start` up to, not including, `end`. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/** Bytes of a file, or undefined where there is none. */
export async function sizeIfThere(file: string): Promise<number | undefined> {
  return (await orMissing(stat(file)))?.size;
}

/** The given ranges of a file one after the other, then `tail`. Fails with `artifact-altered` where bytes are missing. */
export function readRanges(file: string, ranges: readonly Range[], tail: Buffer): ByteSource {
  return joinedBytes([fileRanges(file, ranges), heldBytes(tail)]);
}

/** SHA-256 (hex) of what `readRanges` gives, read once. */
export async function hashRanges(file: string, ranges: readonly Range[], tail: Buffer): Promise<string> {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafeSlow(256 * 1024);
  const source = readRanges(file, ranges, tail);
  try {
    for (let length = await source.read(buffer); length > 0; length = await source.read(buffer)) {
      hash.update(buffer.subarray(0, length));
    }
  } finally {
    await source.close();
  }
  return hash.digest('hex');
}

/**
 * Whether a tar is still what `artifact` says, to the last byte: its own hash, and every path, mode, link and content
 * hash of the manifest. Reads it once; memory does not grow with it.
 */
export async function verifyArchive(file: string, artifact: Artifact): Promise<'whole' | 'missing' | 'altered'> {
  const handle = await orMissing(open(file));
  if (!handle) return 'missing';
  try {
    if ((await handle.stat()).size !== artifact.size) return 'altered';
    const reader = createReader(handle);
    const faithful = await matchesManifest(reader, artifact);
    return faithful && reader.hash.digest('hex') === artifact.hash ? 'whole' : 'altered';
  } finally {
    await handle.close();
  }
}

async function matchesManifest(reader: Reader, artifact: Artifact): Promise<boolean> {
  for (const entry of artifact.files) {
    if (!(await reader.expect(encodeHeader(entry)))) return false;
    if (entry.type === 'link') continue;
    const hash = createHash('sha256');
    if (!(await reader.pull(entry.size, (piece) => hash.update(piece)))) return false;
    if (hash.digest('hex') !== entry.hash) return false;
    if (!(await reader.expect(ending.subarray(0, padding(entry.size))))) return false;
    if (reader.position() !== entry.end) return false;
  }
  return (await reader.expect(ending)) && reader.position() === artifact.size;
}

interface Reader {
  /** Of all bytes read so far. */
  readonly hash: Hash;
  position(): number;
  /** Gives `use` the next `size` bytes in pieces; false when there are fewer. */
  pull(size: number, use: (piece: Buffer) => void): Promise<boolean>;
  /** Whether the next bytes are these. */
  expect(bytes: Buffer): Promise<boolean>;
}

function createReader(handle: FileHandle): Reader {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(1 << 20);
  let held = buffer.subarray(0, 0);
  let position = 0;
  const pull = async (size: number, use: (piece: Buffer) => void) => {
    for (let left = size; left > 0; ) {
      if (held.length === 0) {
        const { bytesRead } = await handle.read(buffer, 0, buffer.length, null);
        if (bytesRead === 0) return false;
        held = buffer.subarray(0, bytesRead);
        hash.update(held);
      }
      const piece = held.subarray(0, left);
      use(piece);
      held = held.subarray(piece.length);
      left -= piece.length;
      position += piece.length;
    }
    return true;
  };
  const expect = async (bytes: Buffer) => {
    let at = 0;
    let same = true;
    const enough = await pull(bytes.length, (piece) => {
      same &&= piece.equals(bytes.subarray(at, at + piece.length));
      at += piece.length;
    });
    return enough && same;
  };
  return { hash, position: () => position, pull, expect };
}

/** Reads as much at a time as is asked for, over the gaps between ranges. */
function fileRanges(file: string, ranges: readonly Range[]): ByteSource {
  const left = merged(ranges).values();
  let opening: Promise<FileHandle | undefined> | undefined;
  let closed = false;
  let now = { start: 0, end: 0 };

  const piece = async (into: Buffer): Promise<number> => {
    if (closed) throw new Error(`${file} is read on after it was closed`);
    opening ??= orMissing(open(file));
    const handle = await opening;
    if (!handle) throw gone(file);
    const { bytesRead } = await handle.read(into, 0, Math.min(into.length, now.end - now.start), now.start);
    if (bytesRead === 0) throw tooShort(file);
    now = { start: now.start + bytesRead, end: now.end };
    return bytesRead;
  };

  return {
    read: async (into) => {
      let length = 0;
      while (length < into.length) {
        if (now.start === now.end) now = left.next().value ?? now;
        if (now.start === now.end) break;
        length += await piece(into.subarray(length));
      }
      return length;
    },
    close: async () => {
      if (closed) return;
      closed = true;
      await (await opening)?.close();
    },
  };
}

/** Ranges that touch become one, so that neighbours are read together. */
function merged(ranges: readonly Range[]): readonly Range[] {
  const result: Range[] = [];
  for (const range of ranges) {
    const last = result.at(-1);
    if (last?.end === range.start) result[result.length - 1] = { start: last.start, end: range.end };
    else result.push(range);
  }
  return result;
}

async function orMissing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function gone(file: string): OpsError {
  return new OpsError('artifact-missing', {
    en: `Reading the artifact ${file}: it is no longer there. Deploy the version again.`,
    zh: `读取制品 ${file}：文件已不存在。请重新部署该版本。`,
  });
}

function tooShort(file: string): OpsError {
  return new OpsError('artifact-altered', {
    en: `Reading the artifact ${file}: it is shorter than its manifest says. Restore it, or deploy the version again.`,
    zh: `读取制品 ${file}：文件比清单所述的短。请恢复该文件，或重新部署该版本。`,
  });
}
