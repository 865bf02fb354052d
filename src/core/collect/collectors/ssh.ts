import { OpsError } from '../../errors.ts';
import { resolveTarget } from '../../io/ssh/target.ts';
import type { Connection } from '../../io/ssh/types.ts';
import type { Platform } from '../../platforms/define.ts';
import type { Host } from '../../settings/types.ts';
import type { Text } from '../../text.ts';
import { collectDevice, noCommandOnLinux, notReadOnly } from '../device.ts';
import { checkKinds } from '../kinds.ts';
import { collectLinux } from '../linux.ts';
import type { Collector, CollectorDeps, CollectRequest, Facts, Found, Json } from '../types.ts';
import { defineCollector } from '../types.ts';

/** Milliseconds: to be connected, and for everything there. */
const times = { connect: 15_000, script: 40_000, host: 60_000 };

/** Hosts of the inventory over SSH: Linux by one script, network gear by its commands in a shell. */
export default defineCollector({
  title: { en: 'hosts over SSH', zh: '通过 SSH 采集主机' },
  concurrency: 200,
  deadline: times.host,
  check: (request, hosts, deps) => {
    const faults = hosts.map((host) => faultOf(host, request, deps));
    const [first] = faults;
    if (first && faults.every((fault) => fault !== undefined)) throw first;
  },
  targets: async (_, hosts) => hosts.map((host) => ({ key: host.name, host })),
  async *collect({ key, host }, request, deps, signal) {
    if (!host) return;
    const connection = await connect(host, deps, signal);
    try {
      const { facts, warnings, platform } = await look(connection, host, request, deps, signal);
      const data = { ...facts, ...(platform === host.platform ? {} : { platform }) } as Found['data'];
      const told = warnings.map(({ en, zh }) => ({ en: deps.redactor.redact(en), zh: deps.redactor.redact(zh) }));
      yield { key, kind: 'host', data: redacted(data, deps), warnings: told };
    } finally {
      connection.close();
    }
  },
} satisfies Collector);

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
  /** The platform it turned out to be. */
  readonly platform: string;
}

async function look(
  connection: Connection,
  host: Host,
  request: CollectRequest,
  deps: CollectorDeps,
  signal: AbortSignal,
): Promise<Look> {
  const platform = platformOf(host, deps);
  if (platform.transport === 'shell') return collectDevice({ connection, host, platform, request, deps, signal });
  if (request.command !== undefined) throw noCommandOnLinux(host);
  checkKinds(host, platform, request);
  const { facts, warnings } = await collectLinux(connection, request.what, { timeout: times.script, signal });
  return { facts, warnings, platform: host.platform };
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
