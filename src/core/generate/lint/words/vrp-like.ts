import type { PlainSecret, Words } from './types.ts';

const quad = String.raw`\d+\.\d+\.\d+\.\d+`;

/** What VRP and Comware, which have one origin, say in the same way. */
export const vrpLike: Pick<Words, 'interfaceVrf' | 'anycast' | 'networks' | 'wildcards' | 'aclEntry'> = {
  interfaceVrf: /^ip binding vpn-instance (\S+)/,
  anycast: /^(?:vxlan anycast-gateway enable|distributed-gateway local|arp distribute-gateway enable)/,
  networks: [
    new RegExp(String.raw`^ip route-static (?:vpn-instance \S+ )?(?<address>${quad}) (?<mask>${quad}|\d{1,2}) `),
    new RegExp(
      String.raw`^ip (?:ip-prefix|prefix-list) \S+ index \d+ (?:permit|deny) (?<address>${quad}) (?<mask>\d{1,2})\b`,
    ),
  ],
  wildcards: [new RegExp(String.raw`\b(?:source|destination) (?<address>${quad}) (?<wildcard>${quad})`, 'g')],
  aclEntry: /^rule (?:\d+ )?(?:permit|deny)\b/,
};

/** `simple` and `plain` of VRP and Comware are kept as they are; communities that everybody knows. */
export const secretsInClear: readonly PlainSecret[] = [
  {
    line: /^(?!description).*\b(?:password|key|shared-key|pre-shared-key|authentication-key|pass-phrase|key-string)(?: \S+){0,8} (?:simple|plain) (\S+)/,
    kind: 'clear',
  },
  { line: /^(?!description).*\bauthentication-mode \S+(?: \d+)? (?:simple|plain) (\S+)/, kind: 'clear' },
  { line: /^(?!description)super password .*\bsimple (\S+)/, kind: 'clear' },
  { line: /^snmp-agent community (?:read|write) (?:simple |cipher )?(public|private)\b/, kind: 'guessable' },
  {
    line: /^snmp-agent community (?:read|write) (?:simple )?(?!cipher\b|simple\b|public\b|private\b)(\S+)/,
    kind: 'typed',
  },
];
