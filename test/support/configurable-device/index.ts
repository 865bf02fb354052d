import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import ssh2, { type Connection } from 'ssh2';
import { type Clock, systemClock } from '../../../src/core/io/clock.ts';
import { secret } from '../../../src/core/io/secret.ts';
import { createSsh } from '../../../src/core/io/ssh/index.ts';
import type { Ssh, Target } from '../../../src/core/io/ssh/types.ts';
import { destroy, knowing, type Pace, sendAtOnce } from '../terminal.ts';
import { comware7 } from './comware.ts';
import { ios } from './ios.ts';
import { createMachine } from './machine.ts';
import { talk } from './session.ts';
import type { Manners, Trouble } from './types.ts';
import { vrp5, vrp8 } from './vrp.ts';

/** The devices there are, by the way in which they take a change back. */
export const kinds = { vrp5, vrp8, comware7, ios } satisfies Record<string, Manners>;

/** A device that can be logged in to and configured. */
export interface ConfigurableDevice {
  readonly target: Target;
  /** Its first host key, as in a public key file. */
  readonly publicKey: string;
  /** An Ssh that knows its first host key. */
  readonly ssh: Ssh;
  /** Lines that were typed, in order. */
  readonly typed: readonly string[];
  /** May be changed at any time. */
  readonly trouble: Trouble;
  /** All that it runs, to compare with. */
  running(): unknown;
  startup(): unknown;
  /** As it shows what it runs. */
  config(): string;
  /** Somebody else types these lines of configuration. */
  type(...lines: string[]): void;
  /** Somebody else saves what it runs. */
  save(): void;
  /** Whether it will go back by itself. */
  isArmed(): boolean;
  /** Shows another host key from now on. */
  changeKey(): Promise<void>;
  stop(): Promise<void>;
}

interface Options extends Pace {
  /** What it runs and has saved. */
  readonly config: string;
  readonly trouble?: Trouble;
  /** The time of its timers; default the machine's. */
  readonly clock?: Clock;
}

const password = 'Login@2026';
/** Starts a device on loopback. */
export async function startConfigurable(kind: keyof typeof kinds, options: Options): Promise<ConfigurableDevice> {
  const manners: Manners = kinds[kind];
  const { clock = systemClock(), config } = options;
  const clients = new Set<Connection>();
  const typed: string[] = [];
  const keys = [newKey()];
  const [own = ''] = keys;
  const machine = createMachine(manners, { ...options.trouble }, clock, () => clients.forEach(destroy));
  machine.running.load(config);
  machine.startup = machine.running.snapshot();

  const serve = (key: string) =>
    new ssh2.Server({ hostKeys: [key] }, (client) => {
      clients.add(client);
      sendAtOnce(client);
      client.on('error', () => {});
      client.on('close', () => clients.delete(client));
      if (!machine.isUp()) return destroy(client);
      client.on('authentication', (context) =>
        context.method === 'password' && context.password === password
          ? context.accept()
          : context.reject(['password']),
      );
      client.on('session', (accept) => {
        const session = accept();
        session.on('pty', (ok) => ok?.());
        session.on(
          'shell',
          (open) => void talk(open(), { manners, machine, typed, pace: options }, () => destroy(client)),
        );
      });
    });
  let server = serve(own);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    target: {
      name: 'sw1',
      address: '127.0.0.1',
      port,
      user: 'ops',
      auth: { password: secret(password) },
      legacy: false,
    },
    publicKey: publicOf(own),
    ssh: createSsh({ knownHosts: knowing(own), clock: systemClock() }),
    typed,
    trouble: machine.trouble,
    running: () => machine.running.running(),
    startup: () => {
      const saved = machine.copy();
      saved.restore(machine.startup);
      return saved.running();
    },
    config: () => manners.listing(machine.running.blocks()),
    type: (...lines) => {
      machine.running.top();
      machine.running.type(lines);
      machine.running.top();
    },
    save: () => {
      machine.startup = machine.running.snapshot();
    },
    isArmed: () => machine.pending !== undefined,
    changeKey: async () => {
      clients.forEach(destroy);
      await closed(server);
      server = serve(newKey());
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
    stop: async () => {
      machine.pending?.stop();
      clients.forEach(destroy);
      await closed(server);
    },
  };
}

function newKey(): string {
  return ssh2.utils.generateKeyPairSync('ecdsa', { bits: 256 }).private;
}

/** `ecdsa-sha2-nistp256 AAAA…`. */
function publicOf(key: string): string {
  const parsed = ssh2.utils.parseKey(key);
  if (parsed instanceof Error) throw parsed;
  const one = Array.isArray(parsed) ? parsed[0] : parsed;
  return `${one?.type} ${one?.getPublicSSH().toString('base64')}`;
}

function closed(server: { close(done: () => void): void }): Promise<void> {
  return new Promise((resolve) => server.close(resolve));
}
