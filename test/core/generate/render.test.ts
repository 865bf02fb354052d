import { describe, expect, test } from 'vitest';
import { createRender } from '../../../src/core/generate/render.ts';
import type { Json } from '../../../src/core/generate/types.ts';
import { helpers, said, templateOf } from './support/templates.ts';

function render(
  body: string,
  data: unknown = {},
  partials: Readonly<Record<string, string>> = {},
  file = '"{{name}}.cfg"',
) {
  const result = createRender(templateOf(body, partials, file), helpers)(data as Json);
  return 'text' in result ? result : said(result.findings);
}

const textOf = (...args: Parameters<typeof render>) => (render(...args) as { text: string }).text;

test('a config has its file name and its text, whose last line is ended', () => {
  expect(render('sysname {{name}}', { name: 'sw-1' })).toEqual({ file: 'sw-1.cfg', text: 'sysname sw-1\n' });
  expect(render('sysname {{name}}\n', { name: 'sw-1' })).toEqual({ file: 'sw-1.cfg', text: 'sysname sw-1\n' });
});

test('lines of Windows in data and template end as all others', () => {
  expect(textOf('a\r\n{{motd}}\r\n', { name: 'x', motd: 'b\r\nc' })).toBe('a\nb\nc\n');
});

test('configs are not HTML', () => {
  const data = { name: 'x', motd: `<"&'\`=>` };
  expect(textOf('{{motd}}', data)).toBe(`<"&'\`=>\n`);
});

test('partials keep the indentation of their call; lines with blocks alone leave nothing', () => {
  const body = 'a\n{{#if name}}\n  {{> b}}\n{{/if}}\nc';
  expect(textOf(body, { name: 'x' }, { b: 'one\ntwo\n' })).toBe('a\n  one\n  two\nc\n');
});

test('a layout and its content', () => {
  expect(
    textOf('{{#> base title="T"}}in {{name}}{{/base}}', { name: 'x' }, { base: '[{{title}}: {{> @partial-block}}]' }),
  ).toBe('[T: in x]\n');
});

test('nothing is rendered while anything is missing', () => {
  expect(render('{{name}} {{a}}', { name: 'x' })).toEqual(['main.hbs:5:12: a is missing.']);
});

test('a helper that refuses what is printed only is told as one that decides', () => {
  expect(render('\n {{join name}} {{join name}}', { name: 'x' })).toEqual([
    'main.hbs:6:4: the helper join refuses: its first argument is not a list.',
    'main.hbs:6:18: the helper join refuses: its first argument is not a list.',
  ]);
});

describe('file names that would leave their folder, or cannot be', () => {
  test.each([
    ['', 'it is empty'],
    ['/etc/passwd', 'it is absolute'],
    ['c:/x', 'it is absolute'],
    ['../x', 'it has .. in it'],
    ['a/../../x', 'it has .. in it'],
    ['a/./x', 'it has . in it'],
    ['a//x', 'a folder in it has no name'],
    ['a/', 'a folder in it has no name'],
    ['a\\x', 'it has a backslash; folders are divided by /'],
    ['a\0x', 'it has control characters or line breaks'],
    ['a\nx', 'it has control characters or line breaks'],
    [' a', 'it begins or ends with a space'],
    ['.git/config', 'it has .git in it, which git keeps to itself'],
    ['x'.repeat(256), 'a name in it is longer than 255 bytes'],
  ])('%j', (name, why) => {
    const [only] = render('x', { name }, {}, '"{{name}}"') as readonly string[];
    expect(only).toMatch(/^main\.hbs:3: the pattern \{\{name\}\} makes the file name/);
    expect(only).toContain(`which cannot be: ${why}.`);
  });

  test('folders and names in Chinese are names', () => {
    expect(render('x', { name: '北京/核心-1.cfg' }, {}, '"{{name}}"')).toMatchObject({ file: '北京/核心-1.cfg' });
  });
});

describe('hostile templates and data', () => {
  test('template text in data comes out as text', () => {
    const data = { name: 'x', motd: '{{constructor.constructor "return 1"}}{{> base}}{{#each a}}', list: ['{{name}}'] };
    expect(textOf('{{motd}}|{{#each list}}{{this}}{{/each}}|{{join list}}', data, { base: 'B' })).toBe(
      `${data.motd}|{{name}}|{{name}}\n`,
    );
  });

  test('a syntax tree in place of text is never compiled (CVE-2021-23369, CVE-2026-33937)', () => {
    const program = {
      type: 'Program',
      body: [{ type: 'MustacheStatement', path: 0, params: [{ type: 'NumberLiteral', value: 'process.exit()' }] }],
    };
    const data = { name: 'x', tree: program };
    expect(render('{{> tree}}', data)).toEqual([expect.stringContaining('there is no partial tree.')]);
    expect(render('{{> p tree}}', data, { p: '{{type}}' })).toMatchObject({ text: 'Program\n' });
    expect(render('{{tree}}', data)).toEqual([expect.stringContaining('tree is an object')]);
  });

  test('data cannot choose a partial, nor be one (CVE-2026-33938, CVE-2026-33940)', () => {
    const data = { name: 'x', which: 'secret', 'partial-block': '{{name}}' };
    expect(render('{{> (lookup . "which")}}', data, { secret: 'S' })).toEqual([
      expect.stringContaining('must not depend on data'),
    ]);
    expect(render('{{> @partial-block}}', data)).toEqual([expect.stringContaining('called without content')]);
    expect(render('{{> which}}', data, { secret: 'S' })).toEqual([
      expect.stringContaining('there is no partial which'),
    ]);
  });

  test.each([
    '{{constructor.constructor "return process"}}',
    '{{#with constructor}}{{/with}}',
    '{{this.constructor.constructor}}',
    '{{lookup this "constructor"}}',
    '{{#with (lookup this "__proto__")}}{{/with}}',
    '{{__lookupGetter__}}',
    '{{lookup this "__lookupGetter__"}}',
    '{{__defineGetter__ "x" y}}',
    '{{#with "s" as |string|}}{{#with string.sub.apply}}{{/with}}{{/with}}',
    '{{#with split as |conslist|}}{{conslist.pop}}{{/with}}',
    '{{name.toString}}',
    '{{list.push}}',
    '{{@root.constructor}}',
    '{{#each list}}{{../constructor}}{{/each}}',
    '{{* constructor}}',
    '{{#*inline "x"}}{{/inline}}{{> x}}',
    '{{valueOf}}{{hasOwnProperty}}{{propertyIsEnumerable}}',
    '{{toString}}',
    '{{> p toString=name}}{{lookup name "constructor"}}',
  ])('no prototype is reached: %s', (body) => {
    const result = render(body, { name: 'x', list: [1] }, { p: 'P' });
    expect(result).not.toHaveProperty('text');
  });

  test('a function in the data is told, and not called', () => {
    let called = false;
    const call = () => {
      called = true;
      return 'x';
    };
    const data = { name: 'x', call, list: [call], inner: { call } };
    for (const body of [
      ...['{{call}}', '{{#if call}}y{{/if}}', '{{#each call}}y{{/each}}', '{{#with call}}y{{/with}}', '{{inner.call}}'],
      ...['{{#each list}}{{this}}{{/each}}', '{{#each list as |f|}}{{f}}{{/each}}', '{{> p x=call}}', '{{> p call}}'],
      ...['{{default call 1}}', '{{lookup inner "call"}}', '{{#with (lookup inner "call")}}y{{/with}}'],
    ]) {
      expect(render(body, data, { p: '{{x}}' }), body).not.toHaveProperty('text');
    }
    expect(called).toBe(false);
  });
});
