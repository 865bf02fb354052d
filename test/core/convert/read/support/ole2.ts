import { CFB } from 'xlsx';

/** What Excel makes of a workbook with a password: an OLE2 file with the packed bytes encrypted (MS-OFFCRYPTO 2.3.4). */
export function encryptedPackage(): Buffer {
  const file = CFB.utils.cfb_new();
  CFB.utils.cfb_add(file, '/EncryptionInfo', Buffer.alloc(200, 4));
  CFB.utils.cfb_add(file, '/EncryptedPackage', Buffer.alloc(8_000, 0x5a));
  return CFB.write(file, { type: 'buffer' });
}

/** The same .xls with a FilePass record (MS-XLS 2.4.117) behind its first record, as one with a password has. */
export function encryptedXls(xls: Buffer): Buffer {
  const book = CFB.find(CFB.read(xls, { type: 'buffer' }), 'Workbook');
  const content = Buffer.from(book.content);
  const first = 4 + content.readUInt16LE(2);
  const record = Buffer.alloc(58);
  record.writeUInt16LE(0x2f, 0);
  record.writeUInt16LE(54, 2);
  record.writeUInt16LE(1, 4);
  const file = CFB.utils.cfb_new();
  CFB.utils.cfb_add(file, '/Workbook', Buffer.concat([content.subarray(0, first), record, content.subarray(first)]));
  return CFB.write(file, { type: 'buffer' });
}
