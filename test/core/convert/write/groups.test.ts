import { expect, test } from 'vitest';
import { groupsOf } from '../../../../src/core/convert/write/groups.ts';
import { hostRecord } from '../../../support/inventories.ts';

const names = (hosts: Parameters<typeof hostRecord>[0][], options = {}) =>
  groupsOf(hosts.map(hostRecord), options).map(({ name, value, hosts: members }) => [name, value, ...members]);

test('hosts are grouped by type, platform, site and environment', () => {
  const fields = { site: 'beijing', environment: 'prod' };
  const hosts = [
    { name: 'core-1', type: 'san-switch' as const, platform: 'huawei-vrp', fields },
    { name: 'web-01', fields },
  ];
  expect(names(hosts)).toEqual([
    ['type_san_switch', 'san-switch', 'core-1'],
    ['type_server', 'server', 'web-01'],
    ['platform_huawei_vrp', 'huawei-vrp', 'core-1'],
    ['platform_linux', 'linux', 'web-01'],
    ['site_beijing', 'beijing', 'core-1', 'web-01'],
    ['environment_prod', 'prod', 'core-1', 'web-01'],
  ]);
});

test('the settings say of which environment a host is; where they say none, its own field does', () => {
  const environmentOf = ({ name }: { name: string }) => (name === 'a' ? 'staging' : undefined);
  const hosts = [{ name: 'a' }, { name: 'b', fields: { environment: 'prod' } }];
  expect(names(hosts, { environmentOf }).slice(-2)).toEqual([
    ['environment_staging', 'staging', 'a'],
    ['environment_prod', 'prod', 'b'],
  ]);
});

test.each([
  // The digits are those that `printf 北京 | sha256sum` begins with, and so on.
  ['北京', 'site_68c77e15'],
  ['上海 B1', 'site_B1_830bffc1'],
  ['DC-1', 'site_DC_1'],
  ['Rack 3.2', 'site_Rack_3_2'],
  ['1', 'site_1'],
])('the site %s is the group %s', (site, name) => {
  expect(names([{ name: 'a', fields: { site } }]).at(-1)?.[0]).toBe(name);
});

test('values whose names would be the same are told apart, whichever comes first', () => {
  const sites = (...all: string[]) =>
    names(all.map((site, at) => ({ name: `h${at}`, fields: { site } })))
      .filter(([, value = '']) => all.includes(value))
      .map(([name]) => name);
  const [one, two] = sites('A-1', 'A_1');
  expect(one).toMatch(/^site_A_1_[0-9a-f]{8}$/);
  expect(two).toMatch(/^site_A_1_[0-9a-f]{8}$/);
  expect(sites('A_1', 'A-1')).toEqual([two, one]);
  expect(new Set(sites('dc', 'DC')).size).toBe(2);
});

test('no group has the name of a host', () => {
  expect(names([{ name: 'type_server' }, { name: 'platform_linux' }]).map(([name]) => name)).toEqual([
    'type_server_group',
    'platform_linux_group',
  ]);
});
