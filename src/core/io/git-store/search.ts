import { RE2JS } from 're2js';
import { OpsError } from '../../errors.ts';
import { checkedId, checkedPath } from './guard.ts';
import type { Git } from './run.ts';

/** A line that was found. */
export interface Hit {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** Cut at 500 characters. */
  readonly text: string;
}

export interface SearchOptions {
  /** A regular expression in RE2's syntax; otherwise the text itself is looked for. */
  readonly regex?: boolean;
  readonly ignoreCase?: boolean;
  /** Folders or files, all where it is not given. */
  readonly under?: readonly string[];
  /** Called hit by hit; false is enough. */
  readonly take: (hit: Hit) => boolean;
}

export interface GitSearch {
  /**
   * Looks through the lines of a commit's files, sorted by path. Errors: `pattern-refused` for what is no pattern, or one
   * that takes too long, in a process of its own, which is then ended.
   */
  search(commit: string, pattern: string, options: SearchOptions): Promise<void>;
}

const limits = { pattern: 500, text: 500, time: 20_000 };

export function createSearch(git: Git): GitSearch {
  return {
    async search(commit, pattern, { regex = false, ignoreCase = false, under = [], take }) {
      const how = [regex ? '-P' : '-F', ...(ignoreCase ? ['-i'] : [])];
      const what = ['-e', checkedPattern(pattern, regex), checkedId(commit), '--', ...under.map(checkedPath)];
      const enough = new AbortController();
      const onStdout = createParser((hit) => {
        if (!enough.signal.aborted && !take(hit)) enough.abort();
      });
      const options = { onStdout, enough: enough.signal, timeout: limits.time, nothing: 1 };
      try {
        await git.stream(['grep', '-n', '-z', '-I', '--no-color', '--full-name', ...how, ...what], options);
      } catch (error) {
        if (!regex || !(error instanceof OpsError) || error.code !== 'git-failed') throw error;
        throw refused(pattern, { en: error.text.en, zh: error.text.zh }, error);
      }
    },
  };
}

/** git-grep(1): `<commit>:<path> NUL <line> NUL <text> LF`. */
function createParser(take: (hit: Hit) => void): (chunk: Buffer) => void {
  let held: Buffer = Buffer.alloc(0);
  return (chunk) => {
    const bytes = held.length > 0 ? Buffer.concat([held, chunk]) : chunk;
    let from = 0;
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, from)) {
      const [place = '', line = '', text = ''] = bytes.toString('utf8', from, end).split('\0');
      take({ path: place.slice(41), line: Number(line), text: text.slice(0, limits.text) });
      from = end + 1;
    }
    held = bytes.subarray(from);
  };
}

/** RE2 has nothing that looks around or back, so that what it takes is cheap to match nearly always. */
function checkedPattern(pattern: string, regex: boolean): string {
  if (pattern === '' || pattern.length > limits.pattern || /[\u0000-\u0008\u000a-\u001f\u007f]/.test(pattern)) {
    throw refused(pattern.slice(0, 50), {
      en: `it is empty, longer than ${limits.pattern} characters, or has control characters.`,
      zh: `为空、超过 ${limits.pattern} 个字符，或含有控制字符。`,
    });
  }
  if (regex) {
    try {
      RE2JS.compile(pattern);
    } catch (cause) {
      const words = cause instanceof Error ? cause.message : String(cause);
      throw refused(pattern, { en: words, zh: words }, cause);
    }
  }
  return pattern;
}

function refused(pattern: string, why: { en: string; zh: string }, cause?: unknown): OpsError {
  return new OpsError(
    'pattern-refused',
    {
      en: `Searching configs for ${JSON.stringify(pattern)}: ${why.en} Give a plain text, or a simpler regular expression.`,
      zh: `在配置中搜索 ${JSON.stringify(pattern)}：${why.zh} 请使用普通文本或更简单的正则表达式。`,
    },
    { cause },
  );
}
