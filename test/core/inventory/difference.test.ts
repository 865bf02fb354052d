import { beforeEach, describe, expect, it } from 'vitest';
import {
  differenceBetween,
  differenceOf,
  differenceText,
  isNothing,
  membersChanges,
  membersText,
} from '../../../src/core/inventory/difference.ts';
import { differenceExcerpt, differenceLines } from '../../../src/core/inventory/difference-lines.ts';
import type { Settings } from '../../../src/core/settings/types.ts';
import { settingsWith } from '../settings/folder.ts';

const hostsYaml = {
  'hosts.yaml': `hosts:
  jump: { address: 10.0.0.1, credential: ops }
  web-01: { address: 10.0.0.11, port: 2222, platform: linux, type: vm, groups: [web, blue], credential: ops, become: sudo, via: jump, ssh: { legacy: true }, labels: { env: prod, site: 北京, cpu: 8, spare: true } }
  web-02: { address: 10.0.0.12, labels: { env: staging } }
`,
};

let hosts: Settings['hosts'];
let environments: Settings['environments'];
beforeEach(async () => {
  ({ hosts, environments } = await settingsWith(hostsYaml));
});

const keysOf = (entry: object) => differenceOf(hosts, { 'web-01': entry }, { complete: false }).changed[0]?.keys ?? [];

describe('the difference between the inventory and hosts from elsewhere', () => {
  it('tells what is new, changed per key, the same, and gone only where they are complete', () => {
    const incoming = {
      'web-09': { address: '10.0.0.19' },
      'web-02': { address: '10.0.0.12' },
      'web-01': { address: '10.0.0.99', labels: { site: '上海', rack: '12' } },
    };
    const expected = {
      added: [{ name: 'web-09', entry: { address: '10.0.0.19' } }],
      changed: [
        {
          name: 'web-01',
          keys: [
            { key: 'address', from: '10.0.0.11', to: '10.0.0.99' },
            { key: 'labels.site', from: '北京', to: '上海' },
            { key: 'labels.rack', to: '12' },
          ],
        },
      ],
      same: ['web-02'],
    };
    expect(differenceOf(hosts, incoming, { complete: false })).toEqual({ ...expected, gone: [] });
    expect(differenceOf(hosts, incoming, { complete: true })).toEqual({ ...expected, gone: ['jump'] });
  });

  it.each<[string, object]>([
    ['nothing', {}],
    ['empty values', { address: '', platform: ' ', groups: [], labels: { site: '', env: '  ' } }],
    ['null, as a program may give it', { address: null, labels: { site: null } }],
    ['what a converter says where nothing tells', { platform: 'unknown', type: 'other' }],
    ['numbers and truth as a sheet has them', { port: 2222, labels: { cpu: '8', spare: 'true' } }],
    ['groups in another order', { groups: ['blue', 'web'] }],
    ['the long form of become', { become: { method: 'sudo', user: 'root' } }],
    ['ssh as it is', { ssh: { legacy: true } }],
  ])('is none for %s', (_, entry) => {
    expect(keysOf(entry)).toEqual([]);
  });

  it.each<[string, object, object]>([
    ['become', { become: 'su' }, { key: 'become', from: 'sudo', to: 'su' }],
    [
      'another user',
      { become: { method: 'sudo', user: 'app' } },
      { key: 'become', from: 'sudo', to: { method: 'sudo', user: 'app' } },
    ],
    ['groups', { groups: ['web'] }, { key: 'groups', from: ['web', 'blue'], to: ['web'] }],
    ['credential', { credential: 'netops' }, { key: 'credential', from: 'ops', to: 'netops' }],
    ['via', { via: 'web-02' }, { key: 'via', from: 'jump', to: 'web-02' }],
    ['a label of the name of a key', { labels: { port: '1' } }, { key: 'labels.port', to: '1' }],
  ])('is what is said otherwise of %s', (_, entry, key) => {
    expect(keysOf(entry)).toEqual([key]);
  });

  it('takes hosts by their own names only', () => {
    const incoming = JSON.parse('{"__proto__": {"address": "10.0.0.1"}, "toString": {"address": "10.0.0.2"}}');
    expect(differenceOf(hosts, incoming, { complete: false }).added.map(({ name }) => name)).toEqual([
      '__proto__',
      'toString',
    ]);
  });

  it('of one inventory and itself is none', () => {
    expect(isNothing(differenceBetween(hosts, hosts))).toBe(true);
  });

  it('of two inventories tells also of values that are no longer there', async () => {
    const later = await settingsWith({
      'hosts.yaml': `hosts:
  jump: { address: 10.0.0.1, type: other }
  web-01: { address: 10.0.0.11, port: 2222, type: vm, groups: [web, blue], credential: ops, become: sudo, via: jump, ssh: { legacy: true }, labels: { env: prod, cpu: 8, spare: true } }
  web-02: { address: 10.0.0.12, labels: { env: staging } }
`,
    });
    expect(differenceBetween(hosts, later.hosts).changed).toEqual([
      {
        name: 'jump',
        keys: [
          { key: 'type', from: 'server', to: 'other' },
          { key: 'credential', from: 'ops' },
        ],
      },
      { name: 'web-01', keys: [{ key: 'labels.site', from: '北京' }] },
    ]);
  });
});

describe('in words', () => {
  const difference = () =>
    differenceOf(
      hosts,
      {
        'web-01': { labels: { site: '上海' } },
        'web-02': { address: '10.0.0.12' },
        'web-09': { address: '10.0.0.19', groups: ['web'], labels: { site: '上海' } },
      },
      { complete: true },
    );

  it('it is counted', () => {
    expect(differenceText(difference())).toEqual({
      en: '1 new, 1 changed, 1 gone, 1 as it was',
      zh: '新增 1 台，变更 1 台，移除 1 台，不变 1 台',
    });
  });

  it('it is a line a host', () => {
    expect(differenceLines(difference())).toEqual([
      '~ web-01  site: 北京 → 上海',
      '- jump',
      '+ web-09  address: 10.0.0.19; groups: web; site: 上海',
    ]);
    expect(differenceExcerpt(difference(), 1).en).toBe('~ web-01  site: 北京 → 上海\n… and 2 more hosts');
  });

  it('members of environments are counted', async () => {
    const after = await settingsWith({
      'hosts.yaml':
        'hosts:\n  web-01: { address: a, labels: { env: staging } }\n  web-02: { address: a, labels: { env: staging } }\n  web-03: { address: a, labels: { env: prod } }\n',
    });
    const changes = membersChanges(environments, hosts, after.hosts);
    expect(membersText(changes)).toEqual({
      en: 'changes members of: prod (+1 -1), staging (+1)',
      zh: '改变环境成员：prod (+1 -1)、staging (+1)',
    });
    expect(membersText([]).en).toBe('changes members of no environment');
  });
});
