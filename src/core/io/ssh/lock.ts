import { randomUUID } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { OpsError } from '../../errors.ts';
import type { Clock } from '../clock.ts';
import { makeFolder, readTextIfThere } from '../files.ts';

const patience = 10_000;

/**
 * Does `work` while holding the lock file `<file>.lock`, so that no two processes rewrite `file` at once. A lock whose
 * process is gone is taken over by exactly one rival. Error `file-locked` when it stays held for 10 s.
 */
export async function withFileLock<T>(file: string, clock: Clock, work: () => Promise<T>): Promise<T> {
  const lock = `${file}.lock`;
  await makeFolder(dirname(file));
  const until = clock.now() + patience;
  while (!(await create(lock, JSON.stringify({ pid: process.pid, host: hostname(), token: randomUUID() })))) {
    if (await removeAbandoned(lock)) continue;
    if (clock.now() >= until) throw stillLocked(file, lock);
    await clock.sleep(20 + Math.random() * 30);
  }
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}

async function create(path: string, text: string): Promise<boolean> {
  try {
    const handle = await open(path, 'wx');
    await handle.writeFile(text).finally(() => handle.close());
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * The right to remove a lock is itself a file made exclusively and named after that lock's token, which is never used
 * again: of several rivals one removes it, and none removes the lock that the winner then takes.
 */
async function removeAbandoned(lock: string): Promise<boolean> {
  const text = await readTextIfThere(lock);
  if (text === undefined) return true;
  const holder = parse(text);
  if (!holder || holder.host !== hostname() || isAlive(holder.pid)) return false;
  const right = `${lock}.${holder.token}`;
  if (!(await create(right, String(process.pid)))) return false;
  try {
    if ((await readTextIfThere(lock)) !== text) return true;
    await rm(lock, { force: true });
    return true;
  } finally {
    await rm(right, { force: true });
  }
}

function parse(text: string): { pid: number; host: string; token: string } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return undefined;
    const { pid, host, token } = value as Record<string, unknown>;
    const sound = typeof pid === 'number' && typeof host === 'string' && /^[\w-]+$/.test(String(token));
    return sound ? { pid, host, token: String(token) } : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

function stillLocked(file: string, lock: string): OpsError {
  return new OpsError('file-locked', {
    en: `Writing ${file}: another process has held ${lock} for ${patience / 1000} s. If no other ChangeOps is running, delete that lock file and try again.`,
    zh: `写入 ${file}：另一个进程已占用 ${lock} 超过 ${patience / 1000} 秒。如果没有其他 ChangeOps 在运行，请删除该锁文件后重试。`,
  });
}
