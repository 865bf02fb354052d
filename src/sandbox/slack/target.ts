import type { IncomingMessage } from 'node:http';

/** Where a request goes, its host aside; null where its target is no address, such as `//`. */
export function targetOf(request: IncomingMessage): URL | null {
  return URL.parse(request.url ?? '/', 'http://sandbox');
}
