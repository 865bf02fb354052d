import { SocketModeClient } from '@slack/socket-mode';
import type { Clock } from '../../core/io/clock.ts';
import type { Secret } from '../../core/io/secret.ts';
import { clientOptions } from '../chat/clients.ts';
import { boltLogger, type Log } from '../log.ts';

/** What a connection hands on: one envelope, acknowledged on the connection it came by. */
export interface Envelope {
  readonly ack: (response?: unknown) => Promise<void>;
  readonly envelope_id: string;
  readonly body: Record<string, unknown>;
  readonly retry_num?: number;
  readonly retry_reason?: string;
}

/** One WebSocket to Slack, open until it is closed by either side. */
export interface Connection {
  /** Resolves when Slack announces that it will close this connection, or when it is gone; says which. */
  readonly leaving: Promise<'announced' | 'lost'>;
  close(): Promise<void>;
}

interface ConnectionOptions {
  readonly appToken: Secret;
  readonly apiUrl?: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Gives up opening. */
  readonly signal: AbortSignal;
  readonly onEnvelope: (envelope: Envelope) => void;
}

/** A connection that said no hello within this many milliseconds is given up. */
const helloWithin = 30_000;
/** How long Slack may take to answer our close frame, in milliseconds. */
const closeWithin = 2_000;

/**
 * Opens a WebSocket. Errors: what `apps.connections.open` answered, or that there was no hello.
 *
 * A SocketModeClient closes its socket as soon as Slack announces a refresh, and whatever is under way to it is then
 * lost or late. So its own message handler sees everything but that announcement, which comes here.
 */
export async function openConnection(options: ConnectionOptions): Promise<Connection> {
  const { appToken, apiUrl, clock, log, signal, onEnvelope } = options;
  const client = new SocketModeClient({
    appToken: appToken.reveal(),
    autoReconnectEnabled: false,
    logger: boltLogger(log),
    clientOptions: clientOptions(apiUrl, log),
  });
  const leaving = Promise.withResolvers<'announced' | 'lost'>();
  interceptAnnouncements(client, () => leaving.resolve('announced'));
  client.on('disconnected', () => leaving.resolve('lost'));
  client.on('slack_event', onEnvelope);
  const started = client.start();
  try {
    await inTime(started, clock, signal);
  } catch (error) {
    await close(client, clock);
    started.then(() => client.disconnect()).catch(() => {});
    throw error ?? new Error('the connection was closed before Slack said hello');
  }
  return { leaving: leaving.promise, close: () => close(client, clock) };
}

function interceptAnnouncements(client: SocketModeClient, announced: () => void): void {
  const handlers = client.listeners('ws_message');
  client.removeAllListeners('ws_message');
  client.on('ws_message', (data: unknown, binary: boolean) => {
    if (!binary && isAnnouncement(data)) return announced();
    for (const handle of handlers) Reflect.apply(handle, client, [data, binary]);
  });
}

function isAnnouncement(data: unknown): boolean {
  if (typeof data !== 'string' || !data.includes('"disconnect"')) return false;
  try {
    return JSON.parse(data).type === 'disconnect';
  } catch {
    return false;
  }
}

async function inTime(started: Promise<unknown>, clock: Clock, signal: AbortSignal): Promise<void> {
  const done = new AbortController();
  const late = clock.sleep(helloWithin, AbortSignal.any([signal, done.signal])).then(() => {
    throw new Error('Slack said no hello in time');
  });
  await Promise.race([started, late]).finally(() => done.abort());
}

/** Asks for the end of a connection, and ends it alone where no answer comes. */
async function close(client: SocketModeClient, clock: Clock): Promise<void> {
  const closed = client.disconnect();
  const stop = clock.after(closeWithin, () => void client.disconnect());
  await closed.finally(stop);
}
