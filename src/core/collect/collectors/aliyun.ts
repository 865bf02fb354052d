import { OpsError } from '../../errors.ts';
import { createAlicloud } from '../../io/cloud/alicloud.ts';
import { readSecret } from '../../io/secrets.ts';
import { suggestion } from '../../settings/nearest.ts';
import type { Credential } from '../../settings/types.ts';
import { kinds } from '../cloud/aliyun-kinds.ts';
import { listAll, regionsOf } from '../cloud/aliyun-list.ts';
import { withoutSecrets } from '../cloud/plain.ts';
import type { CloudTransport } from '../cloud/transport.ts';
import type { CollectorDeps, Found, Listed, Target } from '../types.ts';
import { defineCollector } from '../types.ts';

/** What a target is: all regions of an account where they could not be read when targets were made. */
interface About {
  readonly credential: string;
  readonly region?: string;
  readonly resources: readonly string[];
}

/** Alibaba Cloud: every account of credentials.yaml, by region and kind; keys `aliyun/<credential>/<region>/<kind>/<id>`. */
export default defineCollector({
  title: { en: 'Alibaba Cloud', zh: '阿里云' },
  concurrency: 8,
  deadline: 300_000,

  check(request, _hosts, deps) {
    chosen(request.resources ?? []);
    accountsIn(deps);
  },

  async targets(request, _hosts, deps) {
    const resources = chosen(request.resources ?? []);
    const targets = accountsIn(deps).map(([name, account]) => targetsOf(name, account, resources, deps));
    return (await Promise.all(targets)).flat();
  },

  async *collect(target, _request, deps, signal) {
    const { credential, region, resources } = target.about as unknown as About;
    const transport = await transportOf(credential, deps);
    const regions = region === undefined ? await regionsOf(transport, signal) : [region];
    for (const one of regions) {
      for (const resource of resources) yield* found(transport, { credential, region: one, resource }, deps, signal);
    }
  },
});

function accountsIn(deps: CollectorDeps): readonly (readonly [string, Credential])[] {
  const accounts = Object.entries(deps.settings.current().credentials).filter(([, one]) => one.accessKeyId);
  if (accounts.length === 0) throw noAccount();
  return accounts;
}

/** Where its regions cannot be read, an account is one target, whose collecting says why: the others go on. */
async function targetsOf(
  credential: string,
  account: Credential,
  resources: readonly string[],
  deps: CollectorDeps,
): Promise<readonly Target[]> {
  try {
    const regions =
      account.regions ?? (await regionsOf(await transportOf(credential, deps), new AbortController().signal));
    return regions.flatMap((region) =>
      resources.map((resource) => ({
        key: `aliyun/${credential}/${region}/${resource}`,
        about: { credential, region, resources: [resource] },
      })),
    );
  } catch {
    return [{ key: `aliyun/${credential}`, about: { credential, resources } }];
  }
}

async function* found(
  transport: CloudTransport,
  { credential, region, resource }: { credential: string; region: string; resource: string },
  deps: CollectorDeps,
  signal: AbortSignal,
): AsyncGenerator<Found | Listed> {
  const kind = kinds[resource];
  if (!kind) return;
  const place = `aliyun/${credential}/${region}/${resource}/`;
  let count = 0;
  for await (const entry of listAll(transport, kind, region, signal)) {
    const data = withoutSecrets(entry, deps.redactor.redact) as Found['data'];
    yield { key: `${place}${entry[kind.id]}`, kind: resource, data, warnings: [] };
    count += 1;
  }
  if (count > 0) yield { listed: place };
}

async function transportOf(credential: string, deps: CollectorDeps): Promise<CloudTransport> {
  const account = deps.settings.current().credentials[credential];
  if (!account?.accessKeyId || !account.accessKeySecret) throw noAccount();
  const [accessKeyId, accessKeySecret, securityToken] = await Promise.all([
    readSecret(account.accessKeyId, deps.env),
    readSecret(account.accessKeySecret, deps.env),
    account.securityToken && readSecret(account.securityToken, deps.env),
  ]);
  const { clock, redactor, env } = deps;
  const key = { accessKeyId, accessKeySecret, securityToken };
  return createAlicloud({ key, clock, redactor, endpoint: env.ALICLOUD_ENDPOINT || undefined });
}

function chosen(wanted: readonly string[]): readonly string[] {
  const known = Object.keys(kinds);
  const unknown = wanted.find((kind) => !known.includes(kind));
  if (unknown === undefined) return wanted.length === 0 ? known : [...new Set(wanted)];
  const hint = suggestion(unknown, known);
  throw new OpsError('resource-unknown', {
    en: `There is no kind of resource called ${unknown}.${hint.en}`,
    zh: `没有名为 ${unknown} 的资源类型。${hint.zh}`,
  });
}

function noAccount(): OpsError {
  return new OpsError('cloud-no-account', {
    en: 'There is no Alibaba Cloud account in credentials.yaml. Add one with accessKeyId and accessKeySecret.',
    zh: 'credentials.yaml 中没有阿里云账号，请添加一个含 accessKeyId 和 accessKeySecret 的凭据。',
  });
}
