/**
 * Tar headers. Names that fit are plain ustar (POSIX.1-1988) with raw UTF-8; longer ones get GNU `L` and `K` records,
 * which GNU tar, libarchive, toybox and every busybox of the last twenty years unpack. pax headers are not used: older
 * busybox releases skip them, and the file then has a wrong name.
 */

type HeaderOf =
  | { readonly path: string; readonly type: 'file'; readonly mode: number; readonly size: number }
  | { readonly path: string; readonly type: 'link'; readonly target: string };

const block = 512;

/** What ends a tar: two blocks of zeros. */
export const ending: Buffer = Buffer.alloc(2 * block);

/** Bytes needed after `size` bytes to fill the last block. */
export function padding(size: number): number {
  return (block - (size % block)) % block;
}

/** All header blocks of an entry: owner 0, no owner names, time 0. The same entry always gives the same bytes. */
export function encodeHeader(entry: HeaderOf): Buffer {
  const path = Buffer.from(entry.path);
  const target = Buffer.from(entry.type === 'link' ? entry.target : '');
  const longLink = target.length > 100;
  // A header in GNU's format has no prefix, so beside a long link a name is short or has a record of its own.
  const split = longLink && path.length > 100 ? undefined : splitPath(path);
  const extra = [...(longLink ? longRecord('K', target) : []), ...(split ? [] : longRecord('L', path))];
  const main = headerBlock({
    name: split?.name ?? path.subarray(0, 100),
    prefix: split?.prefix ?? Buffer.alloc(0),
    target: target.subarray(0, 100),
    kind: entry.type === 'link' ? '2' : '0',
    mode: entry.type === 'link' ? 0o777 : entry.mode,
    size: entry.type === 'link' ? 0 : entry.size,
    gnu: extra.length > 0,
  });
  return Buffer.concat([...extra, main]);
}

interface Fields {
  readonly name: Buffer;
  readonly prefix: Buffer;
  readonly target: Buffer;
  readonly kind: string;
  readonly mode: number;
  readonly size: number;
  readonly gnu: boolean;
}

function headerBlock(fields: Fields): Buffer {
  const header = Buffer.alloc(block);
  fields.name.copy(header, 0);
  header.write(octal(fields.mode, 8), 100);
  header.write(octal(0, 8), 108);
  header.write(octal(0, 8), 116);
  writeSize(header, fields.size);
  header.write(octal(0, 12), 136);
  header.write(' '.repeat(8), 148);
  header.write(fields.kind, 156);
  fields.target.copy(header, 157);
  header.write(fields.gnu ? 'ustar  \0' : 'ustar\x0000', 257, 'latin1');
  header.write(octal(0, 8), 329);
  header.write(octal(0, 8), 337);
  fields.prefix.copy(header, 345);
  header.write(`${octal(checksum(header), 7)} `, 148);
  return header;
}

/** Where a path is cut into ustar's prefix (155) and name (100); undefined where it cannot be. */
function splitPath(path: Buffer): { prefix: Buffer; name: Buffer } | undefined {
  if (path.length <= 100) return { prefix: Buffer.alloc(0), name: path };
  const cut = path.indexOf(0x2f, path.length - 101);
  if (cut < 1 || cut > 155 || cut === path.length - 1) return undefined;
  return { prefix: path.subarray(0, cut), name: path.subarray(cut + 1) };
}

function longRecord(kind: 'K' | 'L', value: Buffer): Buffer[] {
  const size = value.length + 1;
  const header = headerBlock({
    name: Buffer.from('././@LongLink'),
    prefix: Buffer.alloc(0),
    target: Buffer.alloc(0),
    kind,
    mode: 0o644,
    size,
    gnu: true,
  });
  return [header, value, Buffer.alloc(1 + padding(size))];
}

/** `width` bytes: digits and a final NUL. */
function octal(value: number, width: number): string {
  return `${value.toString(8).padStart(width - 1, '0')}\0`;
}

/** From 8 GiB on in base 256, as GNU tar and busybox read it. */
function writeSize(header: Buffer, size: number): void {
  if (size < 8 ** 11) {
    header.write(octal(size, 12), 124);
    return;
  }
  header.writeUInt32BE(0x80000000, 124);
  header.writeBigUInt64BE(BigInt(size), 128);
}

function checksum(header: Buffer): number {
  return header.reduce((sum, byte) => sum + byte, 0);
}
