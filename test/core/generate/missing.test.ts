import { describe, expect, test } from 'vitest';
import { findMissing } from '../../../src/core/generate/missing.ts';
import type { Json } from '../../../src/core/generate/types.ts';
import { helpers, said, templateOf } from './support/templates.ts';

/** What is missing of a body that begins on line 5, with a host's name in the data. */
function missing(body: string, data: { [name: string]: Json } = {}, partials: Readonly<Record<string, string>> = {}) {
  return said(findMissing(templateOf(body, partials), helpers, { name: 'sw-1', ...data }));
}

describe('every place where a variable can be missing is told with file, line and column', () => {
  test.each<[string, string, { [name: string]: Json }, string[]]>([
    ['printed', 'a\n  {{mtu}}', {}, ['main.hbs:6:5: mtu is missing.']],
    [
      'printed unescaped',
      '{{{mtu}}} {{&mtu}}',
      {},
      ['main.hbs:5:4: mtu is missing.', 'main.hbs:5:14: mtu is missing.'],
    ],
    ['called by a literal', '{{"my mtu"}}', {}, ['main.hbs:5:3: my mtu is missing.']],
    ['a member of what is there', '{{ntp.server}}', { ntp: {} }, ['main.hbs:5:3: ntp.server is missing.']],
    ['a member of what is not there', '{{ntp.server}}', {}, ['main.hbs:5:3: ntp.server is missing.']],
    ['a member of a text', '{{name.first}}', {}, ['main.hbs:5:3: name.first is missing.']],
    [
      'what a prototype has',
      '{{toString}}{{name.trim}}',
      {},
      ['main.hbs:5:3: toString is missing.', 'main.hbs:5:15: name.trim is missing.'],
    ],
    ['condition of #if', '{{#if trunk}}x{{/if}}', {}, ['main.hbs:5:7: trunk is missing.']],
    ['condition of #unless', '{{#unless trunk}}x{{/unless}}', {}, ['main.hbs:5:11: trunk is missing.']],
    ['condition of else if', '{{#if a}}{{else if b}}x{{/if}}', { a: false }, ['main.hbs:5:20: b is missing.']],
    ['list of #each', '{{#each ports}}x{{/each}}', {}, ['main.hbs:5:9: ports is missing.']],
    ['object of #with', '{{#with ntp}}x{{/with}}', {}, ['main.hbs:5:9: ntp is missing.']],
    ['argument of a helper', '{{join dns " "}}', {}, ['main.hbs:5:8: dns is missing.']],
    ['second argument of a helper', '{{join dns between}}', { dns: [] }, ['main.hbs:5:12: between is missing.']],
    ['hash of a helper', '{{join dns by=between}}', { dns: [] }, ['main.hbs:5:15: between is missing.']],
    ['argument of a helper in parentheses', '{{#if (join dns)}}x{{/if}}', {}, ['main.hbs:5:13: dns is missing.']],
    ['object of lookup', '{{lookup vlans name}}', {}, ['main.hbs:5:10: vlans is missing.']],
    ['name of lookup', '{{lookup vlans id}}', { vlans: {} }, ['main.hbs:5:16: id is missing.']],
    [
      'what lookup finds',
      '{{lookup vlans name}}',
      { vlans: {} },
      ['main.hbs:5:3: lookup vlans name: vlans has no "sw-1".'],
    ],
    ['null that is printed', '{{mtu}}', { mtu: null }, ['main.hbs:5:3: mtu is null.']],
    ['null that a helper is given', '{{join dns}}', { dns: null }, ['main.hbs:5:8: dns is null.']],
    ['null in a list', '{{#each a}}{{this}}{{/each}}', { a: [1, null] }, ['main.hbs:5:14: this is null (in a[1]).']],
    ['what @root has not', '{{@root.mtu}}', {}, ['main.hbs:5:3: @root.mtu is missing.']],
    ['@index outside a list', '{{@index}}', {}, ['main.hbs:5:3: @index is missing.']],
    [
      'what is above has not',
      '{{#each a}}{{../mtu}}{{/each}}',
      { a: [1], b: 2 },
      ['main.hbs:5:14: ../mtu is missing (in a[0]).'],
    ],
    [
      'member of a block parameter',
      '{{#each a as |port|}}{{port.mtu}}{{/each}}',
      { a: [{}] },
      ['main.hbs:5:24: port.mtu is missing (in a[0]).'],
    ],
    ['all that default is given', '{{default a b}}', {}, ['main.hbs:5:3: nothing that default is given is there.']],
  ])('%s', (_, body, data, expected) => {
    expect(missing(body, data)).toEqual(expected);
  });

  test('in the pattern of the file name, with its line', () => {
    const template = templateOf('x', {}, '"{{site}}/{{name}}.cfg"');
    expect(said(findMissing(template, helpers, { name: 'sw-1' }))).toEqual(['main.hbs:3:3: site is missing.']);
  });

  test('in a partial, with the call that led there', () => {
    expect(missing('\n{{> ntp}}', {}, { ntp: '{{#if true1}}{{/if}}\nserver {{server}}' })).toEqual([
      'partials/ntp.hbs:1:7 (called in main.hbs:6:1): true1 is missing.',
      'partials/ntp.hbs:2:10 (called in main.hbs:6:1): server is missing.',
    ]);
  });

  test('in a partial of a partial, with each call, and once for each way there', () => {
    const partials = { outer: '{{> inner}}', inner: '{{x}}' };
    expect(missing('{{> outer}}\n{{> inner}}', {}, partials)).toEqual([
      'partials/inner.hbs:1:3 (called in partials/outer.hbs:1:1, called in main.hbs:5:1): x is missing.',
      'partials/inner.hbs:1:3 (called in main.hbs:6:1): x is missing.',
    ]);
  });

  test('a context and parameters of a partial', () => {
    const partials = { p: '{{port}}' };
    expect(missing('{{> p ports}}', {}, partials)).toEqual(['main.hbs:5:7: ports is missing.']);
    expect(missing('{{> p port=number}}', {}, partials)).toEqual(['main.hbs:5:12: number is missing.']);
    expect(missing('{{> p ntp}}', { ntp: {}, port: 1 }, partials)).toEqual([
      'partials/p.hbs:1:3 (called in main.hbs:5:1): port is missing.',
    ]);
  });

  test('in the content given to a layout, where it stands; and in the layout', () => {
    const partials = { base: 'begin\n{{> @partial-block}}\n{{end}}' };
    expect(missing('{{#> base}}\n{{motd}}\n{{/base}}', {}, partials)).toEqual([
      'main.hbs:6:3: motd is missing.',
      'partials/base.hbs:3:3 (called in main.hbs:5:1): end is missing.',
    ]);
  });

  test('a layout that was called without its content', () => {
    const [only, ...none] = missing('{{> base}}', {}, { base: '{{> @partial-block}}' });
    expect(only).toContain('partials/base.hbs:1:1 (called in main.hbs:5:1): this layout was called without content.');
    expect(none).toEqual([]);
  });
});

test('all that is missing is one answer, in the order in which it is reached', () => {
  expect(missing('{{a}} {{#if b}}{{/if}} {{join c}} {{lookup d e}}')).toEqual([
    'main.hbs:5:3: a is missing.',
    'main.hbs:5:13: b is missing.',
    'main.hbs:5:31: c is missing.',
    'main.hbs:5:44: d is missing.',
    'main.hbs:5:46: e is missing.',
  ]);
});

test('a place in a loop is told once, with the first entry and how many more', () => {
  const ports: Json = [{ name: 'a', mtu: 1 }, { name: 'b' }, { name: 'c' }, { name: 'd' }];
  expect(missing('{{#each ports}}{{mtu}}{{/each}}', { ports })).toEqual([
    'main.hbs:5:18: mtu is missing (in ports[1], and 2 more).',
  ]);
});

test('the nearest name that is there is told', () => {
  expect(missing('{{ntp.servers}}', { ntp: { server: 'x' } })).toEqual([
    'main.hbs:5:3: ntp.servers is missing. Did you mean ntp.server?',
  ]);
});

describe('what is not missing', () => {
  test.each<[string, string, { [name: string]: Json }]>([
    ['the arguments of default', '{{default mtu 1500}}', {}],
    ['a path of default that leads through nothing', '{{default ntp.server.name "none"}}', {}],
    ['a lookup within default', '{{default (lookup vlans id) 1}}', {}],
    ['a helper that is given nothing, within default', '{{default (join dns) "none"}}', {}],
    ['the arguments of defined', '{{#if (defined mtu)}}{{mtu}}{{/if}}', {}],
    ['the body of an #if that does not hold', '{{#if trunk}}{{vlans}}{{/if}}', { trunk: false }],
    ['the else of an #if that holds', '{{#if trunk}}x{{else}}{{vlan}}{{/if}}', { trunk: true }],
    ['the body of an #unless that holds', '{{#unless a}}{{b}}{{/unless}}', { a: 1 }],
    ['the body of an #each over nothing', '{{#each ports}}{{mtu}}{{/each}}', { ports: [] }],
    ['the body of an #each over an empty object', '{{#each ports}}{{mtu}}{{/each}}', { ports: {} }],
    ['the body of a #with on an empty text', '{{#with text}}{{mtu}}{{/with}}', { text: '' }],
    ['null as a condition', '{{#if mtu}}{{x}}{{/if}}{{#each mtu}}{{x}}{{/each}}', { mtu: null }],
    ['false, 0 and an empty text that are printed', '{{a}}{{b}}{{c}}', { a: false, b: 0, c: '' }],
    ['0 with includeZero', '{{#if a includeZero=true}}{{a}}{{else}}{{b}}{{/if}}', { a: 0 }],
    ['the length of a list and of a text', '{{a.length}}{{name.length}}', { a: [1] }],
    ['an entry of a list by its number', '{{a.0.b}}{{a.[0].b}}', { a: [{ b: 1 }] }],
  ])('%s', (_, body, data) => {
    expect(missing(body, data)).toEqual([]);
  });

  test('scopes: this, ../, @root, @key, @index, @first, @last, block parameters', () => {
    const body = `{{#each sites}}{{@key}}{{../name}}{{@root.name}}
{{#each ports as |port number|}}{{port.id}}{{number}}{{@index}}{{@first}}{{@last}}{{../city}}{{../../name}}{{@../key}}{{#if port.id}}{{../city}}{{/if}}{{/each}}
{{#with this as |site|}}{{site.city}}{{city}}{{/with}}{{/each}}`;
    expect(missing(body, { sites: { bj: { city: '北京', ports: [{ id: 7 }] } } })).toEqual([]);
  });

  test('partials: their context, their parameters over it, and what is around the content of a layout', () => {
    const partials = {
      port: '{{id}} {{vlan}} {{@index}} {{@root.name}}',
      base: '{{title}}{{#each list}}{{#> box}}{{> @partial-block}}{{/box}}{{/each}}{{> @partial-block}}',
      box: '[{{> @partial-block}}]',
      maybe: '{{#if @partial-block}}{{> @partial-block}}{{/if}}{{#> @partial-block}}{{name}}{{/@partial-block}}',
    };
    const body = `{{#each ports}}{{> port vlan=../vlan}}{{> port this vlan=1}}{{/each}}
{{#> base title="T" list=ports}}{{@root.name}}{{/base}}{{> maybe}}{{#> maybe}}{{name}}{{/maybe}}`;
    expect(missing(body, { ports: [{ id: 1 }], vlan: 2 }, partials)).toEqual([]);
  });
});

test('what depends on something missing is not told as well', () => {
  expect(missing('{{#if a}}{{b}}{{else}}{{c}}{{/if}}{{#with d}}{{e}}{{/with}}{{#each f}}{{g}}{{/each}}')).toEqual([
    'main.hbs:5:7: a is missing.',
    'main.hbs:5:43: d is missing.',
    'main.hbs:5:68: f is missing.',
  ]);
});

test('a helper that refuses is told with its place, name and reason, wherever its result goes', () => {
  const why = 'the helper join refuses: its first argument is not a list.';
  expect(missing('{{join name}}\n{{#if (join name)}}x{{/if}}')).toEqual([
    `main.hbs:5:3: ${why}`,
    `main.hbs:6:7: ${why}`,
  ]);
});

test('a list or an object that is printed, and an #each over a text', () => {
  expect(missing('{{a}}{{b}}{{#each name}}x{{/each}}', { a: [1], b: {} })).toEqual([
    'main.hbs:5:3: a is a list. Go over it ({{#each}}) or join it ({{join a ", "}}).',
    'main.hbs:5:8: b is an object, which cannot be printed. Name what of it is meant (b.…).',
    'main.hbs:5:19: name is neither a list nor an object.',
  ]);
});

test('the same in Chinese', () => {
  const [only] = findMissing(templateOf('{{> p}}', { p: '{{mtu}}' }), helpers, { name: 'x' });
  expect(only?.text.zh).toBe('缺少 mtu。');
});
