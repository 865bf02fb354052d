import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import RPCClient from '@alicloud/pop-core';
import type { CloudParams, CloudPlace, CloudTransport } from '../../collect/cloud/transport.ts';
import type { Json } from '../../collect/types.ts';
import { OpsError } from '../../errors.ts';
import type { Text } from '../../text.ts';
import type { Clock } from '../clock.ts';
import type { Redactor } from '../redactor.ts';
import { backOff, retrying } from '../retry.ts';
import type { Secret } from '../secret.ts';
import { refusalError } from './alicloud-errors.ts';
import { failureError } from './alicloud-failures.ts';

/** An account's access key. */
export interface AlicloudKey {
  readonly accessKeyId: Secret;
  readonly accessKeySecret: Secret;
  /** Of a temporary key (STS). */
  readonly securityToken?: Secret;
}

export interface AlicloudOptions {
  readonly key: AlicloudKey;
  readonly clock: Clock;
  readonly redactor: Redactor;
  /** ALICLOUD_ENDPOINT: every call goes there instead. Plain http is taken for this machine only. */
  readonly endpoint?: string;
  /** 0 to 1. */
  readonly chance?: () => number;
}

/** A try that takes longer is given up; the library's own 3 s are too short for long lists. */
const timeout = 10_000;
const tries = 5;
const passing = ['cloud-throttled', 'cloud-unavailable', 'cloud-timeout', 'cloud-unreachable', 'cloud-garbled'];

/** With `verbose`, which its types leave out, it answers what came and with which status. */
type Answer = readonly [answer: unknown, entry: { readonly response: { readonly statusCode: number } }];
const Client = RPCClient as unknown as new (config: RPCClient.Config, verbose: true) => RPCClient;

/**
 * The API of an Alibaba Cloud account through `@alicloud/pop-core`: POST with the parameters in the body, a new
 * signature each try. The key is made known to the redactor. Error: `cloud-endpoint-unsafe`.
 */
export function createAlicloud(options: AlicloudOptions): CloudTransport {
  const { key, clock, redactor, chance = Math.random } = options;
  const instead = options.endpoint === undefined ? undefined : checked(options.endpoint);
  const agents = {
    'http:': new HttpAgent({ keepAlive: true, timeout: 3 * timeout }),
    'https:': new HttpsAgent({ keepAlive: true, timeout: 3 * timeout }),
  };
  for (const one of [key.accessKeyId, key.accessKeySecret, key.securityToken]) if (one) redactor.add(one);

  const attempt = async (action: string, params: CloudParams, { endpoint, version, signal }: CloudPlace) => {
    const what = asking(action, endpoint);
    const late = new AbortController();
    const stop = clock.after(timeout, () => late.abort());
    const agent = agents[endpoint.startsWith('http:') ? 'http:' : 'https:'];
    try {
      const client = new Client(config(key, endpoint, version), true);
      const [answer, { response }] = await client.request<Answer>(action, sent(params), {
        ...requestOptions(AbortSignal.any([signal, late.signal])),
        agent,
      });
      const refusal = refusalIn(answer, response.statusCode);
      if (refusal) throw refusalError(what, refusal, redactor);
      return plain(answer);
    } catch (error) {
      throw error instanceof OpsError ? error : failureError(what, error, late.signal.aborted, redactor);
    } finally {
      stop();
    }
  };

  return {
    call: (action, params, place) =>
      retrying(() => attempt(action, params, { ...place, endpoint: instead ?? place.endpoint }), {
        clock,
        signal: place.signal,
        wait: (error, failures) =>
          failures < tries && error instanceof OpsError && passing.includes(error.code)
            ? backOff(failures, chance())
            : undefined,
      }),
  };
}

function config(key: AlicloudKey, endpoint: string, apiVersion: string): RPCClient.Config {
  return {
    endpoint,
    apiVersion,
    accessKeyId: key.accessKeyId.reveal(),
    accessKeySecret: key.accessKeySecret.reveal(),
    ...(key.securityToken && { securityToken: key.securityToken.reveal() }),
    codes: ['DryRunOperation'],
  };
}

/**
 * `POST` in upper case: the library puts the parameters of any other spelling into the URL. Its debug output prints a
 * body that is text, and not one of bytes. Its own timers are no more than a safeguard behind ours.
 */
function requestOptions(signal: AbortSignal) {
  return {
    method: 'POST',
    timeout: 2 * timeout,
    beforeRequest(this: { data?: unknown }, options: object): object {
      if (typeof this.data === 'string') this.data = Buffer.from(this.data);
      return { ...options, signal };
    },
  };
}

/** The library sends `undefined` as that word. */
function sent(params: CloudParams): CloudParams {
  return Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined));
}

/** A refusal that the library lets pass: a status of an error without a code in the body. */
function refusalIn(answer: unknown, status: number) {
  const { Code: code } = (answer ?? {}) as { Code?: unknown };
  if (status < 400 || code === 'DryRunOperation') return undefined;
  return { status, code: typeof code === 'string' ? code : '', message: '', request: '' };
}

/** The library reads numbers beyond 2^53 as objects; here they are text, all digits kept. */
function plain(value: unknown): Json {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value as Json;
  if ('toFixed' in value && typeof value.toFixed === 'function') return String(value.toFixed());
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]));
}

function checked(endpoint: string): string {
  const url = URL.parse(endpoint);
  const here = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url?.hostname ?? '');
  if (url && (url.protocol === 'https:' || (url.protocol === 'http:' && here)) && url.username === '')
    return url.origin;
  throw new OpsError('cloud-endpoint-unsafe', {
    en: 'ALICLOUD_ENDPOINT must be an https:// URL; http:// is taken for this machine only (localhost, 127.0.0.1).',
    zh: 'ALICLOUD_ENDPOINT 必须是 https:// 地址；http:// 仅限本机（localhost、127.0.0.1）。',
  });
}

function asking(action: string, endpoint: string): Text {
  const host = URL.parse(endpoint)?.host ?? '';
  return { en: `Asking Alibaba Cloud (${action}, ${host})`, zh: `调用阿里云接口（${action}，${host}）` };
}
