import type { Readable as ReadableStream, Writable } from 'node:stream';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export type ProcessInput = Buffer | Iterable<Buffer> | AsyncIterable<Buffer>;

/** Gives a program its input and closes it. What the source throws is thrown; a program that stops reading is no error. */
export async function feed(stdin: Writable | null, input: ProcessInput | undefined): Promise<void> {
  if (!stdin || !input) return;
  try {
    await pipeline(Readable.from(Buffer.isBuffer(input) ? [input] : input), stdin);
  } catch (error) {
    if (!cutOff(error)) throw error;
  }
}

/**
 * Takes what a program writes, chunk by chunk; the program waits while a promise is open. `busy()` tells whether a
 * chunk is being taken. An output that is cut off just ends.
 */
export function taking(stdout: ReadableStream | null, take: (chunk: Buffer) => void | Promise<void>) {
  let busy = false;
  const run = async () => {
    try {
      for await (const chunk of stdout ?? []) {
        busy = true;
        await take(chunk);
        busy = false;
      }
    } catch (error) {
      if (busy || !cutOff(error)) throw error;
    } finally {
      busy = false;
    }
  };
  return { done: run(), busy: () => busy };
}

function cutOff(error: unknown): boolean {
  const codes = ['EPIPE', 'ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED', 'ABORT_ERR'];
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
