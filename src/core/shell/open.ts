import type { Clock } from '../io/clock.ts';
import type { Secret } from '../io/secret.ts';
import type { Connection, Target } from '../io/ssh/types.ts';
import type { Shell } from '../platforms/define.ts';
import type { Text } from '../text.ts';
import { enableRefused, noPrompt, notOneLine, outputCut, seconds, sessionLost, unknownQuestion } from './errors.ts';
import { learnPrompt, loginTime, raiseRights } from './login.ts';
import { createConversation, Gone, type Tail } from './stream.ts';
import { echoIn } from './text.ts';
import { Asked, createTurns, Endless, Late, mostKept, type Turns } from './turns.ts';

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
  /** Where the command leads to another prompt: any of these ends the answer, and is the session's prompt from then on. */
  readonly prompts?: readonly RegExp[];
  /** The answer may hold lines that look like those prompts: one is taken only where nothing follows it. */
  readonly listing?: boolean;
  /** Questions that are answered meanwhile, instead of the platform's. */
  readonly questions?: Shell['questions'];
  /** What a question looks like; one without an answer here is `question-unknown`. */
  readonly asks?: RegExp;
  /** Takes secrets out of what is shown in errors. */
  readonly mask?: (text: string) => string;
}

/** A session on a device's command line, ready for commands: paging off, rights raised. */
export interface DeviceShell {
  /** As the device shows it now, without blanks at its end. */
  readonly prompt: string;
  /** What the device said before its first prompt. */
  readonly greeting: string;
  /**
   * Types one command and gives the whole answer: no echo, prompt, pager or control characters; lines ended by \n.
   * `refused`: the device does not know the command or does not allow it. Errors are ShellErrors: `output-cut`,
   * `no-prompt`, `question-unknown` (it was not answered), `connection-lost`, `command-refused` (not typed). After one of
   * the first three the next command first interrupts what the device is at. Commands are typed one after the other; the
   * lines of one text, such as a banner, all at once. Secrets are still in the answer.
   */
  run(
    command: string | readonly string[],
    options: CommandOptions,
  ): Promise<{ readonly output: string; readonly refused: boolean }>;
  close(): void;
}

/** Milliseconds of silence after which what only resembles the end of an answer is looked at. */
const silence = 700;
const recoveryTime = 5_000;
/** Characters before the last prompt in which an earlier one is looked for. */
const farthestPrompt = 1_000;

/**
 * Logs in to a device's command line: waits for its prompt, answers the questions that the platform knows, learns the
 * exact prompt, raises rights, switches paging off. Errors: ShellErrors `no-prompt`, `enable-refused`,
 * `connection-lost`; those of `Connection.shell`; the signal's reason.
 */
export async function openShell(connection: Connection, shell: Shell, settings: ShellSettings): Promise<DeviceShell> {
  const { clock, signal, deadline } = settings;
  const { target } = connection;
  const timeout = Math.max(1, Math.min(loginTime, deadline === undefined ? loginTime : deadline - clock.now()));
  const stream = await connection.shell({ timeout, signal });
  const talk = createConversation(stream, clock, shell.clean ?? ((text) => text));
  const turns = createTurns(shell, settings, talk);
  const step = <T>(doing: Text, work: Promise<T>) =>
    work.catch((error: unknown) => {
      throw told(error, turns, { target, doing, ms: loginTime, output: '' });
    });
  try {
    const greeting = await step(loggingIn, learnPrompt(turns));
    const command = shell.enable?.command ?? '';
    const raised = await step(typing(command), raiseRights(turns, settings.enable));
    if (!raised) throw enableRefused(target, command);
    const device = createDevice(target, turns, settings, greeting);
    for (const setup of shell.setup) await device.run(setup, { timeout: loginTime });
    return device;
  } catch (error) {
    talk.close(`${shell.leave}\n`);
    throw error;
  }
}

function createDevice(target: Target, turns: Turns, { clock, deadline }: ShellSettings, greeting: string): DeviceShell {
  const { talk, shell } = turns;
  let adrift = false;
  let last: Promise<unknown> = Promise.resolve();

  const promptIn = ({ line }: Tail): string | undefined => {
    const shown = line.trimEnd();
    return shown === turns.prompt || turns.prompts.some((prompt) => prompt.test(line)) ? shown : undefined;
  };
  const atPrompt = (tail: Tail) =>
    tail.quiet
      ? (promptIn(tail) ?? (tail.line.trimEnd().endsWith(turns.prompt) ? turns.prompt : undefined))
      : undefined;

  const ask = async (lines: readonly string[], until: number, keep: number, listing: boolean) => {
    if (adrift) {
      turns.say('\x03');
      turns.prompt = await turns.wait(atPrompt, recoveryTime, silence);
    }
    adrift = true;
    turns.say(`${lines.join('\n')}\n`, keep);
    // Of a text of several lines, one may look like a prompt while it is shown.
    const echoed = () => lines.length === 1 && echoIn(talk.head(), lines[0] ?? '') !== undefined;
    const found = (tail: Tail) => (listing && tail.line.trimEnd() !== turns.prompt ? undefined : promptIn(tail));
    const ended = (tail: Tail) => atPrompt(tail) ?? (echoed() ? found(tail) : undefined);
    turns.prompt = await turns.wait(ended, until - clock.now(), silence);
    adrift = false;
  };

  const run: DeviceShell['run'] = async (command, options) => {
    const {
      timeout,
      keep = mostKept,
      prompts = [],
      listing = false,
      questions = shell.questions,
      asks,
      mask = (text) => text,
    } = options;
    const lines = typeof command === 'string' ? [command] : command;
    const [first = ''] = lines;
    if (first.trim() === '' || lines.some((line) => !/^[^\x00-\x1f\x7f]*$/.test(line))) throw notOneLine(target);
    const doing = typing(mask(first));
    Object.assign(turns, { prompts, questions, asks });
    try {
      await ask(lines, Math.min(clock.now() + timeout, deadline ?? Number.POSITIVE_INFINITY), keep, listing);
    } catch (error) {
      const output = mask(answerIn(talk.text(), first, turns.prompt));
      if (error instanceof Asked) throw unknownQuestion(target, doing, mask(answerIn(error.question, first, '')));
      throw told(error, turns, { target, doing, ms: timeout, output });
    }
    const output = answerIn(talk.text(), first, turns.prompt);
    if (talk.lost() > 0) throw outputCut(target, doing, tooMuch(keep, talk.lost()), output);
    return { output, refused: shell.refusals.some((refusal) => refusal.test(output.slice(0, 1_000))) };
  };

  return {
    get prompt() {
      return turns.prompt;
    },
    greeting,
    run: (command, options) => {
      const done = last.then(() => run(command, options));
      last = done.catch(() => undefined);
      return done;
    },
    close: () => talk.close(`${shell.leave}\n`),
  };
}

interface Failed {
  readonly target: Target;
  readonly doing: Text;
  readonly ms: number;
  /** What had come by then. */
  readonly output: string;
}

/** What to tell of an error while waiting. */
function told(error: unknown, { prompt, talk }: Turns, { target, doing, ms, output }: Failed): unknown {
  if (error instanceof Gone) return sessionLost(target, doing, output, error);
  if (error instanceof Endless) return outputCut(target, doing, endless, output);
  if (!(error instanceof Late)) return error;
  if (output === '') return noPrompt(target, doing, ms, prompt === '' ? talk.last().slice(0, 80) : '');
  return outputCut(target, doing, stopped(ms), output);
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
