import { crc32, createInflateRaw } from 'node:zlib';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { OpsError } from '../../errors.ts';
import type { Meter } from './limits.ts';

/** The parts of a packed workbook, by path without a leading slash; case does not matter. */
export interface Parts {
  has(path: string): boolean;
  /** Unpacks while it is read, counting. Nothing where there is no such part. Errors: `file-bomb` and the like. */
  stream(path: string): AsyncIterable<Uint8Array>;
  /** A small part, whole. */
  text(path: string): Promise<string>;
}

/** Unpacked at a time, bytes. */
const chunkSize = 256 * 1024;

/** Above this many bytes for one packed byte, what is too large is called a bomb. Real sheets stay under 100. */
const bombRatio = 200;

/** Parts whose content is read; pictures and embedded files are not, and do not count. */
const readParts = /\.(?:xml|rels)$|^mimetype$/i;

/**
 * Opens an archive after adding up what its directory says its parts unpack to; what they really unpack to is counted
 * again while they are read. Errors: `file-truncated` without a directory, `file-bomb`, `file-too-large`,
 * `file-encrypted`, `file-unreadable`.
 */
export async function openParts(bytes: Uint8Array, meter: Meter): Promise<Parts> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const zip = await fromBufferPromise(buffer, { lazyEntries: true }).catch((cause) => {
    throw meter.error('file-truncated', undefined, cause);
  });
  const entries = await directory(zip, meter);
  const find = (path: string) => entries.get(path.toLowerCase());
  async function* stream(path: string): AsyncGenerator<Uint8Array> {
    const entry = find(path);
    if (entry) yield* unpack(zip, buffer, entry, meter);
  }
  return {
    has: (path) => find(path) !== undefined,
    stream,
    text: async (path) => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of stream(path)) chunks.push(chunk);
      return Buffer.concat(chunks).toString('utf8');
    },
  };
}

async function directory(zip: ZipFile, meter: Meter): Promise<ReadonlyMap<string, Entry>> {
  meter.check('entries', zip.entryCount);
  const entries = new Map<string, Entry>();
  let unpacked = 0;
  let packed = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      meter.add('entries', 1);
      if (entry.isEncrypted()) throw meter.error('file-encrypted');
      const name = entry.fileName.toLowerCase();
      if (!readParts.test(name) || entries.has(name)) continue;
      entries.set(name, entry);
      unpacked += entry.uncompressedSize;
      packed += entry.compressedSize;
    }
  } catch (error) {
    throw error instanceof OpsError ? error : meter.error('file-unreadable', undefined, error);
  }
  refuseBomb(unpacked, packed, meter);
  meter.check('unpacked', unpacked);
  return entries;
}

function refuseBomb(unpacked: number, packed: number, meter: Meter): void {
  if (unpacked > meter.limits.unpacked && unpacked > packed * bombRatio) throw meter.error('file-bomb');
}

/** Yields a part's bytes; more than its directory entry says, or other bytes than its checksum says, is an error. */
async function* unpack(zip: ZipFile, bytes: Buffer, entry: Entry, meter: Meter): AsyncGenerator<Uint8Array> {
  let size = 0;
  let sum = 0;
  for await (const chunk of inflated(zip, bytes, entry, meter)) {
    size += chunk.length;
    if (size > entry.uncompressedSize) throw meter.error('file-bomb', entry.fileName);
    meter.add('unpacked', chunk.length);
    sum = crc32(chunk, sum);
    yield chunk;
  }
  if (size < entry.uncompressedSize) throw meter.error('file-truncated', entry.fileName);
  if (sum !== entry.crc32) throw meter.error('file-unreadable', entry.fileName);
}

async function* inflated(zip: ZipFile, bytes: Buffer, entry: Entry, meter: Meter): AsyncGenerator<Buffer> {
  const refuse = (cause: unknown) => {
    const code = isErrorOf(cause, 'Z_BUF_ERROR') ? 'file-truncated' : 'file-unreadable';
    return meter.error(code, entry.fileName, cause);
  };
  const header = await zip.readLocalFileHeaderPromise(entry, { minimal: true }).catch((cause) => {
    throw refuse(cause);
  });
  const packed = bytes.subarray(header.fileDataStart, header.fileDataStart + entry.compressedSize);
  if (entry.compressionMethod === 0) return yield packed;
  if (entry.compressionMethod !== 8) throw refuse(undefined);
  const inflate = createInflateRaw({ chunkSize });
  inflate.end(packed);
  try {
    yield* inflate;
  } catch (cause) {
    throw refuse(cause);
  }
}

function isErrorOf(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
