import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A TCP relay to one address that counts what goes through it, so that nobody's own count is relied on. */
export interface CountingRelay {
  readonly address: string;
  readonly port: number;
  /** Bytes so far, both directions, of all connections. */
  bytes(): { readonly sent: number; readonly received: number };
  stop(): Promise<void>;
}

/** Starts one in front of `to`, on any free port of 127.0.0.1. */
export async function countingRelay(to: { address: string; port: number }): Promise<CountingRelay> {
  const open = new Set<Socket>();
  let sent = 0;
  let received = 0;
  const server = createServer((near) => {
    const far = connect({ host: to.address, port: to.port, noDelay: true });
    near.setNoDelay(true);
    near.on('data', (chunk) => {
      sent += chunk.length;
    });
    far.on('data', (chunk) => {
      received += chunk.length;
    });
    near.pipe(far).pipe(near);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => open.delete(socket));
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { address, port } = server.address() as AddressInfo;
  return {
    address,
    port,
    bytes: () => ({ sent, received }),
    stop: async () => {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
