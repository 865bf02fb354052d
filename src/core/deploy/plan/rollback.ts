import type { FoundRelease } from '../../agent/agent.ts';
import { OpsError } from '../../errors.ts';
import { batches } from '../../rollout/batches.ts';
import { diffArtifacts } from '../artifact/diff.ts';
import type { ArtifactStore, DeployPlan, HostPlan, ReleaseRef, ReleaseSpec } from '../types.ts';
import { refOf, type Seen, specOf } from './look.ts';
import type { Scope } from './scope.ts';

type Parsed = FoundRelease & { readonly parsed: ReleaseSpec };

/** The plan of a rollback: every host back to its last good release, or to `version`. Errors `no-good-release`, `nothing-to-do`. */
export async function rollbackPlan(
  scope: Scope,
  seen: readonly Seen[],
  store: ArtifactStore,
  version?: string,
): Promise<DeployPlan> {
  const pairs = seen.map((one) => [one, goodRelease(one, version)] as const);
  const missing = pairs.filter(([, release]) => !release).map(([one]) => one);
  if (missing.length > 0) throw noGoodRelease(scope, missing, version);
  const needed = pairs.filter(([one, release]) => release && release.name !== one.current?.name);
  if (needed.length === 0) throw alreadyThere(scope, version);
  const hosts = await Promise.all(
    needed.map(async ([one, release]) => [one.host.name, await hostPlan(one, release as Parsed, store)] as const),
  );
  return backPlan(scope, hosts);
}

/** The plan that brings hosts back to what an earlier run found on them: null where it found none. */
export async function undoPlan(
  scope: Scope,
  seen: readonly Seen[],
  store: ArtifactStore,
  targets: Readonly<Record<string, ReleaseRef | null>>,
): Promise<DeployPlan> {
  const needed = seen.filter((one) => (one.current?.name ?? null) !== (targets[one.host.name]?.name ?? null));
  if (needed.length === 0) throw alreadyThere(scope);
  const hosts = await Promise.all(
    needed.map(async (one) => {
      const target = targets[one.host.name];
      if (!target) return [one.host.name, removal(one)] as const;
      const release = parsedReleases(one).find((found) => found.name === target.name);
      if (!release) throw noGoodRelease(scope, [one], target.version);
      return [one.host.name, await hostPlan(one, release, store)] as const;
    }),
  );
  return backPlan(scope, hosts);
}

/** The newest good release that nobody rolled back from and that does not run now; or the newest good one of a version. */
function goodRelease(one: Seen, version: string | undefined): Parsed | undefined {
  const good = parsedReleases(one)
    .filter((release) => release.good !== undefined)
    .toSorted((a, b) => (b.good ?? 0) - (a.good ?? 0));
  if (version) {
    const current = good.find((release) => release.name === one.current?.name && release.parsed.version === version);
    return current ?? good.find((release) => release.parsed.version === version);
  }
  return good.find((release) => !release.withdrawn && release.name !== one.current?.name);
}

function parsedReleases(one: Seen): Parsed[] {
  return one.state.releases.map((release) => ({ ...release, parsed: specOf(one.host, release) }));
}

async function hostPlan(one: Seen, release: Parsed, store: ArtifactStore): Promise<HostPlan> {
  const current = one.current ? refOf(one.current) : null;
  const [before, after] = await Promise.all([
    current && store.get(current.artifact),
    store.get(release.parsed.artifact),
  ]);
  return {
    ...one.at,
    current,
    undo: current,
    target: refOf(release),
    spec: release.parsed,
    ...(one.altered.length > 0 ? { altered: one.altered.length } : {}),
    ...(before && after ? { changes: diffArtifacts(before, after) } : {}),
  };
}

function removal(one: Seen): HostPlan {
  const current = one.current as NonNullable<Seen['current']>;
  return { ...one.at, current: refOf(current), undo: refOf(current), target: null, spec: current.parsed };
}

function backPlan(scope: Scope, hosts: readonly (readonly [string, HostPlan])[]): DeployPlan {
  const versions = [...new Set(hosts.map(([, plan]) => plan.target?.version ?? '-'))].toSorted();
  return {
    kind: 'rollback',
    app: scope.app.name,
    environment: scope.environment.name,
    environments: scope.environments,
    version: versions.join(', '),
    reversible: scope.app.reversible,
    keep: scope.app.keep,
    strategy: scope.strategy,
    policy: scope.policy,
    batches: batches(
      hosts.map(([name]) => name),
      scope.strategy,
    ),
    hosts: Object.fromEntries(hosts),
  };
}

function noGoodRelease(scope: Scope, missing: readonly Seen[], version?: string): OpsError {
  const names = missing.map((one) => one.host.name).join(', ');
  const there = [...new Set(missing.flatMap((one) => goodVersions(one)))].join(', ');
  return new OpsError('no-good-release', {
    en: `${names}: no good release of ${scope.app.name}${version ? ` ${version}` : ''} is kept there to roll back to. Good ones kept: ${there || 'none'}. Deploy the version instead.`,
    zh: `${names}：没有可回滚的 ${scope.app.name}${version ? ` ${version}` : ''} 良好发布。现存良好版本：${there || '无'}。请改为部署该版本。`,
  });
}

function goodVersions(one: Seen): string[] {
  return parsedReleases(one)
    .filter((release) => release.good !== undefined && release.name !== one.current?.name)
    .map((release) => release.parsed.version);
}

function alreadyThere(scope: Scope, version = ''): OpsError {
  return new OpsError('nothing-to-do', {
    en: `The hosts of ${scope.environment.name} already run ${`${scope.app.name} ${version}`.trim()}. There is nothing to do.`,
    zh: `${scope.environment.name} 的主机已在运行 ${`${scope.app.name} ${version}`.trim()}，无需操作。`,
  });
}
