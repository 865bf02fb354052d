import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Connection, ServerChannel, Session } from 'ssh2';
import type { Clock } from '../../core/io/clock.ts';
import type { SwitchBoard } from './board.ts';
import { feed } from './input.ts';
import { createOutput } from './output.ts';

/** sshd's default for MaxSessions. */
const maxSessions = 10;

/** How long the end of a program waits for the end of its output, which a child it left may hold open; milliseconds. */
const grace = 100;

/** How a command is run. */
export interface Launch {
  readonly argv: readonly [string, ...string[]];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Hears what becomes of a command. */
interface Witness {
  printed(text: string): void;
  ended(exit: number | string): void;
}

/** What sessions need of their connection and host. */
interface SessionContext {
  readonly clock: Clock;
  readonly board: SwitchBoard;
  /** How `command` is to be run, with what the client wants in its environment. */
  launch(command: string, wanted: Readonly<Record<string, string>>): Promise<Launch>;
  commanded(command: string): Witness;
  /** Ends the connection at once. */
  cut(): void;
  /** Aborts in the moment in which the connection is lost or dropped. */
  readonly over: AbortSignal;
}

/** Runs commands for a connection, each in a process group of its own, ten at once; no terminals, no subsystems. */
export function serveSessions(connection: Connection, context: SessionContext): void {
  let open = 0;
  connection.on('session', (accept, reject) => {
    if (open >= maxSessions) return reject();
    open += 1;
    const session = accept();
    const closing = new AbortController();
    session.once('close', () => {
      open -= 1;
      closing.abort();
    });
    serveSession(session, { ...context, over: AbortSignal.any([context.over, closing.signal]) });
  });
}

function serveSession(session: Session, context: SessionContext): void {
  const wanted: Record<string, string> = {};
  let child: ChildProcessWithoutNullStreams | undefined;
  session.on('env', (accept, reject, { key, val }) => {
    // What Debian's and most others' sshd_config accept.
    if (!/^(LANG|LC_[A-Z]+)$/.test(key)) return reject?.();
    wanted[key] = val;
    accept?.();
  });
  session.on('signal', (accept, reject, { name }) => {
    (signalGroup(child, name) ? accept : reject)?.();
  });
  // ssh2 1.17 refuses signals to a session whose input has ended; sshd does not.
  session.on('eof', () => {
    (session as unknown as { _ending: boolean })._ending = false;
  });
  session.once('exec', (accept, _reject, { command }) => {
    const channel = accept();
    channel.on('error', () => {});
    channel.stderr.on('error', () => {});
    const witness = context.commanded(command);
    start(command, wanted, context)
      .then(async (started) => {
        child = started;
        if (started) await attend(started, channel, context, witness);
      })
      .catch((error: Error) => {
        witness.ended(255);
        fail(channel, error);
      });
  });
}

/** Starts a command, unless its connection has gone meanwhile. */
async function start(
  command: string,
  wanted: Readonly<Record<string, string>>,
  { board, launch, over }: SessionContext,
): Promise<ChildProcessWithoutNullStreams | undefined> {
  await board.beforeExec();
  const { argv, cwd, env } = await launch(command, wanted);
  if (over.aborted) return undefined;
  const [program, ...rest] = argv;
  return spawn(program, rest, { cwd, env, detached: true, stdio: 'pipe' });
}

/** Connects a command with its channel until it has ended and so has its output. */
async function attend(
  child: ChildProcessWithoutNullStreams,
  channel: ServerChannel,
  context: SessionContext,
  witness: Witness,
): Promise<void> {
  const { board, clock, over } = context;
  // The program stays when the connection goes: only its pipes are closed.
  const release = () => {
    child.stdout.destroy();
    child.stderr.destroy();
    child.stdin.end();
  };
  over.addEventListener('abort', release, { once: true });
  const exited = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  void feed(channel, child.stdin, board, context.cut);
  const output = createOutput(channel, over);
  const drained = Promise.all([
    output.drain(child.stdout, 'stdout', board.beforeChunk, (chunk) => witness.printed(chunk.toString('utf8'))),
    output.drain(child.stderr, 'stderr', board.beforeChunk),
  ]);
  const [code, signal] = await exited;
  witness.ended(code ?? signal ?? 'SIGKILL');
  await Promise.race([drained, clock.sleep(grace)]);
  tellExit(channel, code, signal);
  await drained;
  channel.end();
}

function tellExit(channel: ServerChannel, code: number | null, signal: NodeJS.Signals | null): void {
  if (code !== null) channel.exit(code);
  else channel.exit((signal ?? 'SIGKILL').replace(/^SIG/, ''), false, '');
}

function fail(channel: ServerChannel, error: Error): void {
  channel.stderr.write(`${error.message}\n`);
  channel.exit(255);
  channel.end();
}

function signalGroup(child: ChildProcessWithoutNullStreams | undefined, name: string): boolean {
  if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return false;
  try {
    return process.kill(-child.pid, `SIG${name}`);
  } catch {
    return false;
  }
}
