import type { Duplex } from 'node:stream';
import type { Text } from '../../text.ts';
import type { Clock } from '../clock.ts';
import { createBecomer } from './becomer.ts';
import { connectionLost, tooLate } from './errors.ts';
import type { Client } from './handshake.ts';
import { limitTo } from './limits.ts';
import { quote } from './quote.ts';
import type { Doorman } from './run.ts';
import { isSource } from './run.ts';
import { createSessions } from './sessions.ts';
import type { Connection, ExecOptions, Target } from './types.ts';

/** A connection that others are reached through. */
export interface Jump extends Connection {
  /** As `forward`, bounded by a signal alone. */
  tunnel(address: string, port: number, signal: AbortSignal): Promise<Duplex>;
}

/** What a logged-in client becomes a connection with. */
export interface Parts {
  readonly client: Client;
  readonly target: Target;
  readonly fingerprint: string;
  readonly clock: Clock;
  /** What the client writes to. */
  readonly stream: Duplex;
  bytesSent(): number;
}

/**
 * The connection over a logged-in client. Whatever is under way when it is lost fails with `connection-lost`; a source
 * given to `exec` is closed when `exec` ends, however it ends.
 */
export function createConnection(parts: Parts): Jump {
  const { client, target, clock } = parts;
  const closed = watch(parts);
  const sessions = createSessions({ ...parts, closed });
  const becomer = createBecomer(target);

  const within = async <T>(doing: Text, options: Bounds, work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
    const late = () => tooLate(target, doing, options.timeout);
    const limit = limitTo(clock, options.timeout, late, options.signal, closed);
    try {
      return await work(limit.signal);
    } catch (error) {
      throw error === closed.reason ? connectionLost(target, doing, error) : error;
    } finally {
      limit.done();
    }
  };

  const exec = (argv: readonly string[], options: ExecOptions, doing: Text) =>
    within(doing, options, (signal) => {
      const run = (line: string, doorman?: Doorman) =>
        sessions.run(line, doing, { ...options, clock, signal, socket: parts.stream, doorman });
      return options.become !== false && target.become ? becomer.run(argv, signal, run) : run(quote(argv));
    });

  return {
    target,
    fingerprint: parts.fingerprint,
    closed,
    bytesSent: parts.bytesSent,
    exec: (argv, options) => owning(options.stdin, () => exec(argv, options, running(argv))),
    tunnel: (address, port, signal) => sessions.tunnel(address, port, reaching(address, port), signal),
    shell: (options) => within(opening, options, (signal) => sessions.shell(options, opening, signal)),
    forward: (address, port, timeout) => {
      const doing = reaching(address, port);
      return within(doing, { timeout }, (signal) => sessions.tunnel(address, port, doing, signal));
    },
    close: () => {
      client.end();
      clock.after(1_000, () => client.destroy());
    },
  };
}

const opening: Text = { en: 'Opening a shell', zh: '打开终端会话' };

type Bounds = Pick<ExecOptions, 'timeout' | 'signal'>;

/** Aborts once the client is gone, with what ssh2 said of it. */
function watch({ client, target }: Parts): AbortSignal {
  const controller = new AbortController();
  let cause: Error | undefined;
  client.on('error', (error) => {
    cause ??= error;
    client.destroy();
  });
  client.on('close', () => controller.abort(connectionLost(target, { en: 'Working', zh: '操作' }, cause)));
  return controller.signal;
}

/** Does `work`, and lets go of its input however that ends. */
async function owning<T>(stdin: ExecOptions['stdin'], work: () => Promise<T>): Promise<T> {
  return isSource(stdin) ? work().finally(() => stdin.close()) : work();
}

/** Names the program alone: arguments may hold what must not be told. */
function running(argv: readonly string[]): Text {
  const program = (argv[0] ?? '').slice(0, 80);
  return { en: `Running ${program}`, zh: `运行 ${program}` };
}

function reaching(address: string, port: number): Text {
  return { en: `Reaching ${address}:${port}`, zh: `连接 ${address}:${port}` };
}
