import canonicalize from 'canonicalize';
import { OpsError } from '../errors.ts';
import type { Entry, Journal, OtherEvent, RunEvent } from '../runs/events.ts';
import type { Clock } from './clock.ts';
import { makeFolder } from './files.ts';
import type { Position } from './journal-read.ts';
import { broken, genesis, hashOf, readEntries, segmentFile } from './journal-read.ts';
import { listSegments, openTail } from './journal-segments.ts';
import { createJournalWriter } from './journal-writer.ts';

export interface ReadFilter {
  readonly run?: string;
  readonly since?: number;
  readonly after?: Position;
  readonly month?: number;
}

/** A journal kept in files, with what whoever keeps a view of it needs besides. */
export interface JournalFile extends Journal {
  /**
   * As Journal's. With `after`, only what follows that position, which must still be what the journal has there. With
   * `month`, from the file of the month of that time on; it drops nothing where a clock was put back, as `since` does.
   */
  read(filter?: ReadFilter): AsyncIterable<Entry>;
  /** Where the last entry on disk ends. */
  position(): Position;
  /** Where an entry that `append` gave ends. */
  after(entry: Entry): Position | undefined;
  /** Reads the whole chain; how many entries it has, or error `journal-broken`. */
  verify(): Promise<number>;
  /** What a crash left of a last line, dropped at open and kept aside in `file`. */
  readonly torn?: { readonly file: string; readonly bytes: number };
}

/**
 * Opens the journal in `folder`: canonical JSON (RFC 8785), a line an entry, a file a month (UTC), each line carrying
 * the SHA-256 of the one before. Entries appended at the same time share one sync. Errors: `journal-broken` when the
 * newest file's chain is, and the file system's own.
 */
export async function createJournal(options: { folder: string; clock: Clock }): Promise<JournalFile> {
  const { folder, clock } = options;
  await makeFolder(folder);
  const tail = await openTail(folder);
  const writer = createJournalWriter(folder, tail.position);
  const ends = new WeakMap<Entry, Position>();
  let closed = false;

  function append(event: RunEvent | OtherEvent, run?: string): Promise<Entry> {
    if (closed) return Promise.reject(closedError());
    const head = writer.head();
    const at = clock.now();
    const line = lineOf({ seq: head.seq + 1, at, prev: head.hash, ...(run === undefined ? {} : { run }), event });
    const segment = later(head.segment, monthOf(at));
    const entry = JSON.parse(line) as Entry;
    return writer.write({ line, seq: entry.seq, hash: hashOf(line), segment }).then((position) => {
      ends.set(entry, position);
      return entry;
    });
  }

  async function* read(filter: ReadFilter = {}): AsyncIterable<Entry> {
    const until = writer.position();
    const { after, since } = filter;
    if (after && after.seq >= until.seq && after.hash !== until.hash) throw notOurs(folder, after);
    const all = await listSegments(folder);
    const from = since ?? filter.month;
    const first = after?.segment ?? (from === undefined ? '' : monthOf(from));
    const segments = all.filter((segment) => segment >= first && segment <= until.segment);
    const start = after ?? (segments[0] === all[0] ? genesis : undefined);
    for await (const entry of readEntries(folder, segments, start, until)) {
      if (filter.run !== undefined && entry.run !== filter.run) continue;
      if (since !== undefined && entry.at < since) continue;
      yield entry;
    }
  }

  return {
    append,
    read,
    position: writer.position,
    after: (entry) => ends.get(entry),
    verify: async () => {
      let count = 0;
      for await (const _ of read()) count += 1;
      return count;
    },
    torn: tail.torn,
    close: async () => {
      closed = true;
      await writer.close();
    },
  };
}

/** Text that is not well-formed Unicode (half an emoji) has no canonical JSON, so it is repaired first. */
function lineOf(entry: Entry): string {
  const plain: unknown = JSON.parse(
    JSON.stringify(entry, (_, value: unknown) => (typeof value === 'string' ? value.toWellFormed() : value)),
  );
  return canonicalize(plain) ?? '';
}

/** Segments only go forward, also where the clock is put back over a month's end. */
function later(current: string, wanted: string): string {
  return wanted > current ? wanted : current;
}

function monthOf(at: number): string {
  return new Date(at).toISOString().slice(0, 7);
}

function notOurs(folder: string, position: Position): OpsError {
  return broken(segmentFile(folder, position.segment), 0, position.seq, 0);
}

function closedError(): OpsError {
  return new OpsError('journal-closed', {
    en: 'The journal was closed because the bot is stopping; nothing more is recorded. Try again when it is back.',
    zh: '机器人正在停止，日志已关闭，不再记录。请在其恢复后重试。',
  });
}
