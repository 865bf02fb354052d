import { Duplex } from 'node:stream';
import type { ClientChannel } from 'ssh2';

/**
 * A forwarded channel as an ordinary stream: ssh2's own neither errors nor calls back pending writes when its
 * connection is lost. `closed` destroys it with its reason.
 */
export function tunnel(channel: ClientChannel, closed: AbortSignal): Duplex {
  const lost = () => stream.destroy(closed.reason instanceof Error ? closed.reason : undefined);
  const stream = new Duplex({
    read: () => {
      channel.resume();
    },
    write: (chunk: Buffer, _encoding, done) => {
      channel.write(chunk, done);
    },
    final: (done) => {
      channel.end();
      done();
    },
    destroy: (error, done) => {
      closed.removeEventListener('abort', lost);
      channel.close();
      done(error);
    },
  });
  channel.on('data', (chunk: Buffer) => {
    if (!stream.push(chunk)) channel.pause();
  });
  channel.on('end', () => stream.push(null));
  channel.on('error', (error: Error) => stream.destroy(error));
  channel.on('close', () => {
    if (!stream.writableEnded) stream.end();
  });
  closed.addEventListener('abort', lost, { once: true });
  if (closed.aborted) lost();
  return stream;
}
