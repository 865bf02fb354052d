import { once } from 'node:events';
import { type Algorithms, Client, type ConnectConfig } from 'ssh2';

export interface Ran {
  readonly code: number | null;
  readonly signal?: string;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
  /** stdout without the line end at its end. */
  readonly text: string;
}

export interface Login {
  readonly client: Client;
  /** Rejects when the connection is lost first. */
  run(command: string, stdin?: Buffer | string): Promise<Ran>;
  /** Resolves when the connection is gone. */
  readonly gone: Promise<unknown>;
  end(): void;
}

interface Door {
  readonly address: string;
  readonly port: number;
  readonly user: string;
}

/** Logs in with a real ssh2 client, as nothing but itself. Rejects as ssh2 does. */
export async function login(
  host: Door,
  how: ConnectConfig & { algorithms?: Algorithms } = { password: 'secret' },
): Promise<Login> {
  const client = new Client();
  const gone = new Promise<void>((resolve) => client.once('close', () => resolve()));
  client.connect({ host: host.address, port: host.port, username: host.user, readyTimeout: 10_000, ...how });
  client.on('error', () => {});
  await once(client, 'ready');
  return { client, gone, run: (command, stdin) => run(client, gone, command, stdin), end: () => client.end() };
}

function run(client: Client, gone: Promise<unknown>, command: string, stdin: Buffer | string = ''): Promise<Ran> {
  return new Promise((resolve, reject) => {
    gone.then(() => reject(new Error('connection lost')));
    client.exec(command, (error, channel) => {
      if (error) return reject(error);
      const [out, err]: [Buffer[], Buffer[]] = [[], []];
      let exit: { code: number | null; signal?: string } | undefined;
      channel.on('data', (chunk: Buffer) => out.push(chunk));
      channel.stderr.on('data', (chunk: Buffer) => err.push(chunk));
      channel.on('exit', (code: number | null, signal?: string) => {
        exit = { code, signal };
      });
      channel.on('close', () => {
        if (!exit) return reject(new Error('connection lost'));
        const stdout = Buffer.concat(out);
        resolve({ ...exit, stdout, stderr: Buffer.concat(err), text: stdout.toString().trimEnd() });
      });
      channel.end(typeof stdin === 'string' ? Buffer.from(stdin) : stdin);
    });
  });
}
