import type { FoundRelease, HostState } from '../agent/agent.ts';
import { OpsError } from '../errors.ts';
import { runHook } from './hooks.ts';
import type { Deploying, OneHost } from './one-host.ts';
import { describeRelease, transferStream } from './release.ts';
import type { Artifact, DeployPlan, ReleaseRef, ReleaseSpec } from './types.ts';
import { verifyRelease } from './verify.ts';

type Work = (deploying: Deploying, host: OneHost) => Promise<void>;

const all = [
  'transfer',
  'unpack',
  'hash',
  'install',
  'stop',
  'switch',
  'start',
  'verify',
  'mark-good',
  'prune',
] as const;

type DeployStep = (typeof all)[number];

/** What each kind of plan does to a host after preflight, in order (DESIGN section 3). */
export function forwardSteps(plan: DeployPlan): readonly DeployStep[] {
  if (plan.kind === 'rollback') return ['hash', 'stop', 'switch', 'start', 'verify', 'mark-good'];
  return all;
}

/** How each step is done. */
export const forward: Readonly<Record<DeployStep, Work>> = {
  transfer,
  unpack,
  hash,
  install,
  stop,
  switch: switchOver,
  start,
  verify,
  'mark-good': markGood,
  prune,
};

const minutes = 60_000;
const transferTries = 2;

async function transfer(deploying: Deploying, host: OneHost): Promise<void> {
  const artifact = await theArtifact(deploying);
  const reuse = await reusable(deploying, host, artifact);
  const rest = new Set(artifact.files.map((file) => file.path).filter((path) => !reuse.has(path)));
  const entries = await deploying.artifacts.stream(artifact.hash, reuse.size > 0 ? rest : undefined);
  const stream = await transferStream(describeRelease(artifact, host.plan.spec), [...reuse], entries);
  const call = {
    call: ['do_transfer', incoming(deploying)],
    stdin: stream.open,
    timeout: 10 * minutes + stream.bytes / 50,
  };
  for (let attempt = 1; ; attempt += 1) {
    try {
      await host.act('forward', 'transfer', { ...call, part: String(attempt) });
      return;
    } catch (error) {
      if (attempt >= transferTries || !(error instanceof OpsError) || error.code !== 'transfer-cut') throw error;
    }
  }
}

async function theArtifact(deploying: Deploying): Promise<Artifact> {
  const hash = deploying.plan.artifact?.hash ?? '';
  const artifact = await deploying.artifacts.get(hash);
  if (artifact) return artifact;
  throw new OpsError('artifact-missing', {
    en: `The artifact ${hash.slice(0, 12)} of ${deploying.plan.app} ${deploying.plan.version} is no longer stored. Ask for the deploy again.`,
    zh: `${deploying.plan.app} ${deploying.plan.version} 的制品 ${hash.slice(0, 12)} 已不在存储中，请重新申请部署。`,
  });
}

/** Files that the host's current release has already, unaltered, with the same content and mode. */
async function reusable(deploying: Deploying, host: OneHost, artifact: Artifact): Promise<ReadonlySet<string>> {
  const { current } = host.plan;
  const before = current && (await deploying.artifacts.get(current.artifact));
  if (!current || !before) return new Set();
  const altered = new Set((await host.session.altered(current.name)).files);
  const there = new Map(before.files.map((file) => [file.path, file]));
  const same = artifact.files.filter((file) => {
    const old = there.get(file.path);
    return file.type === 'file' && old?.type === 'file' && old.hash === file.hash && old.mode === file.mode;
  });
  return new Set(same.map((file) => file.path).filter((path) => !altered.has(path)));
}

async function unpack(deploying: Deploying, host: OneHost): Promise<void> {
  const release = target(host);
  const from = host.plan.current?.name ?? '-';
  const call = ['do_unpack', incoming(deploying), release.name, release.seal, from];
  await host.act('forward', 'unpack', { call, timeout: 30 * minutes });
}

/** A new release must be exactly what was sent; an old one may hold what the app has written since. */
async function hash(deploying: Deploying, host: OneHost): Promise<void> {
  if (!host.plan.target) return;
  const { name, seal } = host.plan.target;
  const mode = deploying.plan.kind === 'deploy' ? 'whole' : 'listed';
  await host.act('forward', 'hash', { call: ['do_hash', name, seal, mode], timeout: 30 * minutes });
}

async function install(deploying: Deploying, host: OneHost): Promise<void> {
  await runHook(deploying, host, 'forward', 'install', target(host), host.plan.spec, host.plan.current?.name);
}

async function stop(deploying: Deploying, host: OneHost): Promise<void> {
  const { current } = host.plan;
  if (current) await runHook(deploying, host, 'forward', 'stop', current, await host.specOf(current));
}

async function switchOver(_deploying: Deploying, host: OneHost): Promise<void> {
  const call = ['do_switch', host.plan.current?.name ?? '-', host.plan.target?.name ?? '-'];
  await host.act('forward', 'switch', { call, timeout: 2 * minutes });
}

async function start(deploying: Deploying, host: OneHost): Promise<void> {
  if (host.plan.target)
    await runHook(deploying, host, 'forward', 'start', target(host), host.plan.spec, host.plan.current?.name);
}

async function verify(deploying: Deploying, host: OneHost): Promise<void> {
  if (host.plan.target) await verifyRelease(deploying, host, 'forward', target(host), host.plan.spec);
}

async function markGood(deploying: Deploying, host: OneHost): Promise<void> {
  const withdrawn = deploying.plan.kind === 'rollback' ? (host.plan.current?.name ?? '-') : '-';
  const call = ['do_mark_good', host.plan.target?.name ?? '-', host.session.lease() ?? 0, withdrawn];
  await host.act('forward', 'mark-good', { call, timeout: 2 * minutes });
}

async function prune(deploying: Deploying, host: OneHost): Promise<void> {
  const call = ['do_prune', deploying.plan.keep, host.plan.undo?.name ?? '-'];
  const told = await host.act('forward', 'prune', { call, timeout: 30 * minutes });
  const before = await host.seen();
  const kept = keptOf(told, before, host) ?? (await host.seen('again')).releases.map(artifactOf);
  await deploying.kept.note(host.name, before.root, kept);
}

/** The artifacts of the releases that a host says it kept; undefined where it does not say it whole. */
function keptOf(told: string, { releases }: HostState, { plan }: OneHost): readonly string[] | undefined {
  const known = new Map(releases.map((release) => [release.name, artifactOf(release)]));
  if (plan.target) known.set(plan.target.name, plan.target.artifact);
  const lines = told.split('\n');
  const names = lines.flatMap((line) => (line.startsWith('kept ') ? [line.slice('kept '.length)] : []));
  const artifacts = names.flatMap((name) => known.get(name) ?? []);
  return lines.includes(`kept-in-all ${artifacts.length}`) && artifacts.length === names.length ? artifacts : undefined;
}

function artifactOf({ spec }: FoundRelease): string {
  return (JSON.parse(spec) as ReleaseSpec).artifact;
}

function target(host: OneHost): ReleaseRef {
  if (!host.plan.target) throw new Error(`${host.name}: the plan has no target release for this step`);
  return host.plan.target;
}

/** The name under which a release arrives on a host. */
function incoming(deploying: Deploying): string {
  return deploying.run().id;
}
