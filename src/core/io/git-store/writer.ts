import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { OpsError } from '../../errors.ts';
import { createTurns } from '../../turns.ts';
import type { Clock } from '../clock.ts';
import { listIfThere, removeIfThere } from '../files.ts';
import { type FolderLock, lockFolder } from '../lock.ts';
import { type LockFile, locksIn, removeIfStale } from './stale.ts';

interface WriterOptions {
  readonly folder: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Milliseconds that a write waits for another process. */
  readonly wait: number;
}

/** Lets one write at a time into a repository, of this process and of all others. */
export type Writer = <T>(work: () => Promise<T>) => Promise<T>;

/** Milliseconds between two looks at a lock. */
const pause = 100;

/**
 * A writer takes its turn in this process, then the folder's lock, then sees that no lock file of git's is there: one
 * left by a git that died is removed when that is sure. Errors: OpsError `repository-locked`, naming the process or the
 * file, when `wait` has passed.
 */
export function createWriter(options: WriterOptions): Writer {
  const turns = createTurns();
  const dead: { since?: number } = {};
  return (work) =>
    turns('', async () => {
      const until = options.clock.now() + options.wait;
      const lock = await takeLock(options, until);
      try {
        if (lock.previous) dead.since = Math.min(dead.since ?? lock.previous.since, lock.previous.since);
        await waitForGit(options, until, dead.since);
        delete dead.since;
        return await watched(work, options.folder, dead);
      } finally {
        await lock.release();
      }
    });
}

async function takeLock({ folder, clock, signal }: WriterOptions, until: number): Promise<FolderLock> {
  for (;;) {
    signal.throwIfAborted();
    try {
      return await lockFolder(folder);
    } catch (error) {
      if (!(error instanceof OpsError) || error.code !== 'data-dir-locked') throw error;
      if (clock.now() >= until) throw heldBy(error);
      await clock.sleep(pause, signal);
    }
  }
}

async function waitForGit({ folder, clock, signal }: WriterOptions, until: number, deadSince?: number): Promise<void> {
  const place = await realpath(folder);
  for (;;) {
    const found = await locksIn(folder);
    const removed = await Promise.all(found.map((lock) => removeIfStale(lock, place, deadSince)));
    const left = found.find((_, index) => !removed[index]);
    if (!left) return;
    if (clock.now() >= until) throw leftBy(left);
    await clock.sleep(pause, signal);
  }
}

/** After a failure it is known that our git is gone, and since when a lock file may be its. */
async function watched<T>(work: () => Promise<T>, folder: string, dead: { since?: number }): Promise<T> {
  const since = Date.now();
  try {
    return await work();
  } catch (error) {
    dead.since = since;
    const names = (await listIfThere(folder)).filter((name) => name.startsWith('fast_import_crash_'));
    await Promise.all(names.map((name) => removeIfThere(join(folder, name))));
    throw error;
  }
}

function heldBy(cause: OpsError): OpsError {
  return new OpsError(
    'repository-locked',
    {
      en: `Saving configs: another process is writing to them. ${cause.text.en}`,
      zh: `保存配置：另一个进程正在写入。${cause.text.zh}`,
    },
    { cause },
  );
}

function leftBy({ file, made }: LockFile): OpsError {
  const since = new Date(made).toISOString();
  return new OpsError('repository-locked', {
    en: `Saving configs: a git holds ${file} since ${since}, and it is not sure that it has died. Try again later; if no git is working there, delete that file.`,
    zh: `保存配置：git 自 ${since} 起占用 ${file}，无法确定其是否已结束。请稍后重试；若确无 git 在运行，请删除该文件。`,
  });
}
