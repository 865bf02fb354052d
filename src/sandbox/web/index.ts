import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { readTextIfThere, writeFileAtomic } from '../../core/io/files.ts';
import type { SandboxDevice } from '../devices/device.ts';
import type { SandboxHost } from '../hosts/types.ts';
import { readBytes, readFields } from '../slack/body.ts';
import { asFields } from '../slack/kit/check.ts';
import { NotPossible } from '../slack/refusal.ts';
import type { SlackServer } from '../slack/server.ts';
import type { Fields } from '../slack/types.ts';
import { deviceStates } from './device-state.ts';
import { stream } from './events.ts';
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
  readonly devices: readonly SandboxDevice[];
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

/** The port of a first start; arbitrary. */
const usualPort = 8040;

/** Serves the sandbox's page on loopback. Errors: those of listening, but for a port in use. */
export async function startPage(options: PageOptions): Promise<Page> {
  const kept = await placeOfPage(options.file);
  const token = kept?.token ?? randomBytes(24).toString('base64url');
  const server = createServer();
  const wanted = options.port ?? kept?.port ?? usualPort;
  const port = await listen(server, wanted);
  const serve = createRoutes(options, token, port);
  server.on('request', (request, response) => {
    serve(request, response).catch((error) => give(response, 500, { error: String(error) }));
  });
  await writeFileAtomic(options.file, JSON.stringify({ port, token }), { mode: 0o600 });
  return {
    address: addressOf(port, token),
    ...(wanted !== 0 && wanted !== port && { taken: wanted }),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function createRoutes(options: PageOptions, token: string, port: number) {
  const { slack, folder } = options;
  const guard = createGuard(token, () => port);
  const boot = randomBytes(6).toString('hex');
  const doors = ownDoors(options);

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const url = new URL(request.url ?? '/', 'http://page');
    const [, area = '', ...rest] = url.pathname.split('/');
    const inside = ['api', 'events', 'files', 'upload'].includes(area) ? 'inside' : 'page';
    const turned = guard(request, area === 'session' ? 'session' : inside);
    if (turned) return give(response, turned.status, { error: turned.error });
    if (area === 'session') return session(request, response, url);
    if (area === 'api' && request.method === 'POST') return api(request, response, url, rest.join('/'));
    if (area === 'upload' && request.method === 'POST') return upload(request, response, rest[0] ?? '');
    if (area === 'events') return events(request, response, url);
    if (area === 'files') return file(response, rest[0] ?? '');
    if (request.method !== 'GET') return give(response, 405, { error: 'not that way' });
    return giveStatic(folder, url.pathname, response);
  };

  async function session(request: IncomingMessage, response: ServerResponse, url: URL) {
    const { token: shown } = await readFields(request, url.searchParams);
    if (request.method !== 'POST' || !same(String(shown), token)) return give(response, 401, { error: 'wrong token' });
    response.setHeader('set-cookie', cookie(token, port));
    give(response, 200, {});
  }

  async function api(request: IncomingMessage, response: ServerResponse, url: URL, name: string) {
    const given = await readFields(request, url.searchParams);
    const door = doors[name];
    if (!door) {
      const { status, body } = await slack.control(name, slack.sandboxToken, given);
      return give(response, status, body);
    }
    try {
      give(response, 200, await door(given));
    } catch (error) {
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

  async function events(request: IncomingMessage, response: ServerResponse, url: URL) {
    const as = url.searchParams.get('as') ?? '';
    if (!slack.world.users.has(as)) return give(response, 404, { error: `there is no ${as}` });
    await stream(slack.world, boot, as, request, response);
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
  const named = (name: unknown) => {
    const found = hosts.find((host) => host.name === name);
    if (!found) throw new NotPossible(`there is no host ${String(name)}`);
    return found;
  };
  return {
    machines: async () => ({ hosts: await hostStates(hosts), devices: deviceStates(devices) }),
    hostFiles: ({ host }) => hostFiles(named(host)),
    hostFile: ({ host, path }) => hostFile(named(host), String(path)),
    complete: ({ typed, as }) => {
      const { id, locale } = slack.world.user(String(as));
      return mentioning(slack.world, String(typed)) ?? bot.complete({ typed: String(typed), as: id, locale });
    },
    shortcuts: () => bot.shortcuts,
    gallery: galleryIndex,
    galleryFamily: ({ name }) => galleryFamily(String(name)),
    preview: ({ id }) => {
      const found = slack.world.files.get(String(id));
      if (!found?.content) throw new NotPossible('it is not there any more');
      return previewOf(found.name, found.content, slack.world.clock);
    },
  };
}

function give(response: ServerResponse, status: number, body: unknown): void {
  if (!response.headersSent) response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body ?? null));
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
