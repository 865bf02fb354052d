import { OpsError } from '../../core/errors.ts';
import type { Answer } from '../../core/runs/types.ts';
import type { Language, Text } from '../../core/text.ts';
import type { Message, Reply } from '../define.ts';
import { clipMarkup, fitLines, sections, told } from './kit.ts';

/** A plain message. */
export function notice(text: Text, language: Language, sign = ''): Message {
  const [first = '', ...others] = told(text, language).split('\n');
  const lines = [[sign, first].filter(Boolean).join(' '), ...others];
  return { text: clipMarkup(lines.join('\n'), 3000), blocks: sections(fitLines(lines, 9_000, () => '…')) };
}

/** What somebody is told of a failure: the error's own words, or that the bot failed and under which id it is logged. */
export function failure(error: unknown, language: Language, id: string): Message {
  if (error instanceof OpsError) return notice(error.text, language, '⚠️');
  const text = {
    en: `Something went wrong in the bot itself; nothing more is known here. Tell whoever runs it this id: ${id}.`,
    zh: `机器人内部出错，暂无更多信息。请把编号 ${id} 告知机器人的管理员。`,
  };
  return notice(text, language, '💥');
}

/** A message for who asked alone. */
export function ephemeral(message: Message): Reply {
  return { kind: 'ephemeral', message };
}

/** The answer to a click, for who clicked. */
export function answered({ ok, text }: Answer, language: Language): Reply {
  return ephemeral(notice(text, language, ok ? '' : '⚠️'));
}
