import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { SlackServer } from '../../../src/sandbox/slack/server.ts';
import { manualClock } from '../../support/clock.ts';
import { client, refusal, stage, until } from './support.ts';

const here = stage();
afterEach(here.end);

interface Frame {
  readonly type: string;
  readonly envelope_id: string;
  readonly reason?: string;
  readonly retry_attempt?: number;
  readonly payload: { event_id?: string; command?: string };
}

/** A bare Socket Mode connection: what came, and a way to acknowledge it. */
async function connect(server: SlackServer, ack = true) {
  const { url = '' } = await client(server, server.tokens.app).apps.connections.open();
  const ws = new WebSocket(url);
  const frames: Frame[] = [];
  let pings = 0;
  ws.on('ping', () => {
    pings += 1;
  });
  ws.on('message', (data) => {
    const frame: Frame = JSON.parse(String(data));
    frames.push(frame);
    if (ack && frame.envelope_id) acknowledge(frame.envelope_id);
  });
  const acknowledge = (envelope_id: string, payload: object = {}) => ws.send(JSON.stringify({ envelope_id, payload }));
  here.defer(() => ws.terminate());
  await until(() => frames.some((frame) => frame.type === 'hello'));
  return {
    ws,
    frames,
    acknowledge,
    pings: () => pings,
    envelopes: () => frames.filter((frame) => frame.envelope_id),
    closed: () => ws.readyState === WebSocket.CLOSED,
  };
}

/** Why a WebSocket address was refused. */
function refused(url: string): Promise<string> {
  return new Promise((resolve) => {
    const ws = new WebSocket(url);
    ws.on('error', (error) => resolve(error.message));
    ws.on('open', () => resolve('opened'));
    here.defer(() => ws.terminate());
  });
}

const address = async (server: SlackServer) =>
  (await client(server, server.tokens.app).apps.connections.open()).url ?? '';

describe('connections', () => {
  test('a ticket is good once', async () => {
    const server = await here.server();
    const url = await address(server);
    expect(await refused(url)).toBe('opened');
    expect(await refused(url)).toContain('401');
    expect(await refused(url.replace(/ticket=\w+/, 'ticket=guess'))).toContain('401');
  });

  test('a ticket expires after 30 s', async () => {
    const clock = manualClock();
    const server = await here.server({ clock });
    const url = await address(server);
    await clock.advance(30_001);
    expect(await refused(url)).toContain('401');
  });

  test('the hello says how many connections there are, and an eleventh is sent away', async () => {
    const server = await here.server();
    for (let n = 1; n <= 10; n++) {
      const { frames } = await connect(server);
      expect(frames[0]).toMatchObject({ type: 'hello', num_connections: n });
    }
    const eleventh = new WebSocket(await address(server));
    const said = await new Promise((resolve) => eleventh.on('message', (data) => resolve(JSON.parse(String(data)))));
    expect(said).toMatchObject({ type: 'disconnect', reason: 'too_many_websockets' });
    expect(server.connections()).toBe(10);
  });

  test('the server pings every 5 s', async () => {
    const clock = manualClock();
    const server = await here.server({ clock });
    const { pings } = await connect(server);
    await clock.advance(10_000);
    await until(() => pings() === 2);
  });
});

describe('envelopes', () => {
  test('are spread over the connections in turn', async () => {
    const server = await here.server();
    const [a, b] = [await connect(server), await connect(server)];
    for (let n = 0; n < 6; n++) await server.type({ as: 'engineer', text: '/go' });
    expect([a.envelopes().length, b.envelopes().length]).toEqual([3, 3]);
  });

  test('go to another connection when theirs is lost unacknowledged', async () => {
    const server = await here.server();
    const deaf = await connect(server, false);
    const typed = server.type({ as: 'engineer', text: '/go' });
    await until(() => deaf.envelopes()[0]);
    const other = await connect(server);
    deaf.ws.terminate();
    expect(await typed).toEqual({ ok: true });
    expect(other.envelopes()[0]?.envelope_id).toBe(deaf.envelopes()[0]?.envelope_id);
  });

  test('wait for a new connection when theirs was the only one', async () => {
    const server = await here.server();
    const deaf = await connect(server, false);
    const typed = server.type({ as: 'engineer', text: '/go' });
    await until(() => deaf.envelopes()[0]);
    deaf.ws.terminate();
    await until(() => server.connections() === 0);
    const next = await connect(server);
    expect(await typed).toEqual({ ok: true });
    expect(next.envelopes()).toHaveLength(1);
  });

  test('are acknowledged only on a connection that got them', async () => {
    const clock = manualClock();
    const server = await here.server({ clock });
    const [a, b] = [await connect(server, false), await connect(server, false)];
    const typed = server.type({ as: 'engineer', text: '/go' });
    const { envelope_id } = await until(() => a.envelopes()[0]);
    b.acknowledge(envelope_id);
    await until(() => server.log.some((entry) => entry.kind === 'ack' && entry.outcome === 'ignored'));
    await clock.advance(3000);
    expect(await typed).toEqual({ ok: false, error: 'operation_timeout' });
  });

  test('with no acknowledgement in 3 s fail before the person who typed', async () => {
    const clock = manualClock();
    const server = await here.server({ clock });
    const { envelopes } = await connect(server, false);
    const typed = server.type({ as: 'engineer', text: '/go now' });
    await until(() => envelopes()[0]);
    await clock.advance(2999);
    expect(await server.messages()).toEqual([]);
    await clock.advance(1);
    expect(await typed).toEqual({ ok: false, error: 'operation_timeout' });
    const [told] = await server.messages({ as: 'engineer' });
    expect(told).toMatchObject({
      from: 'slackbot',
      ephemeral: true,
      text: '/go failed with the error "operation_timeout"',
    });
    expect(await server.messages({ as: 'approver' })).toEqual([]);
  });

  test('with no connection fail at once', async () => {
    const server = await here.server();
    expect(await server.type({ as: 'engineer', text: '/go' })).toEqual({ ok: false, error: 'dispatch_failed' });
  });

  test('of events nobody acknowledged come again at once, after a minute, and after five', async () => {
    const clock = manualClock();
    const server = await here.server({ clock, events: ['app_mention'] });
    const { envelopes } = await connect(server, false);
    void server.type({ as: 'engineer', text: '@bot hi' });
    for (const [count, wait] of [
      [1, 3000],
      [2, 63_000],
      [3, 303_000],
    ] as const) {
      await until(() => envelopes().length === count);
      await clock.advance(wait);
    }
    const all = await until(() => envelopes().length === 4 && envelopes());
    await clock.advance(3_600_000);
    expect(all.map((frame) => frame.retry_attempt)).toEqual([0, 1, 2, 3]);
    expect(new Set(all.map((frame) => frame.payload.event_id)).size).toBe(1);
    expect(new Set(all.map((frame) => frame.envelope_id)).size).toBe(4);
    expect(envelopes()).toHaveLength(4);
  });

  test('carry an answer back in their acknowledgement', async () => {
    const server = await here.server();
    const { envelopes, acknowledge } = await connect(server, false);
    const typed = server.type({ as: 'engineer', text: '/go' });
    const { envelope_id } = await until(() => envelopes()[0]);
    acknowledge(envelope_id, { text: 'at once', response_type: 'in_channel' });
    await typed;
    expect(await server.messages({ as: 'approver' })).toMatchObject([{ text: 'at once', ephemeral: false }]);
  });
});

describe('faults', () => {
  test('a refresh is announced, and the connection closed 10 s later', async () => {
    const clock = manualClock();
    const server = await here.server({ clock });
    const connection = await connect(server);
    server.faults.refresh();
    const frame = await until(() => connection.frames.find((each) => each.type === 'disconnect'));
    expect(frame.reason).toBe('refresh_requested');
    expect(await server.type({ as: 'engineer', text: '/go' })).toEqual({ ok: true });
    await clock.advance(10_000);
    await until(connection.closed);
  });

  test('a warning can be given instead, with a grace of its own', async () => {
    const clock = manualClock();
    const server = await here.server({ clock });
    const connection = await connect(server);
    server.faults.refresh({ reason: 'warning', grace: 100 });
    expect((await until(() => connection.frames.find((each) => each.type === 'disconnect'))).reason).toBe('warning');
    await clock.advance(100);
    await until(connection.closed);
  });

  test('sockets are cut without a close frame', async () => {
    const server = await here.server();
    const connection = await connect(server);
    const code = new Promise((resolve) => connection.ws.on('close', resolve));
    server.faults.dropSockets();
    expect(await code).toBe(1006);
  });

  test('an envelope is delivered twice, over two connections', async () => {
    const server = await here.server();
    const [a, b] = [await connect(server), await connect(server)];
    server.faults.double();
    await server.type({ as: 'engineer', text: '/go' });
    await until(() => b.envelopes()[0]);
    expect(a.envelopes()).toEqual(b.envelopes());
    await server.type({ as: 'engineer', text: '/go' });
    expect(a.envelopes().length + b.envelopes().length).toBe(3);
  });

  test('an acknowledgement is not heard', async () => {
    const clock = manualClock();
    const server = await here.server({ clock });
    await connect(server);
    server.faults.ignoreAcks();
    const typed = server.type({ as: 'engineer', text: '/go' });
    await until(() => server.log.some((entry) => entry.outcome === 'ignored'));
    await clock.advance(3000);
    expect(await typed).toEqual({ ok: false, error: 'operation_timeout' });
    expect(await server.type({ as: 'engineer', text: '/go' })).toEqual({ ok: true });
  });

  test('upgrades are refused, and apps.connections.open says invalid_auth', async () => {
    const server = await here.server();
    server.faults.refuseUpgrades();
    expect(await refused(await address(server))).toContain('503');
    expect(await refused(await address(server))).toBe('opened');
    server.faults.refuse({ method: 'apps.connections.open', error: 'invalid_auth', calls: 2 });
    const open = () => client(server, server.tokens.app).apps.connections.open();
    expect((await refusal(open())).error).toBe('invalid_auth');
    expect((await refusal(open())).error).toBe('invalid_auth');
    expect((await open()).ok).toBe(true);
  });
});
