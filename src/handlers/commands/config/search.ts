import { z } from 'zod';
import type { ConfigHit } from '../../../core/config/types.ts';
import { regularExpression } from '../../../core/inventory/selector/pattern.ts';
import { form } from '../../define.ts';
import type { Deps } from '../../deps.ts';
import { toggle, word } from '../../parse/args.ts';
import { optionalSelector } from '../../parse/shapes.ts';
import { membership } from '../../rights.ts';
import { hitsMessage } from '../../views/configs.ts';
import { ephemeral } from '../../views/notice.ts';
import { hostsOf } from './named.ts';

export default form({
  word: 'search',
  summary: {
    en: 'Lines of configs that hold a text, or fit a pattern with --regex.',
    zh: '在配置中查找文本，或用 --regex 查找正则表达式。',
  },
  args: {
    pattern: word({
      shown: '<text>',
      expects: { en: 'a text, in quotes where it has blanks', zh: '要查找的文本，含空格时加引号' },
      schema: z.string().min(1).max(300),
    }),
    selector: optionalSelector,
    regex: toggle({ en: 'the text is a regular expression (RE2)', zh: '文本为正则表达式（RE2）' }),
  },
  example: '"ntp-service unicast-server" site=北京',
  right: membership,
  handle: async ({ pattern, selector: words, regex }, { language }, deps) => {
    const hosts = hostsOf(words, deps);
    const kinds = ['intended', 'running'] as const;
    const found = await deps.configs.search(pattern, { regex, limit: 100, kinds, ...(hosts && { hosts }) });
    const hits = await hiddenHits(found.hits, matcherOf(pattern, regex), deps);
    return ephemeral(hitsMessage(pattern, hits, found.more, language));
  },
});

/** Whether what is shown of a line still fits: a pattern must not be able to feel its way along a secret. */
function matcherOf(pattern: string, regex: boolean): (line: string) => boolean {
  if (!regex) return (line) => line.includes(pattern);
  const compiled = regularExpression(pattern);
  return 'pattern' in compiled ? compiled.pattern : () => false;
}

async function hiddenHits(hits: readonly ConfigHit[], fits: (line: string) => boolean, deps: Deps) {
  const texts = new Map<string, readonly string[]>();
  const shown: ConfigHit[] = [];
  for (const hit of hits) {
    const key = JSON.stringify(hit.ref);
    const lines = texts.get(key) ?? deps.hiding.hideLines((await deps.configs.read(hit.ref)) ?? '');
    texts.set(key, lines);
    const text = lines[hit.line - 1] ?? '';
    if (fits(text)) shown.push({ ...hit, text });
  }
  return shown;
}
