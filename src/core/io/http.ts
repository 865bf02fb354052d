import type { Json } from '../collect/types.ts';
import { OpsError } from '../errors.ts';
import { verbatim } from '../text.ts';
import type { Clock } from './clock.ts';
import { type HttpFailure, httpError } from './http-errors.ts';
import { backOff, retrying } from './retry.ts';
import type { Secret } from './secret.ts';

export interface HttpRequest {
  readonly url: URL;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** What one logs in with: the value of a header, or of a parameter of the URL. */
  readonly login?: { readonly in: 'header' | 'query'; readonly name: string; readonly value: Secret };
  /** Milliseconds a try may take. */
  readonly timeout: number;
}

export interface HttpAnswer {
  readonly json: Json;
  /** The Link header. */
  readonly link?: string;
}

interface HttpDeps {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** 0 to 1. */
  readonly chance?: () => number;
}

/** Bytes of one answer, unpacked. */
const mostBytes = 16 * 1024 * 1024;
const mostRedirects = 5;
const tries = 4;
/** The longest wait that a server may ask for. */
const longestWait = 60_000;

/**
 * Asks for JSON, for requests that only read: what passes (429, 5xx, time-outs, connections that break) is tried again.
 * Certificates are verified. Redirects are followed on the same host only. Errors are OpsErrors, with nothing of the
 * secret, the parameters or the body in them: `http-timeout`, `http-unreachable`, `http-unavailable` (after several
 * tries), `http-login-refused`, `http-refused`, `http-redirected`, `http-redirect-loop`, `http-too-large`, `http-not-json`; the signal's
 * reason when it was aborted.
 */
export async function requestJson(
  request: HttpRequest,
  { clock, signal, chance = Math.random }: HttpDeps,
): Promise<HttpAnswer> {
  let asked = 0;
  const attempt = async () => {
    const late = new AbortController();
    const stop = clock.after(request.timeout, () => late.abort());
    try {
      asked = 0;
      return await answerOf(request, AbortSignal.any([signal, late.signal]), (ms) => {
        asked = ms;
      });
    } catch (error) {
      throw error instanceof OpsError ? error : failed(request.url, error, late.signal.aborted);
    } finally {
      stop();
    }
  };
  return await retrying(attempt, {
    clock,
    signal,
    wait: (error, failures) =>
      failures < tries && error instanceof OpsError && passing.includes(error.code)
        ? Math.max(asked, backOff(failures, chance()))
        : undefined,
  });
}

const passing = ['http-timeout', 'http-unreachable', 'http-unavailable'];

async function answerOf(
  request: HttpRequest,
  signal: AbortSignal,
  asksToWait: (ms: number) => void,
): Promise<HttpAnswer> {
  let url = request.url;
  for (let redirects = 0; ; redirects++) {
    const response = await send(request, url, signal);
    const failure = failureOf(response.status);
    if (failure === undefined) {
      const json = parsed(url, await textOf(response, url));
      const link = response.headers.get('link') ?? undefined;
      return { json, link };
    }
    await response.body?.cancel();
    if (failure !== 'redirected') {
      asksToWait(waitAsked(response.headers.get('retry-after')));
      throw httpError(url, failure, verbatim(`HTTP ${response.status}`));
    }
    const to = URL.parse(response.headers.get('location') ?? '', url.href);
    const kept = request.method === 'GET' || response.status > 303;
    if (to?.origin === request.url.origin && kept && redirects === mostRedirects) {
      throw httpError(url, 'redirect-loop', verbatim(`HTTP ${response.status}`));
    }
    if (to?.origin !== request.url.origin || !kept) {
      throw httpError(url, 'redirected', verbatim(to ? to.origin : `HTTP ${response.status}`));
    }
    url = to;
  }
}

/** Only here is a secret shown, and what `fetch` throws about it is never passed on. */
function send(request: HttpRequest, url: URL, signal: AbortSignal): Promise<Response> {
  const { method, body, login } = request;
  const headers = new Headers({ accept: 'application/json', ...request.headers });
  if (body !== undefined) headers.set('content-type', 'application/json');
  const target = new URL(url);
  if (login?.in === 'header') headers.set(login.name, login.value.reveal());
  if (login?.in === 'query') target.searchParams.set(login.name, login.value.reveal());
  return fetch(target, { method, headers, body, redirect: 'manual', signal });
}

function failureOf(status: number): HttpFailure | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status >= 300 && status < 400) return 'redirected';
  if (status === 401 || status === 403) return 'login-refused';
  return status === 408 || status === 429 || status >= 500 ? 'unavailable' : 'refused';
}

async function textOf(response: Response, url: URL): Promise<string> {
  const decoder = new TextDecoder(charsetOf(response.headers.get('content-type') ?? ''));
  let [text, bytes] = ['', 0];
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) throw httpError(url, 'too-large', verbatim(`${mostBytes / 1024 / 1024} MB`));
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** Chinese systems answer in GBK too; an encoding that is not known is read as UTF-8. */
function charsetOf(type: string): string {
  const named = /charset="?(gbk|gb2312|gb18030|big5)/i.exec(type)?.[1];
  return named ?? 'utf-8';
}

/** Whole numbers beyond 2^53 become text, all digits kept: ids are such. */
function parsed(url: URL, text: string): Json {
  const exact = (_key: string, value: unknown, { source }: { source?: string }) =>
    Number.isInteger(value) && !Number.isSafeInteger(value) && source !== undefined ? source : value;
  try {
    return JSON.parse(text, /\d{16}/.test(text) ? (exact as (key: string, value: unknown) => unknown) : undefined);
  } catch {
    throw httpError(url, 'not-json', verbatim(''));
  }
}

/** Milliseconds; Retry-After is in seconds or a date. */
function waitAsked(header: string | null): number {
  const ms = Number(header) * 1000;
  return Number.isFinite(ms) ? Math.min(longestWait, Math.max(0, ms)) : 0;
}

function failed(url: URL, error: unknown, late: boolean): OpsError {
  if (late) return httpError(url, 'timeout', verbatim(''));
  const { code } = ((error as { cause?: unknown } | undefined)?.cause ?? {}) as { code?: unknown };
  const known = typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/.test(code) ? code : '';
  const certificate = /CERT|TLS|SSL|SELF_SIGNED|ISSUER|UNABLE_TO/.test(known);
  return httpError(url, certificate ? 'certificate' : 'unreachable', verbatim(known));
}
