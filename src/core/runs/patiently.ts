import { OpsError } from '../errors.ts';
import type { Engine } from './engine.ts';

/** How long to wait before the journal is tried again, in ms. */
export const journalPause = 5_000;

/** Whether the journal could not be written. */
export function isUnwritable(error: unknown): boolean {
  return error instanceof OpsError && error.code === 'journal-unwritable';
}

/**
 * Does what must be put on record, again and again while the journal cannot be written. Rejects with anything else
 * that goes wrong, and with `journal-unwritable` when the bot stops before it is over.
 */
export async function patiently<T>(engine: Pick<Engine, 'clock' | 'stopping'>, work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isUnwritable(error)) throw error;
      await engine.clock.sleep(journalPause, engine.stopping).catch(() => {});
      if (engine.stopping.aborted) throw error;
    }
  }
}
