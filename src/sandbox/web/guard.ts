import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Why a request is turned away; undefined where it is let in. */
export type Guard = (request: IncomingMessage, what: 'page' | 'session' | 'inside' | 'stream') => Turned | undefined;

interface Turned {
  readonly status: 401 | 403 | 421;
  readonly error: string;
}

/**
 * Lets nobody in but the page itself: the request is addressed to loopback (else a name that was made to point here
 * could be used), comes from the page and from no other, and inside carries the cookie that the token was exchanged for.
 * Any page may open a stream (WebSockets know no CORS), so it always has to say where it comes from.
 */
export function createGuard(token: string, port: () => number): Guard {
  return (request, what) => {
    const { host = '', origin, 'sec-fetch-site': site } = request.headers;
    const hosts = [`127.0.0.1:${port()}`, `localhost:${port()}`];
    if (!hosts.includes(host)) return { status: 421, error: `this is not ${host}` };
    if (origin !== undefined && origin !== `http://${host}`) return { status: 403, error: 'not from this page' };
    if (what === 'page') return undefined;
    if (site !== undefined && site !== 'same-origin') return { status: 403, error: 'not from this page' };
    const says = what === 'stream' || request.method !== 'GET';
    if (says && origin === undefined) return { status: 403, error: 'the origin is missing' };
    if (what === 'session' || same(cookieOf(request, port()) ?? '', token)) return undefined;
    return { status: 401, error: 'open the address that npm start printed' };
  };
}

/** The cookie that stands for the token. Cookies know no ports, so its name does. */
export function cookie(token: string, port: number): string {
  return `changeops_${port}=${token}; Path=/; HttpOnly; SameSite=Strict`;
}

/** Compares in the same time, however much is right. */
export function same(shown: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(shown), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function cookieOf(request: IncomingMessage, port: number): string | undefined {
  const all = (request.headers.cookie ?? '').split(/;\s*/).map((each) => each.split('='));
  return all.find(([name]) => name === `changeops_${port}`)?.[1];
}
