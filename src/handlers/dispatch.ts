import { OpsError } from '../core/errors.ts';
import { nearest } from '../core/settings/nearest.ts';
import type {
  ActionRequest,
  Command,
  Form,
  Reply,
  Request,
  SharedFile,
  ShortcutRequest,
  SubmitRequest,
  UploadRequest,
} from './define.ts';
import type { Deps } from './deps.ts';
import { didYouMean } from './parse/problems.ts';
import { looksLikeFlag } from './parse/read.ts';
import { splitWords, type Word } from './parse/words.ts';

/** Where `@bot runs` and the like look when no command has that name. */
const fallback = 'ops';

/**
 * Answers a slash command: `name` without slash and prefix, `text` as Slack delivered it. Errors, all OpsError: those
 * of parsing, `command-unknown`, `forbidden`, and what the handler throws.
 */
export async function answerCommand(name: string, text: string, request: Request, deps: Deps): Promise<Reply> {
  return answerWords(name, splitWords(text), request, deps);
}

/** Answers a mention of the bot: the words after the mention are a command; none, or none near one, is a call for help. */
export async function answerMention(text: string, request: Request, deps: Deps): Promise<Reply> {
  const all = splitWords(text);
  return answerSaid(all.slice(all.findIndex(({ person }) => person !== undefined) + 1), request, deps);
}

/** Answers what is said to the bot alone, whose user id is `bot`: as a mention, which it need not hold. */
export async function answerDirect(
  text: string,
  bot: string | undefined,
  request: Request,
  deps: Deps,
): Promise<Reply> {
  const all = splitWords(text);
  return answerSaid(
    all.slice(all.findIndex(({ person }) => person !== undefined && person === bot) + 1),
    request,
    deps,
  );
}

function answerSaid([first, ...words]: readonly Word[], request: Request, deps: Deps): Promise<Reply> {
  if (!first) return answerWords(fallback, [], request, deps);
  const said = first.text.toLowerCase().replace(/^\//, '');
  const unprefixed = said.startsWith(deps.prefix) ? said.slice(deps.prefix.length) : said;
  const { commands } = deps.registry;
  const own = commands.get(fallback)?.forms.flatMap(({ word }) => word ?? []) ?? [];
  const name = [said, unprefixed].find((each) => commands.has(each));
  if (name !== undefined) return answerWords(name, words, request, deps);
  if (own.includes(said)) return answerWords(fallback, [first, ...words], request, deps);
  const known = [...commands.keys(), ...own];
  if (own.length > 0 && nearest(first.text, known) === undefined) return answerWords(fallback, [], request, deps);
  throw unknownWord(first.text, known, '@', deps);
}

/** Answers a click on the button `action`. Errors: as for commands. */
export async function answerClick(action: string, request: ActionRequest, deps: Deps): Promise<Reply> {
  const found = deps.registry.actions.get(action);
  if (!found) throw unknownAction(action);
  return found.click(request, deps);
}

/** Answers a modal that was submitted; `action` is the modal's. Errors: as for commands. */
export async function answerSubmit(action: string, request: SubmitRequest, deps: Deps): Promise<Reply> {
  const found = deps.registry.actions.get(action);
  if (!found?.submit) throw unknownAction(action);
  return found.submit(request, deps);
}

/** Whether some kind of upload takes the file. */
export function takesUpload(file: SharedFile, { registry }: Pick<Deps, 'registry'>): boolean {
  return [...registry.uploads.values()].some(({ takes }) => takes(file));
}

/** Answers a file that was dropped. Errors: `file-not-taken` where no kind takes it, and what the kind throws. */
export async function answerUpload(file: SharedFile, request: UploadRequest, deps: Deps): Promise<Reply> {
  const kind = [...deps.registry.uploads.values()].find(({ takes }) => takes(file));
  if (!kind) throw notTaken(file, deps);
  return kind.handle(file, request, deps);
}

/** Answers a shortcut in a message's menu. Errors: as for commands. */
export async function answerShortcut(name: string, request: ShortcutRequest, deps: Deps): Promise<Reply> {
  const found = deps.registry.shortcuts.get(name);
  if (!found) throw unknownAction(name);
  return found.start(request, deps);
}

/** A command as it is typed: `/deploy`, or `/ops run` with a form's word. */
export function titleOf(name: string, form: Pick<Form, 'word'>, prefix: string): string {
  return [`/${prefix}${name}`, form.word].filter(Boolean).join(' ');
}

async function answerWords(name: string, words: readonly Word[], request: Request, deps: Deps): Promise<Reply> {
  const command = deps.registry.commands.get(name);
  if (!command) throw unknownWord(name, [...deps.registry.commands.keys()], '/', deps);
  const { form, left } = pickForm(name, command, words, deps);
  try {
    return await form.answer(left, request, deps, titleOf(name, form, deps.prefix));
  } catch (error) {
    throw withSubcommand(error, name, command, words, deps);
  }
}

function pickForm(
  name: string,
  command: Command,
  words: readonly Word[],
  deps: Deps,
): { form: Form; left: readonly Word[] } {
  const [first, ...others] = words;
  const said = first && !first.quoted ? first.text.toLowerCase() : undefined;
  const named = command.forms.find(({ word }) => word !== undefined && word === said);
  if (named) return { form: named, left: others };
  const plain = command.forms.find(({ word }) => word === undefined);
  if (plain) return { form: plain, left: words };
  const help = command.forms.find(({ word }) => word === 'help');
  if (help && (!first || looksLikeFlag(first))) return { form: help, left: [] };
  throw unknownWord(first?.text ?? '', wordsOf(command), `/${deps.prefix}${name} `, deps);
}

/** `/deploy lst` reads as an app without an environment; a subcommand that is near is named as well. */
function withSubcommand(error: unknown, name: string, command: Command, words: readonly Word[], deps: Deps): unknown {
  const near = words.length === 1 && words[0] ? nearest(words[0].text, wordsOf(command)) : undefined;
  if (
    !near ||
    near === words[0]?.text.toLowerCase() ||
    !(error instanceof OpsError) ||
    error.code !== 'argument-missing'
  )
    return error;
  const hint = didYouMean(titleOf(name, { word: near }, deps.prefix));
  return new OpsError(
    error.code,
    { en: `${error.text.en}\n${hint.en}`, zh: `${error.text.zh}\n${hint.zh}` },
    { cause: error },
  );
}

function wordsOf(command: Command): string[] {
  return command.forms.flatMap(({ word }) => word ?? []);
}

function unknownWord(said: string, known: readonly string[], before: string, { prefix }: Deps): OpsError {
  const near = nearest(said, known);
  const sign = before === '/' ? `/${prefix}` : before === '@' ? '' : before;
  const shown = said.length > 60 ? `${said.slice(0, 60)}…` : said;
  const hint = near
    ? didYouMean(`${sign}${near}`)
    : { en: `It knows: ${known.join(', ')}.`, zh: `可用的有：${known.join('、')}。` };
  return new OpsError('command-unknown', {
    en: `There is no command "${sign}${shown}". ${hint.en} /${prefix}ops help lists what you may do.`,
    zh: `没有“${sign}${shown}”这个命令。${hint.zh}用 /${prefix}ops help 查看你可以使用的命令。`,
  });
}

function notTaken({ name }: SharedFile, { prefix }: Pick<Deps, 'prefix'>): OpsError {
  const shown = name.length > 60 ? `${name.slice(0, 60)}…` : name;
  return new OpsError('file-not-taken', {
    en: `${shown} is no kind of file that is read here; nothing was done with it. /${prefix}ops help lists what you may do.`,
    zh: `${shown} 不是这里能读取的文件类型，未作任何处理。用 /${prefix}ops help 查看你可以使用的命令。`,
  });
}

function unknownAction(action: string): OpsError {
  return new OpsError('action-unknown', {
    en: `This button (${action}) is from another version of the bot and does nothing any more. Use the newest card, or /ops runs.`,
    zh: `这个按钮（${action}）属于其他版本的机器人，已失效。请使用最新的卡片，或 /ops runs。`,
  });
}
