import type { Words } from './types.ts';

const quad = String.raw`\d+\.\d+\.\d+\.\d+`;
const slash = String.raw`(?<address>${quad})/(?<mask>\d{1,2})\b`;

/** Where IOS, IOS XE, NX-OS, EOS and RGOS name things, after Cisco's command references. */
export const iosWords: Words = {
  kinds: {
    acl: {
      defined: [
        /^ip access-list (?:standard |extended )?(\S+)$/,
        /^(?:ipv6|mac) access-list (?:extended )?(\S+)$/,
        /^access-list (\d+) /,
      ],
      used: [
        /^ip access-group (\S+)/,
        /^ipv6 traffic-filter (\S+)/,
        /^(?:ip )?access-class (\S+) (?:in|out)/,
        /^ip http access-class (?:ipv4 )?(\d+|[A-Z]\S*)/,
        /^match ip address (?!prefix-list\b|route-source\b)(\S+)(?: (\S+))?$/,
        /^match access-group (?:name )?(?!name\b)(\S+)/,
        /^ip nat (?:inside|outside) source (?:static )?list (\S+)/,
        /^snmp-server community \S+(?: view \S+)? R[OW] (?!ipv6\b)(\S+)/i,
        /^snmp-server community \S+ use-acl (\S+)/,
        /^snmp-server group .* access (?!ipv6\b)(\S+)/,
        /^ntp access-group \S+ (\S+)/,
        /^(?:neighbor \S+ )?distribute-list (?!prefix\b|route-map\b)(\S+)/,
      ],
      always: [],
    },
    vlan: {
      defined: [/^vlan (?:range )?([\d,-]+)$/],
      used: [
        /^switchport access vlan (\d+)/,
        /^switchport voice vlan (\d+)/,
        /^switchport trunk native vlan (\d+)/,
        /^interface Vlan ?(\d+)/i,
      ],
      allowed: [/^switchport trunk allowed vlan (?:add )?([\d,-]+|all)$/],
      always: ['1', '1002', '1003', '1004', '1005'],
    },
    'route-policy': {
      defined: [/^route-map (\S+)(?: (?:permit|deny) \d+)?$/],
      used: [/^(?!route-map )\S.*? (?:route-map|policy route-map) (\S+)/],
      always: [],
    },
    'prefix-list': {
      defined: [/^ip(?:v6)? prefix-list (\S+) (?:seq|permit|deny|description)/],
      used: [/^(?!ip(?:v6)? prefix-list )\S.*? (?:prefix-list|distribute-list prefix) (\S+)/],
      always: [],
    },
    vrf: {
      defined: [/^vrf (?:definition|context|instance) (\S+)/, /^ip vrf (?!forwarding\b)(\S+)$/],
      used: [
        /^(?:ip )?vrf forwarding (\S+)/,
        /^vrf member (\S+)/,
        /^(?!vrf |ip vrf )\S.*? (?:vrf|use-vrf) (?!forwarding\b|member\b|definition\b)(\S+)/,
      ],
      always: ['management', 'default'],
    },
  },
  vlanLists: [
    /^vlan (?:range )?([\d,-]+)$/,
    /^switchport (?:access|voice|trunk native) vlan (\d+)$/,
    /^switchport trunk allowed vlan (?:(?:add|remove|except) )?([\d,-]+)$/,
    /^interface Vlan ?(\d+)$/i,
  ],
  interfaceVrf: /^(?:(?:ip )?vrf forwarding|vrf member|vrf) (\S+)/,
  anycast: /^(?:fabric forwarding mode anycast-gateway|ip address virtual )/,
  networks: [
    new RegExp(String.raw`^ip route (?:vrf \S+ )?(?<address>${quad}) (?<mask>${quad}) `),
    new RegExp(String.raw`^ip route (?:vrf \S+ )?${slash}`),
    new RegExp(String.raw`^ip prefix-list \S+ (?:seq \d+ )?(?:permit|deny) ${slash}`),
    new RegExp(`^network (?<address>${quad}) mask (?<mask>${quad})`),
    new RegExp(`^network ${slash}`),
  ],
  wildcards: [
    new RegExp(`^network (?<address>${quad}) (?<wildcard>${quad}) area`, 'g'),
    new RegExp(
      String.raw`(?<=^(?:access-list \d+ |\d+ )?(?:permit|deny) .*?|(?:permit|deny) )(?<!host )(?<address>${quad}) (?<wildcard>${quad})`,
      'g',
    ),
  ],
  aclEntry: /^(?:access-list \d+ |\d+ |sequence \d+ )?(?:permit|deny)\b/,
  secrets: [
    {
      line: /^(?!description\b).*\b(?:password|secret|key|key-string|server-key|pre-shared-key) 0 (\S+)/,
      kind: 'clear',
    },
    { line: /^(?:enable )?password (?!\d+ |encryption\b)(\S+)$/, kind: 'clear' },
    { line: /^enable password (?:level \d+ )?(?!\d+ |level\b)(\S+)$/, kind: 'clear' },
    { line: /^username \S+ (?:privilege \d+ )?password (?!\d+ )(\S+)$/, kind: 'clear' },
    { line: /^(?:tacacs|radius)-server (?:host \S+ .*)?key (?!\d+ )(\S+)$/, kind: 'clear' },
    {
      line: /^pre-shared-key (?:local |remote )?(?:address \S+(?: \S+)? key )?(?!\d |hex\b|local\b|remote\b|address\b)(\S+)$/,
      kind: 'clear',
    },
    { line: /^crypto isakmp key (?!\d )(\S+) (?:address|hostname)\b/, kind: 'clear' },
    { line: /^(?:neighbor \S+ password|key-string) (?!\d )(\S+)$/, kind: 'clear' },
    { line: /^(?:ip nhrp authentication|(?:standby|vrrp) \d+ authentication text) (\S+)$/, kind: 'clear' },
    { line: /^snmp-server community (?:\d )?(public|private)\b/i, kind: 'guessable' },
    { line: /^snmp-server community (?!\d )(?!public\b|private\b)(\S+)/i, kind: 'typed' },
    { line: /^(?:enable|username \S+(?: privilege \d+)?) secret (?!\d+ |sha\d+ )(\S+)$/, kind: 'typed' },
  ],
};
