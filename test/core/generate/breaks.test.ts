import { describe, expect, test } from 'vitest';
import { bind, type Vars } from '../../../src/core/generate/data.ts';
import { createRender } from '../../../src/core/generate/render.ts';
import type { Host } from '../../../src/core/settings/types.ts';
import { helpers, said, templateOf } from './support/templates.ts';

const host: Host = {
  ...{ name: 'sw-1', address: '10.0.0.1', port: 22, platform: 'huawei-vrp', type: 'switch', groups: ['access'] },
  ...{ ssh: { legacy: false }, labels: {} },
};

interface Given {
  readonly vars?: NonNullable<Vars['groups']>[string];
  readonly facts?: unknown;
  readonly labels?: Host['labels'];
  readonly partials?: Readonly<Record<string, string>>;
}

/** What a template comes to with these values: its text, or everything that stands against it. */
function rendered(body: string, { vars = {}, facts, labels = {}, partials = {} }: Given = {}) {
  const template = templateOf(body, partials);
  const { data, breaks } = bind({ template, host: { ...host, labels }, vars: { groups: { access: vars } }, facts });
  const result = createRender(template, helpers)(data, breaks);
  return 'text' in result ? result.text : said(result.findings);
}

const injected = 'uplink\nundo aaa\nlocal-user evil password';

describe('a value with a line break where a template prints it by itself', () => {
  test('is refused, naming the variable, where it came from, and the place', () => {
    expect(rendered(' description {{motd}}', { vars: { motd: injected } })).toEqual([
      'main.hbs:5:16: motd (motd, group access) has a line break, after which a line of its own would begin here. For words on one line write {{one-line motd}}; where several lines are meant, {{lines motd}} or {{indent motd 4}}.',
    ]);
  });

  test.each([
    ['\n', 'LF'],
    ['\r', 'CR, at which devices end a line'],
    ['\r\n', 'that of Windows'],
    ['\u2028', 'the line separator'],
    ['\u2029', 'the paragraph separator'],
  ])('%j: %s', (sign) => {
    expect(rendered('{{a}}', { vars: { a: `x${sign}y` } })).toEqual([expect.stringContaining('has a line break')]);
  });

  test('from a label', () => {
    expect(rendered('{{rack}}', { labels: { rack: injected } })).toEqual([
      expect.stringContaining('rack (rack, label of the host) has a line break'),
    ]);
  });

  test("from a neighbour's name, which somebody else chose", () => {
    const facts = {
      neighbours: [
        { interface: 'GE0/0/1', host: 'core-1' },
        { interface: 'GE0/0/2', host: injected },
      ],
    };
    expect(rendered('{{#each facts.neighbours}}\ndescription To {{host}}\n{{/each}}', { facts })).toEqual([
      expect.stringMatching(
        /^main\.hbs:6:18: host \(facts\.neighbours\.1\.host, collected facts\) has a line break.*\(in facts\.neighbours\[1\]\)\.$/,
      ),
    ]);
  });

  test('in the key of an object, in a lookup, in a partial and under a block parameter', () => {
    const vars = { by: { [injected]: 1 }, text: injected };
    for (const body of [
      '{{#each by}}{{@key}}{{/each}}',
      '{{#each by as |value key|}}{{key}}{{/each}}',
      '{{lookup this "text"}}',
      '{{@root.text}}',
      '{{#with text as |t|}}{{t}}{{/with}}',
      '{{> p x=text}}',
    ]) {
      expect(rendered(body, { vars, partials: { p: '{{x}}' } }), body).toEqual([
        expect.stringContaining('has a line break'),
      ]);
    }
  });

  test('through helpers that keep it', () => {
    const vars = { text: injected, list: ['a', injected] };
    for (const body of ['{{upper text}}', '{{join list " "}}', '{{default none text}}', '{{replace text "x" "y"}}']) {
      expect(rendered(body, { vars }), body).toEqual([expect.stringContaining('group access) has a line break')]);
    }
  });

  test('in the pattern of the file name', () => {
    const template = templateOf('x', {}, '"{{site}}.cfg"');
    const { data, breaks } = bind({ template, host: { ...host, labels: { site: 'a\nb' } } });
    expect(createRender(template, helpers)(data, breaks)).toMatchObject({
      findings: [{ rule: 'line-break', line: 3 }],
    });
  });
});

describe('a value with a line break is taken', () => {
  const motd = 'one\ntwo\n';
  test.each([
    ['where a template says that lines are meant', '{{lines motd}}', 'one\ntwo\n'],
    ['indented', 'a:\n{{indent (lines motd) 2}}', 'a:\n  one\n  two\n'],
    ['in quotes that keep or escape it', '{{quote motd}}', '"one\\ntwo\\n"\n'],
    ['on one line', '{{one-line motd}}', 'one two\n'],
    ['line by line', '{{#each (split motd "\n")}}[{{this}}]{{/each}}', '[one][two]\n'],
    ['where it only decides', '{{#if motd}}yes{{/if}}', 'yes\n'],
    ['where it is not used at all', '{{name}}', 'sw-1\n'],
    ['where it is counted or taken apart', '{{length (split motd "\n")}}', '2\n'],
  ])('%s', (_, body, text) => {
    expect(rendered(body, { vars: { motd } })).toBe(text);
  });

  test('beside line breaks that the template itself writes', () => {
    expect(rendered('{{join dns "\n"}}', { vars: { dns: ['a', 'b'], motd } })).toBe('a\nb\n');
    expect(rendered('{{join dns "\n"}}', { vars: { dns: ['a', injected] } })).toEqual([
      expect.stringContaining('has a line break'),
    ]);
  });
});

describe('control characters', () => {
  test.each([
    ['\0', 'U+0000'],
    ['\u001b[2J', 'U+001B'],
    ['\b', 'U+0008'],
    ['\u007f', 'U+007F'],
    ['\u0085', 'U+0085'],
    ['\u009b', 'U+009B'],
  ])('%j is refused, whatever the template says of lines', (sign, code) => {
    for (const body of ['{{a}}', '{{lines a}}', '{{indent a 2}}']) {
      expect(rendered(body, { vars: { a: `x${sign}` } })).toEqual([
        expect.stringContaining(`has the control character ${code}, which belongs in no config.`),
      ]);
    }
  });

  test('are left out by one-line and escaped by quote; a tab is none', () => {
    expect(rendered('{{one-line a}} {{quote b}}', { vars: { a: 'x\u001by', b: 'x\u001by' } })).toBe(
      'x y "x\\u001by"\n',
    );
    expect(rendered('{{a}}', { vars: { a: 'x\ty' } })).toBe('x\ty\n');
  });
});

describe('a config that would be too large', () => {
  const list = (length: number) => Array.from({ length }, (_, at) => at);

  test('for a loop in a loop names the loop, the limit, and what to look for', () => {
    const body = '\n{{#each a}}\n {{#each @root.a}}\n  x\n {{/each}}\n{{/each}}';
    expect(rendered(body, { vars: { a: list(2_000) } })).toEqual([
      expect.stringMatching(
        /^main\.hbs:7:10: \{\{#each @root\.a\}\} brings the turns of all loops in this one config above 1,000,000, and a config may have at most 16 MB\. Look for a loop in a loop/,
      ),
    ]);
  });

  test('for what a loop writes names the line that writes most', () => {
    const body = '{{#each a}}\n{{this}}\n{{@root.long}}\n{{/each}}';
    expect(rendered(body, { vars: { a: list(20_000), long: 'x'.repeat(1_000) } })).toEqual([
      'main.hbs:7:3: the config would be too large: it may have at most 16 MB. Most of it comes from here, written 20,000 times: 20,000,000 characters. Look for a loop in a loop, or for a list or text that is longer than was meant.',
    ]);
  });

  test('longer than any text can be, is told in the same words', () => {
    const body = '{{#each a}}{{@root.long}}{{/each}}';
    expect(rendered(body, { vars: { a: list(900_000), long: 'x'.repeat(1_000) } })).toEqual([
      expect.stringContaining('main.hbs:5:14: the config would be too large: it may have at most 16 MB.'),
    ]);
    expect(rendered('{{length (replace long "x" long)}}', { vars: { long: 'x'.repeat(100_000) } })).toEqual([
      expect.stringContaining('the helper replace refuses: its result would be longer than any text can be.'),
    ]);
  });
});
