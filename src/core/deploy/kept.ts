import type { Db } from '../io/db.ts';
import type { ArtifactStore } from './types.ts';

/** Which artifacts the releases on each root came from, by `<host> <root>`; kept in DATA_DIR/state/releases.json. */
export type KeptReleases = Record<string, readonly string[]>;

/** Knows which artifacts are still of use, so that the others can be deleted. */
export interface Kept {
  /** Takes note of the artifacts that a host's root keeps after its releases were pruned. */
  note(host: string, root: string, artifacts: readonly string[]): Promise<void>;
  /** Deletes the artifacts that no kept release and no run under way uses. */
  prune(): Promise<void>;
}

interface KeptDeps {
  readonly db: Db<KeptReleases>;
  readonly artifacts: Pick<ArtifactStore, 'prune'>;
  /** Artifacts of runs that are not over; undefined while one is being planned and has not said which it needs. */
  readonly inUse: () => Promise<readonly string[] | undefined>;
}

/** Keeps the notes in a small document. */
export function createKept({ db, artifacts, inUse }: KeptDeps): Kept {
  return {
    note: (host, root, artifacts) =>
      db.update((all) => {
        all[`${host} ${root}`] = [...new Set(artifacts)];
      }),
    prune: async () => {
      const active = await inUse();
      if (active) await artifacts.prune(new Set([...Object.values(db.data).flat(), ...active]));
    },
  };
}
