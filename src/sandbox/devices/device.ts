import type { Socket } from 'node:net';
import ssh2 from 'ssh2';
import { type Clock, systemClock } from '../../core/io/clock.ts';
import type { KeyPair } from '../hosts/keys.ts';
import { createListener, loopback } from '../hosts/listener.ts';
import { guardLogin } from '../hosts/login.ts';
import { comware7 } from './comware.ts';
import { ios } from './ios.ts';
import { createMachine, isCutOff } from './machine.ts';
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
  /** Its first host key, in wire format. */
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
  isDown(): boolean;
  /** Whether it runs what cuts the way to it. */
  isCutOff(): boolean;
  /** Shows this host key to new connections; those that are open end. */
  show(key: KeyPair): void;
  /** Refuses connections, and drops those that are open; or answers again. */
  setDown(down: boolean): Promise<void>;
  /** Nothing is wrong with it any more, or about to be; what it runs stays, and is saved unless it may still go back. */
  mend(): void;
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
  /** Hears what is saved, as a text that `config` takes. */
  readonly saved?: ((config: string) => void) | undefined;
  /** The time of its timers; default the machine's. */
  readonly clock?: Clock | undefined;
}

/** Starts a device on loopback; error `port-taken`. */
export async function startDevice(options: DeviceOptions): Promise<SandboxDevice> {
  const { name, user, password, config, clock = systemClock() } = options;
  const manners: Manners = kinds[options.kind];
  const typed: string[] = [];
  let { key } = options;
  let down = false;
  const listener = await createListener(options.port, (socket) => answer(socket));
  const machine: ReturnType<typeof createMachine> = createMachine(
    manners,
    { ...options.trouble },
    { clock, drop: listener.drop, saved: () => options.saved?.(saved()) },
  );
  const savedDevice = () => {
    const device = machine.copy();
    device.restore(machine.startup);
    return device;
  };
  const saved = () => {
    const mark = manners.rules.undo === 'no' ? '!' : '#';
    return `${savedDevice()
      .blocks()
      .map((block) => block.join('\n'))
      .join(`\n${mark}\n`)}\n`;
  };
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
    ...{ name, address: loopback, port: listener.port, key: key.public, typed, trouble: machine.trouble },
    running: () => machine.running.running(),
    startup: () => savedDevice().running(),
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
    isDown: () => down,
    isCutOff: () => isCutOff(machine),
    setDown: (wanted) => {
      down = wanted;
      return wanted ? listener.close() : listener.open();
    },
    mend: () => {
      for (const name of Object.keys(machine.trouble)) delete machine.trouble[name as keyof Trouble];
      machine.lost = undefined;
      if (!machine.pending) machine.startup = machine.running.snapshot();
    },
    stop: async () => {
      machine.pending?.stop();
      await listener.close();
    },
  };
}
