import type { Duplex } from 'node:stream';
import type { Clock } from '../io/clock.ts';
import { screenText } from './text.ts';

/** The end of what has come. */
export interface Tail {
  /** The last line, as far as it has come, as the screen shows it. */
  readonly line: string;
  /** Some lines more before it. */
  readonly text: string;
  /** Whether nothing more has come for a while. */
  readonly quiet: boolean;
}

/** Both ways of a session on a terminal. Memory is bounded: of what comes the first `keep` bytes are kept. */
export interface Conversation {
  /** Forgets what has come, and keeps so much of what comes from now on. */
  begin(keep: number): void;
  type(text: string): void;
  /**
   * Waits until `look` sees what it looks for; it is asked whenever something came, and once more after `quiet` ms of
   * silence. Rejects with the signal's reason, or with `gone` once the device has ended the session.
   */
  until<T>(look: (tail: Tail) => T | undefined, options: { quiet: number; signal: AbortSignal }): Promise<T>;
  /** Takes the last line out of what has come: it was a question of the pager. */
  dropLine(): void;
  /** What has come since `begin`, as the screen shows it. */
  text(): string;
  /** The same, its beginning only. */
  head(): string;
  /** Bytes that came and were not kept. */
  lost(): number;
  last(): string;
  close(words: string): void;
}

/** Thrown by `until` when the device has ended the session. */
export class Gone extends Error {}

const recentBytes = 2_048;
const headBytes = 8_192;

/** A conversation over a shell's stream. */
export function createConversation(stream: Duplex, clock: Clock, clean: (text: string) => string): Conversation {
  const store = createStore();
  let recent = Buffer.alloc(0);
  let ended: { cause: unknown } | undefined;
  let cause: unknown;
  let wake = () => {};
  let planned = false;

  stream.on('data', (chunk: Buffer) => {
    store.push(chunk);
    recent = Buffer.concat([recent, chunk.subarray(-recentBytes)]).subarray(-recentBytes);
    if (planned) return;
    planned = true;
    setImmediate(() => {
      planned = false;
      wake();
    });
  });
  stream.on('error', (error) => {
    cause = error;
  });
  const end = () => {
    ended ??= { cause };
    wake();
  };
  stream.on('end', end);
  stream.on('close', end);

  const line = () => recent.subarray(recent.lastIndexOf(10) + 1);
  const shown = (bytes: Buffer) => clean(screenText(bytes));

  const until: Conversation['until'] = (look, { quiet, signal }) =>
    new Promise((resolve, reject) => {
      let stopQuiet = () => {};
      const settle = (outcome: () => void) => {
        stopQuiet();
        wake = () => {};
        signal.removeEventListener('abort', abort);
        outcome();
      };
      const abort = () => settle(() => reject(signal.reason));
      const check = (isQuiet: boolean) => {
        try {
          const found = look({ line: shown(line()), text: shown(recent.subarray(-512)), quiet: isQuiet });
          if (found !== undefined) settle(() => resolve(found));
          else if (ended) settle(() => reject(new Gone('the session has ended', { cause: ended?.cause })));
        } catch (error) {
          settle(() => reject(error));
        }
      };
      wake = () => {
        stopQuiet();
        stopQuiet = clock.after(quiet, () => check(true));
        check(false);
      };
      if (signal.aborted) return abort();
      signal.addEventListener('abort', abort, { once: true });
      wake();
    });

  return {
    begin: (keep) => {
      store.begin(keep);
      recent = Buffer.alloc(0);
    },
    type: (text) => {
      if (!stream.destroyed && stream.writable) stream.write(text);
    },
    until,
    dropLine: () => {
      store.dropLine();
      recent = recent.subarray(0, recent.lastIndexOf(10) + 1);
    },
    text: () => shown(store.bytes()),
    head: () => shown(store.bytes().subarray(0, headBytes)),
    lost: store.lost,
    last: () => shown(recent).trimEnd().split('\n').at(-1)?.trim() ?? '',
    close: (words) => {
      if (stream.destroyed) return;
      if (stream.writable) stream.end(words);
      clock.after(1_000, () => stream.destroy());
    },
  };
}

/** The first bytes of what comes: complete lines, and the line under way, which can be taken back. */
function createStore() {
  let keep = 0;
  let held = 0;
  let lost = 0;
  let lines: Buffer[] = [];
  let line = createPieces();

  return {
    begin: (bytes: number) => {
      keep = bytes;
      held = 0;
      lost = 0;
      lines = [];
      line = createPieces();
    },
    push: (chunk: Buffer) => {
      const room = Math.min(chunk.length, keep - held);
      lost += chunk.length - room;
      held += room;
      const newline = chunk.lastIndexOf(10, room - 1);
      if (room === 0) return;
      if (newline < 0) return line.push(chunk.subarray(0, room));
      line.push(chunk.subarray(0, newline + 1));
      lines.push(line.bytes());
      line = createPieces();
      line.push(chunk.subarray(newline + 1, room));
    },
    dropLine: () => {
      held -= line.bytes().length;
      line = createPieces();
    },
    bytes: () => {
      lines = [Buffer.concat(lines)];
      return Buffer.concat([...lines, line.bytes()]);
    },
    lost: () => lost,
  };
}

/** Bytes in pieces. Small ones are put together, so that what comes byte by byte takes no more room. */
function createPieces() {
  const large: Buffer[] = [];
  let small: Buffer[] = [];
  return {
    push: (piece: Buffer) => {
      small.push(piece);
      if (small.length < 512) return;
      large.push(Buffer.concat(small));
      small = [];
    },
    bytes: () => Buffer.concat([...large, ...small]),
  };
}
