import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import type { Duplex } from 'node:stream';
import { z } from 'zod';
import { readTextIfThere, writeFileAtomic } from '../../core/io/files.ts';
import type { KeptDevice } from '../devices/start.ts';
import type { SandboxHost } from '../hosts/types.ts';
import { readBytes, readFields } from '../slack/body.ts';
import { asFields } from '../slack/kit/check.ts';
import { Malformed, readAs } from '../slack/people/wire.ts';
import { NotPossible } from '../slack/refusal.ts';
import type { SlackServer } from '../slack/server.ts';
import { targetOf } from '../slack/target.ts';
import type { Fields } from '../slack/types.ts';
import { deviceStates } from './device-state.ts';
import { createStreams } from './events.ts';
import { galleryFamily, galleryIndex } from './gallery.ts';
import { cookie, createGuard, same } from './guard.ts';
import { hostFile, hostFiles } from './host-files.ts';
import { hostStates } from './host-state.ts';
import { mentioning } from './mentioning.ts';
import { previewOf } from './preview.ts';
import { giveStatic, headers } from './static.ts';

/** What the page asks of the bot itself. */
export interface BotSide {
  /** What can follow in a command that somebody types. */
  complete(asked: { typed: string; as: string; locale: string }): Promise<unknown>;
  /** The entries in the menu of a message. */
  readonly shortcuts: readonly { readonly name: string; readonly label: string }[];
}

export interface PageOptions {
  readonly slack: SlackServer;
  readonly hosts: readonly SandboxHost[];
  readonly devices: readonly KeptDevice[];
  readonly bot: BotSide;
  /** The built page. */
  readonly folder: string;
  /** Where port and token are kept, so that a page left open finds its way back after a restart. */
  readonly file: string;
  /** The port to begin with; another one is taken where it is in use. */
  readonly port?: number;
}

export interface Page {
  /** With the token in its fragment, which a browser sends to nobody. */
  readonly address: string;
  /** The port it should have had, where that one is in use. */
  readonly taken?: number;
  stop(): Promise<void>;
}

/** What is asked for is not taken from an address, which browsers remember. */
const nothing = new URLSearchParams();

/** The port of a first start; arbitrary. */
const usualPort = 8040;

/** Serves the sandbox's page on loopback. Errors: those of listening, but for a port in use. */
export async function startPage(options: PageOptions): Promise<Page> {
  const kept = await placeOfPage(options.file);
  const token = kept?.token ?? randomBytes(24).toString('base64url');
  const server = createServer();
  const wanted = options.port ?? kept?.port ?? usualPort;
  const port = await listen(server, wanted);
  const { serve, upgrade, cut } = createRoutes(options, token, port);
  server.on('request', (request, response) => {
    serve(request, response).catch((error) => give(response, 500, { error: String(error) }));
  });
  server.on('upgrade', upgrade);
  await writeFileAtomic(options.file, JSON.stringify({ port, token }), { mode: 0o600 });
  return {
    address: addressOf(port, token),
    ...(wanted !== 0 && wanted !== port && { taken: wanted }),
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      cut();
      server.closeAllConnections();
      await closed;
    },
  };
}

function createRoutes(options: PageOptions, token: string, port: number) {
  const { slack, folder } = options;
  const guard = createGuard(token, () => port);
  const boot = randomBytes(6).toString('hex');
  const doors = new Map(Object.entries(ownDoors(options)));
  const streams = createStreams(slack.world, boot);
  return { serve, upgrade, cut: streams.close };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const url = targetOf(request);
    if (!url) return give(response, 400, { error: 'this is no address' });
    const [, area = '', ...rest] = url.pathname.split('/');
    const inside = ['api', 'files', 'upload'].includes(area) ? 'inside' : 'page';
    const turned = guard(request, area === 'session' ? 'session' : inside);
    if (turned) return give(response, turned.status, { error: turned.error });
    if (area === 'session') return session(request, response);
    if (area === 'api' && request.method === 'POST') return api(request, response, rest.join('/'));
    if (area === 'upload' && request.method === 'POST') return upload(request, response, rest[0] ?? '');
    if (area === 'files') return file(response, rest[0] ?? '');
    if (request.method !== 'GET') return give(response, 405, { error: 'not that way' });
    return giveStatic(folder, url.pathname, response);
  }

  /** A page that follows what somebody sees. */
  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer) {
    const url = targetOf(request);
    const turned = guard(request, 'stream');
    if (turned) return refuse(socket, turned.status);
    const as = url?.searchParams.get('as') ?? '';
    if (url?.pathname !== '/events' || !slack.world.users.has(as)) return refuse(socket, 404);
    streams.take(request, socket, head, as, url.searchParams.get('since') ?? '');
  }

  async function session(request: IncomingMessage, response: ServerResponse) {
    const { token: shown } = await readFields(request, nothing);
    if (request.method !== 'POST' || !same(String(shown), token)) return give(response, 401, { error: 'wrong token' });
    response.setHeader('set-cookie', cookie(token, port));
    give(response, 200, {});
  }

  async function api(request: IncomingMessage, response: ServerResponse, name: string) {
    const given = await readFields(request, nothing);
    const door = doors.get(name);
    if (!door) {
      const { status, body } = await slack.control(name, slack.sandboxToken, given);
      return give(response, status, body);
    }
    try {
      give(response, 200, await door(given));
    } catch (error) {
      if (error instanceof Malformed) return give(response, 400, { error: error.message });
      if (!(error instanceof NotPossible)) throw error;
      give(response, 409, { error: error.message });
    }
  }

  /** The bytes of an announced file, as they are. */
  async function upload(request: IncomingMessage, response: ServerResponse, ticket: string) {
    const length = slack.uploads.expects(ticket);
    if (length === undefined) return give(response, 404, { error: 'this file was not announced' });
    const taken = slack.uploads.receive(ticket, await readBytes(request, length));
    if (taken) return give(response, 200, {});
    give(response, 400, { error: `${length} bytes were announced` });
  }

  function file(response: ServerResponse, id: string) {
    const found = slack.world.files.get(id);
    if (!found?.content) return give(response, 404, { error: 'it is not there any more' });
    const image = images[extname(found.name).toLowerCase()];
    response.setHeader('content-security-policy', "default-src 'none'; sandbox");
    response.setHeader('content-type', image ?? 'application/octet-stream');
    const name = encodeURIComponent(found.name);
    response.setHeader('content-disposition', `${image ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`);
    response.writeHead(200).end(found.content);
  }
}

/** Images that are shown; anything else is only ever saved. */
const images: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
};

function ownDoors({ slack, hosts, devices, bot }: PageOptions): Record<string, (given: Fields) => unknown> {
  const text = z.string();
  const named = (name: string) => {
    const found = hosts.find((host) => host.name === name);
    if (!found) throw new NotPossible(`there is no host ${name}`);
    return found;
  };
  return {
    machines: async () => ({
      hosts: await hostStates(hosts),
      devices: deviceStates(devices),
      faults: slack.troubles(),
    }),
    hostFiles: door(z.object({ host: text, followed: z.array(text).default([]) }), ({ host, followed }) =>
      hostFiles(named(host), followed),
    ),
    hostFile: door(z.object({ host: text, path: text }), ({ host, path }) => hostFile(named(host), path)),
    complete: door(z.object({ typed: text, as: text }), ({ typed, as }) => {
      const { id, locale } = slack.world.user(as);
      return mentioning(slack.world, typed) ?? bot.complete({ typed, as: id, locale });
    }),
    shortcuts: () => bot.shortcuts,
    gallery: galleryIndex,
    galleryFamily: door(z.object({ name: text }), ({ name }) => galleryFamily(name)),
    preview: door(z.object({ id: text }), ({ id }) => {
      const found = slack.world.files.get(id);
      if (!found?.content) throw new NotPossible('it is not there any more');
      return previewOf(found.name, found.content, slack.world.clock);
    }),
  };
}

const door =
  <T>(shape: z.ZodType<T>, run: (given: T) => unknown) =>
  (given: Fields) =>
    run(readAs(shape, given));

function give(response: ServerResponse, status: number, body: unknown): void {
  if (!response.headersSent) response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body ?? null));
}

/** Says no to a WebSocket. A page cannot read why, and asks elsewhere. */
function refuse(socket: Duplex, status: number): void {
  socket.on('error', () => socket.destroy());
  const line = `HTTP/1.1 ${status} ${STATUS_CODES[status]}`;
  socket.end(`${line}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy());
}

async function listen(server: Server, wanted: number): Promise<number> {
  for (const port of [wanted, 0]) {
    server.listen(port, '127.0.0.1');
    const failed = await once(server, 'listening').then(
      () => undefined,
      (error: NodeJS.ErrnoException) => error,
    );
    if (!failed) return (server.address() as AddressInfo).port;
    if (failed.code !== 'EADDRINUSE' || port === 0) throw failed;
  }
  return 0;
}

/** Where the page of a running sandbox is, or one of before was. */
export async function placeOfPage(file: string): Promise<{ port: number; token: string; address: string } | undefined> {
  try {
    const place = asFields(JSON.parse((await readTextIfThere(file)) ?? 'null'));
    const [port, token] = [Number(place?.port), String(place?.token)];
    return port > 0 && token.length >= 32 ? { port, token, address: addressOf(port, token) } : undefined;
  } catch {
    return undefined;
  }
}

const addressOf = (port: number, token: string) => `http://127.0.0.1:${port}/#${token}`;
