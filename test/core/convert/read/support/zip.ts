import { constants, crc32, deflateRawSync } from 'node:zlib';

export interface Packed {
  readonly name: string;
  /** Deflated bytes. */
  readonly packed: Buffer;
  /** What the archive says of it, true or not. */
  readonly size: number;
  readonly crc: number;
}

/** Packs a part as it is. */
export function packed(name: string, content: string | Buffer): Packed {
  const bytes = Buffer.from(content);
  return { name, packed: deflateRawSync(bytes), size: bytes.length, crc: crc32(bytes) };
}

/** Packs `before`, then `piece` so many times, then `after`, in memory that does not grow with what it unpacks to. */
export function packedRepeat(name: string, before: string, piece: Buffer, times: number, after: string): Packed {
  const flushed = (bytes: Buffer) => deflateRawSync(bytes, { finishFlush: constants.Z_FULL_FLUSH, level: 9 });
  const middle = flushed(piece);
  const parts = [flushed(Buffer.from(before)), ...Array.from({ length: times }, () => middle)];
  const size = Buffer.byteLength(before) + piece.length * times + Buffer.byteLength(after);
  let crc = crc32(before);
  for (let at = 0; at < times; at++) crc = crc32(piece, crc);
  return { name, packed: Buffer.concat([...parts, deflateRawSync(Buffer.from(after))]), size, crc: crc32(after, crc) };
}

/** An archive of these parts (APPNOTE.TXT 6.3.10: local headers, directory, end record). */
export function zipOf(parts: readonly Packed[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const name = Buffer.from(part.name);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(0x800, 2);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(part.crc, 10);
    fields.writeUInt32LE(part.packed.length, 14);
    fields.writeUInt32LE(part.size, 18);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, name, part.packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), fields, tail, name);
    locals.push(local);
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, listed, end]);
}
