import type { IncomingMessage } from 'node:http';
import { asFields } from './kit/check.ts';
import type { Fields } from './types.ts';

/** More than a file of 100 MB takes in base64. */
const most = 150e6;

/** A request's bytes, held once where it says beforehand how many come; at most so many, 150 MB unless said. */
export async function readBytes(request: IncomingMessage, limit = most): Promise<Buffer> {
  const told = Number(request.headers['content-length'] ?? Number.NaN);
  if (told > limit) throw new Error(`the request is larger than ${limit} bytes`);
  const whole = Number.isInteger(told) ? Buffer.allocUnsafe(told) : undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (size + chunk.length > limit) throw new Error(`the request is larger than ${limit} bytes`);
    if (whole) chunk.copy(whole, size);
    else chunks.push(chunk);
    size += chunk.length;
  }
  return whole?.subarray(0, size) ?? Buffer.concat(chunks);
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
