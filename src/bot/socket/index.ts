import type { App, Receiver } from '@slack/bolt';
import type { Clock } from '../../core/io/clock.ts';
import type { Secret } from '../../core/io/secret.ts';
import type { Log } from '../log.ts';
import { type Envelope, openConnection } from './connection.ts';
import { keepConnected } from './slot.ts';

interface Options {
  readonly appToken: Secret;
  readonly apiUrl?: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Connections kept open at once; Slack spreads envelopes over them. Default 2. */
  readonly slots?: number;
  /** See `keepConnected`; default 10 s, in milliseconds. */
  readonly grace?: number;
}

/** How long `start` waits for a connection, in milliseconds, before it leaves the slots to their trying. */
const firstWithin = 10_000;

/**
 * Socket Mode for Bolt that loses no envelope when Slack refreshes connections and survives a refused token. `start`
 * resolves with the first connection, or after a while without one: the bot has work to do also where Slack is not to
 * be reached. `stop` closes all connections.
 */
export function createSocketReceiver(options: Options): Receiver {
  const { clock, log, slots = 2, grace = 10_000 } = options;
  const end = new AbortController();
  const first = Promise.withResolvers<void>();
  let app: App | undefined;
  let running: Promise<unknown> = Promise.resolve();

  const onEnvelope = (envelope: Envelope) => {
    const event = {
      body: envelope.body,
      ack: (response?: unknown) => acknowledge(envelope, response, log),
      retryNum: envelope.retry_num,
      retryReason: envelope.retry_reason,
      customProperties: { envelope: envelope.envelope_id },
    };
    app?.processEvent(event).catch((error: unknown) => log.error({ err: error }, 'an envelope failed in Bolt'));
  };
  const open = () => openConnection({ ...options, signal: end.signal, onEnvelope });

  return {
    init: (bolt) => {
      app = bolt;
    },
    start: async () => {
      const slot = () => keepConnected({ clock, log, grace, signal: end.signal, open, onOpen: first.resolve });
      running = Promise.all(Array.from({ length: slots }, slot));
      const giveUp = clock.after(firstWithin, first.resolve);
      await Promise.race([first.promise, running]).finally(giveUp);
    },
    stop: async () => {
      end.abort();
      await running;
    },
  };
}

/** An acknowledgement that did not get through is no reason to drop the work: Slack delivers again, once is handled. */
async function acknowledge(envelope: Envelope, response: unknown, log: Log): Promise<void> {
  try {
    await envelope.ack(response);
  } catch (error) {
    log.warn({ err: error, envelope: envelope.envelope_id }, 'an acknowledgement did not get through');
  }
}
