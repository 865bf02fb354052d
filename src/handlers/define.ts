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

/** What stands in the fields of a message or modal, by action id. */
export interface Filled {
  /** Texts, and the value of the one option chosen in a menu or in radio buttons. Absent where left empty. */
  readonly values: Readonly<Record<string, string | undefined>>;
  /** What was chosen where several may be: options' values (checkboxes, multi-selects), or ids of people or files. */
  readonly lists: Readonly<Record<string, readonly string[]>>;
}

/** A click on a button, or a choice in a menu, checkboxes or radio buttons. */
export interface ActionRequest extends Request {
  /** The button's value, the chosen option's, or the text typed; '' where nothing is chosen. */
  readonly value: string;
  /** What is chosen now, where several may be. */
  readonly list?: readonly string[];
  /** The fields of the message or modal it stands in; buttons are none. */
  readonly filled?: Filled;
  /** The `state` of the modal it stands in. */
  readonly state?: string;
  /** The message it stands on. */
  readonly at?: MessagePlace;
}

export interface SubmitRequest extends Request, Filled {
  /** The modal's `state`. */
  readonly state: string;
}

/** Where a message of the bot's stands. */
export interface MessagePlace {
  readonly channel: string;
  readonly ts: string;
}

/** A file that somebody shared, as Slack describes it; its type is Slack's guess, made from the name more than once. */
export interface SharedFile {
  readonly id: string;
  readonly name: string;
  readonly mimetype: string;
  /** Slack's own word for the type: `xlsx`, `csv`, `text` … */
  readonly filetype: string;
  /** In bytes. */
  readonly size: number;
}

/** A file that was dropped into a channel. The thread is the message's own: answers stand under it. */
export interface UploadRequest extends Request {
  readonly thread: string;
  /** What was written with it, as Slack delivered it; often nothing. */
  readonly text: string;
}

/** A shortcut of a message's menu. The thread is the message's own. */
export interface ShortcutRequest extends Request {
  readonly thread: string;
  /** The message's files that can be read, in order. */
  readonly files: readonly SharedFile[];
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

/** What stands in the bot's home tab. */
export interface HomeView {
  readonly tab: 'home';
  /** At most 100. */
  readonly blocks: readonly KnownBlock[];
}

/** A file that goes out with an answer. */
export interface ReplyFile {
  readonly name: string;
  readonly content: string | Uint8Array;
}

/**
 * The answer to whatever somebody did. `ephemeral` is for who asked alone; `in-channel` for everyone there; `nothing`
 * where a message of the bot's own (the run's card) already answers; `edit` replaces a message of the bot's, with files below it; `files` is a
 * message for everyone there and files below it.
 * A `modal` answers a click in a modal or a submission in its place, or with `push` on top of it. `errors` answers a
 * submission: its modal stays open and shows the words at its input blocks, by block id.
 */
export type Reply =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'ephemeral'; readonly message: Message }
  | { readonly kind: 'in-channel'; readonly message: Message }
  | { readonly kind: 'files'; readonly message: Message; readonly files: readonly ReplyFile[] }
  | {
      readonly kind: 'edit';
      readonly at: MessagePlace;
      readonly message: Message;
      readonly files?: readonly ReplyFile[];
    }
  | { readonly kind: 'modal'; readonly modal: Modal; readonly push?: boolean }
  | { readonly kind: 'errors'; readonly errors: Readonly<Record<string, Text>> };

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

/**
 * A button, menu, or other element that is acted on; its action id is its file's name. A modal that it opens is
 * submitted to it.
 */
export interface Action {
  /**
   * The title of a modal that the bot opens before it calls `click` (a trigger lives 3 s); whatever `click` replies, or
   * how it fails, is then shown in that modal.
   */
  readonly loading?: Text;
  click(request: ActionRequest, deps: Deps): Promise<Reply>;
  /**
   * Takes the modal. What it replies within 1.5 s is Slack's answer to the submission, so that `errors` and `modal` can
   * be; later ones find the modal closed, or, where `working` is given, fill the one that says so.
   */
  submit?(request: SubmitRequest, deps: Deps): Promise<Reply>;
  /** The title of what the modal shows while `submit` takes longer than that. */
  readonly working?: Text;
  /** Submitting closes the modals under this one as well. */
  readonly closesAll?: boolean;
}

/** A kind of file that the bot answers when somebody drops it into a channel. */
export interface Upload {
  /** Told by what Slack says of the file alone. The first kind (by file name) that takes it has it. */
  takes(file: SharedFile): boolean;
  /** Answers in the thread under the file, as errors do. Whether `request.user` may, it has to ask itself. */
  handle(file: SharedFile, request: UploadRequest, deps: Deps): Promise<Reply>;
}

/** An entry in the menu of every message; its callback id is its file's name. A modal it opens goes to an action. */
export interface Shortcut {
  /** What the menu shows, in English, at most 24 characters: a manifest has one language. */
  readonly name: string;
  /** At most 150 characters in both languages together. */
  readonly summary: Text;
  /** As for an Action. */
  readonly loading?: Text;
  start(request: ShortcutRequest, deps: Deps): Promise<Reply>;
}

/** A tab of the bot's own page in Slack (App Home); its file's name is Slack's for the tab. Slack shows only `home`. */
export interface Tab {
  /**
   * What somebody who opens it sees, and again after they did something in it. The channel is their conversation with
   * the bot. Everybody can open it: what they may see, it has to ask itself.
   */
  open(request: Request, deps: Deps): Promise<HomeView>;
}

/** Declares a slash command. */
export function defineCommand(command: Command): Command {
  return command;
}

/** Declares a button, menu or modal. */
export function defineAction(action: Action): Action {
  return action;
}

/** Declares a kind of upload. */
export function defineUpload(upload: Upload): Upload {
  return upload;
}

/** Declares a shortcut of messages. */
export function defineShortcut(shortcut: Shortcut): Shortcut {
  return shortcut;
}

/** Declares a tab of the bot's own page. */
export function defineTab(tab: Tab): Tab {
  return tab;
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
