import type { Collection, Outcome } from '../../core/collect/index.ts';
import type { Language } from '../../core/text.ts';
import { wording } from '../../core/text.ts';
import type { Message, ReplyFile } from '../define.ts';
import { metadataOf, stateOf } from './collection.ts';
import {
  clip,
  code,
  context,
  escapeText,
  fitLines,
  header,
  leftOff,
  sayer,
  sections,
  summaryText,
  told,
} from './kit.ts';

/** The answers to a single command, a host each: their first lines, and whether that is all of them. */
export function commandMessage(
  collection: Collection,
  command: string,
  language: Language,
  rest: 'below' | 'elsewhere',
): { readonly message: Message; readonly isWhole: boolean } {
  const say = sayer(language);
  const { outcomes } = collection;
  const title = say(
    `${clip(command, 80)} on ${outcomes.length === 1 ? '1 host' : `${outcomes.length} hosts`}`,
    `在 ${outcomes.length} 台主机上执行 ${clip(command, 80)}`,
  );
  const answers = outcomes.map((outcome) => answerLines(outcome, language));
  const lines = answers.map(({ markup }) => markup);
  const fitting = fitLines(lines, 8_000, (left) => leftOff(left, say));
  const isWhole = answers.every((one) => one.isWhole) && fitting.length === lines.length;
  const where = {
    below: say('The whole of it is in the file below.', '完整内容见下方文件。'),
    elsewhere: say(
      `Ask for it without --every to get the whole of it as a file.`,
      '不带 --every 执行该命令可获得完整内容文件。',
    ),
  }[rest];
  return {
    isWhole,
    message: {
      text: summaryText(title),
      blocks: [header(title), ...sections(fitting), ...(isWhole ? [] : [context(where)])],
      metadata: metadataOf(collection.id, stateOf(collection)),
    },
  };
}

function answerLines(outcome: Outcome, language: Language) {
  const { key, error } = outcome;
  const say = sayer(language);
  if (error) return { markup: `• ${code(key)}${say(': ', '：')}${told(error.text, language, 900)}`, isWhole: true };
  const answer = answerOf(outcome);
  if (answer === '') return { markup: `*${code(key)}*\n${say('It answered nothing.', '没有输出。')}`, isWhole: true };
  const lines = answer.split('\n');
  const first = clip(lines.slice(0, 12).join('\n'), 1_200);
  const left = lines.length - first.split('\n').length;
  const isWhole = left <= 0 && !first.endsWith('…');
  const more =
    left > 0 ? `\n${say(`… ${left === 1 ? '1 more line' : `${left} more lines`}`, `…… 另有 ${left} 行`)}` : '';
  return { markup: `*${code(key)}*\n\`\`\`${escapeText(first).replaceAll('`', "'")}\`\`\`${more}`, isWhole };
}

function answerOf({ found }: Outcome): string {
  const { output = '', rows } = (found[0]?.data ?? {}) as { output?: string; rows?: readonly object[] };
  return (rows ? rows.map((row) => JSON.stringify(row)).join('\n') : output).trim();
}

/** All that the hosts answered, for a file. */
export function commandFile({ id, outcomes }: Collection, command: string, language: Language): ReplyFile {
  const parts = outcomes.map((outcome) => {
    const { key, error } = outcome;
    return `===== ${key} =====\n${error ? wording(error.text, language) : answerOf(outcome)}\n`;
  });
  return { name: `${id}.txt`, content: `${command}\n\n${parts.join('\n')}` };
}
