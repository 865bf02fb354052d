import type { Workbook } from '../types.ts';
import { readByLibrary } from './library.ts';
import type { Meter } from './limits.ts';

/**
 * Reads the tables of a web page, as many programs export under the name .xls. Errors: `file-is-web-page` where there
 * is no table, or where somebody is asked for a password: login pages have tables too.
 */
export async function readHtml(text: string, meter: Meter): Promise<Workbook> {
  const asksPassword = /<input\b[^>]*\btype\s*=\s*["']?password\b/i.test(text);
  if (asksPassword || !/<table\b/i.test(text)) throw meter.error('file-is-web-page');
  return readByLibrary(text, 'html', meter);
}

/** The encoding that a page names for itself. */
export function declaredCharset(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, 2048)).toString('latin1');
  return /^\s*</.test(start) ? /\bcharset\s*=\s*["']?([\w-]+)/i.exec(start)?.[1] : undefined;
}
