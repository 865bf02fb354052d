import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { OpsError } from '../../errors.ts';
import { moveIntoPlace, type Packed } from '../../io/archive.ts';
import { ending } from '../../io/archive-header.ts';
import { hashRanges, readRanges, sizeIfThere, verifyArchive } from '../../io/archive-read.ts';
import { listIfThere, makeFolder, readTextIfThere, removeIfThere, writeFileAtomic } from '../../io/files.ts';
import type { Artifact, ArtifactStore, ArtifactStream } from '../types.ts';

/** What a version is, for ever. */
export interface VersionRecord {
  /** The artifact's hash. */
  readonly hash: string;
  /** SHA-256 of what it was made from: the source packed whole, and how it is built. */
  readonly source: string;
  /** Milliseconds since the epoch. */
  readonly builtAt: number;
  readonly by: string;
}

export interface Store extends ArtifactStore {
  record(app: string, version: string): Promise<VersionRecord | undefined>;
  /** Records a version; one that is recorded already is left as it is. */
  remember(app: string, version: string, record: VersionRecord): Promise<void>;
  /** Versions on record. */
  recorded(app: string): Promise<string[]>;
  /** A new name for a tar that is being packed. */
  temporary(): Promise<string>;
  /** Takes a packed tar in under its hash; where that is there and whole already, that one stays. */
  take(file: string, app: string, version: string, packed: Packed): Promise<void>;
}

const hashText = z.string().regex(/^[0-9a-f]{64}$/);
const range = { path: z.string(), start: z.int(), end: z.int() };
const artifactShape = z.object({
  hash: hashText,
  app: z.string(),
  version: z.string(),
  size: z.int(),
  files: z.array(
    z.discriminatedUnion('type', [
      z.object({
        ...range,
        type: z.literal('file'),
        mode: z.union([z.literal(0o644), z.literal(0o755)]),
        size: z.int(),
        hash: hashText,
      }),
      z.object({ ...range, type: z.literal('link'), target: z.string() }),
    ]),
  ),
});
const recordShape = z.object({ hash: hashText, source: hashText, builtAt: z.number(), by: z.string() });

/** Hashes of partial streams remembered; a deploy to many hosts asks for the same few. */
const remembered = 64;

/**
 * Artifacts under `folder`: blobs/<hash>.tar with its manifest beside it, apps/<app>/<version>.json saying which
 * version is which. Everything is on disk before it can be seen. Where two versions have the same bytes they share a
 * blob, and `get` names the one packed first. `prune` never takes what is `held`.
 */
export function createStore(folder: string, held: (hash: string) => boolean = () => false): Store {
  const blobs = join(folder, 'blobs');
  const blob = (hash: string) => join(blobs, `${hash}.tar`);
  const manifest = (hash: string) => join(blobs, `${hash}.json`);
  const recordFile = (app: string, version: string) => join(folder, 'apps', app, `${version}.json`);
  const streamHashes = new Map<string, Promise<string>>();

  const get = async (hash: string): Promise<Artifact | undefined> => {
    const text = hashText.safeParse(hash).success ? await readTextIfThere(manifest(hash)) : undefined;
    if (text === undefined || (await sizeIfThere(blob(hash))) === undefined) return undefined;
    const parsed = artifactShape.safeParse(parseJson(text));
    if (!parsed.success || parsed.data.hash !== hash) throw altered(hash);
    return parsed.data;
  };

  const record = async (app: string, version: string): Promise<VersionRecord | undefined> => {
    const text = await readTextIfThere(recordFile(app, version));
    if (text === undefined) return undefined;
    const parsed = recordShape.safeParse(parseJson(text));
    if (!parsed.success) throw recordUnreadable(recordFile(app, version));
    return parsed.data;
  };

  const check = async (hash: string): Promise<void> => {
    const artifact = await get(hash);
    const found = artifact ? await verifyArchive(blob(hash), artifact) : 'missing';
    if (found === 'missing') throw missing(hash);
    if (found === 'altered') throw altered(hash);
  };

  return {
    get,
    record,
    check,
    async version(app, version) {
      const known = await record(app, version);
      const artifact = known && (await get(known.hash));
      return artifact && { ...artifact, app, version };
    },
    async stream(hash, paths): Promise<ArtifactStream> {
      const artifact = await get(hash);
      if (!artifact) throw missing(hash);
      if (!paths) return wholeStream(blob(hash), artifact);
      const chosen = artifact.files.filter((file) => paths.has(file.path));
      if (chosen.length !== paths.size) throw unknownPath(artifact, paths);
      const key = createHash('sha256')
        .update(JSON.stringify([hash, chosen.map((file) => file.path)]))
        .digest('hex');
      const hashed = streamHashes.get(key) ?? hashRanges(blob(hash), chosen, ending);
      rememberHash(streamHashes, key, hashed);
      return {
        size: chosen.reduce((sum, file) => sum + file.end - file.start, ending.length),
        hash: await hashed,
        open: () => readRanges(blob(hash), chosen, ending),
      };
    },
    async prune(keep) {
      const names = await listIfThere(blobs);
      const hashes = new Set(names.map((name) => name.slice(0, 64)).filter((hash) => hashText.safeParse(hash).success));
      const gone = [...hashes].filter((hash) => !keep.has(hash) && !held(hash));
      for (const hash of gone) {
        await removeIfThere(manifest(hash));
        await removeIfThere(blob(hash));
      }
      return gone;
    },
    async remember(app, version, known) {
      if (await record(app, version)) return;
      await writeFileAtomic(recordFile(app, version), `${JSON.stringify(known, null, 2)}\n`);
    },
    async recorded(app) {
      const names = await listIfThere(join(folder, 'apps', app));
      return names.flatMap((name) => (/^[^.].*\.json$/.test(name) ? [name.slice(0, -'.json'.length)] : []));
    },
    async temporary() {
      await makeFolder(blobs);
      return join(blobs, `.${crypto.randomUUID()}.tmp`);
    },
    async take(file, app, version, packed) {
      const there = await check(packed.hash).then(
        () => true,
        () => false,
      );
      if (there) return void (await removeIfThere(file));
      await moveIntoPlace(file, blob(packed.hash));
      await writeFileAtomic(manifest(packed.hash), JSON.stringify({ ...packed, app, version } satisfies Artifact));
    },
  };
}

function wholeStream(file: string, artifact: Artifact): ArtifactStream {
  const all = [{ start: 0, end: artifact.size }];
  return { size: artifact.size, hash: artifact.hash, open: () => readRanges(file, all, Buffer.alloc(0)) };
}

/** Keeps the newest; one that failed is asked again. */
function rememberHash(hashes: Map<string, Promise<string>>, key: string, hash: Promise<string>): void {
  hashes.delete(key);
  hashes.set(key, hash);
  hash.catch(() => hashes.delete(key));
  const oldest = hashes.keys().next().value;
  if (hashes.size > remembered && oldest !== undefined) hashes.delete(oldest);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function missing(hash: string): OpsError {
  return new OpsError('artifact-missing', {
    en: `The artifact ${hash.slice(0, 12)} is no longer in the store. Deploy its version again to build it anew.`,
    zh: `制品 ${hash.slice(0, 12)} 已不在存储中。请重新部署该版本以再次构建。`,
  });
}

function altered(hash: string): OpsError {
  return new OpsError('artifact-altered', {
    en: `The stored artifact ${hash.slice(0, 12)} is not what was packed: its bytes or its manifest were altered. Find out who wrote to the store, restore it from a backup, or delete both files and deploy the version again.`,
    zh: `存储的制品 ${hash.slice(0, 12)} 与打包时不一致：其内容或清单被修改。请查明是谁写入了存储，从备份恢复；或删除这两个文件后重新部署该版本。`,
  });
}

function recordUnreadable(file: string): OpsError {
  return new OpsError('version-record-altered', {
    en: `The record ${file}, which says what this version is, cannot be read. Restore it from a backup.`,
    zh: `无法读取记录 ${file}（其中说明该版本对应哪个制品）。请从备份恢复。`,
  });
}

function unknownPath(artifact: Artifact, paths: ReadonlySet<string>): OpsError {
  const known = new Set(artifact.files.map((file) => file.path));
  const path = [...paths].find((name) => !known.has(name));
  return new OpsError('path-unknown', {
    en: `The artifact ${artifact.hash.slice(0, 12)} holds no ${path}.`,
    zh: `制品 ${artifact.hash.slice(0, 12)} 中没有 ${path}。`,
  });
}
