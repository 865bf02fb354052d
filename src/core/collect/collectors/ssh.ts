import { OpsError } from '../../errors.ts';
import { resolveTarget } from '../../io/ssh/target.ts';
import type { Connection } from '../../io/ssh/types.ts';
import type { Platform } from '../../platforms/define.ts';
import type { Host } from '../../settings/types.ts';
import type { Text } from '../../text.ts';
import { collectDevice, notReadOnly } from '../device.ts';
import { checkKinds } from '../kinds.ts';
import { collectServer, noCommandOnLinux } from '../server.ts';
import { placedConfigs } from '../server-configs.ts';
import type { Collector, CollectorDeps, CollectRequest, Facts, Found, Json, Target } from '../types.ts';
import { defineCollector } from '../types.ts';

/** Milliseconds: to be connected, and for everything there. */
const times = { connect: 15_000, host: 60_000 };

/** Hosts of the inventory over SSH: Linux by one script, network gear by its commands in a shell. */
export default defineCollector({
  title: { en: 'hosts over SSH', zh: '通过 SSH 采集主机' },
  concurrency: 200,
  deadline: times.host,
  check: (request, hosts, deps) => {
    const faults = hosts.map((host) => faultOf(host, request, deps));
    const [first] = faults;
    if (first && faults.every((fault) => fault !== undefined)) throw first;
    return wantsConfig(request) ? targetsOf(request, hosts, deps).then(() => {}) : undefined;
  },
  targets: targetsOf,
  async *collect({ key, host, about }, request, deps, signal) {
    if (!host) return;
    const connection = await connect(host, deps, signal);
    try {
      const files = (about as readonly string[] | undefined) ?? [];
      const { facts, warnings, platform, configs } = await look({ connection, host, request, deps, signal, files });
      const data = { ...facts, ...(platform === host.platform ? {} : { platform }) } as Found['data'];
      const told = warnings.map(({ en, zh }) => ({ en: deps.redactor.redact(en), zh: deps.redactor.redact(zh) }));
      yield { key, kind: 'host', data: redacted(data, deps), warnings: told, ...(configs && { configs }) };
    } finally {
      connection.close();
    }
  },
} satisfies Collector);

/**
 * All of them; where configs are asked for, servers with the names of theirs, and without those that have none and are
 * asked for nothing else. Error `facts-none` where that leaves no host.
 */
async function targetsOf(
  request: CollectRequest,
  hosts: readonly Host[],
  deps: CollectorDeps,
): Promise<readonly Target[]> {
  const targets = hosts.map((host) => ({ key: host.name, host }));
  if (!wantsConfig(request) || !deps.servers) return targets;
  const servers = hosts.filter((host) => ['exec', undefined].includes(knownTransport(host, deps)));
  const placed = await placedConfigs(servers, deps.settings.current(), deps.servers);
  const isIdle = (host: Host) =>
    request.what.length === 1 && !placed.has(host.name) && knownTransport(host, deps) === 'exec';
  const left = targets.filter(({ host }) => !isIdle(host));
  if (left.length === 0) throw nothingPlaced(hosts);
  return left.map((target) => ({ ...target, about: placed.get(target.key) ?? [] }));
}

function wantsConfig({ what, command }: CollectRequest): boolean {
  return command === undefined && what.includes('config');
}

/** Undefined of a host that may turn out to be anything. */
function knownTransport(host: Host, deps: CollectorDeps): Platform['transport'] | undefined {
  const platform = platformOf(host, deps);
  return platform === deps.platforms.get('unknown') ? undefined : platform.transport;
}

function nothingPlaced(hosts: readonly Host[]): OpsError {
  const names = hosts.slice(0, 5).map(({ name }) => name);
  const more = hosts.length > names.length ? ' …' : '';
  return new OpsError('facts-none', {
    en: `${names.join(', ')}${more}: there is no config to collect, for none is intended that files.yaml places there. /config list shows what is kept; docs/settings.md says what goes into files.yaml.`,
    zh: `${names.join('、')}${more}：没有可采集的配置，因为没有由 files.yaml 指定放置位置的目标配置。用 /config list 查看已保存的配置；files.yaml 的写法见 docs/settings.zh-CN.md。`,
  });
}

/** Why a host will never answer this, as far as its platform tells; one of unknown platform may turn out to be any. */
function faultOf(host: Host, request: CollectRequest, deps: CollectorDeps): OpsError | undefined {
  const { command } = request;
  const platform = platformOf(host, deps);
  const isUnknown = platform === deps.platforms.get('unknown');
  if (command === undefined) return isUnknown ? undefined : caught(() => checkKinds(host, platform, request));
  const platforms = isUnknown ? [...deps.platforms.values()] : [platform];
  if (platforms.some(({ readOnly }) => readOnly?.test(command))) return undefined;
  return platform.transport === 'exec' ? noCommandOnLinux(host) : notReadOnly(host, platform, command);
}

function caught(work: () => void): OpsError | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof OpsError) return error;
    throw error;
  }
}

async function connect(host: Host, deps: CollectorDeps, signal: AbortSignal): Promise<Connection> {
  const target = await resolveTarget(host, deps.settings.current(), deps.env);
  for (let each: typeof target | undefined = target; each; each = each.via) {
    const { password, passphrase } = each.auth;
    for (const secret of [password, passphrase, each.become?.password]) if (secret) deps.redactor.add(secret);
  }
  return deps.refusals.guard(target, () => deps.connections.connect(target, { timeout: times.connect, signal }));
}

interface Look {
  readonly facts: Facts;
  readonly warnings: readonly Text[];
  readonly configs?: Found['configs'];
  /** The platform it turned out to be. */
  readonly platform: string;
}

async function look(one: Parameters<typeof collectServer>[0]): Promise<Look> {
  const { host, request, deps } = one;
  const platform = platformOf(host, deps);
  if (platform.transport === 'shell') return collectDevice({ ...one, platform });
  if (request.command === undefined) checkKinds(host, platform, request);
  return { ...(await collectServer(one)), platform: host.platform };
}

function platformOf(host: Host, { platforms }: CollectorDeps): Platform {
  const platform = platforms.get(host.platform) ?? platforms.get('unknown');
  if (platform) return platform;
  throw new OpsError('platform-unknown', {
    en: `${host.name}: nothing is known of the platform ${host.platform}. Set platform in hosts.yaml to one of ${[...platforms.keys()].join(', ')}.`,
    zh: `${host.name}：不认识平台 ${host.platform}。请在 hosts.yaml 中将 platform 设为 ${[...platforms.keys()].join('、')} 之一。`,
  });
}

/** No secret that was used to get in is in what came back; only texts are looked at, so that figures stay figures. */
function redacted<T extends Json>(value: T, { redactor }: CollectorDeps): T {
  const walk = (one: Json): Json => {
    if (typeof one === 'string') return redactor.redact(one);
    if (Array.isArray(one)) return one.map(walk);
    if (one === null || typeof one !== 'object') return one;
    return Object.fromEntries(Object.entries(one).map(([name, each]) => [name, walk(each)]));
  };
  return walk(value) as T;
}
