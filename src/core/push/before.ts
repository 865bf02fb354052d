import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { listIfThere, readTextIfThere, removeIfThere, writeFileAtomic } from '../io/files.ts';

/**
 * What devices ran before a push changed them, whole, with their secrets: what an undo needs after the bot was killed.
 * Readable by the bot's user alone, and deleted when the run has ended well.
 */
export interface Before {
  keep(run: string, host: string, text: string): Promise<void>;
  /** Undefined where nothing was kept. */
  of(run: string, host: string): Promise<string | undefined>;
  /** What was kept for a run goes; so does what is left of older ones beyond the newest fifty. */
  forget(run: string): Promise<void>;
}

const runs = 50;

/** Texts under `<folder>/<run>/`. */
export function createBefore(folder: string): Before {
  const fileOf = (run: string, host: string) =>
    join(folder, run, createHash('sha256').update(host).digest('hex').slice(0, 32));
  return {
    keep: (run, host, text) => writeFileAtomic(fileOf(run, host), text, { mode: 0o600 }),
    of: (run, host) => readTextIfThere(fileOf(run, host)),
    forget: async (run) => {
      await removeIfThere(join(folder, run));
      // Ids of runs begin with their date.
      const old = (await listIfThere(folder)).toReversed().slice(runs);
      for (const name of old) await removeIfThere(join(folder, name));
    },
  };
}
