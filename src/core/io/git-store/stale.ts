import { readdir, readFile, readlink, realpath, rm, stat } from 'node:fs/promises';
import { uptime } from 'node:os';
import { join, sep } from 'node:path';

/** What git locks before it writes, in a bare repository; those of the background's own work git sees to itself. */
const locks = ['refs/heads/main.lock', 'packed-refs.lock', 'HEAD.lock', 'index.lock', 'config.lock', 'shallow.lock'];

/** File times lag behind the clock by a tick, and are coarse on some file systems. */
const slack = 2_000;

/** A lock file of git's that is there now. */
export interface LockFile {
  readonly file: string;
  /** When it was made, ms since the epoch. */
  readonly made: number;
}

/** Those of what is made from the commits, and can be made again. */
const derived = ['objects/info/commit-graphs/commit-graph-chain.lock', 'objects/info/commit-graph.lock'];

/** An hour: no commit-graph takes as long. */
const old = 3_600_000;

/** Removes lock files that a git which kept the commit-graph up left when it died: an hour old, and no git works here. */
export async function clearDerived(folder: string): Promise<void> {
  const found = await locksIn(folder, derived);
  const place = await realpath(folder);
  await Promise.all(found.filter(({ made }) => made < Date.now() - old).map((lock) => removeIfStale(lock, place, 0)));
}

/** The lock files of a repository that hinder a write. */
export async function locksIn(folder: string, names: readonly string[] = locks): Promise<readonly LockFile[]> {
  const found = await Promise.all(
    names.map(async (name) => {
      const file = join(folder, name);
      const made = (await stat(file).catch(() => undefined))?.mtimeMs;
      return made === undefined ? [] : [{ file, made }];
    }),
  );
  return found.flat();
}

/**
 * Removes the lock file if nobody who made it can be alive; whether it did. Git writes no owner into it, so that is sure
 * only where it was made before this machine started, or, on Linux, after a writer of ours began that is known to have
 * died (`deadSince`, ms since the epoch), while no git that is running now and could have made it works here.
 */
export async function removeIfStale({ file, made }: LockFile, folder: string, deadSince?: number): Promise<boolean> {
  const beforeStart = made < Date.now() - uptime() * 1000 - slack;
  const ours = deadSince !== undefined && made >= deadSince - slack;
  if (!beforeStart && !(ours && (await noGitWorksIn(folder)))) return false;
  await rm(file, { force: true });
  return true;
}

/** Sure only where /proc can be read: elsewhere false. */
async function noGitWorksIn(folder: string): Promise<boolean> {
  const names = await readdir('/proc').catch(() => []);
  const pids = names.filter((name) => /^\d+$/.test(name));
  if (process.platform !== 'linux' || pids.length === 0) return false;
  for (const pid of pids) if (await mayWorkIn(folder, pid)) return false;
  return true;
}

/** A git whose folder, arguments or environment name the repository; also one that cannot be looked into. */
async function mayWorkIn(folder: string, pid: string): Promise<boolean> {
  const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '');
  if (!name.startsWith('git')) return false;
  const state = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (state === undefined || / [ZX] /.test(state.slice(state.lastIndexOf(')')))) return false;
  try {
    const cwd = await readlink(`/proc/${pid}/cwd`);
    const told = (await readFile(`/proc/${pid}/cmdline`, 'utf8')) + (await readFile(`/proc/${pid}/environ`, 'utf8'));
    return cwd === folder || cwd.startsWith(folder + sep) || told.includes(folder) || /--git-dir|GIT_DIR=\./.test(told);
  } catch (error) {
    return !(error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH'));
  }
}
