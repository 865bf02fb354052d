import type { Socket } from 'node:net';
import ssh2 from 'ssh2';
import { type Clock, systemClock } from '../../core/io/clock.ts';
import type { KeyPair } from '../hosts/keys.ts';
import { createListener, loopback } from '../hosts/listener.ts';
import { guardLogin } from '../hosts/login.ts';
import { comware7 } from './comware.ts';
import { ios } from './ios.ts';
import { createMachine } from './machine.ts';
import { talk } from './session.ts';
import type { Pace } from './terminal.ts';
import type { Manners, Trouble } from './types.ts';
import { vrp5, vrp8 } from './vrp.ts';

/** The devices there are, by the way in which they take a change back. */
const kinds = { vrp5, vrp8, comware7, ios } satisfies Record<string, Manners>;

export type DeviceKind = keyof typeof kinds;

/** A network device that can be logged in to and configured. */
export interface SandboxDevice {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  /** The host key that it shows now, in wire format. */
  readonly key: Buffer;
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
  /** Shows this host key to new connections; those that are open end. */
  show(key: KeyPair): void;
  stop(): Promise<void>;
}

export interface DeviceOptions extends Pace {
  readonly name: string;
  readonly kind: DeviceKind;
  /** What it runs and has saved. */
  readonly config: string;
  readonly user: string;
  readonly password: string;
  readonly key: KeyPair;
  /** Default: a free one. */
  readonly port?: number | undefined;
  readonly trouble?: Trouble | undefined;
  /** The time of its timers; default the machine's. */
  readonly clock?: Clock | undefined;
}

/** Starts a device on loopback; error `port-taken`. */
export async function startDevice(options: DeviceOptions): Promise<SandboxDevice> {
  const { name, user, password, config, clock = systemClock() } = options;
  const manners: Manners = kinds[options.kind];
  const typed: string[] = [];
  let { key } = options;
  const listener = await createListener(options.port, (socket) => answer(socket));
  const machine = createMachine(manners, { ...options.trouble }, clock, listener.drop);
  machine.running.load(config);
  machine.startup = machine.running.snapshot();

  const answer = (socket: Socket) => {
    if (!machine.isUp()) return void socket.destroy();
    // Small packets are not held back (Nagle), as devices do not either.
    socket.setNoDelay(true);
    const server = new ssh2.Server({ hostKeys: [key.private] }, (client) => {
      client.on('error', () => {});
      guardLogin(client, { user, password, refusing: () => false, refused: () => {} });
      client.on('session', (accept) => {
        const session = accept();
        session.on('pty', (ok) => ok?.());
        session.on(
          'shell',
          (open) => void talk(open(), { manners, machine, typed, pace: options }, () => socket.destroy()),
        );
      });
    });
    server.injectSocket(socket);
  };
  return {
    ...{ name, address: loopback, port: listener.port, typed, trouble: machine.trouble },
    get key() {
      return key.public;
    },
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
    show: (other) => {
      listener.drop();
      key = other;
    },
    stop: async () => {
      machine.pending?.stop();
      await listener.close();
    },
  };
}
