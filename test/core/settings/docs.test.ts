import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { pages, settingsPage } from '../../../scripts/settings-docs.ts';
import { loadSettings } from '../../../src/core/settings/load.ts';
import { settingsFolder } from './folder.ts';

describe('the documentation of settings', () => {
  it.each(['en', 'zh-CN'] as const)('in %s is what node scripts/settings-docs.ts writes', async (language) => {
    expect(await readFile(pages[language], 'utf8')).toBe(await settingsPage(language));
  });

  it.each(['en', 'zh-CN'] as const)('in %s shows examples that are valid settings', async (language) => {
    const page = await readFile(pages[language], 'utf8');
    const blocks = [...page.matchAll(/```yaml\n# (\S+\.yaml)\n(.*?)```/gs)].map(([, name = '', text = '']) => [
      name,
      text,
    ]);
    const { settings, problems } = await loadSettings(await settingsFolder(Object.fromEntries(blocks)));
    expect(problems).toEqual([]);
    expect(Object.keys(settings?.environments ?? {})).toEqual(['staging', 'prod']);
    expect(blocks).toHaveLength((await readdir(new URL('../../../docs/settings-example', import.meta.url))).length);
  });

  it.each(['en', 'zh-CN'] as const)('in %s names every key that its examples use', async (language) => {
    const page = await readFile(pages[language], 'utf8');
    for (const key of [
      'hosts.<name>.become.user',
      'apps.<name>.verify[].within',
      'environments.<name>.strategy.then',
      'allow[].environments',
      'lease',
    ]) {
      expect(page).toContain(`| \`${key}\` |`);
    }
  });
});
