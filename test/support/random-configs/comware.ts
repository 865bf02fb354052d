import fc from 'fast-check';
import { address, addresses, always, block, few, joined, lines, optional, ranges, some, vlans, word } from './parts.ts';

const description = some(word.map((text) => `description ${text}`));
const layer3 = lines(
  description,
  some(fc.constantFrom('ip binding vpn-instance A', 'ip binding vpn-instance B')),
  addresses('sub'),
  some(fc.constantFrom('packet-filter 3000 inbound', 'packet-filter name WEB inbound')),
  some(fc.constantFrom('ospf cost 5', 'ospf cost 6')),
  some(fc.constant('shutdown')),
);
const listed = (before: string, behind = '') =>
  optional(vlans.map((all) => [`${before} ${ranges(all, ' to ', ' ')}${behind}`]));
const hybrid = vlans.chain((all) =>
  fc
    .nat(all.length)
    .map((at) => [
      'port link-type hybrid',
      ...(at > 0 ? [`port hybrid vlan ${ranges(all.slice(0, at), ' to ', ' ')} tagged`] : []),
      ...(at < all.length ? [`port hybrid vlan ${ranges(all.slice(at), ' to ', ' ')} untagged`] : []),
    ]),
);
const port = fc.oneof(
  lines(
    description,
    always('port link-type trunk'),
    some(fc.constant('undo port trunk permit vlan 1')),
    listed('port trunk permit vlan'),
  ),
  lines(description, some(fc.constantFrom('port access vlan 3', 'port access vlan 4'))),
  lines(description, some(fc.constantFrom('port link-aggregation group 1', 'port link-aggregation group 2'))),
  hybrid,
);
const rules = few(
  fc.tuple(fc.constantFrom(0, 5, 10, 15), fc.constantFrom('permit', 'deny'), address, fc.boolean()),
  ([number]) => String(number),
  4,
).map((all) =>
  all
    .toSorted(([a], [b]) => a - b)
    .flatMap(([number, action, from, commented]) => [
      `rule ${number} ${action} ip source ${from} 0`,
      ...(commented ? [`rule ${number} comment of ${number}`] : []),
    ]),
);
const peers = few(fc.tuple(address, fc.constantFrom(65001, 65002), description), ([peer]) => peer).map((all) => ({
  own: all.flatMap(([peer, as, more]) => [
    `peer ${peer} as-number ${as}`,
    ...more.map((line) => `peer ${peer} ${line}`),
  ]),
  family: all.map(([peer]) => `peer ${peer} enable`),
}));

/** A configuration as `display current-configuration` gives it, of what the simulated device knows. */
export const comwareConfig: fc.Arbitrary<string> = fc
  .record({
    vlans,
    top: lines(
      some(word.map((name) => `sysname ${name.replaceAll(' ', '-')}`)),
      some(fc.constantFrom('stp global mode rstp', 'stp global mode mstp')),
      some(fc.constant('dhcp enable')),
    ),
    compact: fc.boolean(),
    named: some(fc.constantFrom('name office', 'description office')),
    acls: fc.array(rules, { maxLength: 2 }),
    users: few(
      fc.tuple(fc.constantFrom('ops', 'lee'), some(fc.constantFrom('service-type ssh', 'service-type ssh terminal'))),
      ([name]) => name,
    ),
    svi: optional(layer3),
    loopback: optional(layer3),
    ports: fc.array(port, { minLength: 2, maxLength: 3 }),
    bgp: fc.option(peers, { nil: undefined }),
    prefixes: few(fc.tuple(fc.constantFrom(10, 20), address), ([index]) => String(index)).map((all) =>
      all.map(([index, from]) => `ip prefix-list P index ${index} permit ${from} 32`),
    ),
    policy: optional(
      fc
        .tuple(fc.constantFrom('permit', 'deny'), some(fc.constantFrom('apply cost 5', 'apply cost 6')))
        .map(([mode, inner]) =>
          block(`route-policy RP ${mode} node 10`, ['if-match ip address prefix-list P', ...inner]),
        ),
    ),
    routes: few(fc.tuple(address, fc.constantFrom('', ' preference 70', ' description backup line')), ([to]) => to).map(
      (all) => all.map(([to, more]) => ` ip route-static ${to} 32 10.9.9.9${more}`),
    ),
    snmp: some(fc.constantFrom(' snmp-agent sys-info contact ops', ' snmp-agent sys-info contact lee wang')),
    vty: lines(
      some(fc.constant('authentication-mode scheme')),
      some(fc.constantFrom('idle-timeout 5 0', 'idle-timeout 15 0')),
      some(fc.constantFrom('user-role network-admin', 'user-role level-1')),
    ),
  })
  .map((c) => {
    const [first = 2, ...others] = c.vlans;
    const parts = [
      ...[
        c.top.map((line) => ` ${line}`),
        block(`vlan ${first}`, c.named),
        ...(c.compact ? [] : others.map((one) => [`vlan ${one}`])),
        ...(c.compact && others.length > 0
          ? ranges(others, ' to ', ',')
              .split(',')
              .map((one) => [`vlan ${one}`])
          : []),
      ],
      ...c.ports.map((inner, at) => block(`interface GigabitEthernet1/0/${at + 1}`, inner)),
      ...[
        c.svi.length > 0 ? block(`interface Vlan-interface${first}`, c.svi) : [],
        c.loopback.length > 0 ? block('interface LoopBack0', c.loopback) : [],
      ],
      c.bgp
        ? [
            'bgp 65000',
            ...c.bgp.own.map((line) => ` ${line}`),
            ' #',
            ' address-family ipv4 unicast',
            ...c.bgp.family.map((line) => `  ${line}`),
          ]
        : [],
      ...[
        c.policy,
        c.prefixes,
        c.routes,
        c.snmp,
        ...c.acls.map((inner, at) => block(`acl advanced ${3000 + at}`, inner)),
      ],
      ...[
        ...c.users.map(([name, inner]) => block(`local-user ${name} class manage`, inner)),
        block('line vty 0 63', c.vty),
      ],
    ];
    return joined(parts, '#', 'return');
  });
