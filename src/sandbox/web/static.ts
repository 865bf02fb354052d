import type { ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { readIfThere } from '../../core/io/files.ts';

/** Nothing from elsewhere, nothing inline; scripts cannot make markup of text. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

/** What every answer says to the browser. */
export const headers: Readonly<Record<string, string>> = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Gives a file of the built page; any path without an ending is the page itself. */
export async function giveStatic(folder: string, path: string, response: ServerResponse): Promise<void> {
  const name = /^\/(?:assets\/)?[\w.-]+\.\w+$/.test(path) ? path : '/index.html';
  const content = await readIfThere(join(folder, name));
  const type = types[extname(name)];
  if (!content || !type) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('not found');
    return;
  }
  const lasting = name.startsWith('/assets/') && { 'cache-control': 'max-age=31536000, immutable' };
  response.writeHead(200, { 'content-type': type, ...lasting }).end(content);
}
