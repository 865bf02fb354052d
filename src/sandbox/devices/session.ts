import type { ServerChannel } from 'ssh2';
import type { Device } from './commands/device.ts';
import { isCutOff, runs } from './machine.ts';
import { createKeyboard, createScreen, type Keyboard, type Pace, type Screen } from './terminal.ts';
import type { Machine, Manners, Session, Terminal } from './types.ts';

interface Shared {
  readonly manners: Manners;
  readonly machine: Machine;
  readonly typed: string[];
  readonly pace: Pace;
}

/** Lines of a page. */
const rows = 24;

/** One session at a device's command line, until it is left. `drop` cuts its connection. */
export async function talk(channel: ServerChannel, shared: Shared, drop: () => void): Promise<void> {
  const screen = createScreen(channel, shared.pace);
  const keys = createKeyboard(channel);
  const session: Session = { inside: false, typed: shared.machine.running, dirty: false };
  const terminal = createTerminal(screen, keys, shared);
  try {
    await screen.write(`\n${shared.manners.greeting}`);
    for (;;) {
      await screen.write(shared.manners.prompt(nameOf(shared), session));
      const line = await keys.line();
      shared.typed.push(line);
      await screen.write(`${line}\n`);
      const command = line.trim();
      if (command === '' || command.endsWith('\x03')) continue;
      if (/^(?:quit|exit)$/.test(command) && !session.inside) break;
      const before = runs(shared.machine.running);
      await answer({ ...shared, session, terminal, keys }, command);
      loseOnChange(shared.machine, before);
      const cut = isCutOff(shared.machine);
      if (cut || shared.machine.trouble.dropsAfter === command) return drop();
    }
    channel.exit(0);
    channel.end();
    channel.close();
  } catch {
    // The client has gone.
  }
}

function loseOnChange(machine: Machine, before: string): void {
  if (!machine.trouble.cutsNext || runs(machine.running) === before) return;
  machine.trouble.cutsNext = false;
  machine.lost = before;
}

interface Talking extends Shared {
  readonly session: Session;
  readonly terminal: Terminal;
  readonly keys: Keyboard;
}

async function answer(talking: Talking, command: string): Promise<void> {
  const { manners, machine, session, terminal, keys } = talking;
  const { trouble } = machine;
  if (trouble.hangsAt === command) return new Promise(() => {});
  if (trouble.asksAt === command && !/^y/i.test(await terminal.ask('This may be dangerous. Go on? [Y/N]:'))) return;
  for (const [pattern, run] of session.inside ? manners.inside : manners.outside) {
    const match = pattern.exec(command);
    if (match) return run(match, session, terminal, machine);
  }
  if (!session.inside && command === 'display version') return terminal.show(manners.greeting);
  if (!session.inside && command === 'show version') return terminal.show(manners.greeting);
  if (!session.inside || trouble.refuses === command) {
    const why = trouble.quotes ? `"${command.split(' ').at(-1)}" is not accepted` : 'unrecognized command';
    return terminal.write(manners.error(why));
  }
  await configure(talking, command, keys);
}

/** A line of configuration: it is taken, or told why not. */
async function configure({ manners, machine, session, terminal, typed }: Talking, command: string, keys: Keyboard) {
  const text = manners.text?.(command);
  const isEnd = text?.isEnd ?? manners.rules.textEnd?.(command);
  const lines = [command];
  if (text && isEnd) await terminal.write('Enter TEXT message.\n');
  if (isEnd && !(text && isEnd(command))) {
    do {
      const line = await keys.line();
      typed.push(line);
      await terminal.write(`${line}\n`);
      lines.push(line);
    } while (!isEnd(lines.at(-1) ?? ''));
  }
  const kept = (text?.kept(lines.join('\n')) ?? lines.join('\n')).split('\n');
  const [before, former] = [runs(session.typed), session.typed.snapshot()];
  try {
    session.typed.type([manners.ciphered(kept[0] ?? ''), ...kept.slice(1)]);
  } catch (error) {
    return terminal.write(manners.error((error as Error).message));
  }
  if (runs(session.typed) === before) return;
  if (machine.trouble.refusesNext) {
    machine.trouble.refusesNext = false;
    session.typed.restore(former);
    return terminal.write(manners.error('unrecognized command'));
  }
  if (session.typed !== machine.running) session.dirty = true;
}

function nameOf({ manners, machine }: Shared): string {
  return manners.name.exec(flat(machine.running))?.[1] ?? manners.unnamed;
}

function flat(device: Device): string {
  return device.blocks().flat().join('\n');
}

function createTerminal(screen: Screen, keys: Keyboard, { manners, typed }: Shared): Terminal {
  let paging = true;
  return {
    write: screen.write,
    setPaging: (on) => {
      paging = on;
    },
    show: async (text) => {
      const lines = text.split('\n').slice(0, -1);
      const size = paging ? rows - 1 : lines.length;
      for (let from = 0; from < lines.length; from += size) {
        await screen.write(`${lines.slice(from, from + size).join('\n')}\n`);
        if (from + size >= lines.length) return;
        await screen.write(manners.more);
        const key = await keys.key();
        await screen.raw('\r\x1b[K');
        if (key !== ' ') return;
      }
    },
    ask: async (question) => {
      await screen.write(question);
      const given = await keys.line();
      typed.push(given);
      await screen.write(`${given}\n`);
      return given;
    },
  };
}
