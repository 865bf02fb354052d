import { type FSWatcher, watch } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from './clock.ts';

interface WatchOptions {
  readonly clock: Clock;
  /** Called after the files changed and were quiet for `quiet` ms; the next call waits until it has resolved. */
  readonly changed: () => Promise<void>;
  /** Milliseconds without another event before `changed` is called; default 200. */
  readonly quiet?: number;
  /** Milliseconds between looks at the files, for changes that the system does not tell of; default 5,000. */
  readonly every?: number;
}

/**
 * Watches the files of one folder (not those below it): by the system's events where there are any, and by looking at
 * names, sizes and times now and then, which also serves network folders and a folder that comes later. Resolves once
 * it watches: what changes after that is noticed. `changed` must not reject.
 */
export async function watchFolder(
  folder: string,
  { clock, changed, quiet = 200, every = 5000 }: WatchOptions,
): Promise<{ close(): void }> {
  let closed = false;
  let known: string | undefined;
  let stopQuiet: (() => void) | undefined;
  let stopPoll: (() => void) | undefined;

  const look = async () => {
    const now = await stamp(folder);
    const moved = known !== undefined && known !== now;
    known = now;
    if (moved && !closed) await changed();
  };
  const poll = () => {
    stopPoll = clock.after(every, async () => {
      await look();
      if (!closed) poll();
    });
  };
  const event = () => {
    stopQuiet?.();
    if (!closed) stopQuiet = clock.after(quiet, () => void changed());
  };

  const events = startEvents(folder, event);
  await look();
  poll();
  return {
    close: () => {
      closed = true;
      events?.close();
      stopQuiet?.();
      stopPoll?.();
    },
  };
}

/** Undefined where the system offers no events for this folder, or has run out of them: looking goes on anyway. */
function startEvents(folder: string, event: () => void): FSWatcher | undefined {
  try {
    const watcher = watch(folder, { persistent: false }, event);
    watcher.on('error', () => watcher.close());
    return watcher;
  } catch {
    return undefined;
  }
}

/** A text that changes whenever a file of the folder does. */
async function stamp(folder: string): Promise<string> {
  const names = await readdir(folder).catch(() => []);
  const lines = names.toSorted().map(async (name) => {
    const info = await stat(join(folder, name), { bigint: true }).catch(() => undefined);
    return `${name} ${info?.ino} ${info?.size} ${info?.mtimeNs}`;
  });
  return (await Promise.all(lines)).join('\n');
}
