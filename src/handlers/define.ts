import type { KnownBlock, MessageMetadata } from '@slack/types';
import type { Language, Text } from '../core/text.ts';
import type { Deps } from './deps.ts';
import type { Args, Parsed } from './parse/args.ts';
import { readArgs } from './parse/read.ts';
import type { Word } from './parse/words.ts';
import { demandRight } from './rights.ts';

/** Who asked, and where. The bot makes it of a delivery; ids are Slack's own, never taken from text. */
export interface Request {
  readonly user: string;
  readonly channel: string;
  /** The thread's `ts` when it was asked in one; the answer goes there. */
  readonly thread?: string;
  /** The language of whoever asked. */
  readonly language: Language;
}

export interface ActionRequest extends Request {
  /** The button's value. */
  readonly value: string;
}

export interface SubmitRequest extends Request {
  /** The modal's `state`. */
  readonly state: string;
  /** What was filled in, by action id: the text, or the value of the chosen option. Absent where left empty. */
  readonly values: Readonly<Record<string, string | undefined>>;
}

/** A message as chat.postMessage takes it. `text` is what notifications and screen readers show. */
export interface Message {
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
  readonly metadata?: MessageMetadata;
}

export interface Modal {
  /** The name of the action whose `submit` takes it. */
  readonly action: string;
  readonly title: string;
  /** The submit button's wording; without it there is nothing to submit. */
  readonly submit?: string;
  readonly close: string;
  readonly blocks: readonly KnownBlock[];
  /** Handed to `submit` as it is. The bot keeps channel and thread beside it. */
  readonly state: string;
}

/**
 * The answer to a command, click or submission. `ephemeral` is for who asked alone; `in-channel` for everyone there;
 * `nothing` where a message of the bot's own (the run's card) already answers.
 */
export type Reply =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'ephemeral'; readonly message: Message }
  | { readonly kind: 'in-channel'; readonly message: Message }
  | { readonly kind: 'modal'; readonly modal: Modal };

/** One way to use a command, such as `/deploy list`: a schema from which parsing, help, errors and the manifest come. */
export interface Form {
  /** The subcommand's word; absent in the form that has none. */
  readonly word?: string;
  readonly summary: Text;
  readonly args: Args;
  /** What follows the command's name (and word) in an example. */
  readonly example: string;
  /** The right it needs (`allow.commands` of the settings, or `membership`); absent: everybody may. */
  readonly right?: string;
  /** Reads the words after the command (and its word) and answers. Errors: `usage`, and what the handler throws. */
  answer(words: readonly Word[], request: Request, deps: Deps, title: string): Promise<Reply>;
}

/** A slash command; its name is its file's. */
export interface Command {
  readonly summary: Text;
  readonly forms: readonly Form[];
}

/** A button; its action id is its file's name. A modal that it opens is submitted to it. */
export interface Action {
  /**
   * The title of a modal that the bot opens before it calls `click` (a trigger lives 3 s); whatever `click` replies, or
   * how it fails, is then shown in that modal.
   */
  readonly loading?: Text;
  click(request: ActionRequest, deps: Deps): Promise<Reply>;
  submit?(request: SubmitRequest, deps: Deps): Promise<Reply>;
}

/** Declares a slash command. */
export function defineCommand(command: Command): Command {
  return command;
}

/** Declares a button or modal. */
export function defineAction(action: Action): Action {
  return action;
}

export interface FormDefinition<S extends Args> extends Omit<Form, 'args' | 'answer'> {
  readonly args: S;
  handle(args: Parsed<S>, request: Request, deps: Deps): Promise<Reply>;
}

/**
 * Declares one form of a command; `handle` gets its arguments typed as `args` says, once the right is checked: for the
 * environment that the argument called `environment` names, where there is one.
 */
export function form<S extends Args>({ handle, ...definition }: FormDefinition<S>): Form {
  return {
    ...definition,
    answer: async (words, request, deps, title) => {
      await demandRight(definition.right, undefined, request.user, title, deps);
      const args = readArgs(definition.args, words, { title, example: definition.example });
      await demandRight(definition.right, environmentOf(args, deps), request.user, title, deps);
      return handle(args, request, deps);
    },
  };
}

/** One that does not exist needs no right of its own: what follows says that it does not, and names the nearest. */
function environmentOf(args: object, { settings }: Pick<Deps, 'settings'>): string | undefined {
  const named = 'environment' in args && typeof args.environment === 'string' ? args.environment : undefined;
  return named !== undefined && Object.hasOwn(settings.current().environments, named) ? named : undefined;
}
