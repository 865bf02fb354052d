import { describe, expect, test } from 'vitest';
import { loadHelpers } from '../../src/core/generate/helpers.ts';
import { libraryOf } from '../../src/core/generate/library/build.ts';
import { createRender } from '../../src/core/generate/render.ts';
import type { Json } from '../../src/core/generate/types.ts';

const helpers = await loadHelpers();

/** An example as it would be in a template of its own. */
function render(body: string, data: Json): unknown {
  const text = `---\ntitle: Example\nfile: example.txt\n---\n${body}`;
  const template = libraryOf([{ path: 'example.hbs', origin: 'own', text }]).templates.get('example');
  if (!template) throw new Error('the example is not a template');
  const result = createRender(template, helpers)(data);
  return 'text' in result ? result.text.replace(/\n$/, '') : result.findings;
}

test('there are helpers', () => {
  expect([...helpers.keys()]).toEqual(expect.arrayContaining(['default', 'defined', 'join']));
});

describe.each([...helpers])('the helper %s', (name, helper) => {
  test.each(helper.examples)('example: $template', ({ template, data, result }) => {
    expect(render(template, data ?? {})).toBe(result.replace(/\n$/, ''));
  });

  test('has a name that a template can call, and that hides nothing of Handlebars', () => {
    expect(name).toMatch(/^[a-z][a-zA-Z0-9]*$/);
    expect([
      'if',
      'unless',
      'each',
      'with',
      'lookup',
      'log',
      'this',
      'else',
      'as',
      'true',
      'false',
      'null',
    ]).not.toContain(name);
  });

  test('its usage begins with its name, and an example calls it', () => {
    expect(helper.usage.split(/[\s]/, 1)).toEqual([name]);
    expect(helper.examples.some(({ template }) => new RegExp(`[{(]${name}\\b`).test(template))).toBe(true);
  });

  test('says in both languages what it does', () => {
    expect(helper.title.en).toMatch(/\S/);
    expect(helper.title.zh).toMatch(/\p{Script=Han}/u);
  });

  test('leaves what it is given as it was', () => {
    const given = [[1, 'b', 'a'], ['x'], 'text', 3].map((value) =>
      Array.isArray(value) ? Object.freeze(value) : value,
    );
    for (let count = 0; count <= given.length; count += 1) {
      try {
        helper.run(given.slice(0, count) as Json[], {});
      } catch (error) {
        expect(error, 'a helper refuses with HelperError').toMatchObject({ name: 'OpsError', code: 'helper-refused' });
      }
    }
  });
});
