// Prints samples of what the bot says: npm run gallery -- [beginning of a name] [--language zh-CN]
import { parseArgs } from 'node:util';
import type { Language } from '../src/core/text.ts';
import { families, isHome, isModal, type Sample, sampleNames } from '../src/sandbox/gallery/index.ts';
import { plainBlocks, plainText } from '../src/sandbox/slack/plain.ts';

const nameOf = (id: string) => sampleNames[id] ?? id;
const names = { user: nameOf, channel: nameOf };

const { values, positionals } = parseArgs({ allowPositionals: true, options: { language: { type: 'string' } } });
const language: Language = values.language?.startsWith('zh') ? 'zh-CN' : 'en';
const wanted = families.flatMap(({ name, samples }) =>
  samples.filter(
    (sample) => positionals.length === 0 || positionals.some((word) => name === word || sample.name.startsWith(word)),
  ),
);
console.log(wanted.map(printed).join('\n\n'));
if (wanted.length === 0) {
  console.error(`No sample begins so. Families: ${families.map(({ name }) => name).join(', ')}`);
  process.exitCode = 1;
}

function printed({ name, title, make }: Sample): string {
  const shown = make(language);
  const blocks = plainBlocks(
    shown.blocks.map((block) => ({ ...block })),
    names,
    false,
  );
  const head = `──── ${name} · ${language === 'en' ? title.en : title.zh}`;
  if (isHome(shown)) return [head, ...blocks].join('\n');
  if (!isModal(shown)) return [head, `(${plainText(shown.text, names)})`, ...blocks].join('\n');
  const buttons = [shown.close, shown.submit].flatMap((label) => (label === undefined ? [] : [`[${label}]`]));
  return [head, `┌ ${shown.title}`, ...blocks, `└ ${buttons.join(' ')}`].join('\n');
}
