import type { Text } from '../../text.ts';

/** What a file's first bytes say: a packed workbook, an OLE2 file, text, or something else by its name. */
export type Sniffed = { readonly is: 'zip' | 'ole2' | 'text' } | { readonly is: 'other'; readonly name: Text };

type Signature = readonly [start: string, result: Sniffed];

const other = (en: string, zh: string): Sniffed => ({ is: 'other', name: { en, zh } });

/** First bytes (Latin-1) of formats that people take for a spreadsheet, or upload by mistake. */
const signatures: readonly Signature[] = [
  ['PK\x03\x04', { is: 'zip' }],
  ['PK\x05\x06', { is: 'zip' }],
  ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', { is: 'ole2' }],
  ['%PDF', other('a PDF', 'PDF 文件')],
  ['{\\rtf', other('a text document', '文本文档')],
  ['\x89PNG', other('a picture', '图片')],
  ['\xff\xd8\xff', other('a picture', '图片')],
  ['GIF8', other('a picture', '图片')],
  ['BM', other('a picture', '图片')],
  ['Rar!', other('a RAR archive: unpack it first', 'RAR 压缩包，请先解压')],
  ['7z\xbc\xaf\x27\x1c', other('a 7z archive: unpack it first', '7z 压缩包，请先解压')],
  ['\x1f\x8b', other('a gzip archive: unpack it first', 'gzip 压缩包，请先解压')],
  ['SQLite format 3', other('a database', '数据库文件')],
  ['\x7fELF', other('a program', '程序文件')],
  ['MZ', other('a program', '程序文件')],
];

/** Signatures of two letters could begin a text too. */
const surelyBinary = /[\x00-\x08\x0e-\x1a\x1c-\x1f]/;

/** Tells by content what a file is; its name does not count. */
export function sniff(bytes: Uint8Array): Sniffed {
  const start = Buffer.from(bytes.subarray(0, 512)).toString('latin1');
  const found = signatures.find(([signature]) => start.startsWith(signature));
  if (!found || (found[0].length === 2 && !surelyBinary.test(start))) return { is: 'text' };
  return found[1];
}

/** What a text is: a page, a workbook in Excel 2003's XML, other XML, or a table of lines. */
export function sniffText(text: string): 'html' | 'xml-workbook' | 'xml' | 'lines' {
  const start = text
    .slice(0, 4096)
    .replace(/^\ufeff/, '')
    .trimStart();
  if (start.includes('urn:schemas-microsoft-com:office:spreadsheet') && /<(?:\w+:)?Workbook\b/.test(start))
    return 'xml-workbook';
  const body = start.replace(/^<\?xml[^>]*>\s*/i, '').replace(/^(?:<!--[\s\S]*?-->\s*)+/, '');
  if (/^<(?:!doctype html|html|head|body|table|meta|style|title|link|div|center|form|script|font)\b/i.test(body))
    return 'html';
  return start.startsWith('<?xml') ? 'xml' : 'lines';
}
