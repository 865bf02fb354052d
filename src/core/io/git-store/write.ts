import { createHash } from 'node:crypto';
import { branch, checkedId, checkedPath, checkSize } from './guard.ts';
import type { Git } from './run.ts';

interface Person {
  readonly name: string;
  readonly email: string;
  /** ms since the epoch. */
  readonly when: number;
}

/** A file's new bytes, or none where it is to go. Bytes that are in the repository already may be given by their id. */
export type Edit =
  | { readonly path: string; readonly bytes: Uint8Array }
  | { readonly path: string; readonly blob: string }
  | { readonly path: string; readonly removed: true };

export interface NewCommit {
  readonly author: Person;
  readonly committer: Person;
  /** With its trailers. */
  readonly message: string;
  readonly edits: Iterable<Edit> | AsyncIterable<Edit>;
}

/** What a commit is built of: bytes on their own first, to be named by their id later, then commits. */
export type Step = { readonly blob: Uint8Array } | { readonly commit: NewCommit };

/** Bytes gathered before they are given to git: fewer, larger writes. */
const gathered = 1 << 20;

/**
 * Puts commits on top of `parent`, in one process that moves the branch once, at its end: it is killed, or `steps`
 * throw, and the repository is as it was. Returns the id of the newest. Errors: as those of `Git`; `config-too-large`; `git-failed` too
 * where somebody else moved the branch meanwhile.
 */
export async function writeCommits(
  git: Git,
  parent: string | undefined,
  steps: Iterable<Step> | AsyncIterable<Step>,
  timeout?: number,
): Promise<string> {
  let answer = '';
  const args = ['fast-import', '--quiet', '--done', '--date-format=raw'];
  await git.stream(args, {
    input: gather(script(parent, steps)),
    onStdout: (chunk) => {
      answer += chunk;
    },
    ...(timeout ? { timeout } : {}),
  });
  return checkedId(answer.trim());
}

/** The id git gives a file's bytes: SHA-1 of `blob <length> NUL <bytes>`. */
export function blobId(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

/** git-fast-import(1). Without the `done` at its end nothing of it counts. */
async function* script(parent: string | undefined, steps: Iterable<Step> | AsyncIterable<Step>) {
  // The branch's later commits follow by themselves.
  let from = parent;
  for await (const step of steps) {
    if ('blob' in step) {
      yield data('blob\n', step.blob);
      continue;
    }
    const { author, committer, message, edits } = step.commit;
    const people = `author ${person(author)}\ncommitter ${person(committer)}\n`;
    yield data(`commit ${branch}\nmark :1\n${people}`, Buffer.from(message));
    if (from !== undefined) yield Buffer.from(`from ${from}\n`);
    for await (const edit of edits) yield change(edit);
    from = undefined;
  }
  yield Buffer.from('get-mark :1\ndone\n');
}

function change(edit: Edit): Buffer {
  const path = checkedPath(edit.path);
  if ('removed' in edit) return Buffer.from(`D ${path}\n`);
  if ('blob' in edit) return Buffer.from(`M 100644 ${checkedId(edit.blob)} ${path}\n`);
  checkSize(edit.bytes.length, path);
  return data(`M 100644 inline ${path}\n`, edit.bytes);
}

/** One piece: every piece costs a turn on its way to git. */
function data(before: string, bytes: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`${before}data ${bytes.length}\n`), bytes, Buffer.from('\n')]);
}

function person({ name, email, when }: Person): string {
  const plain = (text: string) => text.replaceAll(/[<>\u0000-\u001f\u007f]/g, ' ').trim();
  return `${plain(name)} <${plain(email)}> ${Math.floor(when / 1000)} +0000`;
}

async function* gather(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    held.push(chunk);
    size += chunk.length;
    if (size < gathered) continue;
    yield Buffer.concat(held, size);
    [held, size] = [[], 0];
  }
  if (size > 0) yield Buffer.concat(held, size);
}
