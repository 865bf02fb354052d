import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type { ClientChannel } from 'ssh2';
import type { ByteSource } from '../byte-source.ts';

/** Bytes read and handed to the socket at a time: eight packets of OpenSSH's size. */
const batch = 256 * 1024;

/**
 * Sends all of `source` to a channel and ends its stdin, with one buffer and one write to `socket` for eight packets.
 * Waits for the channel's window and, as ssh2 does not, for the socket. Rejects with the source's error; never settles
 * where the channel is closed before everything was taken.
 */
export async function pump(source: ByteSource, channel: ClientChannel, socket: Writable): Promise<void> {
  const buffer = Buffer.allocUnsafeSlow(batch);
  for (;;) {
    const length = await source.read(buffer);
    if (length === 0) break;
    await send(buffer.subarray(0, length), channel, socket);
  }
  channel.end();
}

/** Resolves when the bytes are encrypted and on their way, so that their memory may be used again. */
async function send(bytes: Buffer, channel: ClientChannel, socket: Writable): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  socket.cork();
  channel.write(bytes, () => resolve());
  socket.uncork();
  await promise;
  if (socket.writableNeedDrain) await once(socket, 'drain');
}
