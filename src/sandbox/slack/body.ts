import type { IncomingMessage } from 'node:http';
import { asFields } from './kit/check.ts';
import type { Fields } from './types.ts';

/** More than a file of 100 MB takes in base64. */
const most = 150e6;

/** A request's bytes; at most 150 MB. */
async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > most) throw new Error('the request is larger than 150 MB');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** A request's fields, from JSON, a form, or the query. */
export async function readFields(request: IncomingMessage, query: URLSearchParams): Promise<Fields> {
  const bytes = await readBytes(request);
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('application/json')) return { ...Object.fromEntries(query), ...parsed(bytes) };
  if (type.startsWith('multipart/form-data')) return Object.fromEntries((await form(bytes, type)).entries());
  return { ...Object.fromEntries(query), ...Object.fromEntries(new URLSearchParams(bytes.toString('utf8'))) };
}

/** The bytes of an upload: the body itself, or the first file of a multipart form. */
export async function readUpload(request: IncomingMessage): Promise<Buffer> {
  const bytes = await readBytes(request);
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return bytes;
  const file = [...(await form(bytes, type)).values()].find((value) => typeof value !== 'string');
  return file ? Buffer.from(await file.arrayBuffer()) : Buffer.alloc(0);
}

function form(bytes: Buffer, type: string): Promise<FormData> {
  return new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
}

function parsed(bytes: Buffer): Fields {
  try {
    return asFields(JSON.parse(bytes.toString('utf8'))) ?? {};
  } catch {
    return {};
  }
}
