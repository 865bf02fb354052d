import { afterEach, describe, expect, test } from 'vitest';
import type { SlackServer } from '../../../src/sandbox/slack/server.ts';
import { manualClock } from '../../support/clock.ts';
import { client, stage, until } from './support.ts';

const here = stage();
afterEach(here.end);

/** Posts once: the HTTP status, or what became of the connection. */
async function post(server: SlackServer, text = 'x') {
  const body = new URLSearchParams({ channel: 'C0CHANGES', text, token: server.tokens.bot });
  try {
    const response = await fetch(`${server.apiUrl}chat.postMessage`, { method: 'POST', body });
    return { status: response.status, retryAfter: response.headers.get('retry-after') };
  } catch {
    return { status: 'cut' };
  }
}

const texts = async (server: SlackServer) => (await server.messages()).map(({ text }) => text);

describe('faults', () => {
  test('wait until they strike, and leave when, how and at which method they did', async () => {
    const clock = manualClock(1000);
    const server = await here.server({ clock });
    server.faults.rateLimit({ calls: 2 });
    server.faults.fail({ method: 'chat.update', status: 'cut', done: true });
    server.faults.double();
    const others = [
      { what: 'lost', method: 'chat.update', left: 1 },
      { what: 'double', left: 1 },
    ];
    expect(server.troubles()).toEqual({ waiting: [{ what: '429', left: 2 }, ...others], struck: [] });
    await post(server);
    const struck = [{ at: 1000, what: '429', method: 'chat.postMessage' }];
    expect(server.troubles()).toEqual({ waiting: [{ what: '429', left: 1 }, ...others], struck });
    server.faults.clear();
    server.faults.dropSockets();
    expect(server.troubles()).toEqual({ waiting: [], struck: [{ at: 1000, what: 'drop' }, ...struck] });
  });
});

describe('calls that go wrong', () => {
  test('429 with Retry-After for so many calls of a method, not carried out', async () => {
    const server = await here.server();
    server.faults.rateLimit({ calls: 2, retryAfter: 7, method: 'chat.postMessage' });
    expect((await client(server).auth.test()).ok).toBe(true);
    expect(await post(server)).toEqual({ status: 429, retryAfter: '7' });
    expect(await post(server)).toEqual({ status: 429, retryAfter: '7' });
    expect(await texts(server)).toEqual([]);
    expect((await post(server)).status).toBe(200);
  });

  test('429, yet carried out', async () => {
    const server = await here.server();
    server.faults.rateLimit({ done: true });
    expect((await post(server, 'done')).status).toBe(429);
    expect(await texts(server)).toEqual(['done']);
  });

  test('503, not carried out, and 500, carried out with the answer lost', async () => {
    const server = await here.server();
    server.faults.fail({ status: 503 });
    server.faults.fail({ done: true });
    expect((await post(server, 'first')).status).toBe(503);
    expect(await texts(server)).toEqual([]);
    expect((await post(server, 'second')).status).toBe(500);
    expect(await texts(server)).toEqual(['second']);
  });

  test('a connection cut after the call was carried out', async () => {
    const server = await here.server();
    server.faults.fail({ status: 'cut', done: true });
    expect((await post(server, 'done')).status).toBe('cut');
    expect(await texts(server)).toEqual(['done']);
    const outcomes = server.log.filter((entry) => entry.kind === 'api').map((entry) => entry.outcome);
    expect(outcomes).toEqual(['ok, answer lost']);
  });

  test('a late answer', async () => {
    const clock = manualClock();
    const server = await here.server({ clock });
    server.faults.slow({ ms: 2000, method: 'chat.postMessage' });
    let answered = false;
    const posting = post(server).then((answer) => {
      answered = true;
      return answer;
    });
    await until(() => clock.pending() > 0);
    await clock.advance(1999);
    expect(answered).toBe(false);
    await clock.advance(1);
    expect((await posting).status).toBe(200);
  });

  test('what has not gone wrong yet can be called off', async () => {
    const server = await here.server();
    server.faults.fail({ calls: 5 });
    server.faults.clear();
    expect((await post(server)).status).toBe(200);
  });

  test('the log holds every call with its time and outcome, and no token', async () => {
    const server = await here.server({ clock: manualClock(1_000_000) });
    await post(server, 'hello');
    expect(server.log.at(-1)).toMatchObject({
      at: 1_000_000,
      kind: 'api',
      name: 'chat.postMessage',
      outcome: 'ok',
      detail: { channel: 'C0CHANGES', text: 'hello' },
    });
    expect(JSON.stringify(server.log)).not.toContain(server.tokens.bot);
  });
});
