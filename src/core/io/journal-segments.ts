import { open, readFile, truncate } from 'node:fs/promises';
import { listIfThere, syncFolder, writeFileAtomic } from './files.ts';
import type { Position } from './journal-read.ts';
import { broken, follows, genesis, hashOf, parseLine, readLines, segmentFile } from './journal-read.ts';

/** The journal's end as it was found, and what was dropped from it. */
interface Tail {
  readonly position: Position;
  readonly torn?: { readonly file: string; readonly bytes: number };
}

/** The segments (months) in a journal's folder, oldest first. */
export async function listSegments(folder: string): Promise<readonly string[]> {
  const names = await listIfThere(folder);
  return names.flatMap((name) => /^(\d{4}-\d{2})\.jsonl$/.exec(name)?.[1] ?? []);
}

/**
 * Finds the last whole entry, checking the newest segment's chain (error `journal-broken`). What a crash left after
 * it is moved to `<segment>.<seq>.torn`.
 */
export async function openTail(folder: string): Promise<Tail> {
  const segments = await listSegments(folder);
  let torn: Tail['torn'];
  for (const segment of segments.toReversed()) {
    const file = segmentFile(folder, segment);
    const oldest = segment === segments[0];
    const found = await scan(file, segment, oldest ? genesis : undefined);
    torn ??= await cut(file, found.end, found.last?.seq ?? 0);
    if (found.last) return { position: found.last, torn };
  }
  return { position: genesis, torn };
}

/** The last entry that follows the one before, and where it ends. */
async function scan(file: string, segment: string, start: Position | undefined) {
  let last: Position | undefined;
  let bad: number | undefined;
  for await (const lines of readLines(file, 0)) {
    for (const line of lines) {
      const entry = parseLine(line.bytes);
      if (!entry) {
        bad ??= line.number;
        continue;
      }
      // A crash leaves rubbish only at the end: a good line after a bad one means the file was altered.
      if (bad !== undefined || !follows(entry, last ?? start)) throw broken(file, bad ?? line.number, last?.seq, 0);
      last = { segment, end: line.end, seq: entry.seq, hash: hashOf(line.bytes) };
    }
  }
  return { last, end: last?.end ?? 0 };
}

async function cut(file: string, end: number, seq: number): Promise<Tail['torn']> {
  const content = await readFile(file);
  const rest = content.subarray(end);
  if (rest.length === 0) return undefined;
  const aside = file.replace(/\.jsonl$/, `.${seq}.torn`);
  await writeFileAtomic(aside, rest);
  await truncate(file, end);
  const handle = await open(file, 'r+');
  await handle.sync();
  await handle.close();
  return { file: aside, bytes: rest.length };
}

/** Makes sure a segment's file exists and is known to its folder. */
export async function createSegment(folder: string, segment: string): Promise<void> {
  const handle = await open(segmentFile(folder, segment), 'a');
  await handle.close();
  await syncFolder(folder);
}
