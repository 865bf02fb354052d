import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConfigStore } from '../../../src/core/config/store.ts';
import type { ConfigFile, SaveJob } from '../../../src/core/config/types.ts';
import type { Text } from '../../../src/core/text.ts';
import { type ManualClock, manualClock } from '../../support/clock.ts';

export const day = 86_400_000;
export const start = Date.UTC(2026, 10, 1, 8);

type Options = Partial<Parameters<typeof createConfigStore>[0]>;

/** A folder for a store, with git's own eyes on it. */
export async function world() {
  const folder = await mkdtemp(join(tmpdir(), 'configs-'));
  const abort = new AbortController();
  const clock: ManualClock = manualClock(start);
  const troubles: Text[] = [];
  return {
    folder,
    repository: join(folder, 'configs'),
    clock,
    abort,
    troubles,
    open: (more: Options = {}) =>
      createConfigStore({
        folder: join(folder, 'configs'),
        clock,
        env: process.env,
        signal: abort.signal,
        onTrouble: (trouble) => troubles.push(trouble),
        ...more,
      }),
    /** What git itself says of the store's repository. */
    git: (...args: string[]) => git(join(folder, 'configs'), ...args),
    end: async () => {
      abort.abort(new Error('the test is over'));
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Runs git as a person would, who has no settings of his own. */
export function git(folder: string, ...args: string[]): string {
  return gitAt(folder, 'Oxidized', start, ...args);
}

/** As somebody, at some time (ms since the epoch). */
export function gitAt(folder: string, name: string, when: number, ...args: string[]): string {
  const date = `${when / 1000} +0000`;
  const author = { GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: 'ox@example.net', GIT_AUTHOR_DATE: date };
  const committer = { GIT_COMMITTER_NAME: name, GIT_COMMITTER_EMAIL: 'ox@example.net', GIT_COMMITTER_DATE: date };
  const env = { ...process.env, ...author, ...committer, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  return execFileSync('git', args, { cwd: folder, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

export function running(host: string, text: string, name = 'config'): ConfigFile {
  return { kind: 'running', host, name, text };
}

export function intended(host: string, name: string, text: string): ConfigFile {
  return { kind: 'intended', host, name, text };
}

export function job(id: string, files: SaveJob['files'], more: Partial<SaveJob> = {}): SaveJob {
  return { id, author: { id: 'U0ENGINEER', name: '王工' }, message: `Job ${id}`, files, ...more };
}

/** The code of the error that something ends with. */
export async function codeOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
  throw new Error('it did not fail');
}

/** The gits that a process has started and that still run, by /proc. */
export function gitsOf(pid: number | undefined): number[] {
  return readdirSync('/proc').flatMap((name) => {
    try {
      const fields = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1]?.split(' ');
      const git = readFileSync(`/proc/${name}/comm`, 'utf8').startsWith('git');
      return git && Number(fields?.[1]) === pid ? [Number(name)] : [];
    } catch {
      return [];
    }
  });
}
