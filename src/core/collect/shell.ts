import type { Clock } from '../io/clock.ts';
import type { Secret } from '../io/secret.ts';
import { limitTo } from '../io/ssh/limits.ts';
import type { Connection } from '../io/ssh/types.ts';
import type { Shell } from '../platforms/define.ts';
import type { Text } from '../text.ts';
import { enableRefused, noPrompt, notOneLine, outputCut, seconds, sessionLost } from './shell-errors.ts';
import { createConversation, Gone, type Tail } from './shell-stream.ts';
import { echoIn } from './shell-text.ts';

/** What a session needs besides its connection. */
export interface ShellSettings {
  /** The password for more rights; without it a device is used with the rights that the login gives. */
  readonly enable?: Secret;
  /** The clock's time (ms) by which everything in this session must be done. */
  readonly deadline?: number;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
}

export interface CommandOptions {
  /** Milliseconds until the command is given up; its deadline is also the session's. */
  readonly timeout: number;
  /** Bytes of the answer that are kept; more is `output-cut`. Default 16 MiB. */
  readonly keep?: number;
}

/** A session on a device's command line, ready for commands: paging off, rights raised. */
export interface DeviceShell {
  /** As the device shows it, without blanks at its end. */
  readonly prompt: string;
  /** What the device said before its first prompt. */
  readonly greeting: string;
  /**
   * Types one command and gives the whole answer: no echo, prompt, pager or control characters; lines ended by \n.
   * `refused`: the device does not know the command or does not allow it. Errors are ShellErrors: `output-cut`,
   * `no-prompt`, `connection-lost`, `command-refused` (not typed). After one of the first two the next command first
   * interrupts what the device is at. Commands are typed one after the other. Secrets are still in the answer.
   */
  run(command: string, options: CommandOptions): Promise<{ readonly output: string; readonly refused: boolean }>;
  close(): void;
}

/** Milliseconds of silence after which a prompt at login is taken for one. */
const settle = 150;
/** Milliseconds of silence after which what only resembles the end of an answer is looked at. */
const silence = 700;
/** Milliseconds without a word after which Enter is typed: some lines wait for it. */
const patience = 3_000;
const loginTime = 30_000;
const recoveryTime = 5_000;
const mostKept = 16 * 1024 * 1024;
const mostPages = 10_000;
/** Characters before the last prompt in which an earlier one is looked for. */
const farthestPrompt = 1_000;

/**
 * Logs in to a device's command line: waits for its prompt, answers the questions that the platform knows, learns the
 * exact prompt, raises rights, switches paging off. Errors: ShellErrors `no-prompt`, `enable-refused`,
 * `connection-lost`; those of `Connection.shell`; the signal's reason.
 */
export async function openShell(connection: Connection, shell: Shell, settings: ShellSettings): Promise<DeviceShell> {
  const { clock, signal } = settings;
  const timeout = Math.max(1, Math.min(loginTime, left(settings)));
  const stream = await connection.shell({ timeout, signal });
  const session = createSession(connection, shell, settings, createConversation(stream, clock, shell.clean ?? same));
  try {
    await session.login();
    await session.raise();
    for (const command of shell.setup) await session.run(command, { timeout: loginTime });
  } catch (error) {
    session.close();
    throw error;
  }
  return session;
}

function createSession(
  { target }: Connection,
  shell: Shell,
  settings: ShellSettings,
  talk: ReturnType<typeof createConversation>,
) {
  const { clock } = settings;
  let prompt = '';
  let greeting = '';
  let pages = 0;
  let adrift = false;
  let last: Promise<unknown> = Promise.resolve();

  const wait = async <T>(look: (tail: Tail) => T | undefined, ms: number, quiet: number): Promise<T> => {
    const limit = limitTo(clock, Math.max(0, Math.min(ms, left(settings))), () => new Late(), settings.signal);
    try {
      return await talk.until((tail) => (reply(tail) ? undefined : look(tail)), { quiet, signal: limit.signal });
    } finally {
      limit.done();
    }
  };

  /** Answers a pager or a question. */
  const reply = ({ line, text }: Tail): boolean => {
    const paged = shell.more.test(line);
    const answer = paged ? shell.moreAnswer : shell.questions.find(([question]) => question.test(text))?.[1];
    if (answer === undefined) return false;
    if (++pages > mostPages || (paged && talk.lost() > 0)) throw new Endless();
    talk.dropLine();
    talk.type(paged ? answer : `${answer}\n`);
    return true;
  };

  const begin = (keep = mostKept) => {
    pages = 0;
    talk.begin(keep);
  };

  /**
   * Where a message of the device's log has come behind a prompt, Enter shows it again: typed once for what is waited for,
   * when the device has gone quiet.
   */
  const nudging = <T>(look: (tail: Tail) => T | undefined) => {
    let nudged = false;
    const isPrompt = (line: string) => (prompt === '' ? shell.prompt.test(line) : line.trimEnd() === prompt);
    return (tail: Tail): T | undefined => {
      const found = look(tail);
      if (found !== undefined || nudged || !tail.quiet) return found;
      nudged = tail.text.split('\n').slice(0, -1).some(isPrompt);
      if (nudged) talk.type('\n');
      return undefined;
    };
  };

  /** A line that may be a prompt, once the device has gone quiet behind it. */
  const promptLike = ({ line, quiet }: Tail) => (quiet && shell.prompt.test(line) ? line.trimEnd() : undefined);

  const login = async () => {
    begin();
    const nudge = clock.after(patience, () => talk.text() === '' && talk.type('\n'));
    try {
      prompt = await wait(nudging(promptLike), loginTime, settle);
      greeting = withoutLast(talk.text());
      for (let tries = 0; tries < 5; tries++) {
        begin();
        talk.type('\n');
        const known = (tail: Tail) => (tail.line.trimEnd() === prompt ? prompt : promptLike(tail));
        const again = await wait(nudging(known), loginTime, settle);
        if (again === prompt) return;
        prompt = again;
      }
    } catch (error) {
      throw told(error, loggingIn, loginTime, '');
    } finally {
      nudge();
    }
  };

  const raise = async () => {
    const { enable } = shell;
    if (!enable || !settings.enable || !enable.when.test(prompt)) return;
    const doing = typing(enable.command);
    const asked = ({ line }: Tail) => (enable.password.test(line) ? 'asked' : undefined);
    const answer = (tail: Tail) => asked(tail) ?? promptLike(tail);
    try {
      begin();
      talk.type(`${enable.command}\n`);
      let seen = await wait(answer, loginTime, settle);
      if (seen === 'asked') {
        begin();
        talk.type(`${settings.enable.reveal()}\n`);
        seen = await wait(answer, loginTime, settle);
      }
      if (seen === 'asked' || enable.when.test(seen)) throw enableRefused(target, enable.command);
      prompt = seen;
    } catch (error) {
      throw told(error, doing, loginTime, '');
    }
  };

  const recover = async () => {
    begin();
    talk.type('\x03');
    await wait(({ line, quiet }) => (quiet && line.trimEnd().endsWith(prompt)) || undefined, recoveryTime, silence);
  };

  const run: DeviceShell['run'] = async (command, { timeout, keep = mostKept }) => {
    if (!/^[^\x00-\x1f\x7f]+$/.test(command) || command.trim() === '') throw notOneLine(target);
    const doing = typing(command);
    const until = Math.min(clock.now() + timeout, settings.deadline ?? Number.POSITIVE_INFINITY);
    const ended = ({ line, quiet }: Tail) => {
      if (line.trimEnd() === prompt && (quiet || echoIn(talk.head(), command))) return true;
      return (quiet && line.trimEnd().endsWith(prompt)) || undefined;
    };
    try {
      if (adrift) await recover();
      adrift = true;
      begin(keep);
      talk.type(`${command}\n`);
      await wait(nudging(ended), until - clock.now(), silence);
    } catch (error) {
      throw told(error, doing, timeout, answerIn(talk.text(), command, prompt));
    }
    adrift = false;
    const output = answerIn(talk.text(), command, prompt);
    if (talk.lost() > 0) throw outputCut(target, doing, tooMuch(keep, talk.lost()), output);
    return { output, refused: shell.refusals.some((refusal) => refusal.test(output.slice(0, 1_000))) };
  };

  const told = (error: unknown, doing: Text, ms: number, output: string): unknown => {
    if (error instanceof Gone) return sessionLost(target, doing, output, error);
    if (error instanceof Endless) return outputCut(target, doing, endless, output);
    if (!(error instanceof Late)) return error;
    if (output === '') return noPrompt(target, doing, ms, prompt === '' ? talk.last().slice(0, 80) : '');
    return outputCut(target, doing, stopped(ms), output);
  };

  return {
    get prompt() {
      return prompt;
    },
    get greeting() {
      return greeting;
    },
    login,
    raise,
    run: (command: string, options: CommandOptions): ReturnType<DeviceShell['run']> => {
      const done = last.then(() => run(command, options));
      last = done.catch(() => undefined);
      return done;
    },
    close: () => talk.close(`${shell.leave}\n`),
  };
}

class Late extends Error {}
class Endless extends Error {}

function same(text: string): string {
  return text;
}

function left({ clock, deadline }: ShellSettings): number {
  return deadline === undefined ? Number.POSITIVE_INFINITY : deadline - clock.now();
}

function withoutLast(text: string): string {
  return text.slice(0, text.lastIndexOf('\n') + 1);
}

/**
 * The answer alone in what came: after the echo, before the prompt. Where a message of the device's log came behind the
 * prompt, which was then shown again, before the first of these prompts.
 */
function answerIn(text: string, command: string, prompt: string): string {
  const body = text.slice(echoIn(text, command)?.end ?? 0).trimEnd();
  const whole = body.endsWith(prompt) ? body.slice(0, body.length - prompt.length) : body;
  const from = Math.max(0, whole.length - farthestPrompt);
  const again = whole === body || prompt.length < 3 ? -1 : `\n${whole.slice(from)}`.indexOf(`\n${prompt}`);
  const answer = (again < 0 ? whole : whole.slice(0, from + again)).replace(/^(?:[ \t]*\n)+/, '').trimEnd();
  return answer === '' ? '' : `${answer}\n`;
}

function typing(command: string): Text {
  const shown = command.slice(0, 80);
  return { en: `Typing "${shown}"`, zh: `输入“${shown}”` };
}

const loggingIn: Text = { en: 'Waiting for the prompt', zh: '等待提示符' };
const endless: Text = { en: 'its pager did not end', zh: '分页没有结束' };

function stopped(ms: number): Text {
  return {
    en: `it stopped in the middle: no prompt within ${seconds(ms)} s`,
    zh: `输出中途停止：${seconds(ms)} 秒内没有出现提示符`,
  };
}

function tooMuch(keep: number, lost: number): Text {
  return {
    en: `it sent ${keep + lost} bytes, and only ${keep} are kept of one answer`,
    zh: `共输出 ${keep + lost} 字节，而单个命令只保留 ${keep} 字节`,
  };
}
