import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import type { ServerChannel } from 'ssh2';

/** How a device sends what it says. */
export interface Pace {
  /** Bytes that are sent at a time, each write a packet of its own. */
  readonly chunk?: number;
  /** Milliseconds between chunks. */
  readonly slow?: number;
  /** The bytes of a text; default UTF-8. */
  readonly encode?: (text: string) => Buffer;
}

export interface Screen {
  /** Text, its line ends made CRLF, as the device encodes and cuts it. */
  write(text: string): Promise<void>;
  raw(text: string): Promise<void>;
}

export function createScreen(
  channel: ServerChannel,
  { chunk, slow, encode = (text) => Buffer.from(text) }: Pace = {},
): Screen {
  const raw = async (text: string) => {
    const bytes = encode(text);
    const size = chunk ?? Math.max(1, bytes.length);
    for (let from = 0; from < bytes.length; from += size) {
      if (channel.destroyed) throw new Error('closed');
      if (!channel.write(bytes.subarray(from, from + size))) await drained(channel);
      if (slow !== undefined) await wait(slow);
    }
  };
  return { raw, write: (text) => raw(text.replaceAll(/\r?\n/g, '\r\n')) };
}

async function drained(channel: ServerChannel): Promise<void> {
  const gone = new AbortController();
  const leave = () => gone.abort();
  channel.once('close', leave);
  await once(channel, 'drain', { signal: gone.signal }).finally(() => channel.off('close', leave));
}

export interface Keyboard {
  key(): Promise<string>;
  /** What is typed up to Enter; Ctrl-C counts as a line. */
  line(): Promise<string>;
  /** Rejects when the client has gone; until then nothing typed is heeded, but Ctrl-C is. */
  never(): Promise<void>;
}

export function createKeyboard(channel: ServerChannel): Keyboard {
  let typed = '';
  let wake: (() => void) | undefined;
  let gone = false;
  channel.on('data', (data: Buffer) => {
    typed += data.toString();
    wake?.();
  });
  channel.on('close', () => {
    gone = true;
    wake?.();
  });
  const take = async (end: RegExp): Promise<string> => {
    for (;;) {
      if (gone) throw new Error('closed');
      const found = end.exec(typed);
      if (found) {
        typed = typed.slice(found.index + found[0].length);
        return found[1] ?? found[0];
      }
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  return {
    key: () => take(/^[\s\S]/),
    line: () => take(/^([^\r\n\x03]*)(?:\r\n?|\n)|^[^\r\n\x03]*\x03/),
    never: async () => void (await take(/\x03/)),
  };
}
