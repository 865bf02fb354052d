import type { Server } from 'node:http';
import { HTTPReceiver, type Receiver } from '@slack/bolt';
import type { Secret } from '../core/io/secret.ts';
import { boltLogger, type Log } from './log.ts';

interface Options {
  readonly signingSecret: Secret;
  readonly port: number;
  readonly log: Log;
}

export interface HttpReceiver extends Receiver {
  /** Where it listens, once started. */
  port(): number | undefined;
}

/**
 * Slack's signed requests on `POST /slack/events` (a bad or old signature is answered 401 by Bolt), and `GET /health`,
 * which answers 200 while requests are taken.
 */
export function createHttpReceiver({ signingSecret, port, log }: Options): HttpReceiver {
  const health = { path: '/health', method: 'GET', handler: answerHealth };
  const bolt = new HTTPReceiver({
    signingSecret: signingSecret.reveal(),
    endpoints: '/slack/events',
    customRoutes: [health],
    logger: boltLogger(log),
  });
  let listening: Server | undefined;
  return {
    init: (app) => bolt.init(app),
    start: async () => {
      listening = await bolt.start(port);
    },
    stop: async () => {
      if (!listening) return;
      const closed = bolt.stop();
      listening.closeIdleConnections();
      listening = undefined;
      await closed;
    },
    port: () => {
      const address = listening?.address();
      return typeof address === 'object' ? address?.port : undefined;
    },
  };
}

const answerHealth: NonNullable<ConstructorParameters<typeof HTTPReceiver>[0]['customRoutes']>[number]['handler'] = (
  _request,
  response,
) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end('{"ok":true}\n');
};
