import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type Packed, packTree } from '../../io/archive.ts';
import { copyTree, folderIfThere, privateFolder, removeTree } from '../../io/archive-copy.ts';
import type { WalkOptions } from '../../io/archive-walk.ts';
import type { Clock } from '../../io/clock.ts';
import type { App } from '../../settings/types.ts';
import type { Text } from '../../text.ts';
import type { Holds, Turns } from '../../turns.ts';
import type { Artifact } from '../types.ts';
import { runBuild } from './build-command.ts';
import { sshFolders } from './confine.ts';
import { artifactEmpty, inContext, notReproducible, sourceAltered, sourceChanging, versionAltered } from './errors.ts';
import { createSelection, wholeSource } from './select.ts';
import type { Found, Source } from './source.ts';
import type { Store, VersionRecord } from './store.ts';
import { newestFirst, unknownVersion } from './versions.ts';

export interface BuildContext {
  readonly app: App;
  readonly version: string;
  readonly source: Source;
  readonly store: Store;
  readonly dataDir: string;
  /** DATA_DIR/artifacts. */
  readonly folder: string;
  readonly clock: Clock;
  readonly turns: Turns;
  /** Hashes that pruning must leave alone for now. */
  readonly inUse: Holds;
  readonly hidden: () => readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
  readonly by?: string;
  readonly dryRun?: boolean;
  readonly warn: (text: Text) => void;
}

/** Builds one version, or finds it again. Errors: see `Artifacts.build`. */
export async function buildVersion(context: BuildContext): Promise<Artifact> {
  const { app, version, source, store, signal } = context;
  const found = await source.find(version, signal);
  if (!found) return withoutSource(context);
  for (const warning of found.warnings) context.warn(warning);
  const record = await store.record(app.name, version);
  const work = await privateFolder(join(context.folder, 'work'));
  const release = record && context.inUse.hold(record.hash);
  try {
    return await (app.build
      ? afterBuild(context, app.build, found, record, work)
      : asItIs(context, found, record, work));
  } catch (error) {
    signal?.throwIfAborted();
    throw inContext(app.name, version, error);
  } finally {
    release?.();
    await removeTree(work);
  }
}

/** A version whose source is gone can still be had while its artifact is kept. */
async function withoutSource({ app, version, source, store, signal }: BuildContext): Promise<Artifact> {
  const kept = await store.version(app.name, version);
  if (kept) return kept;
  throw unknownVersion(app.name, version, newestFirst(await source.versions(signal)));
}

async function asItIs(context: BuildContext, found: Found, record: VersionRecord | undefined, work: string) {
  const { app, version, store, signal } = context;
  const { folder } = await found.place(join(work, 'source'), signal);
  const selection: WalkOptions = { wanted: createSelection(app.include, app.exclude), signal };
  const kept = record && (await store.version(app.name, version));
  if (kept) {
    const now = await packTree(folder, selection);
    if (now.hash !== kept.hash) throw versionAltered(app.name, version, kept.hash, now.hash);
    return kept;
  }
  return takeIn(context, folder, selection, (packed) => {
    if (record && record.hash !== packed.hash) throw versionAltered(app.name, version, record.hash, packed.hash);
    return packed.hash;
  });
}

async function afterBuild(
  context: BuildContext,
  build: NonNullable<App['build']>,
  found: Found,
  record: VersionRecord | undefined,
  work: string,
): Promise<Artifact> {
  const { app, version, store, signal } = context;
  const copy = join(work, 'source');
  const { folder, ours } = await found.place(copy, signal);
  const whole: WalkOptions = { wanted: wholeSource, anyLink: true, signal };
  const tree = (await packTree(folder, whole)).hash;
  const identity = sourceIdentity(tree, app);
  if (record && record.source !== identity) throw sourceAltered(app.name, version, record.source, identity);
  const kept = record && (await store.version(app.name, version));
  if (kept) return kept;
  if (!ours) await copyTree(folder, copy, whole);
  if (!ours && (await packTree(copy, whole)).hash !== tree) throw sourceChanging(folder);
  await runBuild({
    ...context,
    build,
    work,
    confinement: await confinementOf(context),
    marker: join(context.folder, 'work'),
  });
  return takeIn(context, copy, { wanted: createSelection(app.include, app.exclude), signal }, (packed) => {
    if (record && record.hash !== packed.hash) throw notReproducible(app.name, version, record.hash, packed.hash);
    return identity;
  });
}

/** Packs into the store (a dry run only looks); `approve` throws, or gives the source's identity for the record. */
async function takeIn(
  { app, version, store, turns, inUse, clock, by = '', dryRun }: BuildContext,
  folder: string,
  selection: WalkOptions,
  approve: (packed: Packed) => string,
): Promise<Artifact> {
  const file = dryRun ? undefined : await store.temporary();
  try {
    const packed = await packTree(folder, { ...selection, to: file });
    if (packed.files.length === 0) throw artifactEmpty();
    const source = approve(packed);
    if (!file) return { ...packed, app: app.name, version };
    const release = inUse.hold(packed.hash);
    try {
      await turns('store', () => store.take(file, app.name, version, packed));
      await store.remember(app.name, version, { hash: packed.hash, source, builtAt: clock.now(), by });
    } finally {
      release();
    }
    return { ...packed, app: app.name, version };
  } finally {
    if (file) await removeTree(file);
  }
}

/** What is built, and how: the same commands on other files, or other commands on the same files, are another source. */
function sourceIdentity(tree: string, { build, include, exclude }: App): string {
  const recipe = JSON.stringify([tree, build?.run ?? null, include ?? null, exclude]);
  return createHash('sha256').update(recipe).digest('hex');
}

async function confinementOf({ dataDir, env, hidden }: BuildContext) {
  const agent = env.SSH_AUTH_SOCK ? [env.SSH_AUTH_SOCK] : [];
  return { dataDir: (await folderIfThere(dataDir)) ?? dataDir, hidden: [...sshFolders(env), ...agent, ...hidden()] };
}
