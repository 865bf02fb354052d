import type { Db } from '../io/db.ts';

/** The commit that each config was last pushed of, by `<host>/<name>`. */
export type PushedRevisions = Record<string, string>;

type Config = { readonly host: string; readonly name: string };

/** What was brought to hosts: what it had and a later revision has no more is the bot's to take away. */
export interface Pushed {
  of(config: Config): string | undefined;
  note(configs: readonly (Config & { readonly revision: string })[]): Promise<void>;
}

/** Over one document. */
export function createPushed(db: Db<PushedRevisions>): Pushed {
  const keyOf = ({ host, name }: Config) => `${host}/${name}`;
  return {
    of: (config) => (Object.hasOwn(db.data, keyOf(config)) ? db.data[keyOf(config)] : undefined),
    note: (configs) =>
      db.update((data) => {
        for (const config of configs) data[keyOf(config)] = config.revision;
      }),
  };
}
