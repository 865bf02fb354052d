import type { Ran } from '../hosts/types.ts';

/** A command as a person reads it at a terminal. */
export interface Shown {
  /** In ms since the epoch. */
  readonly at: number;
  /** What was run: without the script that came along, and of a hook's step the hook. */
  readonly line: string;
  /** How it ended; of a step, how that did. Absent while it runs. */
  readonly exit?: number | string;
}

/** What of a line is shown at most, in characters. */
const longest = 300;

/** What the bot had a host run, in a line: `agent probe apps/hello`, `./start.sh 20001`. Its login folder is `~`. */
export function shownCommand({ at, command, exit, printed }: Ran, home: string): Shown {
  const words = wordsOf(command);
  const call = words && agentCall(words);
  const step = call?.[0] === 'step' ? call.slice(6) : undefined;
  const line = (step ? stepLine(step) : call ? agentLine(call) : (words?.map(typed).join(' ') ?? command)).replaceAll(
    home,
    '~',
  );
  const ended = step && exit === 0 ? outcome(printed) : exit;
  const cut = line.length > longest ? `${line.slice(0, longest)}…` : line;
  return { at, line: cut, ...(ended !== undefined && { exit: ended }) };
}

/** A call of the host script (core/agent): its command and arguments; undefined where it is none. */
function agentCall(words: readonly string[]): readonly string[] | undefined {
  const [shell, script = '', text = '', name, ...rest] = words;
  if (shell !== 'sh') return undefined;
  if (script === '-c' && name === 'changeops' && text.startsWith('#!')) return rest;
  return /\/\.changeops\/agent-\w+\.sh$/.test(script) ? words.slice(2) : undefined;
}

/** What a step does: a hook or check is a line of somebody's own, anything else the script's. */
function stepLine([name = '', ...rest]: readonly string[]): string {
  const own = ['do_hook', 'do_run', 'do_try'].includes(name);
  return own ? (rest.at(-1) ?? '') : agentLine([name.replace(/^do_/, '').replaceAll('_', '-'), ...rest]);
}

const agentLine = (call: readonly string[]) => ['agent', ...call.map(typed)].join(' ');

/** The script itself always ends well, and says first how its step ended. */
function outcome(printed: string): number | string {
  const [, ended] = /^exit (\S+)/.exec(printed) ?? [];
  if (ended === undefined) return printed.split('\n')[0] || 0;
  return /^\d+$/.test(ended) ? Number(ended) : ended;
}

/** A word as somebody would type it; a script within it is left out. */
function typed(word: string): string {
  if (word.includes('\n')) return '…';
  return word === '' || /[\s'"$`;&|<>()*?#\\]/.test(word) ? `'${word.replaceAll("'", "'\\''")}'` : word;
}

/** The words of a line that the bot quoted (core/io/ssh/quote.ts); undefined where anybody else wrote it. */
function wordsOf(line: string): readonly string[] | undefined {
  const word = /(?:[^\s'\\;&|<>$`"()]|'[^']*'|\\')+/g;
  if (line.replaceAll(word, '').trim() !== '') return undefined;
  return line.match(word)?.map((each) => each.replaceAll(/'([^']*)'|\\(')/g, (_, held, quote) => held ?? quote));
}
