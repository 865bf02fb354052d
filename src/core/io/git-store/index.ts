import type { Text } from '../../text.ts';
import type { Clock } from '../clock.ts';
import { listIfThere, makeFolder } from '../files.ts';
import { type Background, createBackground } from './background.ts';
import { type Foreign, hasCopies, removeCopies, withForeign } from './foreign.ts';
import { createReader, type GitReader } from './read.ts';
import { createGit } from './run.ts';
import { createSearch, type GitSearch } from './search.ts';
import { type Step, writeCommits } from './write.ts';
import { createWriter } from './writer.ts';

export type { Foreign, ForeignCommit } from './foreign.ts';
export { pathTrouble, revisionRefused } from './guard.ts';
export type { BlamedLine, CommitNote, TreeFile } from './read.ts';
export type { Hit } from './search.ts';
export { blobId, type Edit, type NewCommit, type Step } from './write.ts';

export interface GitStoreOptions {
  /** The bare repository; made where it is not there. */
  readonly folder: string;
  readonly clock: Clock;
  /** The bot's environment; git's own variables are taken out of it. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Ends all that git does here. */
  readonly signal: AbortSignal;
  /**
   * Where every commit is pushed to, in the background; asked before each push, so that it may change. A relative path
   * starts beside the repository.
   */
  readonly remote?: () => string | undefined;
  /** Told when work in the background fails. */
  readonly onTrouble: (trouble: Text) => void;
  /** Milliseconds that one git command may take; default 2 minutes. */
  readonly timeout?: number;
  /** Milliseconds that a write waits for another process; default 30 s. */
  readonly wait?: number;
}

/** Puts commits on top of what is there (`writeCommits`). */
type Put = (steps: Iterable<Step> | AsyncIterable<Step>, timeout?: number) => Promise<string>;

/** One line of commits in a bare git repository, with no files beside it that could get out of step. */
export interface GitStore extends GitReader, GitSearch, Pick<Background, 'idle' | 'troubles' | 'wake'> {
  /**
   * Lets `work` look and write while nobody else writes: it gets the newest commit, and `put`. Error `repository-locked`
   * when another process holds it too long.
   */
  writing<T>(work: (head: string | undefined, put: Put) => Promise<T>): Promise<T>;
  /** Gives `work` a copy of other people's repositories (`withForeign`); to be called within `writing`. */
  foreign<T>(source: string, work: (all: Foreign[]) => Promise<T>): Promise<T>;
}

/**
 * Opens a store; one that a killed process left is whole. Errors of its methods: `git-failed`, `repository-locked`, and
 * for whatever could not be a path, an id or a pattern, before git sees it: `config-name-refused`, `revision-refused`,
 * `pattern-refused`.
 */
export async function openGitStore(options: GitStoreOptions): Promise<GitStore> {
  const { folder, clock, env, signal, remote, onTrouble, timeout = 120_000, wait = 30_000 } = options;
  const git = createGit({ folder, clock, env, signal, timeout });
  const writer = createWriter({ folder, clock, signal, wait });
  await makeFolder(folder);
  const names = await listIfThere(folder);
  if (!['HEAD', 'refs', 'objects'].every((name) => names.includes(name))) await writer(() => init(git));
  if (hasCopies(names)) await writer(() => removeCopies(folder));
  const reader = createReader(git);
  const background = createBackground({ folder, git, clock, signal, onTrouble, remote });
  if ((await reader.head()) !== undefined) background.wake();
  return {
    ...reader,
    ...createSearch(git),
    ...background,
    foreign: (source, work) => withForeign({ folder, clock, env, signal, timeout }, source, work),
    writing: (work) =>
      writer(async () => {
        const head = await reader.head();
        return work(head, async (steps, late) => {
          const id = await writeCommits(git, head, steps, late);
          background.wake();
          return id;
        });
      }),
  };
}

async function init(git: { run(args: string[]): Promise<string> }): Promise<void> {
  await git.run(['init', '--quiet', '--bare', '--initial-branch=main', '--object-format=sha1']);
}
