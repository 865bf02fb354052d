import type { Writable } from 'node:stream';
import type { ClientChannel } from 'ssh2';
import type { ByteSource } from '../byte-source.ts';
import type { Clock } from '../clock.ts';
import { pump } from './pump.ts';
import { createTail } from './tail.ts';
import type { ExecOptions, ExecResult } from './types.ts';

/** What a command on a channel is given and watched by. */
export interface RunOptions extends Pick<ExecOptions, 'stdin' | 'keep' | 'onOutput'> {
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** What the channel's connection writes to. */
  readonly socket: Writable;
  /** Stands between the channel and the command while another user is being become. */
  readonly doorman?: Doorman;
}

/** Reads what comes before the command itself starts, and says when its stdin may be sent. */
export interface Doorman {
  /** What of a chunk is the command's own output. `send` writes to stdin. Throws to end it all. */
  filter(chunk: Buffer, stream: 'stdout' | 'stderr', send: (text: string) => void): Buffer | undefined;
  /** Whether the command itself has started. */
  readonly started: boolean;
  /** Called with the exit when the command never started; returns why. */
  refusal(code: number | null): Error;
}

const megabyte = 1024 * 1024;
const quiet = 500;
const longest = 5_000;

/**
 * Feeds and watches a command until its exit is known. What a child it left behind still writes is waited for until
 * 0.5 s pass without output, at most 5 s; then the channel is closed under it. Must be called in the tick in which the
 * channel opened, or an exit could be missed.
 */
export function runOn(channel: ClientChannel, options: RunOptions): Promise<ExecResult> {
  const { signal, clock, onOutput, doorman, keep = megabyte } = options;
  const kept = { stdout: createTail(keep), stderr: createTail(keep) };
  let exit: { code: number | null; signal?: string } | undefined;
  let fed = false;
  let over = false;

  return new Promise<ExecResult>((resolve, reject) => {
    const grace = createGrace(clock, () => finish());

    const settle = (outcome: () => void) => {
      over = true;
      signal.removeEventListener('abort', abort);
      grace.stop();
      outcome();
      channel.close();
    };
    const fail = (error: unknown) => {
      if (!exit) terminate(channel);
      settle(() => reject(error));
    };
    const abort = () => fail(signal.reason);
    const finish = () => {
      const { code, signal: killed } = exit ?? { code: null };
      if (doorman && !doorman.started) return fail(doorman.refusal(code));
      const output = { stdout: kept.stdout.text(), stderr: kept.stderr.text() };
      settle(() => resolve({ code, ...(killed ? { signal: killed } : {}), ...output }));
    };
    const feedOnce = () => {
      if (fed || (doorman && !doorman.started)) return;
      fed = true;
      feed(options, channel, (error) => over || fail(error));
    };
    const take = (chunk: Buffer, stream: 'stdout' | 'stderr') => {
      try {
        const own = doorman ? doorman.filter(chunk, stream, (text) => void channel.write(text)) : chunk;
        feedOnce();
        if (!own || own.length === 0) return;
        kept[stream].push(own);
        onOutput?.(own, stream);
        grace.heard();
      } catch (error) {
        fail(error);
      }
    };

    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    channel.on('data', (chunk: Buffer) => take(chunk, 'stdout'));
    channel.stderr.on('data', (chunk: Buffer) => take(chunk, 'stderr'));
    channel.on('error', fail);
    channel.on('exit', (code: number | null, killed?: string) => {
      exit = { code, signal: killed };
      grace.start();
    });
    channel.on('close', finish);
    feedOnce();
  });
}

function feed({ stdin, socket }: RunOptions, channel: ClientChannel, fail: (error: unknown) => void): void {
  if (isSource(stdin)) pump(stdin, channel, socket).catch(fail);
  else channel.end(stdin);
}

/** Whether the input is read piece by piece rather than at hand. */
export function isSource(stdin: RunOptions['stdin']): stdin is ByteSource {
  return typeof stdin === 'object' && !Buffer.isBuffer(stdin);
}

/**
 * Asks the server to end the command, so that one given up does not stay and hold a session. ssh2's own signal() does
 * nothing once stdin has ended, which is why this goes one layer below it.
 */
function terminate(channel: ClientChannel): void {
  const { _client, outgoing } = channel as unknown as {
    _client: { _protocol: { signal(id: number, name: string): void } };
    outgoing: { id: number; state: string };
  };
  if (outgoing.state === 'open' || outgoing.state === 'eof') _client._protocol.signal(outgoing.id, 'TERM');
}

/** Runs `over` once the exit is known and the output has gone quiet. */
function createGrace(clock: Clock, over: () => void): { start(): void; heard(): void; stop(): void } {
  let stopQuiet: (() => void) | undefined;
  let stopLongest: (() => void) | undefined;
  const wait = () => {
    stopQuiet?.();
    stopQuiet = clock.after(quiet, over);
  };
  return {
    start: () => {
      stopLongest = clock.after(longest, over);
      wait();
    },
    heard: () => {
      if (stopLongest) wait();
    },
    stop: () => {
      stopQuiet?.();
      stopLongest?.();
    },
  };
}
