import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { OpsError } from '../../core/errors.ts';

export const loopback = '127.0.0.1';

/** A TCP port that can be closed and opened again. */
export interface Listener {
  readonly port: number;
  open(): Promise<void>;
  /** Refuses connections from now on and drops those that are open. */
  close(): Promise<void>;
  drop(): void;
}

/**
 * Listens on `port`, or on a free one; error `port-taken`. Connections go to `take`,
 * with a signal that aborts in the moment in which they are dropped or lost.
 */
export async function createListener(
  wanted: number | undefined,
  take: (socket: Socket, over: AbortSignal) => void,
): Promise<Listener> {
  const open = new Map<Socket, AbortController>();
  const server = createServer((socket) => {
    const over = new AbortController();
    open.set(socket, over);
    socket.on('error', () => {});
    socket.once('close', () => {
      over.abort();
      open.delete(socket);
    });
    take(socket, over.signal);
  });
  const port = wanted === undefined ? await listenSomewhere(server) : await listenPatiently(server, wanted);
  const drop = () => {
    for (const [socket, over] of open) {
      over.abort();
      socket.destroy();
    }
  };
  return {
    port,
    drop,
    open: async () => {
      if (!server.listening) await listenPatiently(server, port);
    },
    close: async () => {
      drop();
      await closed(server);
    },
  };
}

/** A port that is nobody's. */
export interface Reserved {
  readonly port: number;
  /** Lets another sandbox have it. */
  release(): Promise<void>;
}

/**
 * Keeps a port for a program that is started later: no other sandbox of this machine is given it meanwhile. What marks
 * it is a listener of the same port at another address, which ends with this process however that ends.
 */
export async function reservePort(): Promise<Reserved> {
  const [mark, probe] = [createServer(), createServer()];
  for (let attempt = 1; ; attempt += 1) {
    try {
      const port = await listenOn(mark, randomInt(...reserved), aside);
      await listenOn(probe, port);
      await closed(probe);
      mark.unref();
      return { port, release: () => closed(mark) };
    } catch (error) {
      await closed(mark);
      if (attempt === 50) throw error;
    }
  }
}

/** Of 127.0.0.0/8, which is loopback as a whole (RFC 1122, 3.2.1.3). */
const aside = '127.0.0.2';
/** From and up to: none of those that hosts listen on. */
const reserved = [10_000, 20_000] as const;
const listened = [20_000, 32_000] as const;

async function closed(server: Server): Promise<void> {
  if (!server.listening) return;
  server.close();
  await once(server, 'close');
}

/**
 * Tries ports below those that systems hand out for outgoing connections (32768 and up on Linux, RFC 6335's 49152 and
 * up elsewhere), so that the port is still free when a host that was down, or stopped, comes back to it.
 */
async function listenSomewhere(server: Server): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await listenOn(server, randomInt(...listened));
    } catch (error) {
      if (attempt === 50) throw error;
    }
  }
}

/** A process that was killed a moment ago holds its port until the last of its threads has ended. */
async function listenPatiently(server: Server, port: number): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await listenOn(server, port);
    } catch (error) {
      if (attempt === 15) throw error;
      await setTimeout(100);
    }
  }
}

async function listenOn(server: Server, port: number, host = loopback): Promise<number> {
  server.listen({ port, host, exclusive: true });
  try {
    await once(server, 'listening');
    return port;
  } catch (cause) {
    throw new OpsError(
      'port-taken',
      {
        en: `Starting a sandbox host: port ${port} of ${host} is taken. Stop what listens there, or give the host another port.`,
        zh: `启动沙箱主机：${host} 的端口 ${port} 已被占用。请停止占用该端口的程序，或为主机指定其他端口。`,
      },
      { cause },
    );
  }
}
