import type { Text } from '../text.ts';
import type { TemplateFinding } from './finding.ts';
import type { Template } from './template.ts';
import type { Weight } from './walk/report.ts';

/** MB (of UTF-8) that one config may have. Those of devices with the longest access lists have some 10. */
export const mostMegabytes = 16;

/** Whether a text is longer than a config may be. */
export function isTooLarge(text: string): boolean {
  const most = mostMegabytes * 1024 * 1024;
  return text.length > most / 3 && Buffer.byteLength(text) > most;
}

/** A config that is too large, at the place that adds most to it. */
export function tooLarge({ body }: Template, heaviest: Weight | undefined): TemplateFinding {
  const { file, ...place } = heaviest?.site ?? { file: body.file };
  const [en, zh] = heaviest ? addedTexts(heaviest) : ['', ''];
  return {
    ...{ severity: 'error', rule: 'config-too-large', file, ...place, through: [] },
    text: {
      en: `the config would be too large: it may have at most ${mostMegabytes} MB.${en} Look for a loop in a loop, or for a list or text that is longer than was meant.`,
      zh: `配置过大：单个配置最多 ${mostMegabytes} MB。${zh}请检查是否嵌套循环，或列表、文本是否比预期的长。`,
    },
  };
}

function addedTexts({ characters, times }: Weight): readonly [string, string] {
  const count = (number: number): string => number.toLocaleString('en');
  const often: Text =
    times === 1 ? { en: 'once', zh: '1 次' } : { en: `${count(times)} times`, zh: `${count(times)} 次` };
  return [
    ` Most of it comes from here, written ${often.en}: ${count(characters)} characters.`,
    `其中大部分来自此处（写出 ${often.zh}）：共 ${count(characters)} 个字符。`,
  ];
}
