import { describe, expect, test } from 'vitest';
import { loadSettings } from '../../../src/core/settings/load.ts';
import { settingsFolder } from './folder.ts';

async function load(source: string) {
  return loadSettings(await settingsFolder({ 'sources.yaml': `sources:\n  cmdb: { ${source} }\n` }));
}

describe('sources.yaml', () => {
  test('has usual values for what is not said', async () => {
    const { settings, problems } = await load('url: "https://cmdb.example.com/x", key: $.id, paging: { page: p }');
    expect(problems).toEqual([]);
    expect(settings?.sources.cmdb).toEqual({
      ...{ name: 'cmdb', url: 'https://cmdb.example.com/x', method: 'GET', headers: {}, query: {} },
      ...{ paging: { page: 'p', first: 1 }, items: '$', key: '$.id', kind: 'device', timeout: 30_000 },
    });
  });

  test.each([
    ['a URL of another kind', 'url: "ftp://a/", key: $.id', 'sources.cmdb.url', 'must be a URL'],
    ['a password in the URL', 'url: "https://me:pass@a/", key: $.id', 'sources.cmdb.url', 'without user'],
    ['a path that is none', 'url: "https://a/", key: "$.a["', 'sources.cmdb.key', 'must be a JSONPath'],
    [
      'a path with a regular expression',
      `url: "https://a/", key: "$[?match(@.a, 'x')]"`,
      'sources.cmdb.key',
      'match()',
    ],
    ['no key', 'url: "https://a/"', 'sources.cmdb.key', 'key is missing'],
    ['a secret in a header', 'url: "https://a/", key: $.id, headers: { Authorization: x }', 'Authorization', 'auth'],
    ['a secret that stands there', 'url: "https://a/", key: $.id, auth: { bearer: x }', 'auth.bearer', 'env: NAME'],
    [
      'a login that anybody can read',
      ...(['url: "http://a/", key: $.id, auth: { bearer: { env: A } }', 'sources.cmdb', 'https://'] as const),
    ],
    ['a body that is not sent', 'url: "https://a/", key: $.id, body: { a: 1 }', 'sources.cmdb', 'POST'],
    [
      'an unknown key of paging',
      'url: "https://a/", key: $.id, paging: { page: p, siz: 9 }',
      'paging.siz',
      'Did you mean size?',
    ],
    [
      'a source called all',
      'url: "https://a/", key: $.id }\n  all: { url: "https://a/", key: $.id',
      'all',
      'cannot|word',
    ],
  ])('does not take %s', async (_, source, key, text) => {
    const { settings, problems } = await load(source);
    expect(settings).toBeUndefined();
    expect(problems).toHaveLength(1);
    expect(problems[0]?.key).toContain(key);
    expect(problems[0]?.text.en).toMatch(new RegExp(text.replaceAll(/[()?]/g, '\\$&')));
  });

  test('takes a login over plain http on this machine, where none is on the way', async () => {
    const { problems } = await load('url: "http://127.0.0.1:8080/", key: $.id, auth: { bearer: { env: A } }');
    expect(problems).toEqual([]);
  });
});
