import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { createDocuments, documentId } from '../documents.ts';
import { OpsError } from '../errors.ts';
import type { Clock } from '../io/clock.ts';
import { importSource } from '../io/import-source.ts';
import type { Platform } from '../platforms/define.ts';
import type { Journal } from '../runs/events.ts';
import type { Settings } from '../settings/types.ts';
import { createTurns } from '../turns.ts';
import { isBundle, removeBundles, withBundle } from './bundles.ts';
import type { Hiding } from './hiding.ts';
import { type Imported, importConfigs } from './import.ts';
import type { OxidizedImport } from './oxidized.ts';
import { type ConfigKind, pathOf } from './refs.ts';
import { createStrip } from './strip.ts';
import type { ConfigEntry, ConfigStore, Saved } from './types.ts';

/** A file that somebody handed in, to be imported. */
export interface HandedIn {
  /** By which its bytes are had again. */
  readonly ref: string;
  readonly name: string;
}

/** What is known of an import, and kept; the file's bytes are not. */
export interface ImportRequest {
  readonly id: string;
  /** ms since the epoch. */
  readonly at: number;
  readonly by: string;
  readonly file: HandedIn;
  /** What configs are that lie in no folder `intended` or `running`. */
  readonly kind: ConfigKind;
}

interface Known {
  /** Hosts that the inventory does not have, sorted. */
  readonly unknown: readonly string[];
}

/** What a file holds, and what of it is new: configs of an archive, or the history in a git bundle. */
export type Look = ImportRequest & Known & ({ readonly found: Imported } | { readonly history: OxidizedImport });

/** What an import came to. */
export type Imports = {
  /** Says what would change. Nothing is saved. Errors: those of `importConfigs` and `ConfigStore.importOxidized`. */
  look(file: HandedIn, bytes: Uint8Array, about: { readonly by: string; readonly kind: ConfigKind }): Promise<Look>;
  /** The same again. Errors: `import-unknown`, and those of `look` and `bytes`. */
  again(id: string, bytes: Bytes): Promise<Look>;
  /**
   * Saves what was looked at, once however often it is asked for. Errors: as `again`, `import-moved` where what is kept
   * or the inventory is otherwise than it was then, and those of `ConfigStore.save`.
   */
  save(
    id: string,
    bytes: Bytes,
    author: { readonly id: string; readonly name: string },
  ): Promise<{ readonly look: Look; readonly saved?: Saved }>;
  /** The history under `DATA_DIR/imports/<name>`. Errors: `import-source-refused`, those of `importOxidized`. */
  oxidized(name: string, about: { readonly by: string; readonly dryRun: boolean }): Promise<OxidizedImport & Known>;
};

/** Fetches a file again. */
type Bytes = (file: HandedIn) => Promise<Uint8Array>;

interface ImportsOptions {
  readonly dataDir: string;
  readonly store: ConfigStore;
  readonly settings: { current(): Settings };
  readonly platforms: ReadonlyMap<string, Platform>;
  readonly hiding: Hiding;
  readonly journal: Pick<Journal, 'append'>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

type Kept = ImportRequest & { readonly digest: string };

/** Imports over one DATA_DIR; files one at a time: each may hold hundreds of megabytes. */
export async function createImports(options: ImportsOptions): Promise<Imports> {
  const { store, settings, journal, clock, signal } = options;
  const folder = join(options.dataDir, 'imported');
  const documents = createDocuments<Kept>(folder);
  const turns = createTurns();
  const inTurn = <T>(work: () => Promise<T>) => turns('', work);
  const strip = createStrip(options);
  const hosts = () => Object.keys(settings.current().hosts);
  const unknownOf = (names: readonly string[]) => {
    const known = new Set(hosts());
    return [...new Set(names)].filter((name) => !known.has(name)).toSorted();
  };
  await removeBundles(folder);

  const historyIn = (bytes: Uint8Array, dryRun: boolean): Promise<OxidizedImport & Known> =>
    withBundle(folder, bytes, async (file) => {
      const history = await store.importOxidized(file, { strip, dryRun });
      return { ...history, unknown: unknownOf(history.hosts) };
    });

  async function lookAt(request: ImportRequest, bytes: Uint8Array): Promise<Look> {
    if (isBundle(bytes)) {
      const { unknown, ...history } = await historyIn(bytes, true);
      return { ...request, history, unknown };
    }
    const found = await importConfigs(store, Buffer.from(bytes), {
      ...{ kind: request.kind, hosts: hosts(), strip, clock, signal },
      isStripped: (text) => text.includes('[redacted'),
    });
    return { ...request, found, unknown: unknownOf(found.placed.map(({ ref }) => ref.host)) };
  }

  async function kept(id: string): Promise<Kept> {
    const found = await documents.load(id);
    if (found) return found;
    throw noSuch();
  }

  /** Read while nobody else writes, so that what was looked at is what is replaced. */
  async function* unmoved(look: Look, { digest, file }: Kept) {
    if (digestOf(look, await store.list()) !== digest) throw moved(file.name);
    if ('found' in look) yield* look.found.files;
  }

  return {
    look: (file, bytes, { by, kind }) =>
      inTurn(async () => {
        const at = clock.now();
        const look = await lookAt({ id: documentId(at), at, by, kind, file }, bytes);
        const { id } = look;
        await documents.save({ id, at, by, kind, file, digest: digestOf(look, await store.list()) });
        return look;
      }),
    again: async (id, bytes) => {
      const { digest: _, ...request } = await kept(id);
      const read = await bytes(request.file);
      return inTurn(() => lookAt(request, read));
    },
    save: async (id, bytes, author) => {
      const { digest, ...request } = await kept(id);
      const read = await bytes(request.file);
      return inTurn(async () => {
        const look = await lookAt(request, read);
        const configs = 'found' in look ? look.found.changes.length : look.history.versions;
        await journal.append({ type: 'configs-importing', by: author.id, source: request.file.name, configs });
        if (!('found' in look)) {
          const { unknown, ...history } = await historyIn(read, false);
          return { look: { ...request, history, unknown } };
        }
        const saved = await store.save({
          ...{ id: `import-${id}`, author, message: `Imported from ${request.file.name}` },
          files: unmoved(look, { ...request, digest }),
        });
        return { look, saved };
      });
    },
    oxidized: async (name, { by, dryRun }) => {
      const source = await importSource(join(options.dataDir, 'imports'), name);
      if (!dryRun) await journal.append({ type: 'configs-importing', by, source: `imports/${name}` });
      const history = await store.importOxidized(source, { strip, dryRun });
      return { ...history, unknown: unknownOf(history.hosts) };
    },
  };
}

/** Of what is imported, and of what is kept in its place. */
function digestOf(look: Look, entries: readonly ConfigEntry[]): string {
  const hash = createHash('sha256');
  if (!('found' in look)) return '';
  const there = new Map(entries.map(({ ref, blob }) => [pathOf(ref), blob]));
  for (const file of look.found.files) {
    const path = pathOf(file);
    hash.update(JSON.stringify([path, file.text, there.get(path) ?? null]));
  }
  return hash.digest('hex');
}

function noSuch(): OpsError {
  return new OpsError('import-unknown', {
    en: 'This import is not known any more. Drop the file again, or use /config import.',
    zh: '已找不到这次导入的记录。请重新上传文件，或使用 /config import。',
  });
}

function moved(name: string): OpsError {
  return new OpsError('import-moved', {
    en: `Importing ${name}: the configs that are kept, or the inventory, have changed since this was shown. Nothing was saved. /config import shows it anew.`,
    zh: `导入 ${name}：展示之后，已保存的配置或清单发生了变化。未保存任何内容。用 /config import 重新查看。`,
  });
}
