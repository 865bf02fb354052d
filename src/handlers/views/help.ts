import type { Language } from '../../core/text.ts';
import { wording } from '../../core/text.ts';
import type { Command, Form, Message } from '../define.ts';
import { argumentName, usageLine } from '../parse/usage.ts';
import { code, escapeText, listMessage, sayer } from './kit.ts';

interface Listed {
  readonly name: string;
  /** The name as it is typed. */
  readonly shown: string;
  readonly command: Command;
  /** The forms the reader may use. */
  readonly forms: readonly Form[];
  title(form: Form): string;
}

/** The commands the reader may use, a line for each way to use one. */
export function helpList(commands: readonly Listed[], language: Language, titles: { help: string }): Message {
  const say = sayer(language);
  const lines = commands.flatMap(({ command, forms, title }) => [
    `*${escapeText(wording(command.summary, language))}*`,
    ...forms.map(
      (form) => `${code(usageLine(title(form), form.args), 300)}\n      ${escapeText(wording(form.summary, language))}`,
    ),
  ]);
  const hint = say(
    `${code(`${titles.help} deploy`)} explains one command. In threads, mention the bot instead of typing a slash: ${code('@bot deploy …')}.`,
    `用 ${code(`${titles.help} deploy`)} 查看单个命令的说明。在消息列中请用 @ 机器人代替斜杠：${code('@bot deploy …')}。`,
  );
  return listMessage(say('What you can do', '你可以使用的命令'), lines, hint, say);
}

/** One command in full: every form with its arguments and an example. */
export function helpOne({ shown, command, forms, title }: Listed, language: Language): Message {
  const say = sayer(language);
  const lines = forms.flatMap((form) => [
    `${code(usageLine(title(form), form.args), 400)}\n${escapeText(wording(form.summary, language))}`,
    ...Object.entries(form.args).map(
      ([key, arg]) => `      ${code(argumentName(key, arg))}  ${escapeText(wording(arg.expects, language))}`,
    ),
    `      ${say('Example: ', '示例：')}${code(`${title(form)} ${form.example}`.trimEnd(), 300)}`,
  ]);
  return listMessage(shown, lines, escapeText(wording(command.summary, language)), say);
}
