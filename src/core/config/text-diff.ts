import { structuredPatch } from 'diff';
import type { Clock } from '../io/clock.ts';
import { gitDiff } from '../io/git-diff.ts';
import type { Platform } from '../platforms/define.ts';
import { createSecretMarks, type SecretWords, secretNumbers, shownSecrets, usualWords } from './text/secrets.ts';

interface TextDiffOptions {
  /** Lines that do not count. */
  readonly noise?: readonly RegExp[];
  /** Secrets and what stands in their place, as a platform has them. In changed lines they are `same` or `changed`. */
  readonly secrets?: Platform['secrets'];
  readonly words?: SecretWords;
  /** What is no secret though it stands where one would: a template's `{{…}}`. */
  readonly shown?: RegExp;
  /** Lines around each change; default 3. */
  readonly context?: number;
  /** The bot's environment: git is found by its PATH. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
}

/** A place where two texts differ; numbers count the lines that were compared, from 1. */
export interface Hunk {
  readonly before: { readonly start: number; readonly lines: number };
  readonly after: { readonly start: number; readonly lines: number };
  /** Each with its mark: a space, `-` or `+`. */
  readonly lines: readonly string[];
}

export interface TextDiff {
  /** Empty where nothing differs that counts. */
  readonly hunks: readonly Hunk[];
  readonly added: number;
  readonly removed: number;
}

/** Milliseconds for which jsdiff may hold everything up; beyond, git compares in a process of its own. */
const ownTime = 10;
/** Milliseconds for git. */
const gitTime = 30_000;

/**
 * The unified difference of two texts, without lines that are noise and without secrets, which never leave this process.
 * Line ends and the last one's absence do not count. Errors: those of `gitDiff`.
 */
export async function textDiff(before: string, after: string, options: TextDiffOptions): Promise<TextDiff> {
  const { noise = [], secrets = [], words = usualWords, context = 3, shown } = options;
  const marks = createSecretMarks(secrets, shown);
  const from = await marks.mark(counted(before, noise));
  const to = await marks.mark(counted(after, noise));
  if (from === to) return { hunks: [], added: 0, removed: 0 };
  const hunks =
    ownHunks(from, to, context) ?? readHunks(await gitDiff(from, to, { ...options, context, timeout: gitTime }));
  const told = secrets.length === 0 ? hunks : withoutSecrets(hunks, secretNumbers(from), secretNumbers(to), words);
  const count = (mark: string) =>
    told.reduce((sum, { lines }) => sum + lines.filter((line) => line[0] === mark).length, 0);
  return { hunks: told, added: count('+'), removed: count('-') };
}

/** The difference as text, as `diff -u` writes it but for the names of files. */
export function unified({ hunks }: TextDiff): string {
  const range = ({ start, lines }: Hunk['before']) => (lines === 1 ? `${start}` : `${start},${lines}`);
  return hunks
    .map(({ before, after, lines }) => `@@ -${range(before)} +${range(after)} @@\n${lines.join('\n')}\n`)
    .join('');
}

function counted(text: string, noise: readonly RegExp[]): string {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  const kept =
    noise.length === 0 ? lines : lines.filter((line) => noise.every((pattern) => line.search(pattern) === -1));
  return kept.map((line) => `${line}\n`).join('');
}

function ownHunks(from: string, to: string, context: number): readonly Hunk[] | undefined {
  const patch = structuredPatch('', '', from, to, '', '', { context, timeout: ownTime });
  return patch?.hunks.map(({ oldStart, oldLines, newStart, newLines, lines }) => ({
    before: { start: oldStart, lines: oldLines },
    after: { start: newStart, lines: newLines },
    lines,
  }));
}

function readHunks(text: string): readonly Hunk[] {
  const hunks: { before: Hunk['before']; after: Hunk['after']; lines: string[] }[] = [];
  for (const line of text.split('\n').slice(0, -1)) {
    const head = line.startsWith('@@') ? /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line) : undefined;
    if (!head) {
      hunks.at(-1)?.lines.push(line);
      continue;
    }
    const [, start, lines = '1', newStart, newLines = '1'] = head;
    const before = { start: Number(start), lines: Number(lines) };
    hunks.push({ before, after: { start: Number(newStart), lines: Number(newLines) }, lines: [] });
  }
  return hunks;
}

function withoutSecrets(
  hunks: readonly Hunk[],
  before: ReadonlySet<string>,
  after: ReadonlySet<string>,
  words: SecretWords,
): readonly Hunk[] {
  const others: Readonly<Record<string, ReadonlySet<string>>> = { '-': after, '+': before };
  return hunks.map((hunk) => ({
    ...hunk,
    lines: hunk.lines.map((line) => shownSecrets(line, others[line[0] ?? ''], words)),
  }));
}
