import { CFB } from 'xlsx';
import type { Meter } from './limits.ts';

interface Container {
  readonly FullPaths: readonly string[];
  readonly FileIndex: readonly { readonly name: string; readonly size: number; readonly content?: Uint8Array }[];
}

/** Record numbers of a BIFF stream (MS-XLS 2.3). */
const filePass = 0x2f;

/**
 * Looks into an OLE2 file (MS-CFB) before a library reads it. Errors: `file-encrypted` for an encrypted package
 * (MS-OFFCRYPTO 2.3.4) or an .xls with a password, `file-truncated`, `file-not-spreadsheet` for Word and mail files.
 */
export function checkOle2(bytes: Uint8Array, meter: Meter): void {
  const { FileIndex: files } = open(bytes, meter);
  const named = (name: RegExp) => files.find((file) => name.test(file.name));
  if (named(/^EncryptedPackage$/)) throw meter.error('file-encrypted');
  const book = named(/^(?:Workbook|Book)$/i);
  if (!book) throw meter.error('file-not-spreadsheet', otherOle2);
  const content = book.content ?? new Uint8Array();
  if (content.length < book.size) throw meter.error('file-truncated');
  checkRecords(Buffer.from(content.buffer, content.byteOffset, content.byteLength), meter);
}

function open(bytes: Uint8Array, meter: Meter): Container {
  try {
    return CFB.read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { type: 'buffer' });
  } catch (cause) {
    throw meter.error('file-truncated', undefined, cause);
  }
}

function checkRecords(stream: Buffer, meter: Meter): void {
  for (let at = 0; at + 4 <= stream.length; ) {
    const id = stream.readUInt16LE(at);
    const length = stream.readUInt16LE(at + 2);
    if (id === 0 && length === 0) return;
    if (id === filePass) throw meter.error('file-encrypted');
    at += 4 + length;
    if (at > stream.length) throw meter.error('file-truncated');
  }
}

const otherOle2 = { en: 'a Word, mail or other Office file', zh: 'Word、邮件或其他 Office 文件' };
