import type { Hiding } from '../../core/config/hiding.ts';
import type { Generation } from '../../core/generate/index.ts';
import { type Language, wording } from '../../core/text.ts';
import type { Message, ReplyFile } from '../define.ts';
import { hostLines } from './generation-hosts.ts';
import { kindWord, remarksOf, stateWord } from './generation-remarks.ts';
import { code, lineMessage, sayer } from './kit.ts';

/** Everything said of every config, as a file; undefined where all of it stands in the message. */
export function allFindings(
  generation: Generation,
  { hide }: Pick<Hiding, 'hide'>,
  language: Language,
): ReplyFile | undefined {
  if (!hostLines(generation, language).isCut) return undefined;
  const say = sayer(language);
  const lines = generation.results.flatMap((result) => {
    const remarks = remarksOf(result).map(({ kind, text }) => `  ${kindWord(kind, say)}: ${wording(text, language)}`);
    const title = [result.host, result.file, stateWord(result.state, say)].filter((word) => word !== undefined);
    return remarks.length > 0 ? [title.join('  '), ...remarks] : [];
  });
  return { name: `findings-${generation.id}.txt`, content: `${hide(lines.join('\n'))}\n` };
}

/** What stands above that file. */
export function findingsFollow({ template, results }: Generation, language: Language): Message {
  const hosts = results.filter((result) => remarksOf(result).length > 0).length;
  const line = sayer(language)(
    `All that was found in ${code(template.name)}, host by host: ${hosts === 1 ? '1 host' : `${hosts} hosts`}`,
    `${code(template.name)} 的全部校验结果，按主机列出：${hosts} 台`,
  );
  return lineMessage(line);
}
