import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changesBetween, changesSummary, changeText } from '../../../src/core/collect/changes.ts';
import type { Facts, Json } from '../../../src/core/collect/types.ts';

type Data = { readonly [key: string]: Json };
const between = (before: Facts, after: Facts, noise: readonly RegExp[] = []) =>
  changesBetween(before as Data, after as Data, { noise });
const words = (before: Facts, after: Facts, noise: readonly RegExp[] = []) =>
  between(before, after, noise).map(changeText);
const lldp = { protocol: 'lldp' as const };

describe('changes by field', () => {
  it.each<[string, Facts, Facts, string, string]>([
    [
      'a value',
      { version: 'V200R019' },
      { version: 'V200R021' },
      'version V200R019 → V200R021',
      '版本 V200R019 → V200R021',
    ],
    [
      'the state of an interface',
      { interfaces: [{ name: 'GE0/0/3', state: 'up' }, { name: 'GE0/0/4' }] },
      { interfaces: [{ name: 'GE0/0/4' }, { name: 'GE0/0/3', state: 'down' }] },
      'interface GE0/0/3 up → down',
      '接口 GE0/0/3 up → down',
    ],
    [
      'the speed of an interface',
      { interfaces: [{ name: 'GE0/0/3', speed: 1000 }] },
      { interfaces: [{ name: 'GE0/0/3', speed: 100 }] },
      'interface GE0/0/3 speed 1 Gbit/s → 100 Mbit/s',
      '接口 GE0/0/3 速率 1 Gbit/s → 100 Mbit/s',
    ],
    [
      'addresses of an interface',
      { interfaces: [{ name: 'eth0', addresses: ['10.0.0.1/24'] }] },
      { interfaces: [{ name: 'eth0', addresses: ['10.0.0.1/24', '10.0.0.2/24'] }] },
      'interface eth0 addresses 10.0.0.1/24 → 10.0.0.1/24, 10.0.0.2/24',
      '接口 eth0 地址 10.0.0.1/24 → 10.0.0.1/24, 10.0.0.2/24',
    ],
    [
      'a neighbour that came',
      { neighbours: [] },
      { neighbours: [{ ...lldp, interface: 'GE0/0/1', host: 'core-2' }] },
      'neighbour GE0/0/1 core-2 added',
      '新增邻居 GE0/0/1 core-2',
    ],
    [
      'a neighbour that went',
      { neighbours: [{ ...lldp, interface: 'GE0/0/1', host: 'core-2' }] },
      { neighbours: [] },
      'neighbour GE0/0/1 core-2 gone',
      '邻居 GE0/0/1 core-2 消失',
    ],
    [
      'memory',
      { memory: { total: 8 * 2 ** 30, free: 1 } },
      { memory: { total: 16 * 2 ** 30, free: 2 } },
      'memory size 8 GiB → 16 GiB',
      '内存 容量 8 GiB → 16 GiB',
    ],
    [
      'a route',
      { routes: [{ prefix: '0.0.0.0/0', via: '10.0.0.1' }] },
      { routes: [{ prefix: '0.0.0.0/0', via: '10.0.0.254' }] },
      'route 0.0.0.0/0 next hop 10.0.0.1 → 10.0.0.254',
      '路由 0.0.0.0/0 下一跳 10.0.0.1 → 10.0.0.254',
    ],
    [
      'a VLAN',
      { vlans: [{ id: 10, name: 'office' }] },
      { vlans: [{ id: 10, name: 'guests' }] },
      'VLAN 10 name office → guests',
      'VLAN 10 名称 office → guests',
    ],
    [
      'a service',
      { services: [{ name: 'nginx', state: 'running' }] },
      { services: [{ name: 'nginx', state: 'failed' }] },
      'service nginx running → failed',
      '服务 nginx running → failed',
    ],
    ['a value that was not there', { serials: [] }, { serials: ['A'] }, 'serial number none → A', '序列号 无 → A'],
    [
      'a line of a configuration',
      { config: 'interface Gi1\n mtu 1500\n!\ninterface Gi2\n mtu 1500\n' },
      { config: 'interface Gi1\n mtu 1500\n!\ninterface Gi2\n mtu 1500\n shutdown\n' },
      'config interface Gi2: + shutdown',
      '配置 interface Gi2：+ shutdown',
    ],
    [
      'the order of an access list',
      { config: 'acl 3000\n rule permit a\n rule deny b\n' },
      { config: 'acl 3000\n rule deny b\n rule permit a\n' },
      'config acl 3000: order changed at rule deny b',
      '配置 acl 3000：顺序变化，始于 rule deny b',
    ],
  ])('%s', (_, before, after, en, zh) => {
    expect(words(before, after)).toEqual([{ en, zh }]);
  });

  it('does not compare what differs at every look', () => {
    const facts = (n: number): Facts => ({
      ...{ uptime: n, cpu: { count: 2, load: n }, memory: { total: 5, free: n } },
      filesystems: [{ mount: '/', size: 9, used: n }],
    });
    expect(between(facts(1), facts(2))).toEqual([]);
  });

  it('leaves out the lines that the platform calls noise', () => {
    const config = (time: string) => `ntp clock-period ${time}\nhostname a\n`;
    expect(words({ config: config('1') }, { config: config('2') }, [/^ntp clock-period/])).toEqual([]);
    expect(words({ config: config('1') }, { config: config('2') })).toHaveLength(2);
  });

  it('holds several entries with one key apart', () => {
    const kernel = (...versions: string[]): Facts => ({
      packages: versions.map((version) => ({ name: 'kernel', version })),
    });
    expect(between(kernel('1', '2'), kernel('2', '1'))).toEqual([]);
    expect(words(kernel('1', '2'), kernel('2', '3'))).toEqual([
      { en: 'package kernel version 1 → 3', zh: '软件包 kernel 版本 1 → 3' },
    ]);
    expect(words(kernel('1'), kernel('1', '2'))).toEqual([{ en: 'package kernel added', zh: '新增软件包 kernel' }]);
  });

  it('compares what a cloud says by its ids', () => {
    const rules = (...ids: string[]) => ({ Permissions: ids.map((id) => ({ RuleId: id, Port: '22' })) });
    expect(changesBetween(rules('a', 'b'), rules('b'))).toMatchObject([
      { path: ['Permissions', 'a'], kind: 'removed' },
    ]);
  });

  it('nothing differs from itself, and all of it is told both ways', () => {
    const data = fc.dictionary(fc.constantFrom('interfaces', 'config', 'a', 'b'), fc.jsonValue({ maxDepth: 3 }));
    fc.assert(
      fc.property(data, data, (one, other) => {
        const [before, after] = [JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify(other))] as [Data, Data];
        expect(changesBetween(before, before)).toEqual([]);
        const [there, back] = [changesBetween(before, after), changesBetween(after, before)];
        expect(back.length > 0).toBe(there.length > 0);
        for (const change of there) expect(changeText(change).zh.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('a summary for many hosts', () => {
  it('says the same change once, the commonest first, and how many more there are', () => {
    const upgrade = between({ version: 'V1' }, { version: 'V2' });
    const port = between({ interfaces: [{ name: '1', state: 'up' }] }, { interfaces: [{ name: '1', state: 'down' }] });
    const hosts = [{ key: 'a', changes: port }, ...['b', 'c', 'd', 'e'].map((key) => ({ key, changes: upgrade }))];
    expect(changesSummary(hosts, 5).map(({ en }) => en)).toEqual([
      'version V1 → V2 on 4: b, c, d and 1 more',
      'a interface 1 up → down',
    ]);
    expect(changesSummary(hosts, 1).at(-1)).toEqual({ en: 'and 1 more change', zh: '另有 1 处变化' });
    expect(changesSummary([], 5)).toEqual([]);
  });
});
