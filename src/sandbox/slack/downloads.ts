import type { ServerResponse } from 'node:http';
import type { Api } from './api.ts';
import type { CallTrouble, FaultQueue } from './faults.ts';
import type { Log } from './log.ts';
import type { World } from './world.ts';

interface Store {
  readonly world: World;
  readonly api: Pick<Api, 'mayRead'>;
  readonly faults: FaultQueue;
  readonly log: Log;
}

/** A file for whoever shows a token with files:read; anybody else gets, as at Slack, a page to log in at, with 200. */
export async function download(
  { world, api, faults, log }: Store,
  token: string | undefined,
  response: ServerResponse,
  path: readonly string[],
): Promise<void> {
  const file = world.files.get(path[0]?.split('-')[1] ?? '');
  const note = (outcome: string) => log.add('download', file?.name ?? 'unknown', outcome);
  const troubles = faults.forCall('download');
  for (const trouble of troubles) if (trouble.is === 'slow') await world.clock.sleep(trouble.ms);
  const trouble = troubles.find((each) => each.is !== 'slow');
  if (trouble) {
    note(trouble.is);
    return goWrong(response, trouble, file?.content);
  }
  if (!api.mayRead(token) || !file || faults.take('page')) {
    note('login page');
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end('<!DOCTYPE html><html><head><title>Slack</title></head><body>Sign in to Sandbox</body></html>');
    return;
  }
  note(file.content ? 'ok' : 'gone');
  if (!file.content) {
    response.writeHead(404, { 'content-type': 'text/html' }).end('<html><body>not found</body></html>');
    return;
  }
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': file.content.length });
  response.end(file.content);
}

function goWrong(response: ServerResponse, trouble: CallTrouble, content: Buffer = Buffer.alloc(0)): void {
  if (trouble.is === 'limit') {
    response.writeHead(429, { 'retry-after': String(trouble.retryAfter) }).end();
  } else if (trouble.is === 'fail' && trouble.status === 'cut') {
    if (!trouble.done) return void response.destroy();
    response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': content.length });
    response.write(content.subarray(0, Math.floor(content.length / 2)), () => response.destroy());
  } else {
    const status = trouble.is === 'fail' && typeof trouble.status === 'number' ? trouble.status : 500;
    response.writeHead(status, { 'content-type': 'text/html' }).end('<h1>Server Error</h1>');
  }
}
