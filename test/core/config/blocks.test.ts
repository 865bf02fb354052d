import { expect, test } from 'vitest';
import { dialectOf } from '../../../src/core/config/blocks/dialect.ts';
import { readBlocks } from '../../../src/core/config/blocks/read.ts';
import type { Block, Dialect } from '../../../src/core/config/blocks/types.ts';

/** `line text` with what stands under it. */
const tree = (blocks: readonly Block[]): unknown[] =>
  blocks.map(({ line, text, children, more }) => {
    const head = [`${line} ${text}`, ...more].join('\n');
    return children.length > 0 ? [head, tree(children)] : head;
  });
const read = (platform: string, config: string, noise: readonly RegExp[] = []) =>
  tree(readBlocks(config, dialectOf(platform) as Dialect, noise));

test('VRP: blocks by indentation, # ends them, an indented # does not', () => {
  const config =
    '#\nsysname a\n#\nbgp 65001\n peer 10.0.0.1 as-number 65002\n #\n ipv4-family unicast\n  peer 10.0.0.1 enable\n#\nreturn\n';
  expect(read('huawei-vrp', config)).toEqual([
    '2 sysname a',
    ['4 bgp 65001', ['5 peer 10.0.0.1 as-number 65002', ['7 ipv4-family unicast', ['8 peer 10.0.0.1 enable']]]],
  ]);
});

test('Comware: lines of the top are indented where a block would have ended', () => {
  const config =
    '#\n version 7.1.070, Release 6318P01\n#\n sysname a\n#\nvlan 100\n name mgmt\n#\n snmp-agent\n snmp-agent sys-info version v3\n#\nreturn\n';
  expect(read('h3c-comware', config)).toEqual([
    '4 sysname a',
    ['6 vlan 100', ['7 name mgmt']],
    '9 snmp-agent',
    '10 snmp-agent sys-info version v3',
  ]);
});

test('IOS: banners, certificates and keys are texts, whatever stands in them', () => {
  const config = `Building configuration...

Current configuration : 7012 bytes
!
version 16.9
hostname a
banner motd ^C
 interface Vlan1
!
^C
banner login #Keep out#
crypto pki certificate chain X
 certificate ca 01
  30820321 30820209
  	quit
line vty 0 4
 login local
end
`;
  expect(read('cisco-ios', config)).toEqual([
    '6 hostname a',
    '7 banner motd ^C\n interface Vlan1\n!\n^C',
    '11 banner login #Keep out#',
    ['12 crypto pki certificate chain X', ['13 certificate ca 01\n  30820321 30820209\n  \tquit']],
    ['16 line vty 0 4', ['17 login local']],
  ]);
});

test('VRP: headers in quotes and public keys are texts', () => {
  const config =
    'header login information "Keep\n#\nout"\nrsa peer-public-key ops\n public-key-code begin\n  308188\n public-key-code end\npeer-public-key end\nsysname a\n';
  expect(read('huawei-vrp', config)).toEqual([
    '1 header login information "Keep\n#\nout"',
    '4 rsa peer-public-key ops\n public-key-code begin\n  308188\n public-key-code end\npeer-public-key end',
    '9 sysname a',
  ]);
});

test('a script without indentation ends its blocks by quit', () => {
  const script =
    'sysname a\nvlan 10\ndescription x\nquit\nospf 1\narea 0\nnetwork 10.0.0.0 0.0.0.255\nquit\nquit\nstp enable\n';
  expect(read('huawei-vrp', script)).toEqual([
    '1 sysname a',
    ['2 vlan 10', ['3 description x']],
    ['5 ospf 1', [['6 area 0', ['7 network 10.0.0.0 0.0.0.255']]]],
    '10 stp enable',
  ]);
});

test('what is noise is left out, and a text that never ends is a line', () => {
  expect(read('cisco-ios', 'ntp clock-period 17180\nhostname a\n', [/^ntp clock-period/])).toEqual(['2 hostname a']);
  expect(read('cisco-ios', 'banner motd ^C\nhostname a\n')).toEqual(['1 banner motd ^C', '2 hostname a']);
});

test('a platform whose configurations are not known here has no dialect', () => {
  expect(dialectOf('juniper-junos')).toBeUndefined();
  expect(dialectOf('constructor')).toBeUndefined();
});
