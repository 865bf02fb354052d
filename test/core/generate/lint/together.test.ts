import { expect, test } from 'vitest';
import { loadValidators } from '../../../../src/core/generate/load-validators.ts';
import type { RenderedConfig } from '../../../../src/core/generate/types.ts';

const validators = await loadValidators();
const config = (host: string, ...interfaces: string[]): RenderedConfig => ({
  host,
  platform: 'cisco-ios',
  file: `${host}.cfg`,
  text: interfaces
    .map(
      (lines, at) =>
        `interface Vlan${at + 10}\n${lines
          .split('; ')
          .map((line) => ` ${line}\n`)
          .join('')}!\n`,
    )
    .join(''),
});
const together = (...configs: RenderedConfig[]) =>
  validators
    .get('lint-cisco-ios')
    ?.together?.(configs)
    .map(({ host, file, rule, line }) => [host, file, rule, line]);

test('an address that two hosts of a job have is found on the second one', () => {
  const one = config('sw-1', 'ip address 10.0.0.1 255.255.255.0');
  const two = config('sw-2', 'ip address 10.9.0.1 255.255.255.0', 'ip address 10.0.0.1 255.255.255.0');
  expect(together(one, two)).toEqual([['sw-2', 'sw-2.cfg', 'address-duplicate', 5]]);
  expect(validators.get('lint-cisco-ios')?.together?.([one, two])[0]?.text).toEqual({
    en: '10.0.0.1 is on Vlan10 of sw-1 as well (line 2 there).',
    zh: '10.0.0.1 在 sw-1 的 Vlan10 上也有配置（该处第 2 行）。',
  });
});

test('hosts may share a subnet, but not have it with different masks', () => {
  const one = config('sw-1', 'ip address 10.0.0.1 255.255.255.0');
  expect(together(one, config('sw-2', 'ip address 10.0.0.2 255.255.255.0'))).toEqual([]);
  expect(together(one, config('sw-2', 'ip address 10.0.0.130 255.255.255.128'))).toEqual([
    ['sw-2', 'sw-2.cfg', 'subnet-overlap', 2],
  ]);
  expect(together(config('sw-0', 'ip address 10.0.0.130 255.255.255.128'), one)).toEqual([
    ['sw-1', 'sw-1.cfg', 'subnet-overlap', 2],
  ]);
});

test('two VRFs have addresses of their own', () => {
  const one = config('sw-1', 'vrf forwarding A; ip address 10.0.0.1 255.255.255.0');
  expect(together(one, config('sw-2', 'vrf forwarding B; ip address 10.0.0.1 255.255.255.0'))).toEqual([]);
  expect(together(one, config('sw-2', 'vrf forwarding A; ip address 10.0.0.1 255.255.255.0'))).toHaveLength(1);
});

test('an anycast gateway has its address on all hosts', () => {
  const lines = 'fabric forwarding mode anycast-gateway; ip address 10.0.0.1 255.255.255.0';
  expect(together(config('sw-1', lines), config('sw-2', lines))).toEqual([]);
});

test('IPv6 addresses are the same however they are written', () => {
  const one = config('sw-1', 'ipv6 address 2001:db8::1/64');
  expect(together(one, config('sw-2', 'ipv6 address 2001:0DB8:0:0::1/64'))).toEqual([
    ['sw-2', 'sw-2.cfg', 'address-duplicate', 2],
  ]);
});

test('an overlap is found through networks that lie within each other, and hosts that share one', () => {
  const shared = ['sw-1', 'sw-2', 'sw-3'].map((host, at) => config(host, `ip address 10.0.0.${at + 1} 255.255.0.0`));
  const inner = config('sw-9', 'ip address 10.0.5.1 255.255.255.0');
  expect(together(...shared, inner)).toEqual([['sw-9', 'sw-9.cfg', 'subnet-overlap', 2]]);
});
