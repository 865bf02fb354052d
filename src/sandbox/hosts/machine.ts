import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import ssh2 from 'ssh2';
import type { Clock } from '../../core/io/clock.ts';
import { systemClock } from '../../core/io/clock.ts';
import { createBoard, type SwitchBoard } from './board.ts';
import { type HostFolder, prepareFolder } from './folder.ts';
import { allowForwarding } from './forward.ts';
import { hostKeys, type KeyPair } from './keys.ts';
import { launchOn } from './launch.ts';
import { guardLogin } from './login.ts';
import { serveSessions } from './session.ts';
import type { HostOptions, Ran, Tally } from './types.ts';

/** 2³¹ − 1 ms: like sshd, a host does not ask whether its clients still live. */
const never = 2_147_483_647;

/** How many commands are remembered. */
const remembered = 1000;

/** How many characters of what they print. */
const noted = 100;

/** What a host is made of, but for its port. */
export interface Machine {
  readonly options: HostOptions;
  readonly clock: Clock;
  readonly folder: HostFolder;
  readonly keys: { readonly own: KeyPair; readonly other: KeyPair };
  readonly board: SwitchBoard;
  readonly tally: { -readonly [K in Exclude<keyof Tally, 'commands'>]: Tally[K] };
  readonly ran: { -readonly [K in keyof Ran]: Ran[K] }[];
  bootId: string;
  /** Whether it has started up and is not stopping. */
  up: boolean;
}

/** Puts a host together in its folder; it is not up yet. */
export async function createMachine(options: HostOptions): Promise<Machine> {
  const clock = options.clock ?? systemClock();
  const folder = await prepareFolder(options.folder, options.name);
  return {
    options,
    clock,
    folder,
    keys: await hostKeys(folder.etc, options.name, options.hostKey),
    board: createBoard(clock),
    tally: { connections: 0, logins: 0, refusedLogins: 0 },
    ran: [],
    bootId: randomUUID(),
    up: false,
  };
}

/** Speaks SSH on a connection that came in; `over` aborts when it is lost or dropped. */
export function answer(machine: Machine, socket: Socket, over: AbortSignal): void {
  const { board, keys, tally } = machine;
  if (!machine.up) {
    socket.destroy();
    return;
  }
  tally.connections += 1;
  const { silent, changedKey } = board.now();
  if (silent) {
    socket.resume();
    return;
  }
  socket.setNoDelay(true);
  const key = changedKey ? keys.other : keys.own;
  const server = new ssh2.Server({ hostKeys: [key.private], keepaliveInterval: never }, (connection) =>
    serve(machine, connection, socket, over),
  );
  server.injectSocket(socket);
}

function serve(machine: Machine, connection: ssh2.Connection, socket: Socket, over: AbortSignal): void {
  const { options, clock, folder, board, tally, ran } = machine;
  const { name, user, password, publicKey } = options;
  connection.on('error', () => {});
  connection.on('ready', () => {
    tally.logins += 1;
  });
  const refused = () => {
    tally.refusedLogins += 1;
  };
  guardLogin(connection, { user, password, publicKey, refusing: () => board.now().refuseLogin, refused });
  allowForwarding(connection, over);
  serveSessions(connection, {
    clock,
    board,
    over,
    launch: (command, wanted) => launchOn({ name, user, folder, bootId: machine.bootId }, board.now(), command, wanted),
    commanded: (command) => {
      const entry: Machine['ran'][number] = { at: clock.now(), command, printed: '' };
      ran.push(entry);
      if (ran.length > remembered) ran.shift();
      return {
        printed: (text) => {
          entry.printed = (entry.printed + text).slice(0, noted);
        },
        ended: (exit) => {
          entry.exit = exit;
        },
      };
    },
    cut: () => socket.destroy(),
  });
}
