import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { OpsError } from '../../core/errors.ts';
import { removeIfThere, writeFileAtomic } from '../../core/io/files.ts';
import { type HostFolder, rememberedPort, rememberPort } from './folder.ts';
import { createListener, type Listener, loopback } from './listener.ts';
import { answer, createMachine, type Machine } from './machine.ts';
import { killAllOf } from './processes.ts';
import { readSwitches } from './switches.ts';
import type { HostOptions, SandboxHost } from './types.ts';

/**
 * Starts an SSH host on loopback with a login folder, port, host key and name of its own. It runs commands with the
 * real /bin/sh as the user of this process, whatever `user` is called: it is for trying and testing, and locks nobody
 * in. What an earlier one left running in this folder is killed first. Errors: `port-taken`, `missing-tool`,
 * `host-name`, `key-malformed`, `sandbox-not-ended`.
 */
export async function startHost(options: HostOptions): Promise<SandboxHost> {
  checkName(options.name);
  const machine = await createMachine(options);
  const port = options.port ?? (await rememberedPort(machine.folder));
  const listener = await createListener(port, (socket, over) => answer(machine, socket, over));
  try {
    await killAllOf(machine.folder.path);
    await rememberPort(machine.folder, listener.port);
    await markHealth(machine.folder, false);
  } catch (error) {
    await listener.close();
    throw error;
  }
  machine.up = true;
  return controls(machine, listener);
}

function controls(machine: Machine, listener: Listener): SandboxHost {
  const { options, folder, board, keys, tally, ran } = machine;
  const inTurn = createTurns();
  let stopped: Promise<void> | undefined;
  const followDown = () => (board.now().down || !machine.up ? listener.close() : listener.open());

  return {
    name: options.name,
    address: loopback,
    port: listener.port,
    user: options.user,
    folder: folder.path,
    home: folder.home,
    key: keys.own.public,
    switches: board.now,
    set: (changes) =>
      inTurn(async () => {
        board.change(readSwitches(changes));
        if (changes.unhealthy !== undefined) await markHealth(folder, changes.unhealthy);
        await followDown();
      }),
    cut: listener.drop,
    reboot: () =>
      inTurn(async () => {
        await listener.close();
        await killAllOf(folder.path);
        machine.bootId = randomUUID();
        await followDown();
      }),
    tally: () => ({ ...tally, commands: ran.map(({ command }) => command) }),
    ran: () => ran.map((each) => ({ ...each })),
    stop: () => {
      machine.up = false;
      stopped ??= inTurn(async () => {
        await listener.close();
        await killAllOf(folder.path);
      });
      return stopped;
    },
  };
}

/** Does one thing after the other, in the order asked for. */
function createTurns(): (work: () => Promise<void>) => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return (work) => {
    const done = last.then(work);
    last = done.catch(() => {});
    return done;
  };
}

/** The file that the sample service looks for before it says that it is well. */
async function markHealth(folder: HostFolder, unhealthy: boolean): Promise<void> {
  const file = join(folder.home, '.unhealthy');
  if (unhealthy) await writeFileAtomic(file, '');
  else await removeIfThere(file);
}

function checkName(name: string): void {
  if (/^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u.test(name)) return;
  throw new OpsError('host-name', {
    en: `Starting a sandbox host: "${name}" cannot be its name. Use letters, digits and _ . - only.`,
    zh: `启动沙箱主机：“${name}”不能用作主机名。只能使用字母、数字和 _ . -。`,
  });
}
