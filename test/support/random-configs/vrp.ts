import fc from 'fast-check';
import { address, addresses, always, block, few, joined, lines, optional, ranges, some, vlans, word } from './parts.ts';

const acl = fc.constantFrom('3000', '3001');
const description = some(word.map((text) => `description ${text}`));
const layer3 = lines(
  description,
  some(fc.constantFrom('ip binding vpn-instance A', 'ip binding vpn-instance B')),
  addresses('sub'),
  some(fc.integer({ min: 1, max: 5 }).map((cost) => `ospf cost ${cost}`)),
  some(acl.map((number) => `traffic-filter inbound acl ${number}`)),
  some(fc.constant('shutdown')),
);
const access = lines(
  description,
  always('port link-type access'),
  some(fc.integer({ min: 2, max: 9 }).map((vlan) => `port default vlan ${vlan}`)),
);
const trunk = lines(
  description,
  always('port link-type trunk'),
  some(fc.constant('undo port trunk allow-pass vlan 1')),
  some(vlans.map((all) => `port trunk allow-pass vlan ${ranges(all, ' to ', ' ')}`)),
);
const port = fc.oneof(
  access,
  trunk,
  lines(description, some(fc.constantFrom('eth-trunk 1', 'eth-trunk 2')), some(fc.constant('undo negotiation auto'))),
);
const rules = few(
  fc.tuple(fc.constantFrom(5, 10, 15, 20), fc.constantFrom('permit', 'deny'), address, fc.boolean()),
  ([number]) => String(number),
  4,
).map((all) =>
  all
    .toSorted(([a], [b]) => a - b)
    .flatMap(([number, action, from, described]) => [
      `rule ${number} ${action} ip source ${from} 0`,
      ...(described ? [`rule ${number} description of ${number}`] : []),
    ]),
);
const peers = few(
  fc.tuple(address, fc.constantFrom(65001, 65002), some(word.map((text) => `description ${text}`)), fc.boolean()),
  ([peer]) => peer,
).map((all) => ({
  own: all.flatMap(([peer, as, more]) => [
    `peer ${peer} as-number ${as}`,
    ...more.map((line) => `peer ${peer} ${line}`),
  ]),
  family: all.flatMap(([peer, , , reflect]) => [
    `peer ${peer} enable`,
    ...(reflect ? [`peer ${peer} reflect-client`] : []),
  ]),
}));
const users = few(
  fc.tuple(fc.constantFrom('ops', 'lee', 'wang'), fc.constantFrom('1', '3', '15'), fc.boolean()),
  ([name]) => name,
).map((all) =>
  all.flatMap(([name, level, ssh]) => [
    `local-user ${name} password irreversible-cipher $1a$${name}$`,
    `local-user ${name} privilege level ${level}`,
    ...(ssh ? [`local-user ${name} service-type ssh`] : []),
  ]),
);
const keyText = (seed: string) => [
  'rsa peer-public-key ops',
  ' public-key-code begin',
  `  3081${seed}`,
  '  0203 010001',
  ' public-key-code end',
  'peer-public-key end',
];

/** A configuration as `display current-configuration` gives it, of what the simulated device knows. */
export const vrpConfig: fc.Arbitrary<string> = fc
  .record({
    vlans,
    top: lines(
      some(word.map((name) => `sysname ${name.replaceAll(' ', '-')}`)),
      some(fc.constantFrom('header shell information "Keep out"', 'header shell information "Keep\nout # now"')),
      some(fc.constant('dhcp enable')),
      some(fc.constantFrom('stp mode rstp', 'stp mode mstp')),
    ),
    key: optional(fc.constantFrom(keyText('A1'), keyText('B2'))),
    named: some(fc.constantFrom('name office', 'description office')),
    acls: fc.array(rules, { minLength: 0, maxLength: 2 }),
    users,
    vlanif: optional(layer3),
    loopback: optional(layer3),
    ports: fc.array(port, { minLength: 2, maxLength: 3 }),
    ospf: optional(
      fc
        .tuple(
          fc.constantFrom('', ' router-id 1.1.1.1', ' router-id 2.2.2.2'),
          few(address, (one) => one),
        )
        .map(([id, networks]) => [
          `ospf 1${id}`,
          ' area 0.0.0.0',
          ...networks.map((network) => `  network ${network} 0.0.0.0`),
        ]),
    ),
    bgp: fc.option(peers, { nil: undefined }),
    prefixes: few(fc.tuple(fc.constantFrom(10, 20, 30), address), ([index]) => String(index)).map((all) =>
      all.map(([index, from]) => `ip ip-prefix P index ${index} permit ${from} 32`),
    ),
    policy: optional(
      fc
        .tuple(fc.constantFrom('permit', 'deny'), some(fc.constantFrom('apply cost 5', 'apply cost 6')))
        .map(([mode, inner]) => block(`route-policy RP ${mode} node 10`, ['if-match ip-prefix P', ...inner])),
    ),
    routes: few(fc.tuple(address, fc.constantFrom('', ' preference 70', ' description backup line')), ([to]) => to).map(
      (all) => all.map(([to, more]) => `ip route-static ${to} 255.255.255.255 10.9.9.9${more}`),
    ),
    loghosts: some(
      fc.constantFrom(
        'info-center loghost 10.1.1.1',
        'info-center loghost 10.1.1.1 facility local5',
        'info-center loghost 10.1.1.2',
      ),
    ),
    vty: lines(
      some(fc.constantFrom('acl 2000 inbound', 'acl 2001 inbound')),
      some(fc.constant('authentication-mode aaa')),
      some(fc.constantFrom('idle-timeout 5 0', 'idle-timeout 15 0')),
      some(fc.constant('protocol inbound ssh')),
    ),
  })
  .map((c) => {
    const [first = 2] = c.vlans;
    const parts = [
      ...[
        c.top,
        [`vlan batch ${ranges(c.vlans, ' to ', ' ')}`],
        c.key,
        c.named.length > 0 ? block(`vlan ${first}`, c.named) : [],
      ],
      ...c.acls.map((inner, at) => block(`acl number ${3000 + at}`, inner)),
      ...[block('aaa', c.users), c.vlanif.length > 0 ? block(`interface Vlanif${first}`, c.vlanif) : []],
      ...c.ports.map((inner, at) => block(`interface GigabitEthernet0/0/${at + 1}`, inner)),
      c.loopback.length > 0 ? block('interface LoopBack0', c.loopback) : [],
      c.bgp
        ? [
            'bgp 65000',
            ...c.bgp.own.map((line) => ` ${line}`),
            ' #',
            ' ipv4-family unicast',
            ...c.bgp.family.map((line) => `  ${line}`),
          ]
        : [],
      ...[c.ospf, c.policy, c.prefixes, c.routes, c.loghosts, block('user-interface vty 0 4', c.vty)],
    ];
    return joined(parts, '#', 'return');
  });
