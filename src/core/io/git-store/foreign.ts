import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { OpsError } from '../../errors.ts';
import { listIfThere, makeFolder, removeIfThere } from '../files.ts';
import { readBlobs, type TakeBlob } from './blobs.ts';
import { branch, checkedId } from './guard.ts';
import { createGit, type Git, type GitOptions } from './run.ts';

/** A commit of a repository that is read from. */
export interface ForeignCommit {
  readonly id: string;
  readonly author: { readonly name: string; readonly email: string };
  /** The author's time, ms since the epoch. */
  readonly when: number;
  readonly message: string;
  /** Files that it wrote, by the id of their bytes, or removed. Links and submodules are not told. */
  readonly changes: readonly { readonly path: string; readonly blob?: string }[];
}

/** A repository that somebody else wrote, as a copy: nothing of its settings or hooks has a say here. */
export interface Foreign {
  readonly name: string;
  /** Its line of commits, the oldest first. */
  readonly commits: readonly ForeignCommit[];
  blobs(ids: readonly string[], take: TakeBlob): Promise<void>;
}

const prefix = 'incoming-';

/**
 * Copies the repository at `source` (bare or not, a bundle, or a folder of several), gives it to `work`, and removes the
 * copy. Error `oxidized-unreadable` where there is none; `git-failed`.
 */
export async function withForeign<T>(options: GitOptions, source: string, work: (all: Foreign[]) => Promise<T>) {
  await removeCopies(options.folder);
  const place = join(options.folder, `${prefix}${randomUUID()}`);
  try {
    const found: Foreign[] = [];
    for (const path of await repositories(resolve(source))) {
      found.push(await copied({ ...options, folder: join(place, `${found.length}.git`) }, path));
    }
    return await work(found);
  } finally {
    await removeIfThere(place);
  }
}

/** Removes the copies of an import that was killed: they have what was to be stripped. */
export async function removeCopies(folder: string): Promise<void> {
  const left = (await listIfThere(folder)).filter((name) => name.startsWith(prefix));
  await Promise.all(left.map((name) => removeIfThere(join(folder, name))));
}

/** Whether there are any among the names in a store's folder. */
export function hasCopies(names: readonly string[]): boolean {
  return names.some((name) => name.startsWith(prefix));
}

async function repositories(source: string): Promise<readonly string[]> {
  const found = await stat(source).catch(() => undefined);
  if (found?.isFile()) return [source];
  const names = found ? await listIfThere(source) : [];
  if (isRepository(names)) return [source];
  const under = names.filter((name) => !name.startsWith('.')).map((name) => join(source, name));
  const checked = await Promise.all(
    under.map(async (path) => ((await isFolder(path)) && isRepository(await listIfThere(path)) ? [path] : [])),
  );
  if (checked.flat().length === 0) throw unreadable(source);
  return checked.flat();
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}

function isRepository(names: readonly string[]): boolean {
  return names.includes('.git') || (names.includes('HEAD') && names.includes('objects'));
}

async function copied(options: GitOptions, path: string): Promise<Foreign> {
  await makeFolder(options.folder);
  const git = createGit(options);
  await git.run(['init', '--quiet', '--bare', '--initial-branch=main']);
  const ref = mainRef(await git.run(['ls-remote', '--', path]));
  if (ref === undefined) throw unreadable(path);
  await git.run(['fetch', '--quiet', '--no-tags', '--', path, `+${ref}:${branch}`], 3_600_000);
  return {
    name: basename(path).replace(/\.(git|bundle)$/, ''),
    commits: await log(git),
    blobs: (ids, take) => readBlobs(git, ids.map(checkedId), take),
  };
}

/** What HEAD is there, or the usual names of a main branch, or the only branch. */
function mainRef(text: string): string | undefined {
  const refs = text.split('\n').flatMap((line) => /^[0-9a-f]{40}\t(HEAD|refs\/heads\/[\w./-]+)$/.exec(line)?.[1] ?? []);
  return ['HEAD', 'refs/heads/master', 'refs/heads/main'].find((name) => refs.includes(name)) ?? refs[0];
}

async function log(git: Git): Promise<readonly ForeignCommit[]> {
  const how = ['--reverse', '--first-parent', '--root', '--no-renames', '--raw', '-z', '--no-abbrev'];
  const text = await git.run(['log', ...how, '--format=%H%x00%an%x00%ae%x00%at%x00%B%x00', branch, '--'], 600_000);
  return parse(text.split('\0'));
}

/** Five fields a commit, then for each file `:<mode> <mode> <id> <id> <status>` and its path, of git-diff-tree(1). */
function parse(fields: readonly string[]): readonly ForeignCommit[] {
  const commits: (ForeignCommit & { readonly changes: { path: string; blob?: string }[] })[] = [];
  for (let at = 0; at < fields.length; at += 1) {
    const field = fields[at]?.trim() ?? '';
    const change = /^:\d{6} (\d{6}) [0-9a-f]{40} ([0-9a-f]{40}) ([A-Z])/.exec(field);
    if (change) {
      at += 1;
      const [, mode = '', blob = '', status] = change;
      const path = fields[at] ?? '';
      if (status === 'D') commits.at(-1)?.changes.push({ path });
      else if (mode.startsWith('100')) commits.at(-1)?.changes.push({ path, blob });
    } else if (/^[0-9a-f]{40}$/.test(field)) {
      const [name = '', email = '', time = '', message = ''] = fields.slice(at + 1, at + 5);
      commits.push({ id: field, author: { name, email }, when: Number(time) * 1000, message, changes: [] });
      at += 4;
    }
  }
  return commits;
}

function unreadable(path: string): OpsError {
  return new OpsError('oxidized-unreadable', {
    en: `Importing from ${path}: there is no git repository or bundle with commits. Give the path of Oxidized's repository (bare or not), of the folder with one for each group, or of a bundle.`,
    zh: `从 ${path} 导入：其中没有含提交的 git 仓库或 bundle。请给出 Oxidized 仓库（裸仓库或普通仓库）、按分组存放仓库的目录，或 bundle 的路径。`,
  });
}
