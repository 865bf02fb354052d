import { join, resolve } from 'node:path';
import { explain, OpsError } from '../core/errors.ts';
import { makeFolder, readTextIfThere, removeIfThere, writeFileAtomic } from '../core/io/files.ts';
import { type FolderLock, lockFolder } from '../core/io/lock.ts';
import { createKnownHosts } from '../core/io/ssh/known-hosts.ts';
import type { Language } from '../core/text.ts';
import type { SandboxDevice } from './devices/device.ts';
import { carryOut } from './devices/orders.ts';
import { type DeviceLogin, isSimulated, type KeptDevice, newLogin, startKept } from './devices/start.ts';
import { obey } from './hosts/commands.ts';
import { startHost } from './hosts/host.ts';
import { keyAt } from './hosts/keys.ts';
import { reservePort } from './hosts/listener.ts';
import type { SandboxHost } from './hosts/types.ts';
import { claim, ownFolder, sampleConfig, sampleHosts, seed } from './seed.ts';
import { defaultUsers } from './slack/cast.ts';
import { createSlackServer, type SlackOptions, type SlackServer } from './slack/server.ts';
import { buildPage, pageFolder } from './web/built.ts';
import { type BotSide, startPage } from './web/index.ts';

/** The login names at the sandbox's hosts and devices. */
const [user, deviceUser] = ['ops', 'netops'];

const chineseReaders = defaultUsers.map((user) => ({ ...user, locale: 'zh-CN' }));

export interface SandboxOptions {
  readonly dataDir: string;
  /** Forgets everything an earlier sandbox did in this folder, settings included. */
  readonly reset?: boolean;
  readonly slack?: SlackOptions;
  /**
   * With zh-CN everybody reads Chinese, and the bot speaks it in channels where the folder is new; default en: the people
   * who have a Chinese name read Chinese.
   */
  readonly language?: Language;
}

export interface Sandbox {
  /** Absolute. */
  readonly dataDir: string;
  /** What the bot's environment must say to run in it. */
  readonly env: Readonly<Record<string, string>>;
  readonly slack: SlackServer;
  readonly hosts: readonly SandboxHost[];
  readonly devices: readonly SandboxDevice[];
  /** Builds the page where it is not, and serves it; its address, token included. Errors: `page-not-built`. */
  openPage(bot: BotSide, where?: PagePort): Promise<string>;
  /** Ends the hosts with all they run, the devices and the workspace. Calling it again waits for the same end. */
  stop(): Promise<void>;
}

export interface PagePort {
  /** Default: the one of before. */
  readonly port?: number;
  /** Hears of a port that is in use, so that the page is at another. */
  taken?(port: number): void;
}

/**
 * Starts a workspace and the sample's SSH hosts and devices on this machine, over a DATA_DIR that is filled from data/sample the
 * first time. Pins the hosts' keys and writes `.sandbox.json` ({url, token, pid, page}) for `npm run say`. Errors:
 * `sandbox-running` says where, `not-a-sandbox`, and those of `startHost`; nothing is left running then.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const dataDir = resolve(options.dataDir);
  const { language = 'en' } = options;
  await makeFolder(ownFolder(dataDir));
  const lock = await takeLock(dataDir);
  const cleanups: (() => Promise<unknown>)[] = [() => lock.release()];
  // One that was killed has left it.
  await removeIfThere(placeFile(dataDir));
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= undo(cleanups);
    return stopped;
  };
  try {
    await claim(dataDir, options.reset ?? false);
    const keyFile = join(ownFolder(dataDir), 'id_ed25519');
    const { line: publicKey } = await keyAt(keyFile, 'changeops-sandbox');
    const hosts: SandboxHost[] = [];
    const devices: KeptDevice[] = [];
    const hostsFolder = join(ownFolder(dataDir), 'hosts');
    const login = newLogin(deviceUser);
    for (const { name, platform } of await sampleHosts()) {
      if (isSimulated(platform)) {
        const device = await startDevice(dataDir, name, platform, login);
        cleanups.push(device.stop);
        devices.push(device);
      } else {
        const host = await startHost({ name, folder: join(hostsFolder, name), user, publicKey });
        cleanups.push(host.stop);
        hosts.push(host);
        await makeFolder(join(host.home, 'conf.d'));
      }
    }
    const all = [...hosts, ...devices];
    const ports = Object.fromEntries(all.map(({ name, port }) => [name, port]));
    const appPort = async () => {
      const { port, release } = await reservePort();
      cleanups.push(release);
      return port;
    };
    await seed(dataDir, { ports, appPort, hostsFolder, keyFile, language });
    await pinKeys(dataDir, all);
    const doors = { host: (order: HostOrder) => follow(hosts, devices, order) };
    const slack = await createSlackServer({
      ...(language === 'zh-CN' && { users: chineseReaders }),
      ...options.slack,
      doors,
    });
    cleanups.push(slack.stop, () => removeIfThere(placeFile(dataDir)));
    await writePlace(dataDir, slack);
    const openPage = async (bot: BotSide, { port, taken }: PagePort = {}) => {
      await buildPage();
      const page = await startPage({ slack, hosts, devices, bot, folder: pageFolder, file: pageFile(dataDir), port });
      cleanups.push(page.stop);
      await writePlace(dataDir, slack, page.address);
      if (page.taken !== undefined) taken?.(page.taken);
      return page.address;
    };
    const env = {
      ...envFor(dataDir, slack, options.slack?.mode),
      SANDBOX_NETOPS_PASSWORD: login.password,
    };
    return { dataDir, env, slack, hosts, devices, openPage, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startDevice(dataDir: string, name: string, platform: string, login: DeviceLogin): Promise<KeptDevice> {
  const folder = join(ownFolder(dataDir), 'devices', name);
  return startKept({ ...login, name, platform, folder, config: await sampleConfig(name) });
}

/** An order for one of the hosts or devices; see hosts/commands.ts and devices/orders.ts. */
interface HostOrder {
  readonly host: string;
  readonly order: unknown;
}

async function follow(
  hosts: readonly SandboxHost[],
  devices: readonly KeptDevice[],
  { host, order }: HostOrder,
): Promise<unknown> {
  const named = ({ name }: { name: string }) => name === host;
  const [found, device] = [hosts.find(named), devices.find(named)];
  if (found) return obey(found, JSON.stringify(order));
  if (device) return obeyed(device, order);
  return { error: `there is no host ${host}; there are: ${[...hosts, ...devices].map(({ name }) => name).join(', ')}` };
}

async function obeyed(device: KeptDevice, order: unknown): Promise<unknown> {
  try {
    await carryOut(device, order);
    return { ok: true };
  } catch (error) {
    return { error: explain(error).en };
  }
}

/** Runs all of them, the last first, whatever fails; rejects with the first failure. */
async function undo(cleanups: readonly (() => Promise<unknown>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const cleanup of cleanups.toReversed()) await cleanup().catch((error) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}

const placeFile = (dataDir: string) => join(dataDir, '.sandbox.json');
const pageFile = (dataDir: string) => join(ownFolder(dataDir), 'page.json');

async function writePlace(dataDir: string, slack: SlackServer, page?: string): Promise<void> {
  const place = { url: slack.url, token: slack.sandboxToken, pid: process.pid, page };
  await writeFileAtomic(placeFile(dataDir), `${JSON.stringify(place)}\n`, { mode: 0o600 });
}

function envFor(dataDir: string, slack: SlackServer, mode: SlackOptions['mode']): Record<string, string> {
  const common = { SLACK_BOT_TOKEN: slack.tokens.bot, SLACK_API_URL: slack.apiUrl, DATA_DIR: dataDir };
  if (mode === 'http') return { ...common, SLACK_SIGNING_SECRET: slack.signingSecret };
  return { ...common, SLACK_APP_TOKEN: slack.tokens.app };
}

/** The sandbox vouches for its own hosts; other pins stay. */
async function pinKeys(dataDir: string, hosts: readonly (SandboxHost | SandboxDevice)[]): Promise<void> {
  const known = createKnownHosts(join(dataDir, 'state', 'known_hosts'));
  for (const host of hosts) await known.pin(host.address, host.port, host.key);
}

async function takeLock(dataDir: string): Promise<FolderLock> {
  try {
    return await lockFolder(ownFolder(dataDir));
  } catch (cause) {
    if (!(cause instanceof OpsError) || cause.code !== 'data-dir-locked') throw cause;
    const { page, url, pid } = await placeOf(dataDir);
    const at = page ?? url;
    throw new OpsError(
      'sandbox-running',
      {
        en: `Starting the sandbox: one already runs on ${dataDir}${at ? `, at ${at}, process ${pid}` : ''}. Use that one, stop it first, or give this one another folder.`,
        zh: `启动沙箱：${dataDir} 上已有沙箱在运行${at ? `，地址 ${at}，进程 ${pid}` : ''}。请使用它、先停止它，或为新的沙箱指定其他目录。`,
      },
      { cause },
    );
  }
}

async function placeOf(dataDir: string): Promise<{ url?: unknown; pid?: unknown; page?: unknown }> {
  try {
    return Object(JSON.parse((await readTextIfThere(placeFile(dataDir))) ?? '{}'));
  } catch {
    return {};
  }
}
