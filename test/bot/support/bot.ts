import type { Receiver } from '@slack/bolt';
import { createBotApp } from '../../../src/bot/app.ts';
import { createClients } from '../../../src/bot/chat/clients.ts';
import { createChat } from '../../../src/bot/chat/index.ts';
import { createFiles } from '../../../src/bot/files/index.ts';
import { createHttpReceiver } from '../../../src/bot/http.ts';
import { createLog } from '../../../src/bot/log.ts';
import { createPeople } from '../../../src/bot/people.ts';
import { createSocketReceiver } from '../../../src/bot/socket/index.ts';
import type { Clock } from '../../../src/core/io/clock.ts';
import { secret } from '../../../src/core/io/secret.ts';
import type { Action, Command, Shortcut, Tab, Upload } from '../../../src/handlers/define.ts';
import type { Deps } from '../../../src/handlers/deps.ts';
import { createSlackServer, type SlackOptions, type SlackServer } from '../../../src/sandbox/slack/server.ts';
import { fastClock } from './clock.ts';

export interface Handlers {
  readonly commands?: Readonly<Record<string, Command>>;
  readonly actions?: Readonly<Record<string, Action>>;
  readonly uploads?: Readonly<Record<string, Upload>>;
  readonly shortcuts?: Readonly<Record<string, Shortcut>>;
  readonly tabs?: Readonly<Record<string, Tab>>;
}

/** The outgoing side of the bot against a workspace of its own. */
export async function chatHarness(options: { clock?: Clock; slack?: SlackOptions } = {}) {
  const clock = options.clock ?? fastClock();
  const slack = await createSlackServer(options.slack);
  const lines: string[] = [];
  const log = createLog({ level: 'debug', write: (line) => lines.push(line) });
  const env = { botToken: secret(slack.tokens.bot), apiUrl: slack.apiUrl };
  const clients = createClients(env, log);
  const chat = createChat({ clients, clock, log });
  const stop = async () => {
    await chat.stop(0);
    await slack.stop();
  };
  return { slack, clock, log, lines, env, clients, chat, stop };
}

/** The whole transport with handlers of the test's own, connected. */
export async function botHarness(
  handlers: Handlers,
  options: { mode?: 'socket' | 'http'; clock?: Clock; slack?: SlackOptions } = {},
) {
  const mode = options.mode ?? 'socket';
  const harness = await chatHarness({ clock: options.clock, slack: { mode, ...options.slack } });
  const { slack, clock, log, env, clients, chat } = harness;
  const people = createPeople({ client: clients.asks, clock });
  const http = createHttpReceiver({ signingSecret: secret(slack.signingSecret), port: 0, log });
  const receiver: Receiver = mode === 'http' ? http : socketReceiver(slack, clock, harness.log);
  const files = createFiles({ client: clients.asks, token: env.botToken, apiUrl: env.apiUrl, people, clock });
  const deps = { ...depsWith(handlers, clock), files };
  const bot = createBotApp({ env, receiver, clients, chat, people, deps, clock, log });
  await bot.start();
  const url = `http://127.0.0.1:${http.port()}`;
  if (mode === 'http') slack.setRequestUrl(`${url}/slack/events`);
  const stop = async () => {
    await bot.stop(500 * 20);
    await harness.stop();
  };
  return { ...harness, bot, url, people, stop };
}

export function socketReceiver(slack: SlackServer, clock: Clock, log: ReturnType<typeof createLog>, grace = 10_000) {
  return createSocketReceiver({ appToken: secret(slack.tokens.app), apiUrl: slack.apiUrl, clock, log, grace });
}

function depsWith(handlers: Handlers, clock: Clock): Omit<Deps, 'files'> {
  const absent = () => {
    throw new Error('not used in this test');
  };
  const missing = new Proxy({}, { get: absent });
  const registry = {
    commands: new Map(Object.entries(handlers.commands ?? {})),
    actions: new Map(Object.entries(handlers.actions ?? {})),
    uploads: new Map(Object.entries(handlers.uploads ?? {})),
    shortcuts: new Map(Object.entries(handlers.shortcuts ?? {})),
    tabs: new Map(Object.entries(handlers.tabs ?? {})),
    jobs: new Map(),
  };
  const parts = [
    'runs',
    'people',
    'settings',
    'journal',
    'deploys',
    'proposals',
    'conversions',
    'collects',
    'schedules',
    'generating',
    'configs',
    'pins',
    'pushed',
    'imports',
    'platforms',
    'hiding',
    'env',
  ] as const;
  const shared = Object.fromEntries(parts.map((part) => [part, missing])) as Pick<Deps, (typeof parts)[number]>;
  return {
    ...shared,
    registry,
    clock,
    prefix: '',
    missing: [],
    troubles: () => [],
    language: () => 'en',
    trust: absent,
    live: absent,
    log: { warn: () => {} },
  };
}
