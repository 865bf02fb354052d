import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import ssh2, { type Connection, type ServerChannel } from 'ssh2';
import { systemClock } from '../../src/core/io/clock.ts';
import { secret } from '../../src/core/io/secret.ts';
import { createSsh } from '../../src/core/io/ssh/index.ts';
import type { Ssh, Target } from '../../src/core/io/ssh/types.ts';
import {
  createKeyboard,
  createScreen,
  type Keyboard,
  type Pace,
  type Screen,
} from '../../src/sandbox/devices/terminal.ts';
import { gbk } from './gbk.ts';
import { knowing } from './knowing.ts';
import type { Recording } from './recording.ts';

/** How a device misbehaves; everything is off by default. */
export interface Mischief extends Omit<Pace, 'encode'> {
  readonly encoding?: 'utf8' | 'gbk';
  /** Lets in and says nothing. */
  readonly silent?: boolean;
  /** Sends the first prompt only after Enter. */
  readonly waitsForEnter?: boolean;
  /** Pays no heed to what switches paging off. */
  readonly alwaysPages?: boolean;
  /** Answers this command with a page that never is the last one. */
  readonly endlessPager?: string;
  /** Answers this command with the first half alone, and says nothing more. */
  readonly cutIn?: string;
  /** Goes down in the middle of what it answers to this command. */
  readonly rebootIn?: string;
  /** Ends the session, not the connection, in the middle of what it answers to this command. */
  readonly hangUpIn?: string;
  /** Answers this command with so many bytes. */
  readonly flood?: { readonly command: string; readonly bytes: number };
  /** How typed text is shown: not at all, broken after so many columns, or drawn again from the line's beginning. */
  readonly echo?: 'none' | 'wraps' | 'redraws';
  /** Puts NUL and BEL around prompts and colours into them. */
  readonly noise?: boolean;
  /** Says this between a prompt and what is typed, and shows the prompt again, or with `logsOver` does not. */
  readonly logs?: string;
  readonly logsOver?: boolean;
}

/** A device that can be logged in to. */
export interface Device {
  readonly target: Target;
  /** An Ssh that knows its host key. */
  readonly ssh: Ssh;
  /** Its host key, as known_hosts has it. */
  readonly publicKey: string;
  /** Lines that were typed, passwords included, in order. */
  readonly typed: readonly string[];
  stop(): Promise<void>;
}

const password = 'Login@2026';

/** Small packets are not held back (Nagle), as devices do not either. */
function sendAtOnce(client: Connection): void {
  (client as unknown as { setNoDelay(on: boolean): void }).setNoDelay(true);
}

/** A cut line, not a goodbye. */
function destroy(client: Connection): void {
  (client as unknown as { _sock: { destroy(): void } })._sock.destroy();
}

/** Starts an SSH server on loopback that answers as the recorded device did. */
export async function startDevice(recording: Recording, mischief: Mischief = {}): Promise<Device> {
  const { private: key, public: publicKey } = ssh2.utils.generateKeyPairSync('ecdsa', { bits: 256 });
  const typed: string[] = [];
  const clients = new Set<Connection>();
  const server = new ssh2.Server({ hostKeys: [key] }, (client) => {
    clients.add(client);
    sendAtOnce(client);
    client.on('error', () => {});
    client.on('close', () => clients.delete(client));
    client.on('authentication', (context) =>
      context.method === 'password' && context.password === password ? context.accept() : context.reject(['password']),
    );
    client.on('session', (accept) => {
      const session = accept();
      session.on('pty', (ok) => ok?.());
      session.on('shell', (open) => void talk(open(), recording, mischief, typed, () => destroy(client)));
      session.on('exec', (_accept, refuse) => refuse?.());
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const name = 'device';
  return {
    target: { name, address: '127.0.0.1', port, user: 'ops', auth: { password: secret(password) }, legacy: false },
    ssh: createSsh({ knownHosts: knowing(key), clock: systemClock() }),
    typed,
    publicKey,
    stop: async () => {
      for (const client of clients) client.end();
      server.close();
    },
  };
}

/** One session: greets, then answers line by line. */
async function talk(
  channel: ServerChannel,
  recording: Recording,
  mischief: Mischief,
  typed: string[],
  reboot: () => void,
): Promise<void> {
  const screen = createScreen(channel, { ...mischief, ...(mischief.encoding === 'gbk' && { encode: gbk }) });
  const keys = createKeyboard(channel);
  let raised = false;
  let paging = recording.pager !== undefined;
  const prompt = () => (raised && recording.enable ? recording.enable.prompt : recording.prompt);
  let shown = 0;
  const showPrompt = async () => {
    await screen.write(mischief.noise ? `\0\x1b[1m${prompt()}\x1b[0m\x07` : prompt());
    shown++;
    // Only now and then: a device that logs something at every Enter would never come to rest.
    const over = mischief.logsOver !== true || shown % 2 === 0;
    if (mischief.logs !== undefined && over)
      await screen.write(`\n${mischief.logs}\n${mischief.logsOver ? '' : prompt()}`);
  };
  const readLine = async () => {
    const line = await keys.line();
    typed.push(line);
    return line;
  };

  const greet = async (): Promise<boolean> => {
    if (mischief.waitsForEnter) await keys.line();
    await screen.write(recording.greeting);
    for (const { question, answer } of recording.asks) {
      await screen.write(question);
      const given = await readLine();
      await screen.write(`${given}\n`);
      if (given !== answer) return false;
    }
    return true;
  };

  const raise = async ({ question, password: wanted, refused, again }: NonNullable<Recording['enable']>) => {
    for (let tries = 0; tries <= again; tries++) {
      await screen.write(question);
      raised = (await readLine()) === wanted;
      await screen.write('\n');
      if (raised) return;
    }
    await screen.write(`${refused}\n`);
  };

  const show = async (output: string) => {
    const { pager } = recording;
    if (!paging || !pager) return screen.write(output);
    const lines = output.split('\n').slice(0, -1);
    for (let from = 0; from < lines.length; from += pager.rows - 1) {
      await screen.write(`${lines.slice(from, from + pager.rows - 1).join('\n')}\n`);
      if (from + pager.rows - 1 >= lines.length) return;
      await screen.write(pager.more);
      const key = await keys.key();
      await screen.raw(pager.erase);
      if (key !== ' ') return;
    }
  };

  const answer = async (command: string): Promise<boolean> => {
    const { pager, enable } = recording;
    if (command === '' || command.endsWith('\x03')) return true;
    if (recording.leave.includes(command)) return false;
    if (enable && !raised && command === enable.command) {
      await raise(enable);
      return true;
    }
    const known = recording.answers.get(command);
    const found = known && (raised || !known.enabled) ? known.output : undefined;
    if (pager?.off.includes(command) && !mischief.alwaysPages) paging = false;
    if (mischief.flood?.command === command) await flood(screen, mischief.flood.bytes);
    else if (mischief.endlessPager === command) await endless(screen, keys, recording);
    else if ([mischief.cutIn, mischief.rebootIn, mischief.hangUpIn].includes(command)) {
      await screen.write((found ?? '').slice(0, (found ?? '').length / 2));
      if (mischief.rebootIn === command) reboot();
      if (mischief.hangUpIn === command) return false;
      await keys.never();
    } else await show(found ?? unknown(recording, prompt(), command));
    return true;
  };

  try {
    if (mischief.silent) return;
    if (!(await greet())) return void channel.end();
    for (;;) {
      await showPrompt();
      const line = await readLine();
      await echo(screen, mischief, prompt(), line);
      if (!(await answer(line.trim()))) break;
    }
    channel.exit(0);
    channel.end();
    channel.close();
  } catch {
    // The client has gone.
  }
}

function unknown({ unknown: text }: Recording, prompt: string, command: string): string {
  return `${text.replaceAll('{at}', `${' '.repeat(prompt.length + Math.max(0, command.lastIndexOf(' ') + 1))}^`)}\n`;
}

async function echo(screen: Screen, { echo: how }: Mischief, prompt: string, line: string): Promise<void> {
  if (how === 'none') return screen.write('\n');
  if (how === 'wraps') return screen.write(`${line.match(/.{1,7}/g)?.join('\r\n') ?? ''}\n`);
  if (how === 'redraws') {
    await screen.raw(line.slice(0, 3));
    await screen.raw('\b'.repeat(Math.min(3, line.length)));
    return screen.raw(`\r\x1b[K${prompt}${line} \x1b[1D\r\n`);
  }
  return screen.write(`${line}\n`);
}

async function flood(screen: Screen, bytes: number): Promise<void> {
  const line = `${'0123456789abcdef '.repeat(6)}\n`;
  const block = line.repeat(600);
  for (let sent = 0; sent < bytes; sent += block.length) await screen.write(block.slice(0, bytes - sent));
  await screen.write('\n');
}

async function endless(screen: Screen, keys: Keyboard, { pager }: Recording): Promise<void> {
  for (let page = 1; ; page++) {
    await screen.write(`page ${page}\n${pager?.more ?? '--More--'}`);
    const key = await keys.key();
    await screen.raw(pager?.erase ?? '');
    if (key !== ' ') return;
  }
}
