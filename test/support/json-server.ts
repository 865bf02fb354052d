import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** A request as it came. */
export interface JsonRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Counts from 1. */
  readonly number: number;
}

/** What is answered. `silent` never answers, `half` begins to, `cut` ends the connection in the middle. */
export type JsonReply =
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** Text and bytes go as they are, anything else as JSON. */
      readonly body?: unknown;
    }
  | 'silent'
  | 'half'
  | 'cut';

interface JsonServerOptions {
  /** Called where a request gets no whole answer. */
  readonly onSilence?: () => void;
  readonly tls?: { readonly key: string; readonly cert: string };
}

/** A server on this machine that answers as `reply` says. */
export async function startJsonServer(
  reply: (request: JsonRequest) => JsonReply,
  { onSilence = () => {}, tls }: JsonServerOptions = {},
) {
  const seen: JsonRequest[] = [];
  const listener: RequestListener = async (incoming, response) => {
    let body = '';
    for await (const chunk of incoming) body += chunk;
    const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
    const { method = '', headers } = incoming;
    const request = { method, url, headers, body, number: seen.length + 1 };
    seen.push(request);
    const answer = reply(request);
    if (answer === 'silent') onSilence();
    else if (typeof answer === 'string') {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"items": [{"id": 1},', () => (answer === 'cut' ? response.destroy() : onSilence()));
    } else {
      const { status = 200, headers = {}, body: content = {} } = answer;
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content));
    }
  };
  const server = tls ? createTlsServer(tls, listener) : createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    seen,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
