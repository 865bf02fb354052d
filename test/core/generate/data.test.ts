import { describe, expect, test } from 'vitest';
import { bind } from '../../../src/core/generate/data.ts';
import type { Variable } from '../../../src/core/generate/types.ts';
import type { Host } from '../../../src/core/settings/types.ts';

const host: Host = {
  ...{
    name: 'sw-1',
    address: '10.0.0.1',
    port: 22,
    platform: 'huawei-vrp',
    type: 'switch',
    groups: ['access', 'floor-3'],
  },
  ...{ ssh: { legacy: false }, labels: { site: '北京', rack: 'A1' } },
};

function bound(given: Partial<Parameters<typeof bind>[0]> & { variables?: Readonly<Record<string, Variable>> } = {}) {
  const { variables = {}, ...rest } = given;
  const { data, origins, findings } = bind({ template: { meta: { variables } }, host, ...rest });
  const said = findings.map(({ text }) => text.en);
  return { data, from: (path: string) => origins.get(path)?.en, said };
}

test('a host by itself: name, address, port, type, platform, groups and its labels', () => {
  const { data, from } = bound();
  expect(data).toEqual({
    ...{ name: 'sw-1', address: '10.0.0.1', port: 22, platform: 'huawei-vrp', type: 'switch' },
    ...{ groups: ['access', 'floor-3'], site: '北京', rack: 'A1' },
  });
  expect([from('name'), from('site')]).toEqual(['the host itself', 'label of the host']);
});

test('each layer lies over those before it, and every value says where it came from', () => {
  const all = (except: number) =>
    Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].slice(except).map((name) => [name, except]));
  const { data, from } = bound({
    variables: Object.fromEntries(Object.keys(all(0)).map((name) => [name, { type: 'number', default: 0 }])),
    vars: {
      groups: { 'floor-3': all(2), access: all(1), other: { a: 99 } },
      sites: { 北京: all(3), 上海: { a: 99 } },
      platforms: { 'huawei-vrp': all(4), linux: { a: 99 } },
    },
    host: { ...host, labels: { ...host.labels, ...(all(5) as Record<string, number>) } },
    facts: { os: 'VRP' },
    set: { g: '6', h: '6' },
  });
  expect(data).toMatchObject({ a: 0, b: 1, c: 2, d: 3, e: 4, f: 5, g: 6, h: 6, facts: { os: 'VRP' } });
  expect(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'facts'].map(from)).toEqual([
    ...['default of the template', 'group access', 'group floor-3', 'site 北京', 'platform huawei-vrp'],
    ...['label of the host', '--set', 'collected facts'],
  ]);
});

test('objects are merged and lists replaced', () => {
  const groups = {
    access: { ntp: { servers: ['a', 'b'], version: 3, auth: { key: 1 } } },
    'floor-3': { ntp: { servers: ['c'], auth: { mode: 'md5' } } },
  };
  const { data, from } = bound({ vars: { groups } });
  expect(data.ntp).toEqual({ servers: ['c'], version: 3, auth: { key: 1, mode: 'md5' } });
  expect(['ntp.servers', 'ntp.version', 'ntp.auth.key', 'ntp.auth.mode'].map(from)).toEqual([
    'group floor-3',
    'group access',
    'group access',
    'group floor-3',
  ]);
});

test('a value in place of an object takes its origins too', () => {
  const { data, from } = bound({ vars: { groups: { access: { a: { b: 1 } }, 'floor-3': { a: 2 } } } });
  expect([data.a, from('a'), from('a.b')]).toEqual([2, 'group floor-3', undefined]);
});

test('what it is made of is not changed, and shares nothing with it', () => {
  const groups = { access: { ntp: { servers: ['a'] } }, 'floor-3': { ntp: { version: 4 } } };
  const before = structuredClone(groups);
  const { data } = bound({ vars: { groups }, set: { 'ntp.version': '5' } });
  (data.ntp as { servers: string[] }).servers.push('b');
  expect(groups).toEqual(before);
});

describe('--set is read as the declared type', () => {
  test.each<[Variable['type'], string, unknown]>([
    ['number', '1500', 1500],
    ['string', '1500', '1500'],
    ['boolean', 'false', false],
    ['list', 'a,b', ['a', 'b']],
    ['list', '10, 20', [10, 20]],
    ['list', '["a,b"]', ['a,b']],
    ['list', '', []],
    ['object', '{"b":1}', { b: 1 }],
  ])('%s %s', (type, text, expected) => {
    const { data, said } = bound({ variables: { 'x.y': { type } }, set: { 'x.y': text } });
    expect(said).toEqual([]);
    expect(data.x).toEqual({ y: expected });
  });

  test.each<[Variable['type'], string, string]>([
    ['number', '10G', 'x (--set) must be a number, and "10G" is not.'],
    ['boolean', 'maybe', 'x (--set) must be true or false, and "maybe" is not.'],
    ['list', '[1', 'x (--set) must be a list, and "[1" is not.'],
    ['object', '[1]', 'x (--set) must be an object (key: value), and "[1]" is not.'],
  ])('%s refuses %s', (type, text, expected) => {
    expect(bound({ variables: { x: { type } }, set: { x: text } }).said).toEqual([expected]);
  });

  test('of what is not declared, as what it replaces', () => {
    const vars = { groups: { access: { version: '1.2', mtu: 1500 } } };
    expect(bound({ vars, set: { version: '2', mtu: '9000' } }).data).toMatchObject({ version: '2', mtu: 9000 });
  });

  test('else true, false and numbers that print as they are typed are such; the rest is text', () => {
    const set = { a: 'true', b: '10', c: '1.10', d: '007', e: '1e3', f: '', g: 'Infinity' };
    expect(bound({ set }).data).toMatchObject({ a: true, b: 10, c: '1.10', d: '007', e: '1e3', f: '', g: 'Infinity' });
  });

  test('into a list is refused', () => {
    const { said } = bound({ vars: { groups: { access: { dns: ['a'] } } }, set: { 'dns.0': 'b' } });
    expect(said).toEqual(['dns.0 (--set) leads into the list dns, which can only be set as a whole: --set dns=a,b,c.']);
  });
});

test('a value of another type than declared is told with where it came from', () => {
  const variables = { mtu: { type: 'number' }, dns: { type: 'list' }, 'ntp.on': { type: 'boolean' } } as const;
  const vars = { groups: { access: { mtu: '1500', ntp: { on: 'yes' } } }, sites: { 北京: { dns: { a: 1 } } } };
  expect(bound({ variables, vars }).said).toEqual([
    'mtu (group access) must be a number and is text.',
    'dns (site 北京) must be a list and is an object (key: value).',
    'ntp.on (group access) must be true or false and is text.',
  ]);
});

describe('hostile data', () => {
  test.each(['__proto__.x', 'a.constructor', 'prototype', 'a..b', ''])('--set %s is refused', (key) => {
    const { data, said } = bound({ set: { [key]: '1' } });
    expect(said).toHaveLength(1);
    expect(data).toEqual(bound().data);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  test('prototype keys are refused wherever they stand', () => {
    const facts = JSON.parse('{"a":[{"__proto__":{"x":1}}],"constructor":1}');
    const { data, said } = bound({ facts, set: { o: '{"__proto__":1}' }, variables: { o: { type: 'object' } } });
    expect(said).toEqual([
      'facts.a.0.__proto__ (collected facts) __proto__ cannot be a key. Choose another name.',
      'facts.constructor (collected facts) constructor cannot be a key. Choose another name.',
      'o (--set) __proto__ cannot be a key. Choose another name.',
    ]);
    expect(data.facts).toEqual({ a: [{}] });
  });

  test('what is not plain JSON is refused', () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    const { said } = bound({ facts: { f: () => 1, d: new Date(0), n: Number.NaN, m: new Map(), circle } });
    expect(said.map((text) => text.replaceAll('.self', ''))).toEqual([
      'facts.f (collected facts) is function, which is not plain JSON.',
      'facts.d (collected facts) is Date, which is not plain JSON.',
      'facts.n (collected facts) is NaN, which is not plain JSON.',
      'facts.m (collected facts) is Map, which is not plain JSON.',
      'facts.circle (collected facts) is nested in more than 64 levels, or contains itself.',
    ]);
  });
});
