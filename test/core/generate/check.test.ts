import { describe, expect, test } from 'vitest';
import { checkTemplate } from '../../../src/core/generate/check.ts';
import { helpers, said, templateOf } from './support/templates.ts';

/** What is said of a body that begins on line 5, without data. */
function check(body: string, partials: Readonly<Record<string, string>> = {}) {
  return checkTemplate(templateOf(body, partials), helpers);
}

function rules(body: string, partials: Readonly<Record<string, string>> = {}) {
  return check(body, partials).map(({ rule, file, line, column }) => `${rule} ${file}:${line}:${column}`);
}

test('a template with nothing wrong', () => {
  const partials = { base: '{{> @partial-block}}', ntp: '{{server}}' };
  expect(
    rules('{{#> base}}{{#each a as |b|}}{{> ntp b}}{{join b.c}}{{/each}}{{/base}}{{!-- a comment --}}', partials),
  ).toEqual([]);
});

describe('syntax errors have line and column of the file', () => {
  test.each([
    ['a {{ that is not closed', 'a\n{{name', 'main.hbs:6:3'],
    ['a block that is not closed', 'a\n{{#if a}}\n', 'main.hbs:7:1'],
    ['a block closed by another name', 'a\n {{#if a}}{{/each}}', 'main.hbs:6:5'],
    ['a character that cannot be', 'a\n  {{na%me}}', 'main.hbs:6:5'],
    ['an else without a block', '{{else}}', 'main.hbs:5:1'],
    ['a path with .. in it', '{{a/../b}}', 'main.hbs:5:3'],
  ])('%s', (_, body, place) => {
    expect(rules(body)).toEqual([`template-syntax ${place}`]);
  });

  test('also in a partial, with the call that led there', () => {
    const [only] = check('{{> ntp}}', { ntp: 'server\n{{' });
    expect(only).toMatchObject({
      rule: 'template-syntax',
      file: 'partials/ntp.hbs',
      line: 2,
      through: ['main.hbs:5:1'],
    });
  });

  test('what is not expected is quoted', () => {
    expect(said(check('{{na%me}}'))).toEqual([
      'main.hbs:5:3: this is no Handlebars expression: what stands here "na%me" is not expected.',
    ]);
  });

  test('a block left open is said in words', () => {
    expect(said(check('{{#if a}}'))).toEqual([
      'main.hbs:5:10: the template ends here, but a {{#block}} or a {{ before it is not closed.',
    ]);
  });
});

test.each([
  ['blocks', '{{#if a}}'.repeat(10_000) + '{{/if}}'.repeat(10_000), 5, 901],
  ['layouts', '{{#> base}}'.repeat(10_000), 5, 1101],
  ['blocks that are begun by else', '\n{{^if a}}'.repeat(10_000), 106, 1],
  ['else after else', `{{#if a}}${'\n{{else if a}}'.repeat(10_000)}{{/if}}`, 105, 1],
  ['parentheses', `{{join ${'(join '.repeat(10_000)}`, 5, 608],
])('nesting without measure is refused before it is parsed, which would take minutes: %s', (_, body, line, column) => {
  expect(check(body)).toMatchObject([{ rule: 'template-syntax', line, column }]);
});

test('what is long and not deep is none of that', () => {
  const body = `${'{{#if a}}(({{else if b}}{{else}}{{/if}}{{^if a}}{{^}}{{/if}}{{#> base}}{{/base}}'.repeat(500)}{{!-- ((((( --}}`;
  expect(rules(`${body}${'('.repeat(200)}`, { base: '' })).toEqual([]);
});

describe('what is refused', () => {
  test.each<[string, string, string]>([
    ['an unknown helper', 'x {{jion a}}', 'helper-unknown main.hbs:5:5'],
    ['an unknown helper in parentheses', '{{join (jion a)}}', 'helper-unknown main.hbs:5:8'],
    ['an unknown block', '{{#foreach a}}{{/foreach}}', 'block-unknown main.hbs:5:1'],
    ['a variable as a block', '{{#ports}}{{/ports}}', 'block-unknown main.hbs:5:1'],
    ['a helper as a block', '{{#join a}}{{/join}}', 'block-unknown main.hbs:5:1'],
    ['a block as a helper', '{{if a b}}', 'helper-unknown main.hbs:5:3'],
    ['a raw block', '{{{{raw}}}} {{x}} {{{{/raw}}}}', 'block-unknown main.hbs:5:1'],
    ['log, which writes to the bot', '{{log a}}', 'helper-unknown main.hbs:5:3'],
    ['helperMissing', '{{helperMissing a}}', 'helper-unknown main.hbs:5:3'],
    ['a helper without arguments, which hides a variable', '{{join}}', 'helper-arguments main.hbs:5:3'],
    ['#if with two arguments', '{{#if a b}}{{/if}}', 'helper-arguments main.hbs:5:1'],
    ['lookup with one argument', '{{lookup a}}', 'helper-arguments main.hbs:5:3'],
    ['block parameters of #if', '{{#if a as |b|}}{{/if}}', 'helper-arguments main.hbs:5:1'],
    ['a partial with two contexts', '{{> p a b}}', 'helper-arguments main.hbs:5:1'],
    ['a partial chosen by data', '{{> (lookup . "p")}}', 'partial-dynamic main.hbs:5:1'],
    ['a partial chosen by a helper', '{{> (join p)}}', 'partial-dynamic main.hbs:5:1'],
    ['a decorator', '{{* foo}}', 'decorator main.hbs:5:1'],
    ['an inline partial', '{{#*inline "x"}}{{/inline}}', 'decorator main.hbs:5:1'],
    ['a missing partial', '{{> ntpp}}', 'partial-missing main.hbs:5:1'],
    ['a missing layout, though its content could stand in', '{{#> bsae}}x{{/bsae}}', 'partial-missing main.hbs:5:1'],
    ['../ in a template that is in nothing', '{{#if a}}{{../b}}{{/if}}', 'template-scope main.hbs:5:12'],
    ['an unknown @ variable', '{{@indx}}', 'template-data-variable main.hbs:5:3'],
    ['@partial-block as a value', '{{@partial-block}}', 'template-data-variable main.hbs:5:3'],
    ['@partial-block as a parameter', '{{> p x=@partial-block}}', 'template-data-variable main.hbs:5:9'],
    ['null as an argument', '{{join null}}', 'template-null main.hbs:5:8'],
    ['a prototype', '{{constructor.name}}', 'template-prototype main.hbs:5:3'],
    ['a prototype as a parameter', '{{> p __proto__=a}}', 'template-prototype main.hbs:5:7'],
    ['a prototype as a parameter of a helper', '{{join a __proto__=a}}', 'template-prototype main.hbs:5:10'],
  ])('%s', (_, body, expected) => {
    expect(rules(body, { p: '', ntp: '', base: '' })).toEqual([expected]);
  });

  test('../ that leads out of a partial', () => {
    expect(rules('{{#each a}}{{> p}}{{/each}}', { p: '{{../b}}' })).toEqual(['template-scope partials/p.hbs:1:3']);
  });

  test('a partial that calls itself', () => {
    const [only, ...more] = check('{{> a}}', { a: '{{#if x}}{{> a}}{{/if}}' });
    expect(only).toMatchObject({ rule: 'partial-recursive', file: 'partials/a.hbs', line: 1, column: 10 });
    expect(only?.text.en).toBe('a would call itself for ever: a → a.');
    expect(more).toEqual([]);
  });

  test('partials that call each other', () => {
    const partials = { a: '{{> b}}', b: '\n{{#> c}}{{/c}}', c: '{{> a}}' };
    expect(said(check('{{> a}}', partials))).toEqual([
      'partials/c.hbs:1:1 (called in partials/b.hbs:2:1, called in partials/a.hbs:1:1, called in main.hbs:5:1): a would call itself for ever: a → b → c → a.',
    ]);
  });
});

test('the nearest helper, block and partial are named', () => {
  expect(said(check('{{jion a}}\n{{#eech a}}{{/eech}}\n{{> ntpp}}', { ntp: '' }))).toEqual([
    'main.hbs:5:3: there is no helper jion. Did you mean join?',
    'main.hbs:6:1: there is no block eech. Did you mean {{#each …}}? There are {{#if eech}}, {{#unless eech}}, {{#each eech}} and {{#with eech}}.',
    'main.hbs:7:1: there is no partial ntpp. Did you mean ntp?',
  ]);
});

test('all faults of a template and its partials are one answer', () => {
  expect(rules('{{jion a}}{{> p}}{{> q}}', { p: '{{* x}}' })).toEqual([
    'helper-unknown main.hbs:5:3',
    'decorator partials/p.hbs:1:1',
    'partial-missing main.hbs:5:18',
  ]);
});

test('faults of the file name pattern have its line', () => {
  const template = templateOf('x', {}, '"{{jion name}}.cfg"');
  expect(checkTemplate(template, helpers)).toMatchObject([{ rule: 'helper-unknown', file: 'main.hbs', line: 3 }]);
});

test('a variable that is called like a helper is reached by this.', () => {
  expect(rules('{{this.join}}{{./default}}{{#each a as |join|}}{{join}}{{/each}}{{join join}}')).toEqual([]);
});
