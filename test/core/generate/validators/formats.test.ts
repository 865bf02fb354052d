import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { loadValidators } from '../../../../src/core/generate/load-validators.ts';
import type { Finding } from '../../../../src/core/generate/types.ts';
import { rendered, validatorDeps } from '../../../support/validating.ts';

const validators = await loadValidators();

async function findings(name: string, text: string, schemas = new Map<string, object>(), argument?: string) {
  const verdict = await validators.get(name)?.validate(rendered('a', text), validatorDeps({ schemas }), argument);
  if (!verdict?.checked) throw new Error(verdict?.why.en);
  return verdict.findings.map(({ severity, rule, line, column }: Finding) => [severity, rule, line, column]);
}

describe('JSON', () => {
  test('is what JSON.parse takes, whatever the text', async () => {
    const pieces = [
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"',
      '\\',
      '\\u12',
      '\\n',
      '1',
      '-',
      '0',
      '.',
      'e',
      'E+',
      'true',
      'null',
      ' ',
      '\n',
      '\t',
      '\u0001',
      'x',
      '{"a":1}',
      '[1,2]',
    ];
    const texts = fc.oneof(
      fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((some) => some.join('')),
      fc.json(),
      fc.tuple(fc.json(), fc.nat(), fc.constantFrom(...pieces)).map(([json, at, piece]) => {
        const place = at % (json.length + 1);
        return json.slice(0, place) + piece + json.slice(place + 1);
      }),
    );
    const property = fc.asyncProperty(texts, async (text) => {
      const errors = (await findings('json', text)).filter(([severity]) => severity === 'error');
      expect(errors.length > 0).toBe(!parses(text));
    });
    await fc.assert(property, { numRuns: 3_000 });
  });

  test('a key that an object has twice is a warning; in another object it is none', async () => {
    const text = '{\n  "a": 1,\n  "b": { "a": 2 },\n  "\\u0061": 3\n}';
    expect(await findings('json', text)).toEqual([['warning', 'json-duplicate-key', 4, 3]]);
  });

  test('nested a hundred thousand times it is an error and not a crash', async () => {
    expect(await findings('json', '['.repeat(100_000))).toMatchObject([['error', 'json-syntax', 1, 1001]]);
  });

  test('of ten megabytes is read in a moment', async () => {
    const text = JSON.stringify(Array.from({ length: 400_000 }, (_, index) => ({ name: `host-${index}` })));
    const before = performance.now();
    expect(await findings('json', text)).toEqual([]);
    expect(performance.now() - before).toBeLessThan(5_000);
  });
});

describe('YAML', () => {
  test('nested too deeply is an error and not a crash', async () => {
    const found = await findings('yaml', '['.repeat(100_000));
    expect(found[0]?.slice(0, 3)).toEqual(['error', 'yaml-resource-exhaustion', 1]);
    expect(found).toHaveLength(100);
  });

  test('with aliases that grow without end is not expanded', async () => {
    const lines = ['a0: &a0 [x, x]', ...Array.from({ length: 60 }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}]`)];
    expect(await findings('yaml', lines.join('\n'))).toEqual([]);
    expect(parseAllDocuments(lines.join('\n'))).toHaveLength(1);
  });

  test('an unknown tag is a warning', async () => {
    expect(await findings('yaml', 'a: !vault x\n')).toMatchObject([['warning', 'yaml-tag-resolve-failed', 1, 4]]);
  });
});

describe('INI', () => {
  test('what is there twice, or before a section, is a warning', async () => {
    expect(await findings('ini', 'a = 1\n[s]\nb = 1\nb: 2\n[t]\nb = 1\n[s]\n')).toEqual([
      ['warning', 'ini-no-section', 1, 1],
      ['warning', 'ini-duplicate-key', 4, 1],
      ['warning', 'ini-duplicate-section', 7, 1],
    ]);
  });
});

describe('XML', () => {
  test('does not expand entities: a billion laughs are a few', async () => {
    const entities = Array.from({ length: 30 }, (_, n) => `<!ENTITY l${n + 1} "&l${n};&l${n};">`).join('');
    const text = `<!DOCTYPE a [<!ENTITY l0 "ha">${entities}]>\n<a>&l30;</a>`;
    expect(await findings('xml', text)).toEqual([]);
  });

  test('reads no external entity', async () => {
    const text = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<a>&x;</a>';
    expect(await findings('xml', text)).toEqual([]);
  });
});

describe('JSON Schema', () => {
  const port = { type: 'integer', minimum: 1 };
  const schema = { type: 'object', properties: { port: { $ref: 'port' }, names: { items: { pattern: '^a+$' } } } };
  const schemas = new Map<string, object>([
    ['host', schema],
    ['port', port],
  ]);

  test('may refer to another of the team', async () => {
    expect(await findings('json-schema', 'port: 0\n', schemas, 'host')).toEqual([
      ['error', 'json-schema-minimum', 1, 7],
    ]);
  });

  test('is applied to every document, and to JSON indented by tabs', async () => {
    expect(await findings('json-schema', 'port: 1\n---\nport: x\n', schemas, 'host')).toMatchObject([
      ['error', 'json-schema-type', 3, 7],
    ]);
    expect(await findings('json-schema', '{\n\t"port": 1,\n\t"names": ["b"]\n}', schemas, 'host')).toMatchObject([
      ['error', 'json-schema-pattern', 3, 12],
    ]);
  });

  test('a pattern that would keep JavaScript busy for ever does not', async () => {
    const slow = new Map<string, object>([['slow', { pattern: '^(a+)+$' }]]);
    expect(await findings('json-schema', `${'a'.repeat(50)}b`, slow, 'slow')).toMatchObject([
      ['error', 'json-schema-pattern', 1, 1],
    ]);
  });

  test('text that is neither is an error where it breaks', async () => {
    expect(await findings('json-schema', 'port: 1\nport: 2\n', schemas, 'host')).toMatchObject([
      ['error', 'json-schema-syntax', 2, 1],
    ]);
  });

  test.each([
    ['there is none of that name', 'hots', 'Did you mean host?'],
    ['the template names none', undefined, 'json-schema:NAME'],
    ['it is none', 'broken', 'could not be used'],
    ['its pattern is none of RE2', 'ahead', 'could not be used'],
  ])('where %s, nothing was checked', async (_, name, words) => {
    const some = new Map([...schemas, ['broken', { type: 'strnig' }], ['ahead', { pattern: '(?=a)' }]] as [
      string,
      object,
    ][]);
    const verdict = await validators
      .get('json-schema')
      ?.validate(rendered('a', 'a'), validatorDeps({ schemas: some }), name);
    expect(verdict).toMatchObject({ checked: false, why: { en: expect.stringContaining(words) } });
  });

  test('aliases that grow without end are not followed', async () => {
    const lines = ['a0: &a0 [x, x]', ...Array.from({ length: 60 }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}]`)];
    const verdict = await validators
      .get('json-schema')
      ?.validate(rendered('a', lines.join('\n')), validatorDeps({ schemas }), 'host');
    expect(verdict).toMatchObject({ checked: false });
  });
});

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
