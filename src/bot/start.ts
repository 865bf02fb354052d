import type { Clock } from '../core/io/clock.ts';
import type { Run } from '../core/runs/types.ts';
import type { Deps } from '../handlers/deps.ts';
import { loadRegistry, type Registry } from '../handlers/registry.ts';
import { runCard } from '../handlers/views/run-card.ts';
import { runResult } from '../handlers/views/run-result.ts';
import { createBotApp } from './app.ts';
import { createClients } from './chat/clients.ts';
import { createChat } from './chat/index.ts';
import { type Core, openCore } from './core.ts';
import type { Env } from './env.ts';
import { createFiles } from './files/index.ts';
import { createHttpReceiver, type HttpReceiver } from './http.ts';
import { createLanguages } from './languages.ts';
import { createLive } from './live.ts';
import type { Log } from './log.ts';
import { createPeople } from './people.ts';
import { createProgress } from './progress/index.ts';
import { createProposalMessages } from './proposal-messages.ts';
import { createBotSchedules } from './schedules.ts';
import { settingsOf } from './settings.ts';
import { createSocketReceiver } from './socket/index.ts';
import { createStop } from './stop.ts';

export type WorkspaceEnv = Exclude<Env, { mode: 'sandbox' }>;

export interface StartOptions {
  readonly env: WorkspaceEnv;
  /** Where secrets named by the settings are looked up. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly log: Log;
  /** Default: everything in the folders of src/handlers. */
  readonly registry?: Registry;
}

export interface RunningBot {
  readonly core: Core;
  /** What its handlers use. */
  readonly deps: Deps;
  /** Where it listens, in HTTP mode. */
  port(): number | undefined;
  /** Within 30 s; see stop.ts. */
  stop(): Promise<boolean>;
}

/** Puts the bot together over a DATA_DIR and a workspace, takes up what an earlier one left, and begins to listen. */
export async function startBot({ env, variables, clock, log, ...more }: StartOptions): Promise<RunningBot> {
  const clients = createClients(env, log);
  const chat = createChat({ clients, clock, log });
  const people = createPeople({ client: clients.asks, clock });
  const core = await openCore({ dataDir: env.dataDir, env: variables, clock, people, log });
  const { runs, proposals } = core;
  const language = () => languageOf(core);
  const files = createFiles({ client: clients.asks, token: env.botToken, apiUrl: env.apiUrl, people, clock });
  const registry = more.registry ?? (await loadRegistry());
  const schedules = createBotSchedules({ core, chat, clock, deps: () => deps });
  const live = createLive({ chat, db: core.live });
  const deps: Deps = {
    ...core,
    schedules,
    people,
    files,
    registry,
    live: live.live,
    prefix: env.prefix,
    language,
    clock,
    log,
  };
  const receiver = receiverOf(env, clock, log);
  const bot = createBotApp({ env, receiver, clients, chat, people, deps, clock, log });
  const progress = createProgress({
    chat,
    runs,
    views: { card: (run, reader, now) => runCard(run, reader, now, runs.missing(run)), result: runResult },
    clock,
    log,
    channel: (run) => channelOf(core, run),
    language,
    languageOf: createLanguages({ people, clock, channel: language }).of,
  });
  const told = createProposalMessages({ chat, proposals, language, clock, log });
  await runs.start();
  await proposals.start();
  await core.journal.append({ type: 'bot-started' });
  await progress.start();
  told.start();
  await bot.start();
  void live.mend();
  void schedules.start().catch((error: unknown) => log.error({ err: error }, 'the schedules could not be started'));
  return {
    core,
    deps,
    port: () => ('port' in receiver ? (receiver as HttpReceiver).port() : undefined),
    stop: createStop({
      abandon: core.abandon,
      bot,
      progress: both(progress, told),
      chat,
      runs: both(runs, proposals, schedules),
      close: core.close,
      clock,
      log,
    }),
  };
}

/** Two parts that are stopped together. */
function both<A extends unknown[]>(...parts: readonly { stop(...how: A): Promise<void> }[]) {
  return {
    stop: async (...how: A) => {
      await Promise.all(parts.map((part) => part.stop(...how)));
    },
  };
}

function receiverOf(env: WorkspaceEnv, clock: Clock, log: Log) {
  if (env.mode === 'http') return createHttpReceiver({ signingSecret: env.signingSecret, port: env.port, log });
  return createSocketReceiver({ appToken: env.appToken, apiUrl: env.apiUrl, clock, log });
}

/** What everyone in a channel reads; English until there are settings. */
function languageOf(core: Core) {
  return settingsOf(core)?.general.language ?? 'en';
}

/** A run's card belongs into its environment's channel, else where it was asked for. */
function channelOf(core: Core, run: Run): string {
  return settingsOf(core)?.environments[run.request.environment]?.channel ?? run.channel;
}
