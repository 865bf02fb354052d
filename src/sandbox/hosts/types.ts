import type { Clock } from '../../core/io/clock.ts';

export interface HostOptions {
  /** What `hostname` says there. */
  readonly name: string;
  /** Where all of the host lies: `home/` is its login folder, `etc/` its keys, port and tools. */
  readonly folder: string;
  /** Default: the port it had in this folder before, else a free one. */
  readonly port?: number;
  /** A private key in PEM or OpenSSH format; default: one made in the folder and kept there. */
  readonly hostKey?: string;
  readonly user: string;
  /** Absent: nobody gets in by password. */
  readonly password?: string;
  /** A public key line; absent: nobody gets in by key. */
  readonly publicKey?: string;
  readonly clock?: Clock;
}

/** What is wrong with a host. All of it can be changed at any time; programs that run already keep their surroundings. */
export interface Switches {
  /** Refuses connections; those that are open are dropped. */
  readonly down: boolean;
  /** Accepts connections and never says a word. Open ones stay. */
  readonly silent: boolean;
  readonly refuseLogin: boolean;
  /** Shows another host key, always the same one, to new connections. */
  readonly changedKey: boolean;
  /** Milliseconds before a command starts. */
  readonly slowExec: number;
  /** Milliseconds before each chunk of its input and output. */
  readonly slowChunk: number;
  /**
   * `full`: new commands cannot make any file longer, and `df` there shows no space. A number: they cannot make a file
   * longer than so many bytes (rounded down to 512), and `df` knows nothing of it: a disk that fills up half-way.
   */
  readonly disk: 'free' | 'full' | number;
  /** Programs that new commands do not find. */
  readonly missing: readonly string[];
  /** The sample service answers its health check with 503. */
  readonly unhealthy: boolean;
  /** Drops a connection once its commands got so many bytes of input, exactly, counted from now over all of them; then off. */
  readonly cutAfter: number | null;
  /** Flips the lowest bit of the byte at this offset of the next command input that is long enough; then off. */
  readonly flipByte: number | null;
}

/** What happened at a host since it was started. */
export interface Tally {
  readonly connections: number;
  readonly logins: number;
  readonly refusedLogins: number;
  /** Commands, as they were asked for. */
  readonly commands: readonly string[];
}

/** A command that a host was given. */
export interface Ran {
  /** When it was asked for, in ms since the epoch. */
  readonly at: number;
  readonly command: string;
  /** Its exit code, or the signal that ended it; absent while it runs. */
  readonly exit?: number | string;
  /** The beginning of what it printed, at most 100 characters. */
  readonly printed: string;
}

export interface SandboxHost {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly user: string;
  readonly folder: string;
  /** The login folder. */
  readonly home: string;
  /** Its own public host key, in wire format. */
  readonly key: Buffer;
  switches(): Switches;
  /** Changes some of the switches; resolves when they are in force. */
  set(changes: Partial<Switches>): Promise<void>;
  /** Drops every connection now. What runs there goes on. */
  cut(): void;
  /** Kills everything that runs there and drops every connection; commands see a new boot id afterwards. */
  reboot(): Promise<void>;
  tally(): Tally;
  /** The last commands, oldest first. */
  ran(): readonly Ran[];
  /** Ends it and everything that it ever started. Calling it again waits for the same end. */
  stop(): Promise<void>;
}
