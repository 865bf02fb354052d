import { App, type Receiver } from '@slack/bolt';
import type { Clock } from '../core/io/clock.ts';
import type { Secret } from '../core/io/secret.ts';
import type { Deps } from '../handlers/deps.ts';
import { manifest } from '../handlers/manifest.ts';
import { acknowledged } from './acknowledge.ts';
import { createAnswers } from './answer.ts';
import { type Clients, clientOptions } from './chat/clients.ts';
import type { Chat } from './chat/index.ts';
import { createDeliveries } from './dedupe.ts';
import { createInfo } from './files/info.ts';
import type { Described } from './files/known.ts';
import { whole as toldWhole } from './files/newest.ts';
import { createHome } from './home.ts';
import { createLanguages } from './languages.ts';
import { listen } from './listeners.ts';
import { boltLogger, type Log } from './log.ts';
import type { Directory } from './people.ts';
import { reportScopes } from './scopes.ts';
import { createSubmissions } from './submissions.ts';
import { createUploads } from './uploads.ts';
import { createWork } from './work.ts';

interface BotOptions {
  readonly env: { readonly botToken: Secret; readonly apiUrl?: string };
  readonly receiver: Receiver;
  readonly clients: Clients;
  readonly chat: Chat;
  readonly people: Directory;
  readonly deps: Deps;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Bot {
  /** Begins to take deliveries; resolves when connected or listening. */
  start(): Promise<void>;
  /** Takes no more deliveries, and waits until what was taken is answered, for at most `ms`. True: all of it was. */
  stop(ms: number): Promise<boolean>;
}

/**
 * The Bolt app: every slash command, mention, click and submission is acknowledged, told apart from its repetition, and
 * handed to its handler, whose reply or error goes back to whoever asked.
 */
export function createBotApp(options: BotOptions): Bot {
  const { env, receiver, clients, chat, people, deps, clock, log } = options;
  const work = createWork((error) => log.error({ err: error }, 'answering failed'));
  // No token is given: Bolt would ask auth.test at once, and drop every delivery for ever if that failed.
  const app = new App({
    receiver,
    authorize: async () => ({ botToken: env.botToken.reveal() }),
    clientOptions: clientOptions(env.apiUrl, log),
    logger: boltLogger(log),
    ignoreSelf: false,
    convoStore: false,
  });
  app.use(acknowledged(createDeliveries({ clock }), log));
  app.error(async (error) => log.error({ err: error }, 'Bolt reports an error'));
  const answers = createAnswers({ chat, client: clients.asks, log });
  const languages = createLanguages({ people, clock, channel: deps.language });
  const info = createInfo({ client: clients.asks, clock });
  const whole = (file: Described) =>
    toldWhole(file, info).catch((error: unknown) => void log.warn({ err: error }, 'Slack did not tell of a file'));
  listen(app, {
    deps,
    work,
    answers,
    languages,
    whole,
    publish: createHome({ deps, client: clients.asks, languages, log }),
    submissions: createSubmissions({ clock }),
    uploads: createUploads({
      deps: { ...deps, people },
      answers,
      languages,
      whole,
      deliveries: createDeliveries({ clock }),
    }),
  });

  return {
    start: async () => {
      await app.start();
      void reportScopes(clients.asks, scopesOf(deps), log);
    },
    stop: (ms) =>
      new Promise((resolve, reject) => {
        const giveUp = clock.after(ms, () => resolve(false));
        app
          .stop()
          .then(() => work.idle())
          .then(() => resolve(true), reject)
          .finally(giveUp);
      }),
  };
}

function scopesOf({ registry, prefix }: Deps): readonly string[] {
  return manifest(registry, { prefix, mode: 'socket' }).oauth_config?.scopes?.bot ?? [];
}
