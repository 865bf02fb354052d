import type { Readable } from 'node:stream';
import type { ServerChannel } from 'ssh2';

/** Where a command's output goes. */
interface Output {
  /** Sends all of a stream, slowed by `before`, until it ends, fails or the session is over; `seen` hears it first. */
  drain(
    source: Readable,
    to: 'stdout' | 'stderr',
    before: () => Promise<void>,
    seen?: (chunk: Buffer) => void,
  ): Promise<void>;
}

/**
 * The output side of a channel. One write at a time over both streams, and what ssh2 holds back for want of window is
 * forgotten once sent: ssh2 1.17 keeps it and, when stdout and stderr both had to wait, would send it again.
 */
export function createOutput(channel: ServerChannel, over: AbortSignal): Output {
  let last: Promise<void> = Promise.resolve();
  const held = channel as unknown as { _chunk?: Buffer; _chunkErr?: Buffer; _chunkcb?: unknown; _chunkcbErr?: unknown };

  const send = (chunk: Buffer, to: 'stdout' | 'stderr') =>
    new Promise<void>((resolve) => {
      if (over.aborted) return resolve();
      const done = () => {
        over.removeEventListener('abort', done);
        held._chunk = held._chunkErr = held._chunkcb = held._chunkcbErr = undefined;
        resolve();
      };
      over.addEventListener('abort', done, { once: true });
      (to === 'stdout' ? channel : channel.stderr).write(chunk, done);
    });

  return {
    drain: async (source, to, before, seen) => {
      try {
        for await (const chunk of source) {
          seen?.(chunk);
          await before();
          last = last.then(() => send(chunk, to));
          await last;
        }
      } catch {
        // The session is over, and the source was closed with it.
      }
    },
  };
}
