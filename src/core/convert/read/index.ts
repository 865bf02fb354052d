import type { Workbook } from '../types.ts';
import { decodeText } from './encoding.ts';
import { createMeter, type Meter, type ReadLimits, usualLimits } from './limits.ts';
import { sniff, sniffText } from './sniff.ts';
import { openParts, type Parts } from './zip.ts';

interface ReadOptions {
  /** The file's name: for errors, and for the sheet of a file that has no sheet names. It does not say what it is. */
  readonly name?: string;
  readonly limits?: Partial<ReadLimits>;
}

/**
 * Reads a spreadsheet of any kind, told by its content, into sheets of text. It is meant for the confined child: some
 * hostile files end only by the limits on its time and memory. Errors, all OpsError: `file-encrypted`,
 * `file-truncated`, `file-too-large`, `file-bomb`, `file-unreadable`, `file-empty`, `file-not-spreadsheet`,
 * `file-is-web-page`.
 */
export async function readWorkbook(bytes: Uint8Array, options: ReadOptions = {}): Promise<Workbook> {
  const meter = createMeter(options.name ?? 'the file', { ...usualLimits, ...options.limits });
  if (bytes.length === 0) throw meter.error('file-empty');
  meter.check('bytes', bytes.length);
  const workbook = await readAny(bytes, meter);
  if (workbook.sheets.every(({ rows }) => rows.length === 0)) throw meter.error('file-empty');
  return workbook;
}

async function readAny(bytes: Uint8Array, meter: Meter): Promise<Workbook> {
  const found = sniff(bytes);
  if (found.is === 'zip') return readPacked(bytes, meter);
  if (found.is === 'other') throw meter.error('file-not-spreadsheet', found.name);
  if (found.is === 'text') return readText(bytes, meter);
  (await readers.ole2()).checkOle2(bytes, meter);
  return (await readers.library()).readByLibrary(bytes, 'xls', meter);
}

/** Loaded where a file is of the kind, since the child that reads it starts anew each time. */
const readers = {
  csv: () => import('./csv.ts'),
  html: () => import('./html.ts'),
  library: () => import('./library.ts'),
  ods: () => import('./ods/index.ts'),
  ole2: () => import('./ole2.ts'),
  package: () => import('./xlsx/package.ts'),
  xlsx: () => import('./xlsx/index.ts'),
};

async function readPacked(bytes: Uint8Array, meter: Meter): Promise<Workbook> {
  const parts = await openParts(bytes, meter);
  const mimetype = await parts.text('mimetype');
  if (mimetype.startsWith('application/vnd.oasis.opendocument.spreadsheet')) {
    return (await readers.ods()).readOds(parts, meter);
  }
  const main = await (await readers.package()).mainPart(parts, meter);
  if (main && (await isWorkbook(parts))) return (await readers.xlsx()).readXlsx(parts, main, meter);
  throw meter.error('file-not-spreadsheet', archive);
}

/** Main parts of .xlsx, .xlsm and their templates (ECMA-376 part 1, 12.3.23; MS-OFFMACRO2 2.2). */
async function isWorkbook(parts: Parts): Promise<boolean> {
  const types = await parts.text('[Content_Types].xml');
  return /spreadsheetml\.(?:sheet|template)\.main\+xml|ms-excel\.(?:sheet|template)\.macroEnabled\.main\+xml/i.test(
    types,
  );
}

async function readText(bytes: Uint8Array, meter: Meter): Promise<Workbook> {
  const { declaredCharset, readHtml } = await readers.html();
  const { text, notes } = decodeText(bytes, declaredCharset(bytes));
  if (isBinary(text)) throw meter.error('file-not-spreadsheet', binary);
  const kind = sniffText(text);
  if (kind === 'xml') throw meter.error('file-not-spreadsheet', 'XML');
  if (kind === 'html') return { ...(await readHtml(text, meter)), notes };
  if (kind === 'xml-workbook') return { ...(await (await readers.library()).readByLibrary(text, 'xls', meter)), notes };
  const { readLines } = await readers.csv();
  const lines = readLines(text, meter.file.replace(/\.\w{1,5}$/, ''), meter);
  return { ...lines, notes: [...notes, ...lines.notes] };
}

/** Control characters that no text has, in its beginning. */
function isBinary(text: string): boolean {
  return /[\x00-\x08\x0e-\x19\x1c-\x1f]/.test(text.slice(0, 64 * 1024));
}

const archive = { en: 'an archive or a document of another kind', zh: '压缩包或其他类型的文档' };
const binary = { en: 'a file that is no text', zh: '非文本文件' };
