import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { signature } from '../../../src/sandbox/slack/requests.ts';
import type { SlackOptions } from '../../../src/sandbox/slack/server.ts';
import { manualClock } from '../../support/clock.ts';
import { stage, until } from './support.ts';

const here = stage();
afterEach(here.end);

interface Received {
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A server in HTTP mode and an app behind its request URL that answers as told and keeps what it got. */
async function listening(answer: (response: ServerResponse, got: Received) => void, options: SlackOptions = {}) {
  const got: Received[] = [];
  const app = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const received = { headers: request.headers, body };
    got.push(received);
    answer(response, received);
  });
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
  here.defer(() => {
    app.closeAllConnections();
    app.close();
  });
  const requestUrl = `http://127.0.0.1:${(app.address() as AddressInfo).port}/`;
  return { server: await here.server({ mode: 'http', requestUrl, ...options }), got };
}

const fine = (response: ServerResponse) => response.end();

describe('signed requests', () => {
  test('the signature is the one of the example in the documentation', () => {
    const body =
      'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
    expect(signature('8f742231b10e8888abcd99yyyzzz85a5', 1531420618, body)).toBe(
      'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
    );
  });

  test('a command is a signed form', async () => {
    const { server, got } = await listening(fine, { clock: manualClock(1_700_000_000_000), signingSecret: 's3' });
    expect(await server.type({ as: 'engineer', text: '/deploy a b' })).toEqual({ ok: true });
    const { headers, body } = got[0] ?? { headers: {}, body: '' };
    expect(headers['x-slack-request-timestamp']).toBe('1700000000');
    expect(headers['x-slack-signature']).toBe(signature('s3', 1_700_000_000, body));
    expect(Object.fromEntries(new URLSearchParams(body))).toMatchObject({
      command: '/deploy',
      text: 'a b',
      user_id: 'U0ENGINEER',
    });
  });

  test('Bolt refuses a request with a wrong signature and one dated ten minutes back', async () => {
    const server = await here.server({ mode: 'http' });
    let heard = 0;
    await here.httpApp(server, (app) => {
      app.command('/go', async ({ ack }) => {
        heard += 1;
        await ack('yes');
      });
    });
    server.faults.sign('wrong');
    expect(await server.type({ as: 'engineer', text: '/go' })).toEqual({ ok: false, error: 'dispatch_failed' });
    server.faults.sign('old');
    expect(await server.type({ as: 'engineer', text: '/go' })).toEqual({ ok: false, error: 'dispatch_failed' });
    expect(heard).toBe(0);
    expect(await server.type({ as: 'engineer', text: '/go' })).toEqual({ ok: true });
    expect(heard).toBe(1);
    expect((await server.messages({ as: 'engineer' })).at(-1)?.text).toBe('yes');
  });

  test('the request URL is verified by a challenge', async () => {
    const server = await here.server({ mode: 'http' });
    await here.httpApp(server, () => {});
    expect(await server.verifyUrl()).toBe(true);
    const { server: other } = await listening(fine);
    expect(await other.verifyUrl()).toBe(false);
  });

  test('no answer within 3 s is an operation_timeout', async () => {
    const clock = manualClock();
    const { server, got } = await listening(() => {}, { clock });
    const typed = server.type({ as: 'engineer', text: '/go' });
    await until(() => got[0]);
    await clock.advance(3000);
    expect(await typed).toEqual({ ok: false, error: 'operation_timeout' });
  });

  test('an event that failed comes again with its number and reason', async () => {
    const clock = manualClock();
    let failures = 2;
    const { server, got } = await listening(
      (response) => {
        response.statusCode = failures-- > 0 ? 500 : 200;
        response.end();
      },
      { clock, events: ['app_mention'] },
    );
    await server.type({ as: 'engineer', text: '@bot hi' });
    await clock.advance(0);
    await until(() => got.length === 2 && server.log.filter((entry) => entry.kind === 'request').length === 2);
    await clock.advance(60_000);
    await until(() => got.length === 3);
    const retries = got.map(({ headers }) => [headers['x-slack-retry-num'], headers['x-slack-retry-reason']]);
    expect(retries).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
      ['2', 'http_error'],
    ]);
    const ids = got.map(({ body }) => JSON.parse(body).event_id);
    expect(new Set(ids).size).toBe(1);
  });

  test('a request is delivered twice', async () => {
    const { server, got } = await listening(fine);
    server.faults.double();
    await server.type({ as: 'engineer', text: '/go' });
    expect(got).toHaveLength(2);
    expect(got[0]?.body).toBe(got[1]?.body);
  });

  test('nobody listening is a dispatch_failed', async () => {
    const server = await here.server({ mode: 'http' });
    expect(await server.type({ as: 'engineer', text: '/go' })).toEqual({ ok: false, error: 'dispatch_failed' });
  });
});
