import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { OpsError } from '../../errors.ts';
import { type ArchiveLimits, createMeter, entryPath, isLink, type Meter, refusal } from './refusals.ts';

/** A file of an archive. */
export interface Unpacked {
  readonly path: string;
  readonly bytes: Buffer;
}

/**
 * The files of a tar, tar.gz or zip, told by its bytes, in its order. Errors: `import-path-refused`,
 * `import-link-refused`, `import-too-large`, `import-unreadable`, each naming the entry.
 */
export async function* unpack(bytes: Buffer, limits: ArchiveLimits): AsyncGenerator<Unpacked> {
  const seen = new Set<string>();
  const meter = createMeter(limits);
  for await (const file of unpackers[kindOf(bytes)](bytes, meter, limits)) {
    if (seen.has(file.path)) {
      throw refusal('import-path-refused', file.path, { en: 'it is there twice.', zh: '出现了两次。' });
    }
    seen.add(file.path);
    yield file;
  }
}

const unpackers = { zip: fromZip, gzip: fromGzip, tar: fromTar };

/** APPNOTE.TXT 4.3.6 and 4.3.16, RFC 1952 2.3.1, POSIX.1-1988 10.1.1 (`ustar` at 257). */
function kindOf(bytes: Buffer): keyof typeof unpackers {
  const start = bytes.toString('latin1', 0, 4);
  if (start === 'PK\x03\x04' || start === 'PK\x05\x06') return 'zip';
  if (start.startsWith('\x1f\x8b')) return 'gzip';
  if (bytes.toString('latin1', 257, 262) === 'ustar') return 'tar';
  throw refusal('import-unreadable', undefined, {
    en: 'the file is no tar, tar.gz or zip.',
    zh: '该文件不是 tar、tar.gz 或 zip。',
  });
}

function fromGzip(bytes: Buffer, meter: Meter, limits: ArchiveLimits): AsyncGenerator<Unpacked> {
  const gunzip = createGunzip();
  gunzip.end(bytes);
  return fromTar(gunzip, meter, limits);
}

/** Headers and padding are at most 1.5 kB an entry; what is longer than all that is nothing but filling. */
async function* fromTar(source: Buffer | Readable, meter: Meter, limits: ArchiveLimits): AsyncGenerator<Unpacked> {
  const tar = extract();
  let [at, left] = ['', limits.total + limits.entries * 1536 + (1 << 20)];
  const counted = async function* () {
    for await (const chunk of Buffer.isBuffer(source) ? [source] : source) {
      left -= chunk.length;
      if (left < 0) meter.said(at, Number.POSITIVE_INFINITY);
      yield chunk;
    }
  };
  const fed = pipeline(Readable.from(counted()), tar);
  fed.catch(() => {});
  try {
    for await (const entry of tar) {
      const { name, type, size = 0 } = entry.header;
      at = name;
      meter.entry(name);
      const path = name === './' || name === '.' ? '' : entryPath(name);
      if (type !== 'file' && type !== 'directory' && type !== 'contiguous-file') throw isLink(name);
      meter.said(name, size);
      const content = await collect(entry as AsyncIterable<Buffer>, name, meter);
      if (type !== 'directory' && !isJunk(path)) yield { path, bytes: content };
    }
    await fed;
  } catch (error) {
    throw error instanceof OpsError ? error : unreadable(at, error);
  }
}

async function* fromZip(bytes: Buffer, meter: Meter): AsyncGenerator<Unpacked> {
  let at = '';
  try {
    const zip = await fromBufferPromise(bytes, { lazyEntries: true, decodeStrings: false });
    for await (const entry of zip.eachEntry()) {
      at = nameOf(entry);
      meter.entry(at);
      const path = entryPath(at);
      if (isSpecial(entry)) throw isLink(at);
      meter.said(at, entry.uncompressedSize);
      const content = at.endsWith('/') ? undefined : await collect(await open(zip, entry, at), at, meter);
      if (content && !isJunk(path)) yield { path, bytes: content };
    }
  } catch (error) {
    throw error instanceof OpsError ? error : unreadable(at, error);
  }
}

async function open(zip: ZipFile, entry: Entry, name: string): Promise<Readable> {
  if (!entry.isEncrypted()) return zip.openReadStreamPromise(entry);
  throw refusal('import-unreadable', name, { en: 'it is encrypted.', zh: '它已加密。' });
}

/** UTF-8 whatever the flag says, since many packers do not set it; else GB 18030, as Windows in China writes. */
function nameOf({ fileNameRaw }: Entry): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(fileNameRaw);
  } catch {
    return new TextDecoder('gb18030').decode(fileNameRaw);
  }
}

/** Unix modes in the upper half (APPNOTE.TXT 4.4.15, made by Unix): neither a file nor a folder. */
function isSpecial({ externalFileAttributes }: Entry): boolean {
  const type = (externalFileAttributes >>> 16) & 0o170000;
  return type !== 0 && type !== 0o100000 && type !== 0o040000;
}

/** What macOS adds to archives. */
function isJunk(path: string): boolean {
  return path === '' || path.startsWith('__MACOSX/') || path.endsWith('.DS_Store');
}

async function collect(source: AsyncIterable<Buffer>, name: string, meter: Meter): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of source) {
    meter.bytes(name, chunk.length);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function unreadable(at: string, cause: unknown): OpsError {
  const words = cause instanceof Error ? cause.message : String(cause);
  return refusal(
    'import-unreadable',
    at || undefined,
    { en: `the archive is damaged there (${words}).`, zh: `归档在此处已损坏（${words}）。` },
    cause,
  );
}
