import { endOfText } from '../../config/blocks/read.ts';
import type { DeviceUndo } from '../../platforms/define.ts';
import type { CommandOptions, DeviceShell } from '../../shell/open.ts';
import { lineRefused, notConfiguring, tooSlow } from './errors.ts';
import type { Writing } from './writing.ts';

/** Milliseconds that a whole configuration, and saving it, may take. */
export const slow = 120_000;
/** Milliseconds that one line may take. */
const perLine = 30_000;

/** A device's command line as configuring uses it. */
export interface Console {
  readonly name: string;
  readonly shell: DeviceShell;
  readonly writing: Writing;
}

/** Types one command, wherever the device stands; secrets are out of errors, not of the answer. */
export async function say(
  { shell, writing }: Console,
  command: string | readonly string[],
  more: Partial<CommandOptions> = {},
): Promise<string> {
  const { configure } = writing;
  const hide = hiding(typeof command === 'string' ? [command] : command, writing);
  const { output } = await shell.run(command, {
    ...{ timeout: perLine, questions: configure.questions, asks: configure.asks },
    prompts: [configure.prompt, leftPrompt],
    mask: (text) => text.split('\n').map(hide).join('\n'),
    ...more,
  });
  return output;
}

/** `<name>` and `name#`: where a device stands when it is not being configured. */
export const leftPrompt = /^(?:<[^<>\n]{1,246}>|[^\s<>#()[\]]{1,128}#)\s*$/;

/** Whether the device is being configured. */
function isInside({ shell, writing }: Console): boolean {
  return writing.configure.prompt.test(shell.prompt);
}

/** Enters configuration. Error `configure-refused` where it is not let in, or not in the way that `undo` needs. */
export async function enter(console: Console, undo: DeviceUndo, command: string): Promise<string> {
  const answer = await say(console, command, { questions: undo.questions });
  const right = isInside(console) && (undo.prompt?.test(console.shell.prompt) ?? true);
  if (!right) throw notConfiguring(console.name, command, console.writing.mask(answer));
  return answer;
}

/** Leaves configuration, where the device is being configured; what does not count yet is forgotten. */
export async function leave(console: Console, undo: DeviceUndo): Promise<void> {
  if (!isInside(console)) return;
  if (undo.drop !== undefined) await say(console, undo.drop);
  await say(console, console.writing.configure.leave);
}

/**
 * Types lines in configuration mode, a text of several lines at once, and stops at the first that is not taken. Errors:
 * `line-refused`, `configure-refused` where a line leads out of configuration, `change-too-slow` where there is no time
 * left for the next one, ShellErrors.
 */
export async function typeLines(console: Console, lines: readonly string[], isLate = () => false): Promise<void> {
  const { writing, name } = console;
  for (const { number, text } of piecesOf(lines, writing)) {
    if (isLate()) throw tooSlow(name, number - 1, lines.length);
    const answer = await say(console, text);
    const line = writing.mask(text[0] ?? '');
    const errors = errorsIn(answer, text, writing);
    const hide = hiding(text, writing);
    if (errors.length > 0) throw lineRefused(name, line, number, errors.map(hide).join('\n'));
    if (!isInside(console)) throw notConfiguring(name, line, hide(answer));
  }
}

/** Takes secrets out of what a device says of typed lines: it may quote one without the words by which it is known. */
function hiding(typed: readonly string[], { mask }: Writing): (said: string) => string {
  const words = (text: string) => text.split(/[\s"]+/).filter((word) => word.length > 2);
  const open = new Set(words(mask(typed.join('\n'))));
  const secret = words(typed.join('\n')).filter((word) => !open.has(word));
  return (said) => mask(secret.reduce((text, word) => text.replaceAll(word, '[redacted]'), said));
}

/** Lines of an answer that say that it was not done. */
export function errorsIn(answer: string, typed: readonly string[], { configure }: Writing): readonly string[] {
  const own = new Set(typed.map((line) => line.trim()));
  return answer
    .split('\n')
    .filter((line) => !own.has(line.trim()))
    .filter((line) => configure.errors.some((error) => error.test(line)))
    .filter((line) => !configure.harmless.some((harmless) => harmless.test(line)));
}

interface Piece {
  /** Of its first line, from 1. */
  readonly number: number;
  readonly text: readonly string[];
}

function piecesOf(lines: readonly string[], writing: Writing): readonly Piece[] {
  const pieces: Piece[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const last = endOfText(lines, at, lines[at] ?? '', writing.dialect);
    pieces.push({ number: at + 1, text: typeable(lines.slice(at, last + 1), writing) });
    at = last;
  }
  return pieces;
}

/** A listing shows the mark of a banner as `^C`, which typed would be two characters: another mark is typed for it. */
function typeable(text: readonly string[], { configure: { textMark } }: Writing): readonly string[] {
  if (!textMark || !/^banner /.test(text[0] ?? '')) return text;
  const whole = text.join('\n');
  const mark = [...textMark.typed].find((sign) => !whole.includes(sign));
  return mark === undefined ? text : whole.replaceAll(textMark.shown, mark).split('\n');
}
