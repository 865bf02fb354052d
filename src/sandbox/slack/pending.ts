import type { FaultQueue } from './faults.ts';
import { asFields } from './kit/check.ts';
import type { Log } from './log.ts';
import type { Connection } from './socket.ts';
import { ackLimit, type Delivered, type Parcel } from './transport.ts';
import type { World } from './world.ts';

interface Envelope {
  readonly id: string;
  readonly parcel: Parcel;
  /** The connections it went out on; an acknowledgement counts on these alone. */
  readonly on: Set<Connection>;
  settle(delivered: Delivered): void;
}

/** The envelopes that wait for their acknowledgement. `open` is the hub's own list of connections, kept by it. */
export function createPending(world: World, faults: FaultQueue, log: Log, open: readonly Connection[]) {
  const waiting = new Map<string, Envelope>();
  let turn = 0;

  const sendTo = (connection: Connection | undefined, envelope: Envelope, note: string) => {
    if (!connection) return;
    envelope.on.add(connection);
    connection.ws.send(JSON.stringify(envelopeJson(envelope)));
    log.add('envelope', envelope.parcel.kind, note, { envelope: envelope.id, connection: connection.id });
  };
  const next = () => open[turn++ % Math.max(1, open.length)];

  const homeless = (envelope: Envelope) => ![...envelope.on].some((connection) => open.includes(connection));

  const deliver = (parcel: Parcel) =>
    new Promise<Delivered>((resolve) => {
      if (open.length === 0) {
        log.add('envelope', parcel.kind, 'dispatch_failed', { reason: 'no connection' });
        return resolve({ ok: false, error: 'dispatch_failed', reason: 'no connection' });
      }
      const id = world.ids.uuid();
      const settle = (delivered: Delivered) => {
        stop();
        waiting.delete(id);
        log.add('ack', parcel.kind, delivered.ok ? 'ok' : delivered.error, { envelope: id });
        resolve(delivered);
      };
      const late: Delivered = { ok: false, error: 'operation_timeout', reason: 'timeout' };
      const stop = world.clock.after(ackLimit, () => settle(late));
      const envelope: Envelope = { id, parcel, on: new Set(), settle };
      waiting.set(id, envelope);
      sendTo(next(), envelope, 'sent');
      if (faults.take('double', parcel.kind)) sendTo(next(), envelope, 'sent again');
    });

  return {
    deliver,
    acknowledged: (connection: Connection, data: string) => {
      const ack = readAck(data);
      const envelope = ack && waiting.get(ack.id);
      if (!ack || !envelope?.on.has(connection)) {
        return log.add('ack', 'unexpected', 'ignored', { envelope: ack?.id, connection: connection.id });
      }
      if (faults.take('ignore-ack', envelope.parcel.kind))
        return log.add('ack', envelope.parcel.kind, 'ignored', { envelope: ack.id });
      envelope.settle({ ok: true, response: ack.response });
    },
    /** A connection closed: what it had not acknowledged goes to another. */
    lost: (connection: Connection) => {
      for (const envelope of waiting.values()) {
        if (envelope.on.has(connection) && homeless(envelope)) sendTo(next(), envelope, 'redelivered');
      }
    },
    /** A connection opened: what has none yet goes to it. */
    gained: () => {
      for (const envelope of [...waiting.values()].filter(homeless)) sendTo(next(), envelope, 'redelivered');
    },
    close: () => {
      for (const envelope of [...waiting.values()]) {
        envelope.settle({ ok: false, error: 'dispatch_failed', reason: 'the sandbox stopped' });
      }
    },
  };
}

function envelopeJson({ id, parcel }: Envelope) {
  return {
    envelope_id: id,
    type: parcel.kind,
    accepts_response_payload: parcel.responds,
    payload: parcel.payload,
    ...(parcel.retry && { retry_attempt: parcel.retry.num, retry_reason: parcel.retry.reason }),
    ...(parcel.kind === 'events_api' && !parcel.retry && { retry_attempt: 0, retry_reason: '' }),
  };
}

function readAck(data: string): { id: string; response: Record<string, unknown> } | undefined {
  try {
    const given = asFields(JSON.parse(data));
    if (typeof given?.envelope_id !== 'string') return undefined;
    return { id: given.envelope_id, response: asFields(given.payload) ?? {} };
  } catch {
    return undefined;
  }
}
