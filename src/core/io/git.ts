import { OpsError } from '../errors.ts';
import type { Clock } from './clock.ts';
import { makeFolder, removeIfThere } from './files.ts';
import { gitFailed } from './git-address.ts';
import { guardedGit, noUserSettings } from './git-guard.ts';

interface MirrorOptions {
  /** The bare repository's folder. */
  readonly folder: string;
  /** Where it comes from, as `gitAddress` gives it. */
  readonly address: string;
  readonly clock: Clock;
  /** Milliseconds that one git command may take. */
  readonly timeout: number;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A bare copy of a repository's branches and tags, for reading. One at a time may use a folder. */
export interface Mirror {
  /** Brings it up to date; a copy that is damaged, or was locked by a git that died, is made anew. */
  fetch(signal?: AbortSignal): Promise<void>;
  /** Full names of all branches and tags: refs/heads/…, refs/tags/…. */
  refs(signal?: AbortSignal): Promise<readonly string[]>;
  /** The commit a full ref name or a full commit id stands for; undefined where there is none. */
  commit(ref: string, signal?: AbortSignal): Promise<string | undefined>;
  /** Writes a commit's files into an empty folder. Without hooks, submodules or the user's line-end settings. */
  export(commit: string, folder: string, signal?: AbortSignal): Promise<void>;
  /** Paths of the submodules of a commit; they are not exported. */
  submodules(commit: string, signal?: AbortSignal): Promise<readonly string[]>;
  /** Whether a commit keeps files in Git LFS; then they are exported as pointers. */
  usesLfs(commit: string, signal?: AbortSignal): Promise<boolean>;
}

/** What the fetch says of a copy that cannot be used again. */
const damaged =
  /\.lock'?: File exists|not a git repository|bad object|corrupt|unable to read|missing (blob|tree|commit)/i;

/** All errors of its methods are OpsError `git-failed`, with git's own words, or the signal's reason. */
export function createMirror(options: MirrorOptions): Mirror {
  const { folder, address } = options;
  const run = (signal: AbortSignal | undefined, args: string[], more: Record<string, string> = {}) =>
    runGit(options, signal, args, more);

  const update = async (signal?: AbortSignal) => {
    await makeFolder(folder);
    await run(signal, ['init', '--quiet', '--bare']);
    const refspecs = ['+refs/heads/*:refs/heads/*', '+refs/tags/*:refs/tags/*'];
    await run(signal, ['fetch', '--quiet', '--prune', '--force', '--no-tags', '--', address, ...refspecs]);
  };

  return {
    async fetch(signal) {
      try {
        await update(signal);
      } catch (error) {
        if (!(error instanceof OpsError) || !damaged.test(error.text.en)) throw error;
        await removeIfThere(folder);
        await update(signal);
      }
    },
    async refs(signal) {
      return lines(await run(signal, ['for-each-ref', '--format=%(refname)', 'refs/heads', 'refs/tags']), '\n');
    },
    async commit(ref, signal) {
      const known = /^[0-9a-f]{40,64}$/.test(ref) || (await this.refs(signal)).includes(ref);
      if (!known) return undefined;
      const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`];
      return (await run(signal, args)).trim() || undefined;
    },
    async export(commit, target, signal) {
      const own = { GIT_INDEX_FILE: `${target}.index`, GIT_WORK_TREE: target, ...noUserSettings };
      await run(signal, ['read-tree', commit], own);
      await run(signal, ['checkout-index', '--all', '--force', '--quiet'], own);
      await removeIfThere(own.GIT_INDEX_FILE);
    },
    async submodules(commit, signal) {
      const entries = lines(await run(signal, ['ls-tree', '-r', '-z', '--full-tree', commit]), '\0');
      return entries.flatMap((line) => (line.startsWith('160000 ') ? [line.slice(line.indexOf('\t') + 1)] : []));
    },
    async usesLfs(commit, signal) {
      const where = ['--', ':(glob)**/.gitattributes'];
      return (await run(signal, ['grep', '-l', '-F', 'filter=lfs', commit, ...where])) !== '';
    },
  };
}

async function runGit(
  { folder, address, clock, timeout, env }: MirrorOptions,
  signal: AbortSignal | undefined,
  args: string[],
  more: Record<string, string>,
): Promise<string> {
  const deadline = new AbortController();
  const stop = clock.after(timeout, () => deadline.abort());
  const abort = signal ? AbortSignal.any([signal, deadline.signal]) : deadline.signal;
  try {
    return await guardedGit({ folder, abort, env, more }).raw(args);
  } catch (error) {
    signal?.throwIfAborted();
    throw gitFailed(args[0] ?? 'git', address, error, deadline.signal.aborted ? timeout : undefined);
  } finally {
    stop();
  }
}

function lines(text: string, separator: string): string[] {
  return text.split(separator).filter((line) => line !== '');
}
