import { checkSize } from './guard.ts';
import type { Git } from './run.ts';

/** Gives one object after the other to `take`; `undefined` where there is none, or it is no file. */
export type TakeBlob = (bytes: Buffer | undefined, index: number) => void | Promise<void>;

/**
 * Reads many objects in one process, in the order asked for. `names` are full ids, or `<full id>:<path>`, both checked.
 * Memory: one object at a time. Error `config-too-large`.
 */
export async function readBlobs(git: Git, names: readonly string[], take: TakeBlob): Promise<void> {
  if (names.length === 0) return;
  const input = [Buffer.from(names.map((name) => `${name}\n`).join(''))];
  const reader = createReader(take);
  await git.stream(['cat-file', '--batch'], { input, onStdout: reader.add });
}

/** git-cat-file(1), BATCH OUTPUT: `<id> SP <type> SP <size> LF <contents> LF`, or `<object> SP missing LF`. */
function createReader(take: TakeBlob) {
  let held: Buffer = Buffer.alloc(0);
  let open: { type: string; parts: Buffer[]; left: number } | undefined;
  let index = 0;

  const header = (chunk: Buffer): Buffer | undefined => {
    const line = held.length > 0 ? Buffer.concat([held, chunk]) : chunk;
    const end = line.indexOf(10);
    held = end < 0 ? line : Buffer.alloc(0);
    if (end < 0) return undefined;
    const found = /^([0-9a-f]{40}) (\w+) (\d+)$/.exec(line.toString('utf8', 0, end));
    const [, id = '', type = '', size] = found ?? [];
    checkSize(Number(size ?? 0), id);
    open = found ? { type, parts: [], left: Number(size) + 1 } : undefined;
    return line.subarray(end + 1);
  };

  return {
    async add(chunk: Buffer): Promise<void> {
      let rest: Buffer = chunk;
      while (rest.length > 0) {
        if (!open) {
          const after = header(rest);
          if (!after) return;
          rest = after;
          if (!open) await take(undefined, index++);
          continue;
        }
        const part = rest.subarray(0, open.left);
        open.parts.push(part);
        open.left -= part.length;
        rest = rest.subarray(part.length);
        if (open.left > 0) return;
        const { type, parts } = open;
        open = undefined;
        await take(type === 'blob' ? Buffer.concat(parts).subarray(0, -1) : undefined, index++);
      }
    },
  };
}
