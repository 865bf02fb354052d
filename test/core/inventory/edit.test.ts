import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Difference } from '../../../src/core/inventory/difference.ts';
import { editHosts } from '../../../src/core/inventory/edit.ts';

const none: Difference = { added: [], changed: [], same: [], gone: [] };

const source = `# The hosts of the data centre.
hosts:
  # front
  web-01:   { address: 10.0.0.1,  port: 22, labels: { env: prod,   site: 北京 } }   # rack 12
  web-02:
    address: "10.0.0.2"   # to be moved
    groups:
      - web
      - blue
    labels:
      env: prod # as agreed

  # core
  core-1: { address: 10.0.0.9, platform: huawei-vrp, type: switch }
# the end
`;

describe('hosts.yaml with a difference worked in', () => {
  it('stays as it is to the letter where nothing changes', () => {
    expect(editHosts(source, none)).toBe(source);
  });

  it.each<[string, Partial<Difference>, (text: string) => string]>([
    [
      'a value is replaced in its place, between braces',
      { changed: [{ name: 'web-01', keys: [{ key: 'labels.site', from: '北京', to: '上海' }] }] },
      (text) => text.replace('北京', '上海'),
    ],
    [
      'a value is replaced in its place, in a block, its comment kept',
      { changed: [{ name: 'web-02', keys: [{ key: 'address', to: '10.9.9.9' }] }] },
      (text) => text.replace('"10.0.0.2"', '10.9.9.9'),
    ],
    [
      'new labels and keys come behind the others, in a block',
      {
        changed: [
          {
            name: 'web-02',
            keys: [
              { key: 'port', to: 2222 },
              { key: 'labels.site', to: '上海' },
              { key: 'labels.owner', to: 'on' },
            ],
          },
        ],
      },
      (text) =>
        text.replace(
          'env: prod # as agreed\n',
          'env: prod # as agreed\n      site: 上海\n      owner: "on"\n    port: 2222\n',
        ),
    ],
    [
      'new labels and keys come behind the others, between braces',
      {
        changed: [
          {
            name: 'web-01',
            keys: [
              { key: 'type', to: 'vm' },
              { key: 'labels.rack', to: 'a, b' },
            ],
          },
        ],
      },
      (text) => text.replace('site: 北京 } }', 'site: 北京, rack: "a, b" }, type: vm }'),
    ],
    [
      'labels come to a host that had none',
      { changed: [{ name: 'core-1', keys: [{ key: 'labels.site', to: '00123' }] }] },
      (text) => text.replace('type: switch }', 'type: switch, labels: { site: "00123" } }'),
    ],
    [
      'a list is replaced as a whole',
      { changed: [{ name: 'web-02', keys: [{ key: 'groups', to: ['green'] }] }] },
      (text) => text.replace('- web\n      - blue', '[ green ]'),
    ],
    [
      'new hosts come last, before the comment at the end',
      { added: [{ name: 'sw-1', entry: { address: '10.0.0.7', type: 'switch', labels: { site: 'x' } } }] },
      (text) =>
        text.replace(
          'type: switch }\n# the end',
          'type: switch }\n  sw-1: { address: 10.0.0.7, type: switch, labels: { site: x } }\n# the end',
        ),
    ],
    ['a host that is gone goes with its line', { gone: ['web-01'] }, (text) => text.replace(/ {2}web-01:.*\n/, '')],
    [
      'the last host goes and another comes',
      { gone: ['core-1'], added: [{ name: 'new-1', entry: { address: '10.0.0.3' } }] },
      (text) =>
        text
          .replace(/ {2}# core\n {2}core-1:.*\n/, '  # core\n')
          .replace('agreed\n', 'agreed\n  new-1: { address: 10.0.0.3 }\n'),
    ],
  ])('%s', (_, change, expected) => {
    expect(editHosts(source, { ...none, ...change })).toBe(expected(source));
  });

  it('keeps the line ends of Windows', () => {
    const windows = source.replaceAll('\n', '\r\n');
    const change = { ...none, added: [{ name: 'new-1', entry: { address: '10.0.0.3' } }], gone: ['web-02'] };
    const edited = editHosts(windows, change);
    expect(edited).toBe(editHosts(source, change).replaceAll('\n', '\r\n'));
  });

  it.each([
    ['nothing', '', 'hosts:\n  new-1: { address: 10.0.0.3 }\n'],
    ['a comment', '# mine', '# mine\nhosts:\n  new-1: { address: 10.0.0.3 }\n'],
    ['no hosts yet', 'hosts: # none\n# later\n', 'hosts: # none\n  new-1: { address: 10.0.0.3 }\n# later\n'],
    ['null', 'hosts: ~\n', 'hosts: \n  new-1: { address: 10.0.0.3 }\n'],
    ['empty braces', 'hosts: {}\n', 'hosts: \n  new-1: { address: 10.0.0.3 }\n'],
    ['one line', 'hosts: { a: { address: a } }', 'hosts: { a: { address: a }, new-1: { address: 10.0.0.3 } }'],
    ['JSON', '{"hosts":{"a":{"address":"a"}}}', '{"hosts":{"a":{"address":"a"}, new-1: { address: 10.0.0.3 }}}'],
    ['no last line end', 'hosts:\n  a: { address: a }', 'hosts:\n  a: { address: a }\n  new-1: { address: 10.0.0.3 }'],
  ])('begins from %s', (_, before, after) => {
    const edited = editHosts(before, { ...none, added: [{ name: 'new-1', entry: { address: '10.0.0.3' } }] });
    expect(edited).toBe(after);
    expect(parse(edited).hosts['new-1']).toEqual({ address: '10.0.0.3' });
  });

  it.each([
    ['a block', 'hosts:\n  a: { address: a }\n  b: { address: b }\n'],
    ['braces', 'hosts: { a: { address: a }, b: { address: b } }\n'],
  ])('takes any hosts out of %s, or all', (_, before) => {
    for (const gone of [['a'], ['b'], ['a', 'b']]) {
      const left = ['a', 'b'].filter((name) => !gone.includes(name));
      expect(Object.keys(parse(editHosts(before, { ...none, gone })).hosts)).toEqual(left);
      const added = [{ name: 'new-1', entry: { address: 'n.example' } }];
      expect(Object.keys(parse(editHosts(before, { ...none, gone, added })).hosts)).toEqual([...left, 'new-1']);
    }
  });

  it('writes a host out that another is an alias of', () => {
    const before = 'hosts:\n  a: &a { address: a, labels: { x: 1 } }\n  b: *a\n';
    const change = { name: 'b', keys: [{ key: 'labels.y', to: 2 }] };
    expect(parse(editHosts(before, { ...none, changed: [change] })).hosts).toEqual({
      a: { address: 'a', labels: { x: 1 } },
      b: { address: 'a', labels: { x: 1, y: 2 } },
    });
  });
});
