import { App, LogLevel } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import { createSlackServer, type SlackOptions, type SlackServer } from '../../../src/sandbox/slack/server.ts';

/** What a test file started, stopped again in the opposite order. */
export function stage() {
  const stops: (() => unknown)[] = [];
  return {
    server: async (options: SlackOptions = {}): Promise<SlackServer> => {
      const server = await createSlackServer(options);
      stops.push(() => server.stop());
      return server;
    },
    /** An unmodified Bolt app on Socket Mode, started. */
    socketApp: async (server: SlackServer, prepare: (app: App) => void): Promise<App> => {
      const app = new App({ ...quiet(server), appToken: server.tokens.app, socketMode: true });
      prepare(app);
      await app.start();
      stops.push(() => app.stop());
      return app;
    },
    /** An unmodified Bolt app on signed HTTP, listening where the server was told to send to. */
    httpApp: async (server: SlackServer, prepare: (app: App) => void): Promise<App> => {
      const app = new App({ ...quiet(server), signingSecret: server.signingSecret });
      prepare(app);
      const started = (await app.start(0)) as { address(): { port: number } };
      server.setRequestUrl(`http://127.0.0.1:${started.address().port}/slack/events`);
      stops.push(() => app.stop());
      return app;
    },
    defer: (stop: () => unknown) => {
      stops.push(stop);
    },
    end: async () => {
      for (const stop of stops.splice(0).reverse()) await stop();
    },
  };
}

function quiet(server: SlackServer) {
  return { token: server.tokens.bot, logLevel: LogLevel.ERROR, clientOptions: { slackApiUrl: server.apiUrl } };
}

/** A WebClient that never retries, so that a test sees each answer. */
export function client(server: SlackServer, token = server.tokens.bot): WebClient {
  const options = { slackApiUrl: server.apiUrl, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true };
  return new WebClient(token, { ...options, logLevel: LogLevel.ERROR, logger: silent });
}

const nothing = () => {};
const silent = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  getLevel: () => LogLevel.ERROR,
  setName: nothing,
};

/** The error name of a call that Slack refuses, with its complaints. */
export async function refusal(call: Promise<unknown>): Promise<{ error: string; messages: readonly string[] }> {
  try {
    await call;
  } catch (error) {
    const data = (error as { data?: { error: string; response_metadata?: { messages?: string[] } } }).data;
    if (data) return { error: data.error, messages: data.response_metadata?.messages ?? [] };
    throw error;
  }
  throw new Error('the call was not refused');
}

/** Polls until `check` gives something, at most 5 s. */
export async function until<T>(check: () => T | undefined | false | Promise<T | undefined | false>): Promise<T> {
  const end = Date.now() + 5000;
  for (;;) {
    const found = await check();
    if (found) return found;
    if (Date.now() > end) throw new Error('it did not happen within 5 s');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

export const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });
export const button = (id: string, text = id, value?: string) => ({
  type: 'button',
  action_id: id,
  text: { type: 'plain_text', text },
  ...(value !== undefined && { value }),
});
export const actions = (...elements: unknown[]) => ({ type: 'actions', elements });
