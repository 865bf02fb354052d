import { OpsError } from '../../core/errors.ts';
import { nearest } from '../../core/settings/nearest.ts';
import type { Text } from '../../core/text.ts';
import { type Arg, type Args, flagName } from './args.ts';
import { argumentName, usageLine } from './usage.ts';
import type { Word } from './words.ts';

/** What a usage error shows beside what was wrong. */
export interface UsageContext {
  /** The command as it is typed, such as `/deploy` or `/ops run`. */
  readonly title: string;
  readonly args: Args;
  readonly example: string;
}

export function missing(key: string, arg: Arg<unknown>, about: UsageContext): OpsError {
  const name = argumentName(key, arg);
  return usageError('argument-missing', about, {
    en: `${name} is missing: ${arg.expects.en}.`,
    zh: `缺少 ${name}：${arg.expects.zh}。`,
  });
}

export function malformed(key: string, arg: Arg<unknown>, typed: string, about: UsageContext): OpsError {
  const name = argumentName(key, arg);
  if (typed === '') {
    return usageError('argument-missing', about, {
      en: `${name} needs a value: ${arg.expects.en}.`,
      zh: `${name} 后面缺少内容：${arg.expects.zh}。`,
    });
  }
  return usageError('argument-malformed', about, {
    en: `${clip(typed)} does not fit ${name}: it takes ${arg.expects.en}.`,
    zh: `${clip(typed)} 不能用作 ${name}：应为${arg.expects.zh}。`,
  });
}

export function extra(word: Word, about: UsageContext): OpsError {
  if (word.newLine) {
    return usageError('argument-extra', about, {
      en: `A command has one line, and another begins at ${clip(word.typed)}. Send them one after the other.`,
      zh: `一条命令只占一行，而 ${clip(word.typed)} 另起了一行。请逐条发送。`,
    });
  }
  const hint = Object.values(about.args).some((arg) => arg.kind === 'on')
    ? { en: ' To narrow the hosts, write "on" before the selector.', zh: ' 如需缩小主机范围，请在选择条件前写 on。' }
    : { en: '', zh: '' };
  return usageError('argument-extra', about, {
    en: `${clip(word.typed)} is one word too many.${hint.en}`,
    zh: `${clip(word.typed)} 是多余的。${hint.zh}`,
  });
}

export function unknownFlag(name: string, about: UsageContext): OpsError {
  const flags = Object.entries(about.args)
    .filter(([, arg]) => ['flag', 'flags', 'text', 'toggle'].includes(arg.kind))
    .map(([key]) => flagName(key));
  const near = nearest(`--${name.replace(/^-+/, '')}`, flags);
  const hint = near ? didYouMean(near) : known(flags);
  return usageError('flag-unknown', about, {
    en: `There is no ${clip(name)} here. ${hint.en}`,
    zh: `没有 ${clip(name)} 这个选项。${hint.zh}`,
  });
}

export function twice(word: Word, about: UsageContext): OpsError {
  return usageError('flag-twice', about, {
    en: `${clip(word.text)} is given twice; give it once.`,
    zh: `${clip(word.text)} 重复了，只能写一次。`,
  });
}

export function noValue(name: string, about: UsageContext): OpsError {
  return usageError('argument-malformed', about, { en: `${name} takes no value.`, zh: `${name} 后面不带值。` });
}

/** "Did you mean …?" in both languages. */
export function didYouMean(near: string): Text {
  return { en: `Did you mean ${near}?`, zh: `是不是 ${near}？` };
}

function known(flags: readonly string[]): Text {
  if (flags.length === 0) return { en: 'It takes no options.', zh: '它没有任何选项。' };
  return { en: `It knows ${flags.join(', ')}.`, zh: `可用的选项：${flags.join('、')}。` };
}

function usageError(code: string, { title, args, example }: UsageContext, what: Text): OpsError {
  const line = usageLine(title, args);
  const shown = `${title} ${example}`.trimEnd();
  return new OpsError(code, {
    en: `${what.en}\nUsage: ${line}\nExample: ${shown}`,
    zh: `${what.zh}\n用法：${line}\n示例：${shown}`,
  });
}

function clip(words: string): string {
  return words.length > 60 ? `${words.slice(0, 60)}…` : words;
}
