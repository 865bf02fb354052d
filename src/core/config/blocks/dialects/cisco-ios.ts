import { banners, bannersToEof, certificates, keyStrings } from '../texts.ts';
import type { Dialect } from '../types.ts';
import { singles } from './rules.ts';

const vlans = { range: ['-', ','], atOnce: 20 } as const;
const bind = { whole: true, wipes: /^(?:no )?ip(?:v6)? address\b/ } as const;

/**
 * Cisco IOS and IOS XE, and what was modelled on it, after Cisco's command references: `no` before a command takes it
 * back; a numbered access list (`access-list 10 …`) can only be removed whole; an entry of a named one is not typed over
 * (`Duplicate sequence number`), one without a number comes to the end; `switchport trunk allowed vlan` sets the whole
 * list, `add` and `remove` change it, `no` allows all; putting an interface into a VRF removes its addresses.
 */
export const ciscoIos: Dialect = {
  undo: 'no',
  leave: 'exit',
  separator: /^!/,
  ends: /^(?:exit|end|quit|exit-(?:address-family|vrf|peer-session|peer-policy|af-interface|af-topology))$/,
  ignored:
    /^(?:no (?:shutdown|ip address|description)|version \d.*|Building configuration.*|Current configuration ?:.*)$/,
  texts: [banners, bannersToEof, certificates, keyStrings],
  opens:
    /^(?:interface|router|route-map|ip access-list|ipv6 access-list|class-map|policy-map|line|vlan [\d,-]+$|vlan configuration|vrf (?:definition|context)|ip vrf(?! forwarding)|ip dhcp pool|ip sla \d+$|track \d+|crypto (?:map \S+ \d+|isakmp policy|ikev2|ipsec (?:transform-set|profile)|keyring|pki)|aaa group server|radius server|tacacs server|key chain|archive|redundancy|control-plane|spanning-tree mst configuration|object-group|template|ip sla|event manager applet|monitor session \d+ type|vpc domain|feature-set|mac access-list)(?= |$)/,
  opensInside: /^(?:class|address-family|key \d+$)(?= |$)/,
  permanent:
    /^(?:line .*|control-plane|redundancy|archive|spanning-tree mst configuration|interface (?:(?!Vlan|Loopback|Port-channel|Tunnel|Dialer|BDI|Virtual-Template|Multilink|nve|Bundle-Ether)[A-Za-z-]+ ?[\d/:]+|Vlan1))$/i,
  ordered: /^(?:ip access-list|ipv6 access-list|mac access-list|policy-map) /,
  numbered: /^(?:\d+|sequence \d+) /,
  definitions: [
    /^(?:object-group|time-range) /,
    /^(?:(?:ip|ipv6|mac) access-list|access-list|ip(?:v6)? prefix-list) /,
    /^route-map /,
  ],
  rules: [
    ...singles(
      'hostname',
      'description',
      'mtu',
      'speed',
      'duplex',
      'bandwidth',
      'name',
      'ip mtu',
      'ip default-gateway',
    ),
    ...singles('switchport mode', 'switchport access vlan', 'switchport voice vlan', 'switchport trunk native vlan'),
    ...singles('encapsulation', 'ip domain[ -]name', 'exec-timeout', 'transport input', 'login'),
    ...singles('spanning-tree mode', 'spanning-tree portfast', 'ip ssh version', 'logging buffered', 'logging trap'),
    ...singles('logging source-interface', 'ntp source', 'snmp-server location', 'snmp-server contact', 'router-id'),
    ...singles('bgp router-id', 'clock timezone', 'enable secret', 'enable password', 'vtp mode', 'vtp domain'),
    ...singles('set metric', 'set local-preference', 'ip ospf cost', 'ip ospf network', 'default-router', 'rd'),
    ...singles('banner motd', 'banner login', 'banner exec', 'load-interval'),
    ...singles('vrf forwarding', 'ip vrf forwarding', 'vrf member').map((rule) => ({ ...rule, ...bind })),
    { line: /^(switchport)$/, wipes: /^(?:switchport|ip(?:v6)? address)\b/ },
    { line: /^ip address \S+(?: \S+)? secondary$/, whole: true, first: true },
    { line: /^(ip address)(?= )/ },
    ...singles('channel-group').map((rule) => ({ ...rule, redo: true as const })),
    { line: /^(username \S+)/ },
    { line: /^(ip access-group) \S+ (in|out)$/, name: '$1 $2', whole: true },
    { line: /^(access-class) \S+ (in|out)/, name: '$1 $2', whole: true },
    { line: /^(service-policy (?:input|output|type \S+ \S+))\b/, whole: true, redo: true },
    { line: /^(route-map \S+) (?:permit|deny) (\d+)$/, name: '$1 $2', whole: true, redo: true },
    { line: /^(ip(?:v6)? prefix-list \S+ seq \d+)\b/, whole: true, redo: true },
    { line: /^(\d+|sequence \d+) (?:permit|deny|remark)\b/, redo: true },
    { line: /^(class-map) (?:type \S+ )?(?:match-\S+ )?(\S+)$/, name: '$1 $2', whole: true, redo: true },
    { line: /^(crypto map \S+ \d+)\b/ },
    { line: /^(spanning-tree vlan \S+ priority)\b/ },
    { line: /^(aaa (?:authentication|authorization|accounting) \S+(?: \d+)? \S+)/ },
    { line: /^(neighbor \S+ (?:remote-as|description|update-source|password|ebgp-multihop|peer-group|timers))\b/ },
    { line: /^(neighbor \S+ (?:route-map|prefix-list|filter-list)) \S+ (in|out)$/, name: '$1 $2', whole: true },
    { line: /^(standby \d+ (?:ip|priority|preempt|timers|authentication))\b/ },
  ],
  lists: [
    {
      ...vlans,
      fixed: [1, 1002, 1003, 1004, 1005],
      line: /^vlan ([\d,-]+)$/,
      add: ['vlan', ''],
      remove: ['vlan', ''],
      opens: 'always',
      blocks: /^vlan (\d+)$/,
    },
    {
      ...vlans,
      line: /^switchport trunk allowed vlan (.+)$/,
      add: ['switchport trunk allowed vlan add', ''],
      remove: ['switchport trunk allowed vlan remove', ''],
      whole: 'switchport trunk allowed vlan',
    },
  ],
  groups: [
    { line: /^(access-list \d+) /, head: /^access-list /, rebuild: true },
    { line: /^(neighbor \S+) /, head: / (?:remote-as|peer-group$)/ },
    { line: /^(standby \d+) /, head: / ip / },
  ],
};
