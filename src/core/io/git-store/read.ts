import { OpsError } from '../../errors.ts';
import { readBlobs, type TakeBlob } from './blobs.ts';
import { branch, checkedId, checkedPath, checkedShortId } from './guard.ts';
import type { Git } from './run.ts';

/** A file of a commit. `blob` is the id of its bytes. */
export interface TreeFile {
  readonly path: string;
  readonly blob: string;
  /** Bytes. */
  readonly size: number;
}

/** A commit, as its file's list of versions shows it. */
export interface CommitNote {
  readonly id: string;
  readonly author: { readonly name: string; readonly email: string };
  /** The author's time, ms since the epoch. */
  readonly when: number;
  /** Without its trailers. */
  readonly message: string;
  readonly trailers: Readonly<Record<string, string>>;
  /** Lines of the file that it added and took away. */
  readonly added: number;
  readonly removed: number;
}

/** A line and the commit that last changed it. */
export interface BlamedLine {
  readonly line: number;
  readonly text: string;
  readonly id: string;
  readonly author: string;
  /** ms since the epoch. */
  readonly when: number;
}

/** Reads a store's repository. Whatever is given is checked first: `config-name-refused`, `revision-refused`. */
export interface GitReader {
  /** The newest commit; undefined in an empty repository. */
  head(): Promise<string | undefined>;
  /** The commit whose id begins so; undefined where there is none. Error `revision-ambiguous`. */
  commit(beginning: string): Promise<string | undefined>;
  /** The newest commit that was there at a time (ms since the epoch). */
  commitAt(when: number): Promise<string | undefined>;
  /** All files of a commit, or those under a folder, sorted by path. */
  files(commit: string, under?: string): Promise<readonly TreeFile[]>;
  /** A file's bytes; undefined where the commit has no such file. */
  file(commit: string, path: string): Promise<Buffer | undefined>;
  /** Many files' bytes, by `TreeFile.blob`. */
  blobs(ids: readonly string[], take: TakeBlob): Promise<void>;
  /** The commits that changed a file, newest first. */
  versions(path: string, limit?: number): Promise<readonly CommitNote[]>;
  blame(commit: string, path: string): Promise<readonly BlamedLine[]>;
  /** The values of a trailer in all commits, or in those since one; each with its commit. */
  trailers(key: string, since?: string): Promise<ReadonlyMap<string, string>>;
}

export function createReader(git: Git): GitReader {
  const head = async () => (await git.run(['for-each-ref', '--format=%(objectname)', branch])).trim() || undefined;
  let begun = false;
  /** Git takes a branch without a commit for an error; one that has one keeps it. */
  const isEmpty = async () => {
    begun ||= (await head()) !== undefined;
    return !begun;
  };
  return {
    head,
    async commit(beginning) {
      const ids = await git.run(['rev-parse', `--disambiguate=${checkedShortId(beginning)}`]);
      const commits = await onlyCommits(git, ids.split('\n').filter(Boolean));
      if (commits.length > 1) throw ambiguous(beginning, commits);
      return commits[0];
    },
    async commitAt(when) {
      if (await isEmpty()) return undefined;
      const at = Math.floor(when / 1000);
      return (await git.run(['rev-list', '-1', '--first-parent', `--before=${at}`, branch])).trim() || undefined;
    },
    async files(commit, under) {
      const where = under === undefined ? [] : ['--', `${checkedPath(under)}/`];
      return parseTree(await git.run(['ls-tree', '-r', '-z', '-l', '--full-tree', checkedId(commit), ...where]));
    },
    async file(commit, path) {
      let found: Buffer | undefined;
      await readBlobs(git, [`${checkedId(commit)}:${checkedPath(path)}`], (bytes) => {
        found = bytes;
      });
      return found;
    },
    blobs: (ids, take) => readBlobs(git, ids.map(checkedId), take),
    async versions(path, limit) {
      if (await isEmpty()) return [];
      const most = limit === undefined ? [] : [`--max-count=${Math.max(1, Math.floor(limit))}`];
      return parseLog(await git.run([...logCommand, ...most, branch, '--', checkedPath(path)]));
    },
    async blame(commit, path) {
      return parseBlame(await git.run(['blame', '--line-porcelain', checkedId(commit), '--', checkedPath(path)]));
    },
    async trailers(key, since) {
      if (await isEmpty()) return new Map();
      const range = since === undefined ? branch : `${checkedId(since)}..${branch}`;
      const text = await git.run(['log', '-z', `--format=%H %(trailers:key=${key},valueonly,unfold)`, range, '--']);
      const records = text.split('\0').map((record) => record.trim());
      return new Map(
        records.flatMap((record) => (record.length > 41 ? [[record.slice(41), record.slice(0, 40)]] : [])),
      );
    },
  };
}

/** A store's line of commits is straight; where people merged something in, it is followed along its own side. */
const logCommand = [
  'log',
  '-z',
  '--first-parent',
  '--no-renames',
  '--numstat',
  '--format=%H%x00%an%x00%ae%x00%at%x00%B%x00%(trailers:only,unfold)%x00',
];

/** Six fields a commit and an empty one that ends the format, then, where it changed lines, the counts with the path. */
function parseLog(text: string): readonly CommitNote[] {
  const fields = text.split('\0');
  const notes: CommitNote[] = [];
  for (let at = 0; at < fields.length; at += 1) {
    const [id = '', name = '', email = '', time = '', body = '', trailers = '', , counts = ''] = fields.slice(
      at,
      at + 8,
    );
    if (!/^[0-9a-f]{40}$/.test(id)) continue;
    const [, added, removed] = /^\s*(\d+)\t(\d+)\t/.exec(counts) ?? [];
    notes.push({
      id,
      author: { name, email },
      when: Number(time) * 1000,
      message: withoutEnd(body.trim(), trailers.trim()),
      trailers: parseTrailers(trailers),
      added: Number(added ?? 0),
      removed: Number(removed ?? 0),
    });
    at += 6;
  }
  return notes;
}

function withoutEnd(message: string, trailers: string): string {
  return trailers !== '' && message.endsWith(trailers) ? message.slice(0, -trailers.length).trim() : message;
}

function parseTrailers(text: string): Record<string, string> {
  const pairs = text.split('\n').map((line) => /^([\w-]+): (.*)$/.exec(line));
  return Object.fromEntries(pairs.flatMap((pair) => (pair ? [[pair[1] ?? '', pair[2] ?? '']] : [])));
}

/** `<mode> SP <type> SP <id> SP+ <size> TAB <path> NUL`, of git-ls-tree(1); the size of what it cannot read is `BAD`. */
function parseTree(text: string): readonly TreeFile[] {
  return text.split('\0').flatMap((entry) => {
    const found = /^100\d+ blob ([0-9a-f]{40}) +(\d+|BAD)\t(.+)$/s.exec(entry);
    return found ? [{ path: found[3] ?? '', blob: found[1] ?? '', size: Number(found[2]) || 0 }] : [];
  });
}

/** The porcelain format of git-blame(1): a head line, `key value` lines, then the line itself after a tab. */
function parseBlame(text: string): readonly BlamedLine[] {
  const lines: BlamedLine[] = [];
  let [id, line, author, when] = ['', 0, '', 0];
  for (const row of text.split('\n')) {
    const start = /^([0-9a-f]{40}) \d+ (\d+)/.exec(row);
    if (row.startsWith('\t')) lines.push({ line, text: row.slice(1), id, author, when });
    else if (row.startsWith('author ')) author = row.slice(7);
    else if (row.startsWith('author-time ')) when = Number(row.slice(12)) * 1000;
    else if (start) [id, line] = [start[1] ?? '', Number(start[2])];
  }
  return lines;
}

async function onlyCommits(git: Git, ids: readonly string[]): Promise<readonly string[]> {
  if (ids.length === 0) return [];
  let text = '';
  await git.stream(['cat-file', '--batch-check'], {
    input: [Buffer.from(`${ids.join('\n')}\n`)],
    onStdout: (chunk) => {
      text += chunk;
    },
  });
  return text.split('\n').flatMap((line) => /^([0-9a-f]{40}) commit /.exec(line)?.[1] ?? []);
}

function ambiguous(beginning: string, ids: readonly string[]): OpsError {
  const shown = ids.slice(0, 5).map((id) => id.slice(0, 12));
  return new OpsError('revision-ambiguous', {
    en: `Several commits begin with ${beginning}: ${shown.join(', ')}. Give more of its digits.`,
    zh: `有多个提交以 ${beginning} 开头：${shown.join('、')}。请给出更多位。`,
  });
}
