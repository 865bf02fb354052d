import { describe, expect, it } from 'vitest';
import { loadSettings } from '../../../src/core/settings/load.ts';
import { settingsFolder } from './folder.ts';

const load = async (text: string) => loadSettings(await settingsFolder({ 'vars.yaml': text }));

describe('vars.yaml', () => {
  it('gives values of any kind by group, site and platform', async () => {
    const { settings } = await load(
      'groups: { web: { ntp: [a, b], tls: true } }\nsites: { 北京: { dns: { first: 10.0.0.1 } } }\nplatforms: { linux: { port: 22 } }\n',
    );
    expect(settings?.vars).toEqual({
      groups: { web: { ntp: ['a', 'b'], tls: true } },
      sites: { 北京: { dns: { first: '10.0.0.1' } } },
      platforms: { linux: { port: 22 } },
    });
  });

  it('may be missing', async () => {
    expect((await load('')).settings?.vars).toEqual({ groups: {}, sites: {}, platforms: {} });
  });

  it.each([
    ['a key that leads out of the data', 'groups: { web: { a: { constructor: 1 } } }', 'constructor'],
    ['a key that there is not', 'group: { web: {} }', 'groups'],
    ['a value that is none', 'sites: { 北京: 5 }', 'sites'],
  ])('says where %s is', async (_, text, words) => {
    const { problems } = await load(text);
    expect(JSON.stringify(problems)).toContain(words);
  });
});
