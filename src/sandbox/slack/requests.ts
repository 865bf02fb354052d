import { createHmac } from 'node:crypto';
import type { FaultQueue } from './faults.ts';
import { asFields } from './kit/check.ts';
import type { Log } from './log.ts';
import { ackLimit, type Delivered, type Parcel, type Transport } from './transport.ts';
import type { Fields } from './types.ts';
import type { World } from './world.ts';

interface RequestSender extends Transport {
  /** Asks the app's address for the challenge, as Slack does when it is entered; true where it answered right. */
  verify(): Promise<boolean>;
}

/** The v0 signature of a body: docs.slack.dev, "Verifying requests from Slack". `at` is in seconds. */
export function signature(secret: string, at: number, body: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex')}`;
}

/** Signed HTTP requests to the app's request URL. */
export function createRequestSender(
  world: World,
  faults: FaultQueue,
  log: Log,
  options: { secret: string; url: () => string | undefined },
): RequestSender {
  const send = async (body: string, type: string, retry?: Parcel['retry']) => {
    const address = options.url();
    if (address === undefined) return failed('connection_failed');
    const old = faults.take('sign-old');
    const secret = faults.take('sign-wrong') ? `${options.secret}?` : options.secret;
    const at = Math.floor(world.clock.now() / 1000) - (old ? 600 : 0);
    const headers = {
      'content-type': type,
      'x-slack-request-timestamp': String(at),
      'x-slack-signature': signature(secret, at, body),
      ...(retry && { 'x-slack-retry-num': String(retry.num), 'x-slack-retry-reason': retry.reason }),
    };
    return answered(world, address, { method: 'POST', headers, body });
  };
  return {
    deliver: async (parcel) => {
      const { body, type } = written(parcel);
      const twice = faults.take('double', parcel.kind);
      const first = send(body, type, parcel.retry);
      const again = twice ? send(body, type, { num: 1, reason: 'http_timeout' }) : undefined;
      const [delivered] = await Promise.all([first, again]);
      const outcome = faults.take('ignore-ack', parcel.kind) ? failed('http_timeout') : delivered;
      log.add('request', parcel.kind, outcome.ok ? 'ok' : outcome.reason, { twice, retry: parcel.retry?.num });
      return outcome;
    },
    verify: async () => {
      const challenge = world.ids.secret();
      const body = JSON.stringify({ type: 'url_verification', token: 'sandbox', challenge });
      const answer = await send(body, 'application/json');
      return answer.ok && (answer.response.challenge === challenge || answer.response.text === challenge);
    },
  };
}

function written({ kind, payload }: Parcel): { body: string; type: string } {
  if (kind === 'events_api') return { body: JSON.stringify(payload), type: 'application/json' };
  const fields = kind === 'interactive' ? { payload: JSON.stringify(payload) } : (payload as Record<string, string>);
  return { body: new URLSearchParams(fields).toString(), type: 'application/x-www-form-urlencoded' };
}

async function answered(world: World, address: string, request: RequestInit): Promise<Delivered> {
  const limit = new AbortController();
  const stop = world.clock.after(ackLimit, () => limit.abort());
  try {
    const response = await fetch(address, { ...request, signal: limit.signal, redirect: 'error' });
    const text = await response.text();
    if (!response.ok) return failed('http_error');
    return { ok: true, response: readAnswer(text) };
  } catch {
    return limit.signal.aborted ? failed('http_timeout') : failed('connection_failed');
  } finally {
    stop();
  }
}

function readAnswer(text: string): Fields {
  if (text === '') return {};
  try {
    return asFields(JSON.parse(text)) ?? { text };
  } catch {
    return { text };
  }
}

function failed(reason: string): Delivered {
  return { ok: false, error: reason === 'http_timeout' ? 'operation_timeout' : 'dispatch_failed', reason };
}
