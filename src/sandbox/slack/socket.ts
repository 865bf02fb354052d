import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { app } from './cast.ts';
import type { FaultQueue, Faults } from './faults.ts';
import type { Log } from './log.ts';
import { createPending } from './pending.ts';
import { targetOf } from './target.ts';
import type { Transport } from './transport.ts';
import type { World } from './world.ts';

/** How long a ticket is good for, and how many connections one app may have: docs.slack.dev, "Using Socket Mode". */
const ticketLife = 30_000;
const mostConnections = 10;
const pingEvery = 5000;
const refreshGrace = 10_000;

export interface Connection {
  readonly id: string;
  readonly ws: WebSocket;
}

interface SocketHub extends Transport {
  /** The path of a WebSocket address that is good once and for 30 s. */
  ticket(): string;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** How many connections have had their hello. */
  connections(): number;
  readonly dropSockets: Faults['dropSockets'];
  readonly refresh: Faults['refresh'];
  /** Says goodbye to the connections, then cuts those that do not answer at once. */
  close(): Promise<void>;
}

/**
 * Socket Mode. Envelopes go to the connections in turn, also to one that was asked to reconnect, until it closes. An
 * envelope whose connection closes before it is acknowledged goes to another one, as long as its three seconds last.
 */
export function createSocketHub(world: World, faults: FaultQueue, log: Log): SocketHub {
  const { clock, ids } = world;
  const server = new WebSocketServer({ noServer: true });
  const tickets = new Map<string, number>();
  const open: Connection[] = [];
  const pending = createPending(world, faults, log, open);

  const joined = (ws: WebSocket) => {
    const connection = { id: ids.next('conn'), ws };
    const stopPing = keepPinging(ws);
    ws.on('error', () => ws.terminate());
    ws.on('message', (data) => pending.acknowledged(connection, String(data)));
    ws.on('close', () => {
      stopPing();
      const at = open.indexOf(connection);
      if (at >= 0) open.splice(at, 1);
      log.add('socket', 'closed', 'ok', { connection: connection.id });
      pending.lost(connection);
    });
    if (open.length >= mostConnections) return refuse(ws);
    open.push(connection);
    ws.send(JSON.stringify(hello(open.length)));
    log.add('socket', 'opened', 'ok', { connection: connection.id });
    pending.gained();
  };

  const keepPinging = (ws: WebSocket) => {
    let stop = () => {};
    const again = () => {
      if (ws.readyState === ws.OPEN) ws.ping(`Ping from sandbox`);
      stop = clock.after(pingEvery, again);
    };
    stop = clock.after(pingEvery, again);
    return () => stop();
  };

  const refuse = (ws: WebSocket) => {
    log.add('socket', 'refused', 'too_many_websockets');
    ws.send(JSON.stringify({ type: 'disconnect', reason: 'too_many_websockets', debug_info: { host: 'sandbox' } }));
    ws.close();
  };

  return {
    ticket: () => {
      const ticket = ids.secret();
      tickets.set(ticket, clock.now() + ticketLife);
      return `/link/?ticket=${ticket}&app_id=${app.id}`;
    },
    upgrade: (request, socket, head) => {
      const ticket = targetOf(request)?.searchParams.get('ticket') ?? '';
      const good = (tickets.get(ticket) ?? 0) > clock.now();
      tickets.delete(ticket);
      const status = faults.take('refuse-upgrade') ? '503 Service Unavailable' : good ? undefined : '401 Unauthorized';
      if (status === undefined) return server.handleUpgrade(request, socket, head, joined);
      log.add('socket', 'refused', status);
      socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    },
    connections: () => open.length,
    deliver: pending.deliver,
    dropSockets: (count = open.length) => {
      log.add('fault', 'drop', 'now');
      for (const { ws } of open.slice(0, count)) ws.terminate();
    },
    refresh: ({ reason = 'refresh_requested', grace = refreshGrace, count = open.length } = {}) => {
      log.add('fault', 'refresh', 'now');
      for (const { id, ws } of open.slice(0, count)) {
        ws.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'sandbox' } }));
        log.add('socket', 'disconnect', reason, { connection: id });
        clock.after(grace, () => ws.close());
      }
    },
    close: async () => {
      pending.close();
      await Promise.all([...server.clients].map(farewell));
      server.close();
    },
  };
}

/** Not on the injected clock: a test's clock may stand still while its server stops. */
function farewell(ws: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => ws.terminate(), 200);
    ws.once('close', () => {
      clearTimeout(cut);
      resolve();
    });
    ws.close(1001);
  });
}

function hello(connections: number) {
  return {
    type: 'hello',
    num_connections: connections,
    debug_info: { host: 'sandbox', build_number: 1, approximate_connection_time: 18_060 },
    connection_info: { app_id: app.id },
  };
}
