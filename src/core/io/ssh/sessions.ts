import type { Duplex } from 'node:stream';
import type { Text } from '../../text.ts';
import { createGate } from '../gate.ts';
import type { Parts } from './connection.ts';
import { channelRefused, connectionLost } from './errors.ts';
import { orAborted } from './limits.ts';
import type { RunOptions } from './run.ts';
import { runOn } from './run.ts';
import { tunnel } from './tunnel.ts';
import type { ExecResult, ShellOptions } from './types.ts';

/** A connection's parts, and the signal that it is gone. */
type Open = Parts & { readonly closed: AbortSignal };

/** The channels of one connection. */
interface Sessions {
  /** Runs a command line on a session of its own, when one of the eight is free. */
  run(line: string, doing: Text, options: RunOptions): Promise<ExecResult>;
  /** A login shell on a terminal; its session is free again when the server has closed it. */
  shell(options: ShellOptions, doing: Text, signal: AbortSignal): Promise<Duplex>;
  /** A stream to an address as seen from the host; sshd does not count these as sessions. */
  tunnel(address: string, port: number, doing: Text, signal: AbortSignal): Promise<Duplex>;
}

/** sshd allows 10 sessions a connection (MaxSessions) and counts one until its command has ended. */
const most = 8;
const lingering = 1_000;
/** A session just closed still counts for a moment on the server: how long to wait before asking again. */
const pauses = [20, 50, 200, 1_000];

/** Opens channels, as many at a time as the server allows: where it refuses one more, fewer are used from then on. */
export function createSessions(parts: Open): Sessions {
  const { target, clock } = parts;
  const gate = createGate(most);

  const inSession = async <T>(
    doing: Text,
    signal: AbortSignal,
    work: (leave: () => void) => Promise<T>,
  ): Promise<T> => {
    for (let refusals = 0, patience = 0; ; refusals++) {
      const leave = await gate.enter(signal);
      try {
        return await work(leave);
      } catch (error) {
        if (!(error instanceof NotOpened)) throw error;
        const pause = refusals >= 2 && gate.narrow() ? 0 : pauses[patience++];
        const last = pause === undefined || !error.busy;
        await clock.sleep(last ? 0 : pause, signal).finally(leave);
        if (last) throw channelRefused(target, doing, error.told);
      }
    }
  };
  return {
    run: (line, doing, options) =>
      inSession(doing, options.signal, (leave) => runOnce(parts, line, doing, options, leave)),
    shell: (options, doing, signal) =>
      inSession(doing, signal, (leave) => openShell(parts, options, doing, signal, leave)),
    tunnel: (...to) => openTunnel(parts, ...to),
  };
}

class NotOpened extends Error {
  readonly told: Error;
  /** Whether the server gave a reason that may pass (RFC 4254 5.1), rather than refusing what was asked for. */
  readonly busy: boolean;

  constructor(told: Error) {
    super(told.message);
    this.told = told;
    this.busy = 'reason' in told && typeof told.reason === 'number';
  }
}

/** Runs the line on one session; `leave` is called when the server is done with it, not before. */
async function runOnce(
  { client, target, clock }: Open,
  line: string,
  doing: Text,
  options: RunOptions,
  leave: () => void,
): Promise<ExecResult> {
  const opened = new Promise<{ ended: Promise<ExecResult> }>((resolve, reject) => {
    try {
      client.exec(line, (error, channel) => {
        if (error) return reject(new NotOpened(error));
        channel.once('close', leave);
        resolve({ ended: runOn(channel, options) });
      });
    } catch (error) {
      reject(connectionLost(target, doing, error));
    }
  });
  try {
    const { ended } = await orAborted(options.signal, opened, ({ ended }) => void ended.catch(() => undefined));
    return await ended;
  } finally {
    clock.after(lingering, leave);
  }
}

/** Opens a shell on a terminal; `leave` is called when it is closed, or where it could not be opened. */
async function openShell(
  { client, target, clock, closed }: Open,
  { cols = 512, rows = 100, term = 'vt100' }: ShellOptions,
  doing: Text,
  signal: AbortSignal,
  leave: () => void,
): Promise<Duplex> {
  const opened = new Promise<Duplex>((resolve, reject) => {
    try {
      client.shell({ cols, rows, width: 0, height: 0, term }, (error, channel) => {
        if (error) return reject(new NotOpened(error));
        channel.once('close', leave);
        channel.stderr.resume();
        resolve(tunnel(channel, closed));
      });
    } catch (error) {
      reject(connectionLost(target, doing, error));
    }
  });
  try {
    return await orAborted(signal, opened, (stream) => void stream.destroy());
  } catch (error) {
    clock.after(lingering, leave);
    throw error;
  }
}

function openTunnel(
  { client, target, closed }: Open,
  address: string,
  port: number,
  doing: Text,
  signal: AbortSignal,
): Promise<Duplex> {
  const opened = new Promise<Duplex>((resolve, reject) => {
    try {
      client.forwardOut('127.0.0.1', 0, address, port, (error, channel) => {
        if (error) return reject(channelRefused(target, doing, error));
        resolve(tunnel(channel, closed));
      });
    } catch (error) {
      reject(connectionLost(target, doing, error));
    }
  });
  return orAborted(signal, opened, (stream) => void stream.destroy());
}
