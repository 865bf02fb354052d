import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Conversions, createConversions, type RememberedCorrections } from '../../../../src/core/convert/index.ts';
import { loadFormats } from '../../../../src/core/convert/load-formats.ts';
import type { Clock } from '../../../../src/core/io/clock.ts';
import { systemClock } from '../../../../src/core/io/clock.ts';
import { openDb } from '../../../../src/core/io/db.ts';

/** The real service over a folder of its own, with the real confined child. */
export interface Opened {
  readonly conversions: Conversions;
  /** The journal's entries, in order. */
  readonly journal: readonly { readonly type: string }[];
  readonly folder: string;
  close(): void;
}

/** Opens the service; a given `clock` runs beside the child, so it has to go as time does. */
export async function openConversions(more: { clock?: Clock; folder?: string } = {}): Promise<Opened> {
  const folder = more.folder ?? mkdtempSync(join(tmpdir(), 'conversions-'));
  const stop = new AbortController();
  const journal: { readonly type: string }[] = [];
  const conversions = createConversions({
    dataDir: folder,
    clock: more.clock ?? systemClock(),
    settings: { current: () => ({ general: { ansible: {} } }) as never },
    formats: await loadFormats(),
    corrections: await openDb<RememberedCorrections>(join(folder, 'corrections.json'), {}),
    journal: {
      append: async (entry) => {
        journal.push(entry);
        return {} as never;
      },
    },
    signal: stop.signal,
  });
  const close = () => {
    stop.abort();
    rmSync(folder, { recursive: true, force: true });
  };
  return { conversions, journal, folder, close };
}
