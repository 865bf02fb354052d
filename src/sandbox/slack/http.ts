import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Answers } from './answers.ts';
import type { Answer, Api } from './api.ts';
import { readFields, readUpload } from './body.ts';
import type { Control } from './control.ts';
import { download } from './downloads.ts';
import type { FaultQueue } from './faults.ts';
import type { Sharing } from './files.ts';
import type { Log } from './log.ts';
import { targetOf } from './target.ts';
import type { World } from './world.ts';

interface Routes {
  readonly world: World;
  readonly api: Api;
  readonly answers: Answers;
  readonly sharing: Sharing;
  readonly control: Control;
  readonly faults: FaultQueue;
  readonly log: Log;
}

/** The HTTP side: the Web API, uploads, downloads, response_urls, and the clients of people under /sandbox/. */
export function createHttp(routes: Routes): Server {
  return createServer((request, response) => {
    handle(routes, request, response).catch((error) => {
      routes.log.add('api', request.url ?? '', 'fatal_error', { text: String(error) });
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
      response.end(String(error));
    });
  });
}

async function handle(routes: Routes, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = targetOf(request);
  if (!url) return void response.writeHead(400, { 'content-type': 'text/plain' }).end('this is no address');
  const [, area = '', ...rest] = url.pathname.split('/');
  if (area === 'api') return give(response, await called(routes, request, url, rest.join('/')));
  if (area === 'response') return respond(routes, request, response, url, rest[0] ?? '');
  if (area === 'upload') return upload(routes, request, response, rest.at(-1) ?? '');
  if (area === 'files-pri') return download(routes, bearer(request), response, rest);
  if (area === 'sandbox') return sandbox(routes, request, response, url, rest.join('/'));
  response.writeHead(404, { 'content-type': 'text/plain' }).end('not found');
}

async function called({ api }: Routes, request: IncomingMessage, url: URL, name: string): Promise<Answer> {
  const given = await readFields(request, url.searchParams);
  const { token, ...args } = given;
  return api.call(name, bearer(request) ?? (typeof token === 'string' ? token : undefined), args);
}

function give(response: ServerResponse, answer: Answer): void {
  if (answer.cut) response.destroy();
  else response.writeHead(answer.status, answer.headers).end(answer.body);
}

async function respond({ answers }: Routes, request: IncomingMessage, response: ServerResponse, url: URL, id: string) {
  const { status, body } = answers.take(id, await readFields(request, url.searchParams));
  response.writeHead(status, { 'content-type': 'application/json' }).end(body);
}

async function upload({ sharing, log }: Routes, request: IncomingMessage, response: ServerResponse, ticket: string) {
  const content = await readUpload(request);
  const taken = sharing.receive(ticket, content);
  log.add('upload', 'files', taken ? 'ok' : 'refused', { bytes: content.length });
  if (taken) response.writeHead(200, { 'content-type': 'text/plain' }).end(`OK - ${content.length}`);
  else response.writeHead(taken === undefined ? 404 : 400, { 'content-type': 'text/plain' }).end('refused');
}

async function sandbox(
  { control }: Routes,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  name: string,
) {
  const given = await readFields(request, url.searchParams);
  const { status, body } = await control(name, bearer(request), given);
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function bearer(request: IncomingMessage): string | undefined {
  return /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
}
