import { OpsError } from '../../errors.ts';
import { batches } from '../../rollout/batches.ts';
import type { Run } from '../../runs/types.ts';
import { expand } from '../../settings/expand.ts';
import type { App, Hook, Host, Verification } from '../../settings/types.ts';
import { diffArtifacts } from '../artifact/diff.ts';
import { describeRelease } from '../release.ts';
import type { Artifact, ArtifactStore, DeployPlan, HostPlan, ReleaseSpec } from '../types.ts';
import { refOf, type Seen } from './look.ts';
import type { Scope } from './scope.ts';

/** The plan of a deploy: which hosts get the artifact, in which order, and what each goes back to. Error `nothing-to-do`. */
export async function deployPlan(
  run: Run,
  scope: Scope,
  artifact: Artifact,
  seen: readonly Seen[],
  store: ArtifactStore,
): Promise<DeployPlan> {
  const hosts = await Promise.all(
    seen.map(async (one) => [one, await hostPlan(run, scope, artifact, one, store)] as const),
  );
  const needed = hosts.filter(([one, plan]) => !runsAlready(one, plan));
  if (needed.length === 0) throw nothingToDo(scope, artifact.version);
  for (const [one] of needed) checkSpace(one, artifact);
  return {
    kind: 'deploy',
    app: scope.app.name,
    environment: scope.environment.name,
    environments: scope.environments,
    version: artifact.version,
    artifact: { hash: artifact.hash, size: artifact.size, files: artifact.files.length },
    reversible: scope.app.reversible,
    keep: scope.app.keep,
    strategy: scope.strategy,
    policy: scope.policy,
    batches: batches(
      needed.map(([one]) => one.host.name),
      scope.strategy,
    ),
    hosts: Object.fromEntries(needed.map(([one, plan]) => [one.host.name, plan])),
  };
}

async function hostPlan(
  run: Run,
  scope: Scope,
  artifact: Artifact,
  one: Seen,
  store: ArtifactStore,
): Promise<HostPlan> {
  const spec = specFor(scope.app, one.host, artifact);
  const current = one.current ? refOf(one.current) : null;
  const before = current && (await store.get(current.artifact));
  return {
    ...one.at,
    current,
    undo: current,
    target: {
      name: `${artifact.version}_${run.id}`,
      version: artifact.version,
      artifact: artifact.hash,
      seal: describeRelease(artifact, spec).seal,
    },
    spec,
    ...(one.altered.length > 0 ? { altered: one.altered.length } : {}),
    ...(before ? { changes: diffArtifacts(before, artifact) } : {}),
  };
}

/** What a release of this app needs on this host, placeholders expanded. */
export function specFor(app: App, host: Host, artifact: Artifact): ReleaseSpec {
  const values = { host, app: app.name, version: artifact.version };
  const hook = (one: Hook | undefined) => one && { run: expand(one.run, values, 'shell'), timeout: one.timeout };
  const verify = (one: Verification): Verification => {
    if ('http' in one) return { ...one, http: expand(one.http, values, 'url') };
    if ('command' in one) return { ...one, command: expand(one.command, values, 'shell') };
    return one;
  };
  return {
    app: app.name,
    version: artifact.version,
    artifact: artifact.hash,
    hooks: { install: hook(app.hooks.install), stop: hook(app.hooks.stop), start: hook(app.hooks.start) },
    verify: app.verify.map(verify),
    shared: app.shared,
  };
}

/** Whether the host runs exactly this, verified: same files, hooks and verification, nothing altered since. */
function runsAlready(one: Seen, plan: HostPlan): boolean {
  return one.current?.good !== undefined && one.current.seal === plan.target?.seal && one.altered.length === 0;
}

/** What most Linux file systems give out at a time, in bytes: a small file takes one whole block. */
const block = 4096;

/** The tree, which is unpacked as it arrives, must fit, with a tenth more. */
function checkSpace(one: Seen, artifact: Artifact): void {
  const sizes = artifact.files.map((file) => (file.type === 'file' ? file.size : 0));
  const blocks = sizes.reduce((sum, size) => sum + Math.max(1, Math.ceil(size / block)), 0);
  const needed = Math.ceil(blocks * block * 1.1);
  const inodes = artifact.files.length * 1.1 + 100;
  if (one.state.space >= needed && (one.state.inodes ?? inodes) >= inodes) return;
  const [free, want] = [megabytes(one.state.space), megabytes(needed)];
  throw new OpsError('disk-full', {
    en: `${one.host.name}: the disk under ${one.state.root} has ${free} MB and ${one.state.inodes ?? 'enough'} inodes free; ${artifact.app} ${artifact.version} needs ${want} MB and ${Math.ceil(inodes)} inodes. Make room and ask again.`,
    zh: `${one.host.name}：${one.state.root} 所在磁盘剩余 ${free} MB、inode ${one.state.inodes ?? '充足'}；${artifact.app} ${artifact.version} 需要 ${want} MB、${Math.ceil(inodes)} 个 inode。请清理后重试。`,
  });
}

function megabytes(bytes: number): number {
  return Math.ceil(bytes / 1_000_000);
}

function nothingToDo(scope: Scope, version: string): OpsError {
  return new OpsError('nothing-to-do', {
    en: `${scope.hosts.length === 1 ? 'The 1 host' : `All ${scope.hosts.length} hosts`} of ${scope.environment.name} already ${scope.hosts.length === 1 ? 'runs' : 'run'} ${scope.app.name} ${version}, verified and unaltered. There is nothing to do.`,
    zh: `${scope.environment.name} 的 ${scope.hosts.length} 台主机均已运行 ${scope.app.name} ${version}，且已验证、未被改动，无需操作。`,
  });
}
