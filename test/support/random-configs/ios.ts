import fc from 'fast-check';
import { address, addresses, always, block, few, joined, lines, optional, ranges, some, vlans, word } from './parts.ts';

const description = some(word.map((text) => `description ${text}`));
const layer3 = lines(
  description,
  some(fc.constantFrom('vrf forwarding A', 'vrf forwarding B')),
  addresses('secondary', true),
  some(fc.constantFrom('ip access-group IN in', 'ip access-group OTHER in')),
  some(fc.constant('no ip redirects')),
  some(fc.constantFrom('ip ospf cost 5', 'ip ospf cost 6')),
  few(address, (one) => one, 2).map((all) => all.map((one) => `ip helper-address ${one}`)),
  some(fc.constantFrom('shutdown', 'no shutdown')),
  some(fc.constantFrom('service-policy input P', 'service-policy input Q')),
);
const trunk = lines(
  description,
  some(fc.constantFrom('switchport trunk native vlan 5', 'switchport trunk native vlan 6')),
  optional(vlans.map((all) => [`switchport trunk allowed vlan ${ranges(all, '-', ',')}`])),
  always('switchport mode trunk'),
  some(fc.constantFrom('channel-group 1 mode active', 'channel-group 2 mode active')),
);
const access = lines(
  description,
  some(fc.constantFrom('switchport access vlan 3', 'switchport access vlan 4')),
  always('switchport mode access'),
);
const rule = fc
  .tuple(fc.constantFrom('permit', 'deny'), address)
  .map(([action, from]) => `${action} ip host ${from} any`);
const unnumbered = fc.uniqueArray(fc.oneof(rule, fc.constant('remark servers')), { minLength: 1, maxLength: 5 });
const numbered = few(fc.tuple(fc.constantFrom(10, 20, 30, 40), rule), ([number]) => String(number), 4)
  .filter((all) => all.length > 0)
  .map((all) => all.toSorted(([a], [b]) => a - b).map(([number, line]) => `${number} ${line}`));
const old = fc
  .uniqueArray(fc.tuple(fc.constantFrom('permit', 'deny'), address), { maxLength: 4, selector: String })
  .map((all) => all.map(([action, from]) => `access-list 10 ${action} ${from}`));
const neighbors = few(
  fc.tuple(address, fc.constantFrom(65001, 65002), description, some(fc.constantFrom('RM1', 'RM2'))),
  ([peer]) => peer,
).map((all) => ({
  own: all.flatMap(([peer, as, more, maps]) => [
    `neighbor ${peer} remote-as ${as}`,
    ...more.map((line) => `neighbor ${peer} ${line}`),
    ...maps.map((map) => `neighbor ${peer} route-map ${map} in`),
  ]),
  family: all.map(([peer]) => `neighbor ${peer} activate`),
}));
const classes = fc
  .uniqueArray(
    fc.tuple(fc.constantFrom('VOICE', 'VIDEO', 'BULK'), some(fc.constantFrom('set dscp ef', 'set dscp af41'))),
    { selector: ([name]) => name, maxLength: 3 },
  )
  .map((all) =>
    all.flatMap(([name, inner]) =>
      block(
        ` class ${name}`,
        inner.map((line) => ` ${line}`),
      ),
    ),
  );

/** A configuration as `show running-config` gives it, of what the simulated device knows. */
export const iosConfig: fc.Arbitrary<string> = fc
  .record({
    vlans,
    top: lines(
      some(word.map((name) => `hostname ${name.replaceAll(' ', '-')}`)),
      some(fc.constantFrom('spanning-tree mode pvst', 'spanning-tree mode rapid-pvst')),
      some(fc.constant('no ip domain lookup')),
      few(fc.tuple(fc.constantFrom('ops', 'lee'), fc.constantFrom('1', '15')), ([name]) => name).map((all) =>
        all.map(([name, level]) => `username ${name} privilege ${level} secret 9 $9$x`),
      ),
    ),
    named: some(fc.constantFrom('name office', 'name lab')),
    classMap: optional(
      fc
        .tuple(fc.constantFrom('match-any', 'match-all'), some(fc.constant('match dscp ef')))
        .map(([mode, inner]) => block(`class-map ${mode} VOICE`, inner)),
    ),
    policy: optional(classes.map((inner) => ['policy-map P', ...inner])),
    svi: optional(layer3),
    loopback: optional(layer3),
    ports: fc.array(fc.oneof(trunk, access, lines(description, always('no ip proxy-arp'))), {
      minLength: 2,
      maxLength: 3,
    }),
    acl: optional(fc.oneof(unnumbered, numbered).map((inner) => block('ip access-list extended IN', inner))),
    old,
    ospf: optional(
      lines(
        some(fc.constantFrom('router-id 1.1.1.1', 'router-id 2.2.2.2')),
        few(address, (one) => one).map((all) => all.map((one) => `network ${one} 0.0.0.0 area 0`)),
      ),
    ),
    bgp: fc.option(neighbors, { nil: undefined }),
    prefixes: few(fc.tuple(fc.constantFrom(5, 10, 15), address), ([seq]) => String(seq)).map((all) =>
      all.map(([seq, from]) => `ip prefix-list PL seq ${seq} permit ${from}/32`),
    ),
    map: optional(
      fc
        .tuple(fc.constantFrom('permit', 'deny'), some(fc.constantFrom('set metric 5', 'set metric 6')))
        .map(([mode, inner]) => block(`route-map RM1 ${mode} 10`, ['match ip address prefix-list PL', ...inner])),
    ),
    routes: few(fc.tuple(address, fc.constantFrom('', ' name backup')), ([to]) => to).map((all) =>
      all.map(([to, more]) => `ip route ${to} 255.255.255.255 10.9.9.9${more}`),
    ),
    loghosts: few(address, (one) => one).map((all) => all.map((one) => `logging host ${one}`)),
    banner: some(
      fc.constantFrom(
        'banner motd ^CKeep out^C',
        'banner motd ^C\nKeep out\n  ! now\n^C',
        'banner motd ^C\nWelcome\n^C',
      ),
    ),
    vty: lines(
      some(fc.constantFrom('access-class 10 in', 'access-class 11 in')),
      some(fc.constantFrom('exec-timeout 5 0', 'exec-timeout 9 0')),
      some(fc.constant('login local')),
      some(fc.constant('transport input ssh')),
    ),
  })
  .map((c) => {
    const [first = 2, ...others] = c.vlans;
    const parts = [
      ...[c.top, block(`vlan ${first}`, c.named), others.length > 0 ? [`vlan ${ranges(others, '-', ',')}`] : []],
      ...[c.classMap, c.policy, c.loopback.length > 0 ? block('interface Loopback0', c.loopback) : []],
      ...c.ports.map((inner, at) => block(`interface GigabitEthernet1/0/${at + 1}`, inner)),
      c.svi.length > 0 ? block(`interface Vlan${first}`, c.svi) : [],
      c.ospf.length > 0 ? block('router ospf 1', c.ospf) : [],
      c.bgp
        ? [
            'router bgp 65000',
            ...c.bgp.own.map((line) => ` ${line}`),
            ' !',
            ' address-family ipv4',
            ...c.bgp.family.map((line) => `  ${line}`),
            ' exit-address-family',
          ]
        : [],
      ...[c.routes, c.acl, c.prefixes, c.loghosts, c.old, c.map, c.banner, block('line vty 0 4', c.vty)],
    ];
    return joined(parts, '!', 'end');
  });
