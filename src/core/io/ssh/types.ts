import type { ByteSource } from '../byte-source.ts';
import type { Secret } from '../secret.ts';

/** A host as SSH needs it: resolved from settings, secrets read at the moment of use. */
export interface Target {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly user: string;
  readonly auth: {
    readonly privateKey?: Secret;
    readonly passphrase?: Secret;
    readonly password?: Secret;
    readonly agent?: boolean;
  };
  readonly become?: { readonly method: 'sudo' | 'su'; readonly user: string; readonly password?: Secret };
  readonly via?: Target;
  readonly legacy: boolean;
}

export interface ExecOptions {
  /** Milliseconds until the command is given up (code `deadline`); every operation has one. */
  readonly timeout: number;
  readonly stdin?: ByteSource | Buffer | string;
  /** Runs the command as `target.become` says; ignored where the target has none. Default true. */
  readonly become?: boolean;
  readonly signal?: AbortSignal;
  /** Bytes of stdout and of stderr kept (the end is kept); default 1 MiB. */
  readonly keep?: number;
  readonly onOutput?: (chunk: Buffer, stream: 'stdout' | 'stderr') => void;
}

export interface ExecResult {
  /** The exit code; null when a signal ended it. */
  readonly code: number | null;
  readonly signal?: string;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ShellOptions {
  /** Size of the terminal, in characters; wide, so that devices break no lines. Default 512 by 100. */
  readonly cols?: number;
  readonly rows?: number;
  /** Terminal type; default `vt100`, which network gear knows. */
  readonly term?: string;
  /** Milliseconds until the shell is open. */
  readonly timeout: number;
  readonly signal?: AbortSignal;
}

/** One authenticated connection to one host, shared by everything a run does there. At most 8 channels at once. */
export interface Connection {
  readonly target: Target;
  /** SHA256:… of the key the host showed. */
  readonly fingerprint: string;
  /** Runs a program; the arguments are quoted here and nowhere else. A code other than 0 is a result, not an error. */
  exec(argv: readonly string[], options: ExecOptions): Promise<ExecResult>;
  /** A TCP stream to an address as seen from the host (direct-tcpip). */
  forward(address: string, port: number, timeout: number): Promise<import('node:stream').Duplex>;
  /**
   * A login shell on a terminal (PTY), as network gear wants it: what is typed and what the screen shows. It is one of
   * the channels; destroyed with `connection-lost` when the connection is. Errors as those of `exec`.
   */
  shell(options: ShellOptions): Promise<import('node:stream').Duplex>;
  /** Bytes sent on the socket so far. */
  bytesSent(): number;
  /** Aborts when the connection is lost or closed. */
  readonly closed: AbortSignal;
  close(): void;
}

/** A host's public key as it was shown, before any login. */
export interface OfferedKey {
  /** The wire-format blob, as in the second field of a public key line. */
  readonly key: Buffer;
  /** SHA256:… as OpenSSH prints it. */
  readonly fingerprint: string;
}

/**
 * Errors, all OpsError: `host-down`, `host-key-unknown`, `host-key-changed`, `login-refused`, `become-refused`,
 * `connection-lost`, `deadline`; rarer ones: `handshake-failed`, `channel-refused`, `argument-refused`. An aborted
 * `signal` rejects with that signal's reason, a failing `stdin` with its own error.
 */
export interface Ssh {
  /** Opens a connection, through `target.via` where given, verifying each hop's key before logging in. */
  connect(target: Target, options: { timeout: number; signal?: AbortSignal }): Promise<Connection>;
  /** The key a host shows, without logging in to it (its jump hosts are logged in to, their keys verified). */
  offeredKey(target: Target, options: { timeout: number }): Promise<OfferedKey>;
}

/** Pinned host keys, in OpenSSH's known_hosts format. */
export interface KnownHosts {
  /** The keys pinned for an address, empty when none is. */
  keys(address: string, port: number): Promise<readonly OfferedKey[]>;
  /** Pins a key for an address; what was pinned for it before is replaced. */
  pin(address: string, port: number, key: Buffer): Promise<void>;
  /** The keys marked @revoked for an address; where it is absent, none is. */
  revoked?(address: string, port: number): Promise<readonly OfferedKey[]>;
}
