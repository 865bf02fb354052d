import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import type { Compared } from '../../../src/handlers/configs.ts';
import { comparedMessage } from '../../../src/handlers/views/compared.ts';
import { differencePage } from '../../../src/handlers/views/difference-page.ts';
import { sampleCompared as compared, intendedRef as ref } from '../../../src/sandbox/gallery/fixtures/configs.ts';
import { messageProblems } from '../../support/blocks.ts';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: (Element | string)[];
}

/** The page as a tree; fails where anything in it is not closed or not escaped. */
function parse(page: string): Element {
  const root: Element = { name: '', attributes: {}, children: [] };
  const open = [root];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    const element: Element = { name, attributes: { ...attributes }, children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => void open.pop());
  parser.on('text', (text) => void open.at(-1)?.children.push(text));
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(page).close();
  return root;
}

function all(element: Element): Element[] {
  const inside = element.children.flatMap((child) => (typeof child === 'string' ? [] : [child]));
  return [...inside, ...inside.flatMap(all)];
}

function textOf({ children }: Element): string {
  return children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}

const at = Date.UTC(2026, 10, 27, 8);
const page = (one: Compared | readonly Compared[], language: 'en' | 'zh-CN' = 'en') =>
  differencePage([one].flat() as Compared[], 'core-1/a.cfg', at, language);
const rows = (html: string) =>
  all(parse(html))
    .filter(({ name }) => name === 'tr')
    .map((row) =>
      all(row)
        .filter(({ name }) => name === 'td')
        .map(textOf),
    );

describe('a difference as a page', () => {
  it('has each line with its number on both sides', () => {
    expect(rows(page(compared()))).toEqual([
      ['@@ −4,3 +4,3 @@'],
      ['4', '4', '', 'interface Vlanif10'],
      ['5', '', '−', ' mtu 1500'],
      ['', '5', '+', ' mtu 9000'],
      ['6', '6', '', '#'],
      ['@@ −90,1 +90,2 @@'],
      ['90', '90', '', 'return'],
      ['', '91', '+', 'end'],
    ]);
  });

  it('begins with a summary, in the language of the channel', () => {
    const words = textOf(parse(page(compared())));
    for (const part of ['core-1/a.cfg', '2026-11-27 08:00 UTC', '+2', '−1', '2 places, 2 lines added, 1 removed']) {
      expect(words).toContain(part);
    }
    expect(textOf(parse(page(compared(), 'zh-CN')))).toContain('2 处，新增 2 行，删除 1 行');
  });

  it('shows what differs by block and the commands, or why there are none', () => {
    const line = (text: string) => [{ line: 1, text }];
    const blocks = [{ path: ['interface Vlanif10'], removed: line('mtu 1500'), added: line('mtu 9000') }];
    const words = textOf(parse(page(compared({ blocks, commands: ['interface Vlanif10', 'mtu 9000', 'quit'] }))));
    expect(words).toContain('interface Vlanif10');
    expect(words).toContain('− mtu 1500\n+ mtu 9000');
    expect(words).toContain('interface Vlanif10\nmtu 9000\nquit');
    const none = { en: 'It <cannot> be told.', zh: '无法得出。' };
    expect(textOf(parse(page(compared({ commands: none }))))).toContain('It <cannot> be told.');
  });

  it('leads from a list to each config where there are several', () => {
    const elements = all(parse(page([compared(), compared({ before: ref('b.cfg'), after: ref('b.cfg') })])));
    const links = elements.filter(({ name }) => name === 'a').map(({ attributes }) => attributes.href?.slice(1));
    const places = elements.filter(({ name }) => name === 'section').map(({ attributes }) => attributes.id);
    expect(links).toEqual(places);
    expect(links).toHaveLength(2);
  });

  it('fetches nothing, runs nothing, and can be read in the light and in the dark', () => {
    const elements = all(parse(page(compared())));
    const names = new Set(elements.map(({ name }) => name));
    for (const name of ['script', 'link', 'img', 'iframe', 'object', 'form', 'base'])
      expect(names.has(name)).toBe(false);
    const attributes = elements.flatMap((one) => Object.keys(one.attributes));
    expect(attributes.filter((name) => /^on|^(?:src|srcset|style|action)$/i.test(name))).toEqual([]);
    const style = elements
      .filter(({ name }) => name === 'style')
      .map(textOf)
      .join('');
    expect(style).not.toMatch(/url\(|@import|expression/i);
    expect(style).toContain('prefers-color-scheme: dark');
    const policy = elements.find((one) => one.attributes['http-equiv'] === 'Content-Security-Policy');
    expect(policy?.attributes.content).toContain("default-src 'none'");
  });

  it('cannot be broken out of by what stands in lines, names, blocks, commands and errors', () => {
    const hostile = `"'><script>alert(1)</script><img src=x onerror=alert(1)>]]>--><!-- &amp; &#x41; \u202e\u0000\u001b[31m\ud800`;
    const lines = [` ${hostile}`, `-${hostile}`, `+${hostile}`, hostile];
    const hunks = [{ before: { start: 1, lines: 2 }, after: { start: 1, lines: 2 }, lines }];
    const changed = [{ line: 1, text: hostile }];
    const one = compared({
      ...{ before: ref(hostile), after: { kind: 'upload', host: 'core-1', name: hostile } },
      difference: { hunks, added: 1, removed: 1 },
      ...{ blocks: [{ path: [hostile], removed: changed, added: changed }], commands: [hostile] },
    });
    for (const html of [
      page(one),
      page(compared({ commands: { en: hostile, zh: hostile } })),
      differencePage([one], hostile, at, 'en'),
    ]) {
      const elements = all(parse(html));
      expect(elements.filter(({ name }) => name === 'script' || name === 'img')).toEqual([]);
      expect(textOf(parse(html))).toContain('<img src=x onerror=alert(1)>');
      expect(html).toContain('⟨U+202E⟩');
      expect(html).not.toMatch(/[\u0000\u001b\u202e]/);
    }
  });

  it('stops where a browser would get slow, and says how much it lacks', () => {
    const lines = Array.from({ length: 15_000 }, (_, index) => `+line ${index}`);
    const hunk = { before: { start: 0, lines: 0 }, after: { start: 1, lines: 15_000 }, lines };
    const html = page(compared({ difference: { hunks: [hunk, hunk], added: 30_000, removed: 0 } }));
    expect(rows(html)).toHaveLength(15_001);
    expect(textOf(parse(html))).toContain('15000 more lines are in the .diff file.');
  });
});

describe('a difference in a message', () => {
  const many = Array.from({ length: 400 }, (_, index) => `+vlan ${index}`);
  const long = compared({
    difference: {
      hunks: [{ before: { start: 1, lines: 0 }, after: { start: 1, lines: 400 }, lines: many }],
      added: 400,
      removed: 0,
    },
    commands: ['vlan 1'],
  });

  it('stands there whole where it is short', () => {
    const { message, files } = comparedMessage(compared(), at, 'en');
    expect(JSON.stringify(message)).toContain('+ mtu 9000');
    expect(files).toEqual([]);
    expect(messageProblems(message)).toEqual([]);
  });

  it.each(['en', 'zh-CN'] as const)('comes as files where it is long, in %s', (language) => {
    const { message, files } = comparedMessage(long, at, language);
    expect(files.map(({ name }) => name)).toEqual([
      'core-1-a.cfg.diff',
      'core-1-a.cfg.html',
      'core-1-a.cfg.commands.txt',
    ]);
    expect(files[0]?.content).toContain('+vlan 399\n');
    expect(rows(String(files[1]?.content))).toHaveLength(401);
    expect(JSON.stringify(message)).toContain('.html');
    expect(messageProblems(message)).toEqual([]);
  });
});
