import { join } from 'node:path';
import { type Readable, Readable as Stream } from 'node:stream';
import { pack } from 'tar-stream';
import { ZipFile } from 'yazl';
import { OpsError } from '../errors.ts';
import { listIfThere, writeFileAtomic } from '../io/files.ts';
import { type Manifest, manifestName, sha256 } from './archive/manifest.ts';
import { pathOf } from './refs.ts';
import type { ConfigEntry, ConfigStore, Which } from './types.ts';

interface ExportOptions extends Which {
  /** Default HEAD. */
  readonly revision?: string;
  /** Who exports it, for the manifest. */
  readonly by: string;
  /** ms since the epoch. */
  readonly now: number;
  /** Takes secrets out of each text before it goes out. */
  readonly hide?: (text: string) => string;
}

/** Takes files one after the other. */
interface Sink {
  add(path: string, bytes: Buffer): Promise<void>;
  end(): void;
}

type Store = Pick<ConfigStore, 'revision' | 'list' | 'readAll'>;

/**
 * The configs of a revision as a tar or zip, at `intended/<host>/<name>` and so on, with `manifest.json` as the last
 * entry. Errors: those of `revision`, and `nothing-to-export`; one while it is read destroys the stream.
 */
export async function exportConfigs(store: Store, format: 'tar' | 'zip', options: ExportOptions): Promise<Readable> {
  const chosen = await choose(store, options);
  const { sink, stream } = format === 'tar' ? tarSink(options.now) : zipSink(options.now);
  give(store, chosen, options, sink).catch((error: Error) => stream.destroy(error));
  return stream;
}

/** As `exportConfigs`, into a folder that is not there yet or is empty. Error `export-folder-used`. */
export async function exportToFolder(store: Store, folder: string, options: ExportOptions): Promise<Manifest> {
  const chosen = await choose(store, options);
  if ((await listIfThere(folder)).length > 0) throw folderUsed(folder);
  return give(store, chosen, options, {
    add: (path, bytes) => writeFileAtomic(join(folder, path), bytes),
    end: () => {},
  });
}

interface Chosen {
  readonly revision: string;
  readonly entries: readonly ConfigEntry[];
}

async function choose(store: Store, options: ExportOptions): Promise<Chosen> {
  const revision = await store.revision(options.revision ?? 'HEAD');
  const entries = await store.list(options, revision);
  if (entries.length > 0) return { revision, entries };
  throw new OpsError('nothing-to-export', {
    en: 'Exporting configs: none is kept of these hosts in that revision. /config list shows what there is.',
    zh: '导出配置：该版本中没有这些主机的配置。可用 /config list 查看现有配置。',
  });
}

async function give(
  store: Store,
  { revision, entries }: Chosen,
  options: ExportOptions,
  sink: Sink,
): Promise<Manifest> {
  const files: { path: string; size: number; sha256: string }[] = [];
  await store.readAll(entries, async ({ ref }, given) => {
    const path = pathOf(ref);
    const bytes = options.hide ? Buffer.from(options.hide(given.toString('utf8'))) : given;
    files.push({ path, size: bytes.length, sha256: sha256(bytes) });
    await sink.add(path, bytes);
  });
  const at = new Date(options.now).toISOString();
  const manifest = { format: 'changeops-configs/1', revision, at, by: options.by, files } as const;
  await sink.add(manifestName, Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`));
  sink.end();
  return { ...manifest };
}

function tarSink(now: number): { sink: Sink; stream: Readable } {
  const tar = pack();
  const add = (path: string, bytes: Buffer) =>
    new Promise<void>((resolve, reject) => {
      const header = { name: path, size: bytes.length, mode: 0o644, mtime: new Date(now) };
      tar.entry(header, (error) => (error ? reject(error) : resolve())).end(bytes);
    });
  const stream = Stream.from(tar);
  stream.once('close', () => tar.destroy());
  return { sink: { add, end: () => tar.finalize() }, stream };
}

function zipSink(now: number): { sink: Sink; stream: Readable } {
  const zip = new ZipFile();
  const add = async (path: string, bytes: Buffer) =>
    zip.addBuffer(bytes, path, { mtime: new Date(now), mode: 0o100644 });
  return { sink: { add, end: () => zip.end() }, stream: zip.outputStream as Readable };
}

function folderUsed(folder: string): OpsError {
  return new OpsError('export-folder-used', {
    en: `Exporting configs to ${folder}: the folder is not empty. Give a new or an empty one.`,
    zh: `导出配置到 ${folder}：该目录不为空。请给出新目录或空目录。`,
  });
}
