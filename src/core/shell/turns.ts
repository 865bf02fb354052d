import type { Clock } from '../io/clock.ts';
import { limitTo } from '../io/ssh/limits.ts';
import type { Shell } from '../platforms/define.ts';
import type { Conversation, Tail } from './stream.ts';

/** Thrown when what is waited for has not come in time. */
export class Late extends Error {}
/** Thrown when a pager or a question comes again and again. */
export class Endless extends Error {}

/** Thrown when a device asks what nobody has an answer to. */
export class Asked extends Error {
  readonly question: string;

  constructor(question: string) {
    super('an unknown question');
    this.question = question;
  }
}

type Look<T> = (tail: Tail) => T | undefined;

/** Taking turns with a device: who types, who waits, and for what. */
export interface Turns {
  /** As it was learnt; '' before that. */
  prompt: string;
  /** What else may stand as a prompt, while a command is under way that leads elsewhere. */
  prompts: readonly RegExp[];
  /** Questions that are answered; those of the platform, unless a command has its own. */
  questions: Shell['questions'];
  /** What a question looks like that is never answered, where one would be noticed. */
  asks: RegExp | undefined;
  readonly talk: Conversation;
  readonly shell: Shell;
  readonly clock: Clock;
  /** Forgets what has come, and types. */
  say(text: string, keep?: number): void;
  /**
   * Waits for what `look` sees, answering pagers and questions meanwhile; `quiet` is the silence (ms) after which it is
   * asked once more. Where a message of the device's log has come behind a prompt, Enter shows that again. Rejects with
   * Late, Endless, Gone or the signal's reason.
   */
  wait<T>(look: Look<T>, ms: number, quiet: number): Promise<T>;
  /** The last line where it may be a prompt, once the device has gone quiet behind it. */
  promptLike(tail: Tail): string | undefined;
}

interface Settings {
  readonly deadline?: number;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
}

/** Bytes of an answer that are kept unless somebody says otherwise. */
export const mostKept = 16 * 1024 * 1024;
const mostAnswers = 10_000;

/** Turns with a device over a conversation. */
export function createTurns(shell: Shell, { clock, deadline, signal }: Settings, talk: Conversation): Turns {
  let answers = 0;

  /** A pager is answered at once; a question when nothing follows it, as an output may hold the like. */
  const reply = ({ line, text, quiet }: Tail): boolean => {
    const paged = shell.more.test(line);
    const question = paged || !quiet ? undefined : turns.questions.find(([asked]) => asked.test(text));
    if (!paged && !question) return false;
    if (++answers > mostAnswers || (paged && talk.lost() > 0)) throw new Endless();
    talk.dropLine();
    talk.type(paged ? shell.moreAnswer : `${question?.[1] ?? ''}\n`);
    return true;
  };

  const turns: Turns = {
    prompt: '',
    prompts: [],
    questions: shell.questions,
    asks: undefined,
    talk,
    shell,
    clock,
    say: (text, keep = mostKept) => {
      answers = 0;
      talk.begin(keep);
      if (text !== '') talk.type(text);
    },
    wait: async (look, ms, quiet) => {
      const most = Math.min(ms, deadline === undefined ? ms : deadline - clock.now());
      const limit = limitTo(clock, Math.max(0, most), () => new Late(), signal);
      const shown = nudging(turns, look);
      try {
        return await talk.until((tail) => (reply(tail) ? undefined : shown(tail)), { quiet, signal: limit.signal });
      } finally {
        limit.done();
      }
    },
    promptLike: ({ line, quiet }) => (quiet && shell.prompt.test(line) ? line.trimEnd() : undefined),
  };
  return turns;
}

/** Types Enter, once, where the device has gone quiet and a prompt stands before its last line. */
function nudging<T>(turns: Turns, look: Look<T>): Look<T> {
  let nudged = false;
  const isPrompt = (line: string) =>
    turns.prompt === ''
      ? turns.shell.prompt.test(line)
      : line.trimEnd() === turns.prompt || turns.prompts.some((prompt) => prompt.test(line));
  return (tail) => {
    const found = look(tail);
    if (found === undefined && tail.quiet && turns.asks?.test(tail.line)) throw new Asked(tail.text);
    if (found !== undefined || nudged || !tail.quiet) return found;
    nudged = tail.text.split('\n').slice(0, -1).some(isPrompt);
    if (nudged) turns.talk.type('\n');
    return undefined;
  };
}
