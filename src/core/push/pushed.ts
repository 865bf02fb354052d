import type { Back } from '../config/rollback.ts';
import type { ConfigStore } from '../config/types.ts';
import type { Db } from '../io/db.ts';

interface Brought {
  /** The full commit id. */
  readonly revision: string;
  readonly run: string;
  /** What the config does not have was removed with it: it is all that the device is to run. */
  readonly exact?: boolean;
}

/** What each config was brought to its host as, by `<host>/<name>`, the newest last; a revision alone is of older versions. */
export type PushedRevisions = Record<string, string | readonly Brought[]>;

type Config = { readonly host: string; readonly name: string };
type Configs = readonly (Config & { readonly revision: string; readonly exact?: boolean })[];

/** What was brought to hosts, verified there, and not taken back. */
export interface Pushed {
  /** The newest: what that had and a later revision has no more is the bot's to take away. */
  of(config: Config): string | undefined;
  /** Whether a device was brought to exactly that, or that was added to what it ran; undefined where nothing was brought. */
  how(config: Config): 'exact' | 'merged' | undefined;
  /** All that are remembered of it, the newest first. */
  all(config: Config): readonly string[];
  /** Once for each run, however often it is told. */
  note(configs: Configs, run: string): Promise<void>;
  /** What a run has brought there is there no more. */
  takeBack(configs: readonly Config[], run: string): Promise<void>;
}

const remembered = 50;

/** Over one document. */
export function createPushed(db: Db<PushedRevisions>): Pushed {
  const keyOf = ({ host, name }: Config) => `${host}/${name}`;
  const brought = (data: PushedRevisions, config: Config): readonly Brought[] => {
    const kept = Object.hasOwn(data, keyOf(config)) ? (data[keyOf(config)] ?? []) : [];
    return typeof kept === 'string' ? [{ revision: kept, run: '' }] : kept;
  };
  const change = (configs: readonly Config[], to: (config: Config, kept: readonly Brought[]) => readonly Brought[]) =>
    db.update((data) => {
      for (const config of configs) data[keyOf(config)] = to(config, brought(data, config));
    });
  const all = (config: Config) => brought(db.data, config).map(({ revision }) => revision);
  return {
    of: (config) => all(config).at(-1),
    how: (config) => {
      const last = brought(db.data, config).at(-1);
      return last && (last.exact ? 'exact' : 'merged');
    },
    all: (config) => all(config).toReversed(),
    note: async (configs, run) => {
      const left = configs.filter((config) => brought(db.data, config).at(-1)?.run !== run);
      if (left.length === 0) return;
      await db.update((data) => {
        for (const config of left) {
          const { revision, exact } = config;
          const one: Brought = { revision, run, ...(exact && { exact }) };
          data[keyOf(config)] = [...brought(data, config), one].slice(-remembered);
        }
      });
    },
    takeBack: (configs, run) => change(configs, (_, kept) => kept.filter((one) => one.run !== run)),
  };
}

/**
 * Whether bringing a config back is a rollback: to what the bot has collected from the host, or brought there and
 * verified. Anything else, such as a version that was saved and never pushed, is a change like any other.
 */
export async function hasRun(
  { from, to, text }: Pick<Back, 'from' | 'to' | 'text'>,
  { pushed, store }: { readonly pushed: Pick<Pushed, 'all'>; readonly store: Pick<ConfigStore, 'read'> },
): Promise<boolean> {
  // Only a run leaves its id there: what was imported was not seen on the host.
  if (from.kind === 'running') return to.trailers.Run !== undefined;
  for (const revision of pushed.all(from)) {
    if ((await store.read(from, revision).catch(() => undefined)) === text) return true;
  }
  return false;
}
