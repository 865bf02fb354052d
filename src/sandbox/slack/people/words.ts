import { type Text, wording } from '../../../core/text.ts';
import { NotPossible } from '../refusal.ts';
import type { User } from '../types.ts';

/**
 * What Slack says to a person where it does not do what they want. The English of what Slackbot says is Slack's own, as
 * people quote it (slackapi/bolt-js 2216, nearform/lastlight 119, slackapi/bolt-python 873); the rest says the same as
 * Slack's clients do, whose exact words are not known.
 */
export const words = {
  unknownCommand: (name: string): Text => ({
    en: `${name} is not a valid command. In Slack, all messages that start with the “/” character are interpreted as commands.\n\nIf you are trying to send a message and not run a command, try preceding the “/” with an empty space.`,
    zh: `${name} 不是有效命令。在 Slack 中，所有以“/”字符开头的消息都会被视为命令。\n\n如果你想发送消息而不是运行命令，请在“/”前加一个空格。`,
  }),
  inThread: (name: string): Text => ({
    en: `${name} is not supported in threads. Sorry!`,
    zh: `抱歉，消息列中不支持 ${name}。`,
  }),
  failed: (name: string, error: string): Text => ({
    en: `${name} failed with the error "${error}"`,
    zh: `${name} 失败，错误为“${error}”`,
  }),
  tooLong: (length: number, most: number): Text => ({
    en: `Your message is too long: it has ${number(length)} characters, and Slack takes ${number(most)}. Shorten it, or attach it as a file.`,
    zh: `消息太长：共 ${number(length)} 个字符，而 Slack 最多允许 ${number(most)} 个。请缩短消息，或以文件形式发送。`,
  }),
  tooMany: (count: number, most: number): Text => ({
    en: `You can upload up to ${most} files at a time; these are ${count}.`,
    zh: `每次最多可上传 ${most} 个文件，当前为 ${count} 个。`,
  }),
  empty: (name: string): Text => ({
    en: `${name} can’t be uploaded because it is empty.`,
    zh: `无法上传 ${name}：文件为空。`,
  }),
  tooLarge: (name: string, most: number): Text => ({
    en: `${name} can’t be uploaded because it is larger than ${size(most)}.`,
    zh: `无法上传 ${name}：文件大于 ${size(most)}。`,
  }),
  tooLargeHere: (name: string, most: number): Text => ({
    en: `${name} can’t be uploaded here: Slack takes it, but this sandbox, which keeps files in memory, takes up to ${size(most)}.`,
    zh: `无法在此上传 ${name}：Slack 允许此大小，但沙箱将文件保存在内存中，最多允许 ${size(most)}。`,
  }),
  required: { en: 'Please complete this required field.', zh: '请填写此必填字段。' } satisfies Text,
} as const;

/** The wording for a person. */
export function wordsFor({ locale }: User, text: Text): string {
  return wording(text, locale.startsWith('zh') ? 'zh-CN' : 'en');
}

/** What a person's client does not let them do, in their language. */
export function notPossible(user: User, text: Text): NotPossible {
  return new NotPossible(wordsFor(user, text));
}

const number = (count: number) => count.toLocaleString('en-US');

function size(bytes: number): string {
  for (const [unit, name] of units) if (bytes >= unit) return `${Math.round((bytes / unit) * 10) / 10} ${name}`;
  return `${bytes} bytes`;
}

const units = [
  [1024 ** 3, 'GB'],
  [1024 ** 2, 'MB'],
  [1024, 'KB'],
] as const;
