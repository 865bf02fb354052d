import type { Secret } from '../../core/io/secret.ts';
import { slackAddress } from './address.ts';
import { fileProblem, tooLarge } from './problems.ts';

/** What is fetched: an address of Slack's, and what files.info said of the file. */
export interface Wanted {
  readonly name: string;
  readonly address: string;
  /** In bytes; 0 where it is not known. */
  readonly size: number;
  /** Bytes that are read at most. */
  readonly most: number;
}

/** What one try brought: the bytes, or that another may succeed, after `ms` where Slack said so. */
export type Fetched =
  | { readonly bytes: Uint8Array }
  | { readonly bytes?: undefined; readonly ms?: number; readonly cause: unknown };

interface Way {
  readonly token: Secret;
  readonly apiUrl?: string;
  readonly signal: AbortSignal;
}

const mostRedirects = 3;

/**
 * Fetches a file once. Rejects with what no further try would change: `file-gone`, `file-web-page`, `file-elsewhere`,
 * `file-too-large`, `file-unavailable`.
 */
export async function fetchFile(wanted: Wanted, way: Way): Promise<Fetched> {
  const response = await reach(wanted, way);
  const trouble = await statusTrouble(response, wanted);
  if (trouble) return trouble;
  const bytes = await collect(response, wanted);
  const isPage = /^text\/html\b/i.test(response.headers.get('content-type') ?? '');
  // Without the right to read, Slack answers 200 with a page to log in at. A file that is a web page has its own size.
  if (isPage && bytes.length !== wanted.size) throw fileProblem('file-web-page', wanted.name);
  const whole = Number(response.headers.get('content-length') ?? wanted.size);
  return bytes.length < whole ? { cause: new Error(`${bytes.length} of ${whole} bytes came`) } : { bytes };
}

/** The answer at the end of all redirects; the token goes to Slack's hosts alone. */
async function reach({ address, name }: Wanted, { token, apiUrl, signal }: Way): Promise<Response> {
  let url = slackAddress(address, apiUrl);
  for (let hops = 0; url && hops <= mostRedirects; hops += 1) {
    const headers = { authorization: `Bearer ${token.reveal()}`, 'accept-encoding': 'identity' };
    const response = await fetch(url, { headers, redirect: 'manual', signal });
    if (![301, 302, 303, 307, 308].includes(response.status)) return response;
    await response.body?.cancel();
    url = slackAddress(response.headers.get('location') ?? '', apiUrl, url);
  }
  throw fileProblem('file-elsewhere', name);
}

async function statusTrouble(response: Response, { name }: Wanted): Promise<Fetched | undefined> {
  if (response.ok) return undefined;
  await response.body?.cancel();
  const { status } = response;
  if (status === 429 || status >= 500) {
    const seconds = Number(response.headers.get('retry-after'));
    return { cause: new Error(`status ${status}`), ...(seconds > 0 && { ms: seconds * 1000 }) };
  }
  if (status === 404 || status === 410) throw fileProblem('file-gone', name);
  throw fileProblem(
    status === 401 || status === 403 ? 'file-web-page' : 'file-unavailable',
    name,
    new Error(`status ${status}`),
  );
}

/** All of the body, counted as it comes, whatever was announced. */
async function collect({ body }: Response, { name, most }: Wanted): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body ?? []) {
    size += part.length;
    if (size > most) throw tooLarge(name, size, most);
    parts.push(part);
  }
  return Buffer.concat(parts, size);
}
