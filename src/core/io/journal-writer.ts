import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { explain, OpsError } from '../errors.ts';
import type { Position } from './journal-read.ts';
import { segmentFile } from './journal-read.ts';
import { createSegment } from './journal-segments.ts';

/** A line to be written, without its line end. */
interface Draft {
  readonly line: string;
  readonly seq: number;
  readonly hash: string;
  readonly segment: string;
}

interface Waiting extends Draft {
  readonly resolve: (position: Position) => void;
  readonly reject: (error: OpsError) => void;
}

/** Writes lines in order, one sync for all that are waiting. */
interface JournalWriter {
  /** Resolves with where the line ends once it is on disk; rejects with `journal-unwritable`. */
  write(draft: Draft): Promise<Position>;
  /** What the next line follows: the last one waiting, else the last on disk. */
  head(): Pick<Position, 'seq' | 'hash' | 'segment'>;
  /** Where the last line on disk ends. */
  position(): Position;
  close(): Promise<void>;
}

/**
 * A writer that goes on after `start`. When a write fails, all that wait fail with it, and the file is cut back to the
 * last good line before the next one is tried.
 */
export function createJournalWriter(folder: string, start: Position): JournalWriter {
  let good = start;
  let waiting: Waiting[] = [];
  let writing: readonly Waiting[] = [];
  let handle: { file: FileHandle; segment: string } | undefined;
  let damaged: string | undefined;
  let busy: Promise<void> | undefined;

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const { segment } = waiting[0] as Waiting;
      const stop = waiting.findIndex((one) => one.segment !== segment);
      writing = stop === -1 ? waiting : waiting.slice(0, stop);
      waiting = stop === -1 ? [] : waiting.slice(stop);
      await writeGroup(segment, writing).catch(giveUp);
    }
    busy = undefined;
  }

  async function writeGroup(segment: string, group: readonly Waiting[]): Promise<void> {
    if (damaged !== undefined) await repair(damaged);
    damaged = undefined;
    const file = await fileOf(segment);
    const from = endOf(segment);
    let end = from;
    const positions = group.map((one): Position => {
      end += Buffer.byteLength(one.line) + 1;
      return { segment, end, seq: one.seq, hash: one.hash };
    });
    await writeAt(file, Buffer.from(group.map((one) => `${one.line}\n`).join('')), from);
    await file.datasync();
    good = positions.at(-1) ?? good;
    writing = [];
    for (const [index, one] of group.entries()) one.resolve(positions[index] ?? good);
  }

  /** A failed write may have left a part of a line. */
  async function repair(segment: string): Promise<void> {
    const file = await fileOf(segment);
    await file.truncate(endOf(segment));
    await file.datasync();
  }

  function endOf(segment: string): number {
    return good.segment === segment ? good.end : 0;
  }

  async function fileOf(segment: string): Promise<FileHandle> {
    if (handle?.segment === segment) return handle.file;
    await handle?.file.close();
    handle = undefined;
    await createSegment(folder, segment);
    handle = { file: await open(segmentFile(folder, segment), 'r+'), segment };
    return handle.file;
  }

  async function giveUp(cause: unknown): Promise<void> {
    const failed = [...writing, ...waiting];
    damaged ??= writing[0]?.segment;
    writing = [];
    waiting = [];
    await handle?.file.close().catch(() => {});
    handle = undefined;
    for (const one of failed) one.reject(unwritable(folder, cause));
  }

  return {
    write: (draft) =>
      new Promise((resolve, reject) => {
        waiting.push({ ...draft, resolve, reject });
        busy ??= Promise.resolve().then(drain);
      }),
    head: () => waiting.at(-1) ?? writing.at(-1) ?? good,
    position: () => good,
    close: async () => {
      await busy;
      await handle?.file.close();
      handle = undefined;
    },
  };
}

async function writeAt(file: FileHandle, bytes: Buffer, from: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, from + done);
    done += bytesWritten;
  }
}

function unwritable(folder: string, cause: unknown): OpsError {
  const why = explain(cause);
  return new OpsError(
    'journal-unwritable',
    {
      en: `Writing the journal in ${folder}: ${why.en}. Nothing is carried out until it can be written again; look at the disk's space and state.`,
      zh: `写入日志 ${folder}：${why.zh}。在恢复可写之前不会执行任何操作，请检查磁盘空间与状态。`,
    },
    { cause },
  );
}
