// Writes docs/settings.md and docs/settings.zh-CN.md from the schemas and from the examples in docs/settings-example.
import { readFile, writeFile } from 'node:fs/promises';
import { settingsFiles } from '../src/core/settings/schema/index.ts';
import { type Language, wording } from '../src/core/text.ts';
import { type Row, rowsOf } from './settings-docs/rows.ts';
import { example, headings, introduction, purposes, required } from './settings-docs/words.ts';

const docs = new URL('../docs/', import.meta.url);

/** Where the page of each language lies. */
export const pages: Readonly<Record<Language, URL>> = {
  en: new URL('settings.md', docs),
  'zh-CN': new URL('settings.zh-CN.md', docs),
};

/** The page as it must be. */
export async function settingsPage(language: Language): Promise<string> {
  const sections = Object.entries(settingsFiles).map(async ([name, schema]) => {
    const sample = await readFile(new URL(`settings-example/${name}`, docs), 'utf8');
    const purpose = purposes[name];
    return [
      `## ${name}`,
      purpose ? wording(purpose, language) : '',
      [
        wording(headings, language),
        '| --- | --- | --- | --- |',
        ...rowsOf(schema).map((row) => line(row, language)),
      ].join('\n'),
      wording(example, language),
      `\`\`\`yaml\n# ${name}\n${sample}\`\`\``,
    ].join('\n\n');
  });
  return `${[wording(introduction, language), ...(await Promise.all(sections))].join('\n\n')}\n`;
}

function line(row: Row, language: Language): string {
  const unsaid = row.unsaid === undefined ? wording(required, language) : row.unsaid && `\`${row.unsaid}\``;
  const cells = [`\`${row.key}\``, wording(row.type, language), unsaid, wording(row.meaning, language)];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

if (import.meta.main) {
  for (const language of ['en', 'zh-CN'] as const) await writeFile(pages[language], await settingsPage(language));
}
