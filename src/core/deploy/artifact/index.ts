import { resolve } from 'node:path';
import { sweepFolder } from '../../io/archive-copy.ts';
import type { Clock } from '../../io/clock.ts';
import type { App } from '../../settings/types.ts';
import type { Text } from '../../text.ts';
import { createHolds, createSharing, createTurns } from '../../turns.ts';
import type { Artifact, ArtifactStore } from '../types.ts';
import { type BuildContext, buildVersion } from './build.ts';
import { type Source, sourceOf } from './source.ts';
import { createStore } from './store.ts';
import { checkVersionName, newestFirst, newestSemantic, versionNeeded } from './versions.ts';

interface ArtifactsOptions {
  readonly dataDir: string;
  readonly clock: Clock;
  /** Further folders and files, by absolute path, that builds must not see: private keys outside ~/.ssh, for one. */
  readonly hidden?: () => readonly string[];
  /** Milliseconds that one git command may take; default five minutes. */
  readonly gitTimeout?: number;
}

export interface BuildOptions {
  readonly signal?: AbortSignal;
  /** The bot's environment; of it a build gets PATH, the language, the time zone and what `build.env` names. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Hears what whoever asked should know although the build went well. */
  readonly warn?: (text: Text) => void;
  /** Who asked, for the record of the version. */
  readonly by?: string;
  /** Only tells what would be built: nothing is stored, no version is put on record. */
  readonly dryRun?: boolean;
}

export interface Artifacts extends ArtifactStore {
  /**
   * The artifact of a version (default: the newest semantic one): built, or found again when it is on record and its
   * source is still the same. Asked for twice at once it is built once. Errors, all OpsError: `version-unknown`,
   * `no-versions`, `version-needed`, `version-malformed`, `version-altered`, `build-not-reproducible`, `source-missing`,
   * `source-holds-data`, `git-failed`, `git-address-refused`, `lfs-unsupported`, `build-failed`, `artifact-empty`,
   * `name-refused`, `link-escapes`, `special-file`, `source-changed`, `pack-failed`.
   */
  build(app: App, version: string | undefined, options: BuildOptions): Promise<Artifact>;
  /** The versions that can be built, newest first. For a source without `{version}`: those on record. */
  versions(app: App, options?: Pick<BuildOptions, 'signal' | 'env'>): Promise<readonly string[]>;
}

const fiveMinutes = 300_000;

/** Builds and keeps artifacts under DATA_DIR/artifacts. One at a time may use a DATA_DIR. */
export function createArtifacts({ dataDir, clock, hidden, gitTimeout = fiveMinutes }: ArtifactsOptions): Artifacts {
  const folder = resolve(dataDir, 'artifacts');
  const turns = createTurns();
  const sharing = createSharing<Built>();
  const inUse = createHolds();
  const store = createStore(folder, inUse.held);
  const base = { dataDir: resolve(dataDir), folder, clock, store, turns, inUse, hidden: hidden ?? (() => []) };
  let swept: Promise<void> | undefined;

  const sourceFor = (app: App, env: BuildOptions['env']) =>
    sourceOf(app, { ...base, mirrors: resolve(folder, 'git'), gitTimeout, env });

  const versionsOf = async (app: App, source: Source, signal?: AbortSignal) =>
    source.versioned ? source.versions(signal) : newestFirst(await store.recorded(app.name));

  const wantedVersion = async (app: App, source: Source, asked: string | undefined, signal?: AbortSignal) => {
    if (asked === undefined && !source.versioned) throw versionNeeded(app.name);
    const version = asked ?? newestSemantic(app.name, await source.versions(signal));
    checkVersionName(app.name, version);
    return version;
  };

  return {
    ...store,
    prune: (keep) => turns('store', () => store.prune(keep)),
    versions: (app, options) => versionsOf(app, sourceFor(app, options?.env ?? {}), options?.signal),
    async build(app, asked, options) {
      swept ??= sweepFolder(folder);
      await swept;
      const source = sourceFor(app, options.env);
      const version = await wantedVersion(app, source, asked, options.signal);
      const built = await sharing(JSON.stringify([app, version, options.dryRun === true]), options.signal, (signal) =>
        turns(`build ${app.name} ${version}`, () => collect({ ...base, ...options, app, version, source, signal })),
      );
      for (const text of built.warnings) options.warn?.(text);
      return built.artifact;
    },
  };
}

interface Built {
  readonly artifact: Artifact;
  readonly warnings: readonly Text[];
}

async function collect(context: Omit<BuildContext, 'warn'>): Promise<Built> {
  const warnings: Text[] = [];
  const artifact = await buildVersion({ ...context, warn: (text) => warnings.push(text) });
  return { artifact, warnings };
}
