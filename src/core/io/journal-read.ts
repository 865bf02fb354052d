import { hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { OpsError } from '../errors.ts';
import type { Entry } from '../runs/events.ts';

/** A place in the journal: just after entry `seq`, whose line has this hash and ends at byte `end` of its segment. */
export interface Position {
  /** `YYYY-MM`. */
  readonly segment: string;
  readonly end: number;
  readonly seq: number;
  readonly hash: string;
}

/** Before the first entry of all. */
export const genesis: Position = { segment: '', end: 0, seq: 0, hash: '0'.repeat(64) };

/** A line as it lies in its file. */
interface Line {
  readonly bytes: Buffer;
  /** Counted from 1 within what was read. */
  readonly number: number;
  /** Byte after its line end. */
  readonly end: number;
}

/** SHA-256 of a journal line without its line end, hex: what the next line's `prev` must be. */
export function hashOf(line: string | Uint8Array): string {
  return hash('sha256', line);
}

/** The file of a segment. */
export function segmentFile(folder: string, segment: string): string {
  return join(folder, `${segment}.jsonl`);
}

/**
 * The entries of `segments` from `start` (undefined: from the first line found, its `prev` taken as it is) up to
 * `until`, the chain checked on the way; error `journal-broken` with file and line.
 */
export async function* readEntries(
  folder: string,
  segments: readonly string[],
  start: Position | undefined,
  until: Position,
): AsyncGenerator<Entry> {
  let before = start;
  for (const segment of segments) {
    const file = segmentFile(folder, segment);
    const from = start?.segment === segment ? start.end : 0;
    const to = segment === until.segment ? until.end : undefined;
    for await (const lines of readLines(file, from, to)) {
      for (const line of lines) {
        const entry = parseLine(line.bytes);
        if (!entry || !follows(entry, before)) throw broken(file, line.number, before?.seq, from);
        before = { segment, end: line.end, seq: entry.seq, hash: hashOf(line.bytes) };
        yield entry;
      }
    }
  }
  if (before && before.seq < until.seq) throw broken(segmentFile(folder, until.segment), 0, before.seq, 0);
}

/** The whole lines of a file between two offsets, a chunk's worth at a time; what follows the last line end is left. */
export async function* readLines(file: string, from: number, to?: number): AsyncGenerator<readonly Line[]> {
  if (to !== undefined && to <= from) return;
  const stream = createReadStream(file, {
    start: from,
    end: to === undefined ? undefined : to - 1,
    highWaterMark: 1 << 18,
  });
  let rest: Buffer[] = [];
  let end = from;
  let number = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const lines: Line[] = [];
    let begin = 0;
    for (let stop = chunk.indexOf(10); stop !== -1; stop = chunk.indexOf(10, begin)) {
      const part = chunk.subarray(begin, stop);
      const bytes = rest.length > 0 ? Buffer.concat([...rest, part]) : part;
      rest = [];
      begin = stop + 1;
      end += bytes.length + 1;
      number += 1;
      lines.push({ bytes, number, end });
    }
    if (begin < chunk.length) rest.push(chunk.subarray(begin));
    yield lines;
  }
}

/** The entry on a line, or undefined where it is none. */
export function parseLine(bytes: Buffer): Entry | undefined {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    const whole =
      typeof value === 'object' &&
      value !== null &&
      'seq' in value &&
      'prev' in value &&
      'at' in value &&
      'event' in value;
    return whole ? (value as Entry) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether an entry is the next after a position. */
export function follows(entry: Entry, before: Position | undefined): boolean {
  return before === undefined || (entry.seq === before.seq + 1 && entry.prev === before.hash);
}

/** The error that names where the chain breaks. `from`: the byte that line 1 was counted from. */
export function broken(file: string, line: number, seq: number | undefined, from: number): OpsError {
  const where = line === 0 ? 'end' : `line ${line}${from > 0 ? ` after byte ${from}` : ''}`;
  const ort = line === 0 ? '末尾' : `第 ${line} 行${from > 0 ? `（自字节 ${from} 起）` : ''}`;
  const after = seq === undefined ? '' : ` (after entry ${seq})`;
  return new OpsError('journal-broken', {
    en: `Reading the journal ${file}, ${where}${after}: the chain of entries is broken there, so it was altered or damaged. Bring the journal folder back from a backup, or move it aside together with runs/ to begin a new one.`,
    zh: `读取日志 ${file} ${ort}${seq === undefined ? '' : `（条目 ${seq} 之后）`}：记录链在此断裂，文件被改动或已损坏。请从备份恢复 journal 目录，或将其与 runs/ 一并移走后重新开始。`,
  });
}
