import { describe, expect, it } from 'vitest';
import { liveDifference } from '../../../src/core/collect/live-difference.ts';
import type { Snapshot } from '../../../src/core/collect/snapshots.ts';
import type { Facts } from '../../../src/core/collect/types.ts';
import type { Host, Label } from '../../../src/core/settings/types.ts';

const since = Date.UTC(2026, 10, 21, 2);

function host(name: string, address: string, labels: Record<string, Label> = {}): Host {
  return { name, address, port: 22, platform: 'unknown', type: 'switch', groups: [], ssh: { legacy: false }, labels };
}

function snapshot(key: string, data: object, more: Partial<Snapshot> = {}): Snapshot {
  const about = { key, kind: 'host', at: 1, seen: 1, source: 'ssh', times: {}, memberSeen: {}, warnings: [] };
  return { ...about, data: data as Snapshot['data'], ...more };
}

const facts = (key: string, data: Facts, more: Partial<Snapshot> = {}) => snapshot(key, data, more);
const failed = { since, at: since, why: { en: 'no answer within 10 s', zh: '10 秒内无应答' } };
const differences = (hosts: readonly Host[], ...snapshots: Snapshot[]) =>
  liveDifference(Object.fromEntries(hosts.map((one) => [one.name, one])), snapshots);

describe('the inventory held against what was collected', () => {
  it('says nothing where both agree, nor of what only one of them knows or was never collected', () => {
    const labels = { serial: '2102ABC', model: 'S5735-L24T4S-A1', os_version: 'V200R019C10SPC500' };
    const data = {
      ...{
        serials: ['2102abc', '2102DEF'],
        model: 'S5735-L24T4S-A1',
        version: 'V200R019C10SPC500',
        hostname: 'core-2',
      },
      interfaces: [{ name: 'Vlanif1', addresses: ['10.1.1.2/24'] }],
    };
    expect(
      differences([host('core-2', '10.1.1.2', labels), host('core-3', '10.1.1.3')], facts('core-2', data)),
    ).toEqual([]);
    expect(differences([host('core-2', '10.1.1.2')], facts('core-2', data))).toEqual([]);
    expect(differences([host('core-2', '10.1.1.2', labels)], facts('core-2', {}))).toEqual([]);
  });

  it('says since when a host is not reached', () => {
    const [difference] = differences([host('web-09', '10.1.1.9')], facts('web-09', {}, { failed }));
    expect(difference).toEqual({
      kind: 'not-reached',
      host: 'web-09',
      text: {
        en: 'web-09 is in the inventory and has not been reached since 2026-11-21 02:00 UTC: no answer within 10 s',
        zh: 'web-09 在清单中，自 2026-11-21 02:00 UTC 起无法采集：10 秒内无应答',
      },
    });
  });

  it.each([
    ['serial', { serial: '2102A' }, { serials: ['2103B'] }, { serial: '2103B' }],
    ['serial', { serial: '2102A, 2102B' }, { serials: ['2102A', '2102C'] }, { serial: '2102A, 2102C' }],
    ['model', { model: 'S5720-28P' }, { model: 'S5735-L24' }, { model: 'S5735-L24' }],
    ['version', { os_version: 'V200R019' }, { version: 'V200R021' }, { os_version: 'V200R021' }],
    ['version', { os_version: '12.2' }, { version: '12.21' }, { os_version: '12.21' }],
  ])('tells a %s that differs, %j and %j, and what would correct it', (kind, labels, data, entry) => {
    const found = differences([host('core-2', 'core-2.example.net', labels)], facts('core-2', data));
    expect(found).toMatchObject([{ kind, host: 'core-2', correction: { name: 'core-2', entry: { labels: entry } } }]);
  });

  it.each([
    [{ model: '华为 S5735' }, { model: 'S5735-L24T4S-A1' }],
    [{ model: 's5735 l24t4s a1' }, { model: 'S5735-L24T4S-A1' }],
    [{ os_version: 'VRP (R) software, V200R019C10' }, { version: 'V200R019C10' }],
    [{ os_version: '12.2' }, { version: '12.2(55)SE' }],
    [{ os_version: '22.04' }, { version: '22.04.3' }],
  ])('a sheet that is less exact is not wrong: %j and %j', (labels, data) => {
    expect(differences([host('core-2', 'core-2.example.net', labels)], facts('core-2', data))).toEqual([]);
  });

  it('tells an address that no interface has, without a correction, since the device was reached at it', () => {
    const data = { interfaces: [{ name: 'eth0', addresses: ['10.1.1.7/24', '2001:DB8::0007/64'] }] };
    expect(differences([host('a', '10.1.1.9')], facts('a', data))).toMatchObject([
      {
        kind: 'address',
        text: {
          en: "a address 10.1.1.9 in the inventory is on none of the device's interfaces (10.1.1.7, 2001:db8::7)",
        },
      },
    ]);
    expect(differences([host('a', '2001:db8:0::7')], facts('a', data))).toEqual([]);
  });

  it('takes the address at which a neighbour sees a host that is not reached', () => {
    const neighbours = [
      { interface: 'Gi1', host: 'WEB-09.example.net', address: '10.1.1.19', protocol: 'lldp' as const },
    ];
    const found = differences(
      [host('core-1', 'core-1.example.net'), host('web-09', '10.1.1.9')],
      ...[facts('core-1', { neighbours }), facts('web-09', {}, { failed })],
    );
    expect(found.map(({ kind }) => kind)).toEqual(['not-reached', 'address']);
    expect(found[1]?.correction).toEqual({ name: 'web-09', entry: { address: '10.1.1.19' } });
  });
});

describe('what is there and not in the inventory', () => {
  const lldp = (name: string, more = {}) => ({ interface: 'GE0/0/1', host: name, protocol: 'lldp' as const, ...more });

  it('is a neighbour, told once with those that see it, and the host it would be', () => {
    const sw9 = lldp('sw-9', { address: '10.1.9.9', platform: 'Huawei S5735-L24T4S-A1' });
    const found = differences(
      [host('core-1', '10.1.1.1'), host('core-2', '10.1.1.2')],
      ...[facts('core-1', { neighbours: [sw9, lldp('core-2')] }), facts('core-2', { neighbours: [lldp('SW-9')] })],
    );
    expect(found).toEqual([
      {
        kind: 'unknown-neighbour',
        host: 'sw-9',
        text: {
          en: 'sw-9 (10.1.9.9) is a neighbour of core-1, core-2 and not in the inventory',
          zh: 'sw-9（10.1.9.9） 是 core-1, core-2 的邻居，不在清单中'.replace('（10.1.9.9）', ' (10.1.9.9)'),
        },
        correction: {
          name: 'sw-9',
          entry: { address: '10.1.9.9', platform: 'huawei-vrp', type: 'switch', labels: { vendor: 'Huawei' } },
        },
      },
    ]);
  });

  it.each([
    ['its domain', lldp('core-2.example.net')],
    ['a serial number in brackets', lldp('CORE-2(FDO21120U8W)')],
    ['its management address', lldp('other', { address: '10.1.1.2' })],
    ['the address of an interface', lldp('other', { address: '10.9.9.9' })],
    ['the MAC address of an interface in place of a name', lldp('00:1b:44:11:3a:b7')],
    ['the host name it has itself', lldp('BJ-CORE-02')],
  ])('is not a host that is seen with %s', (_, neighbour) => {
    const core2 = {
      hostname: 'BJ-CORE-02',
      interfaces: [{ name: 'Vlanif9', mac: '00:1b:44:11:3a:b7', addresses: ['10.1.1.2/24', '10.9.9.9/24'] }],
    };
    const hosts = [host('core-1', 'core-1.example.net'), host('core-2', '10.1.1.2')];
    expect(differences(hosts, facts('core-1', { neighbours: [neighbour] }), facts('core-2', core2))).toEqual([]);
  });

  it('has no correction where no address is told, or it cannot be called so', () => {
    const hosts = [host('core-1', 'core-1.example.net')];
    const found = differences(
      hosts,
      facts('core-1', { neighbours: [lldp('sw-8'), lldp('all', { address: '10.1.1.8' })] }),
    );
    expect(found.map(({ correction }) => correction)).toEqual([undefined, undefined]);
  });

  it.each([
    [{ OSName: 'Alibaba Cloud Linux  3.2104 LTS 64位' }, 'linux'],
    [{ OSName: 'Ubuntu  22.04 64位' }, 'linux'],
    [{ OSName: 'Debian  12.4 64位' }, 'linux'],
    [{ OSNameEn: 'CentOS  7.9 64 bit' }, 'linux'],
    [{ OSName: '银河麒麟 V10' }, 'linux'],
    [{ OSName: 'Windows Server 2022' }, 'unknown'],
    [{ OSType: 'windows', OSName: 'ubuntu-like' }, 'unknown'],
  ])('is a machine of a cloud with the platform that its system tells: %j', (told, platform) => {
    const about = { InstanceName: 'vm-9', PrivateIpAddress: '10.2.0.9', ...told };
    const [found] = differences([], snapshot('aliyun/a/r/ecs/i-9', about, { kind: 'ecs' }));
    expect(found?.correction?.entry).toMatchObject({ platform });
  });

  it('is a machine of a cloud that neither name, id nor address finds', () => {
    const ecs = (id: string, name: string, ip: string) =>
      snapshot(
        `aliyun/main/cn-beijing/ecs/${id}`,
        {
          ...{ InstanceId: id, InstanceName: name, OSType: 'linux', CidrBlock: '10.0.0.0/8' },
          PublicIpAddress: { IpAddress: ['47.93.1.2'] },
          VpcAttributes: { PrivateIpAddress: { IpAddress: [ip] } },
        },
        { kind: 'ecs' },
      );
    const gone = { ...ecs('i-4', 'old', '10.2.0.4'), gone: 5 };
    const found = differences(
      [host('web-01', '10.2.0.1'), host('web-02', 'web-02.example.net')],
      ...[ecs('i-1', 'other', '10.2.0.1'), ecs('i-2', 'web-02', '10.2.0.2'), ecs('i-3', 'web 03', '10.2.0.3'), gone],
      snapshot('aliyun/main/cn-beijing/vpc/vpc-1', { VpcName: 'v' }, { kind: 'vpc' }),
    );
    expect(found).toEqual([
      {
        kind: 'unknown-resource',
        host: 'web 03',
        text: {
          en: 'web 03 (10.2.0.3), aliyun/main/cn-beijing/ecs/i-3, is in the cloud and not in the inventory',
          zh: 'web 03 (10.2.0.3)（aliyun/main/cn-beijing/ecs/i-3）在云上，不在清单中',
        },
        correction: { name: 'web-03', entry: { address: '10.2.0.3', platform: 'linux', type: 'vm' } },
      },
    ]);
  });
});
