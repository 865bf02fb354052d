import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type { ClientChannel } from 'ssh2';
import type { ByteSource } from '../byte-source.ts';
import { collectYoung } from '../garbage.ts';
import { windowPart } from './window.ts';

/** Bytes read and handed to the socket at a time: eight packets of OpenSSH's size. */
const batch = 256 * 1024;
/** ssh2 makes a new buffer for every packet; after so many bytes of them they are collected. */
const litter = 4 * 1024 * 1024;

/**
 * Sends all of `source` to a channel and ends its stdin, with one buffer and one write to `socket` for eight packets.
 * Waits for the channel's window and, as ssh2 does not, for the socket. Rejects with the source's error; never settles
 * where the channel is closed before everything was taken.
 */
export async function pump(source: ByteSource, channel: ClientChannel, socket: Writable): Promise<void> {
  const buffer = Buffer.allocUnsafeSlow(batch);
  const part = windowPart(channel);
  let packets = 0;
  for (;;) {
    const length = await source.read(buffer);
    if (length === 0) break;
    await send(buffer.subarray(0, length), channel, socket);
    part.sent(length);
    packets += length;
    if (packets < litter) continue;
    collectYoung();
    packets = 0;
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
