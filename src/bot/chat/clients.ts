import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { Secret } from '../../core/io/secret.ts';
import { boltLogger, type Log } from '../log.ts';

/** Connections to the Web API: one for messages, one for edits of live ones, one for questions and modals. */
export interface Clients {
  readonly posts: WebClient;
  readonly edits: WebClient;
  readonly asks: WebClient;
}

/** Longer than Slack has ever a reason to take, in milliseconds. */
const timeout = 15_000;

/** A WebClient's options under which it repeats nothing by itself and a 429 stops no other call. */
export function clientOptions(apiUrl: string | undefined, log: Log): WebClientOptions {
  return {
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout,
    logger: boltLogger(log),
  };
}

export function createClients(env: { botToken: Secret; apiUrl?: string }, log: Log): Clients {
  const make = () => new WebClient(env.botToken.reveal(), clientOptions(env.apiUrl, log));
  return { posts: make(), edits: make(), asks: make() };
}
