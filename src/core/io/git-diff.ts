import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { OpsError } from '../errors.ts';
import type { Clock } from './clock.ts';
import { removeIfThere } from './files.ts';
import { runProcess } from './process.ts';

interface GitDiffOptions {
  /** Lines around each change. */
  readonly context: number;
  /** Milliseconds. */
  readonly timeout: number;
  /** The bot's environment, of which PATH is used. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
}

/**
 * The hunks of git's unified difference of two texts, from the first `@@` on; empty where they are the same. The texts are
 * in a private folder while git runs, without the user's or a repository's settings. Errors: `diff-failed`, with git's
 * words; `tool-missing`; the signal's reason.
 */
export async function gitDiff(before: string, after: string, options: GitDiffOptions): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'changeops-diff-'));
  try {
    await Promise.all([
      writeFile(join(folder, 'before'), before, { mode: 0o600 }),
      writeFile(join(folder, 'after'), after, { mode: 0o600 }),
    ]);
    return await hunksOf(folder, options);
  } finally {
    await removeIfThere(folder);
  }
}

async function hunksOf(folder: string, { context, timeout, env, signal, clock }: GitDiffOptions): Promise<string> {
  const chunks: Buffer[] = [];
  const plain = ['--no-index', '--no-color', '--no-ext-diff', '--no-textconv', '--no-renames', '--text'];
  const { code, output } = await runProcess(
    ['git', 'diff', ...plain, `--unified=${context}`, '--', 'before', 'after'],
    {
      cwd: folder,
      env: {
        ...(env.PATH === undefined ? {} : { PATH: env.PATH }),
        ...{ GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null', GIT_ATTR_NOSYSTEM: '1', LC_ALL: 'C' },
        GIT_CEILING_DIRECTORIES: dirname(folder),
      },
      timeout,
      onStdout: (chunk) => void chunks.push(chunk),
      ...(signal ? { signal } : {}),
      ...(clock ? { clock } : {}),
    },
  );
  // 1 says that the files differ.
  if (code !== 0 && code !== 1) throw failed(output.trim() || `exit code ${code}`);
  const text = Buffer.concat(chunks).toString('utf8');
  const at = text.search(/^@@ /m);
  return at < 0 ? '' : text.slice(at);
}

function failed(words: string): OpsError {
  return new OpsError('diff-failed', {
    en: `Comparing two texts: git could not (${words}). Try again, or compare smaller parts.`,
    zh: `比较两段文本：git 执行失败（${words}）。请重试，或缩小比较范围。`,
  });
}
