import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Clock, systemClock } from '../../core/io/clock.ts';
import { createAnswers } from './answers.ts';
import { createApi, type Tokens } from './api.ts';
import { defaultChannels, defaultEvents, defaultGroups, defaultScopes, defaultUsers } from './cast.ts';
import { type Control, createControl, type Doors } from './control.ts';
import { createFaultQueue, type Faults, type Troubles } from './faults.ts';
import { createSharing, type Sharing } from './files.ts';
import { createHttp } from './http.ts';
import { createLog, type Log } from './log.ts';
import { createNotices } from './notices.ts';
import { createWorkspace, type Workspace } from './people/workspace.ts';
import { createRateLimit } from './rates.ts';
import { createRequestSender } from './requests.ts';
import { createSocketHub } from './socket.ts';
import { createTriggers } from './triggers.ts';
import type { ChannelSeed, Group, Rewriting, UserSeed } from './types.ts';
import { createWorld, type World } from './world.ts';

export interface SlackOptions {
  /** 0 (the default): any free one. Always on 127.0.0.1. */
  readonly port?: number;
  readonly clock?: Clock;
  readonly users?: readonly UserSeed[];
  readonly channels?: readonly ChannelSeed[];
  readonly groups?: readonly Group[];
  /** Random at every start unless given. */
  readonly tokens?: Partial<Tokens>;
  readonly signingSecret?: string;
  /** The token of /sandbox/. */
  readonly sandboxToken?: string;
  readonly mode?: 'socket' | 'http';
  /** Where the app listens, in HTTP mode; can be set later. */
  readonly requestUrl?: string;
  readonly scopes?: readonly string[];
  /** Event subscriptions, by their names in a manifest. */
  readonly events?: readonly string[];
  /** The slash commands registered; any when absent. */
  readonly commands?: readonly string[];
  /** What people's clients do to what they type; all of it unless said. */
  readonly rewriting?: Partial<Rewriting>;
  /** Holds the bot to one posted message a second and channel. */
  readonly rateLimits?: boolean;
  /** What else is offered under /sandbox/ to who shows its token. */
  readonly doors?: Doors;
  /** Bytes of the largest file a person can upload; default 200 MiB, for all are kept in memory. Slack itself takes 1 GB. */
  readonly largestFile?: number;
  /** Milliseconds until a completed upload is shared; default 100. */
  readonly shareDelay?: number;
}

export interface SlackServer extends Workspace {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** What SLACK_API_URL is to be. */
  readonly apiUrl: string;
  readonly tokens: Tokens;
  readonly signingSecret: string;
  readonly sandboxToken: string;
  readonly faults: Faults;
  /** Which faults wait, and which struck last. */
  troubles(): Troubles;
  /** What /sandbox/ does. */
  readonly control: Control;
  /** Where the bytes of announced files go. */
  readonly uploads: Pick<Sharing, 'expects' | 'receive'>;
  readonly log: Log['entries'];
  /** Socket Mode connections that are open. */
  connections(): number;
  setRequestUrl(url: string): void;
  /** Asks the request URL for the challenge; whether it answered right. */
  verifyUrl(): Promise<boolean>;
  /** The state itself, for tests that look closer. */
  readonly world: World;
  stop(): Promise<void>;
}

/** Starts a Slack-compatible workspace on loopback, its state in memory. Rejects where the port is taken. */
export async function createSlackServer(options: SlackOptions = {}): Promise<SlackServer> {
  const clock = options.clock ?? systemClock();
  const secrets = chosenSecrets(options);
  const address = { url: '', requestUrl: options.requestUrl };
  const world = createWorld(clock, seedsOf(options), () => address.url);
  const log = createLog(clock);
  const queue = createFaultQueue(log);
  const hub = createSocketHub(world, queue, log);
  const sender = createRequestSender(world, queue, log, {
    secret: secrets.signingSecret,
    url: () => address.requestUrl,
  });
  const transport = options.mode === 'http' ? sender : hub;
  const notices = createNotices(world, transport, options.events ?? defaultEvents);
  const answers = createAnswers(world, log);
  const triggers = createTriggers(world);
  const sharing = createSharing(world, notices, options.shareDelay ?? 100);
  const faults: Faults = { ...queue.faults, dropSockets: hub.dropSockets, refresh: hub.refresh };
  const rewriting = { dashes: true, quotes: true, links: true, mentions: true, ...options.rewriting };
  const workspace = createWorkspace({
    world,
    transport,
    notices,
    triggers,
    answers,
    sharing,
    rewriting,
    log,
    largestFile: options.largestFile ?? 200 * 1024 ** 2,
    commands: options.commands,
  });
  const control = createControl(secrets.sandboxToken, workspace, faults, log, options.doors ?? {});
  const socketUrl = () => `${address.url.replace('http', 'ws')}${hub.ticket()}`;
  const api = createApi(
    { world, triggers, sharing, notices, socketUrl },
    {
      tokens: secrets.tokens,
      scopes: options.scopes ?? defaultScopes,
      faults: queue,
      log,
      rates: createRateLimit(clock, options.rateLimits ?? false),
    },
  );
  const http = createHttp({ world, api, answers, sharing, control, faults: queue, log });
  http.on('upgrade', (request, socket, head) => hub.upgrade(request, socket, head));
  address.url = await listen(http, options.port ?? 0);
  return {
    ...workspace,
    ...secrets,
    url: address.url,
    apiUrl: `${address.url}/api/`,
    faults,
    troubles: queue.troubles,
    control,
    uploads: sharing,
    log: log.entries,
    world,
    connections: hub.connections,
    setRequestUrl: (url) => {
      address.requestUrl = url;
    },
    verifyUrl: sender.verify,
    stop: async () => {
      await hub.close();
      http.closeAllConnections();
      if (http.listening) await new Promise((resolve) => http.close(resolve));
    },
  };
}

function seedsOf(options: SlackOptions) {
  return {
    users: options.users ?? defaultUsers,
    channels: options.channels ?? defaultChannels,
    groups: options.groups ?? defaultGroups,
  };
}

function chosenSecrets(options: SlackOptions) {
  const random = () => randomBytes(18).toString('hex');
  return {
    tokens: { bot: options.tokens?.bot ?? `xoxb-${random()}`, app: options.tokens?.app ?? `xapp-1-${random()}` },
    signingSecret: options.signingSecret ?? random(),
    sandboxToken: options.sandboxToken ?? random(),
  };
}

async function listen(http: Server, port: number): Promise<string> {
  http.listen(port, '127.0.0.1');
  await once(http, 'listening');
  return `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
}
