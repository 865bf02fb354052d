import { randomUUID } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { OpsError } from '../errors.ts';
import { listIfThere, makeFolder, syncFolder, writeFileAtomic } from './files.ts';
import type { ProcessMark } from './lock-owner.ts';
import { markOf, stillRuns } from './lock-owner.ts';

/** Who holds a folder. */
export interface LockOwner extends ProcessMark {
  readonly host: string;
  /** ms since the epoch. */
  readonly since: number;
  readonly released?: boolean;
}

/** A folder held by this process. */
export interface FolderLock {
  readonly owner: LockOwner;
  /** The process that held it and died without letting go. */
  readonly previous?: LockOwner;
  release(): Promise<void>;
}

/**
 * Takes a folder for this process alone, in `<folder>/lock/`. Error `data-dir-locked` says who has it. The lock of a
 * process that is gone (also where its number was given to another one, told by its start time on Linux) is taken
 * over. One of another host name counts as held: its processes cannot be seen from here.
 *
 * The highest number is the lock and is never deleted; taking it is making the next number, which only one can do. So
 * two that find the same dead owner cannot both win, as they could if either removed the old lock first.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const place = join(folder, 'lock');
  await makeFolder(place);
  const owner: LockOwner = { ...(await markOf(process.pid)), host: hostname(), since: Date.now() };
  for (;;) {
    const numbers = await numbersIn(place);
    const highest = numbers.at(-1) ?? 0;
    const holder = await holderOf(place, highest);
    if (holder && (await holds(holder))) throw taken(folder, holder);
    if (!(await create(place, highest + 1, owner))) continue;
    if ((await numbersIn(place)).at(-1) !== highest + 1) continue;
    await Promise.all(numbers.map((number) => rm(fileOf(place, number), { force: true })));
    const previous = holder && !holder.released ? { previous: holder } : {};
    return { owner, ...previous, release: () => release(place, highest + 1, owner) };
  }
}

function fileOf(place: string, number: number): string {
  return join(place, `${number}.json`);
}

async function numbersIn(place: string): Promise<readonly number[]> {
  const names = await listIfThere(place);
  return names.flatMap((name) => Number(/^(\d+)\.json$/.exec(name)?.[1] ?? 0) || []).toSorted((a, b) => a - b);
}

/** A lock that was superseded and deleted meanwhile, or that cannot be read, has no holder. */
async function holderOf(place: string, number: number): Promise<LockOwner | undefined> {
  try {
    return JSON.parse(await readFile(fileOf(place, number), 'utf8')) as LockOwner;
  } catch {
    return undefined;
  }
}

async function holds(holder: LockOwner): Promise<boolean> {
  if (holder.released) return false;
  return holder.host !== hostname() || stillRuns(holder);
}

/** Makes the lock file with its content in one step; false when somebody was first. */
async function create(place: string, number: number, owner: LockOwner): Promise<boolean> {
  const draft = join(place, `.${randomUUID()}.tmp`);
  await writeFile(draft, JSON.stringify(owner), { flag: 'wx', flush: true });
  try {
    await link(draft, fileOf(place, number));
    await syncFolder(place);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function release(place: string, number: number, owner: LockOwner): Promise<void> {
  await writeFileAtomic(fileOf(place, number), JSON.stringify({ ...owner, released: true }));
}

function taken(folder: string, holder: LockOwner): OpsError {
  const since = new Date(holder.since).toISOString();
  return new OpsError('data-dir-locked', {
    en: `${folder} is in use by another bot: process ${holder.pid} on ${holder.host}, since ${since}. Stop that one first. If it is surely gone (a host that no longer exists), delete ${join(folder, 'lock')}.`,
    zh: `${folder} 正被另一个机器人使用：主机 ${holder.host} 上的进程 ${holder.pid}，始于 ${since}。请先停止它；若确定它已不存在（例如主机已撤除），请删除 ${join(folder, 'lock')}。`,
  });
}
