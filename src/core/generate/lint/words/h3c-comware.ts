import type { Words } from './types.ts';
import { secretsInClear, vrpLike } from './vrp-like.ts';

/** Where Comware 5 and 7 name things, after H3C's command references. */
export const comwareWords: Words = {
  ...vrpLike,
  kinds: {
    acl: {
      defined: [
        /^acl (?:ipv6 )?(?:basic|advanced|mac|user-defined|number) (\d+)\b/,
        /^acl (?:ipv6 )?(?:basic|advanced|mac|user-defined) name (\S+)/,
        /^acl (?:ipv6 )?number \d+ name (\S+)/,
      ],
      used: [
        /^packet-filter (?:ipv6 |mac |name )*(\S+) (?:inbound|outbound)/,
        /^(?!acl |rule )\S.*? acl (?:ipv6 |mac |name )*(?!ipv6\b|mac\b|name\b)(\S+)/,
        /^nat outbound (?:name )?(\d+|(?<=name )\S+)/,
      ],
      always: [],
    },
    vlan: {
      defined: [/^vlan (\d+(?: to \d+)?)$/],
      used: [/^port access vlan (\d+)/, /^port (?:trunk|hybrid) pvid vlan (\d+)/, /^interface Vlan-interface(\d+)/i],
      allowed: [
        /^port trunk permit vlan (.+)$/,
        /^port hybrid vlan (.+?) (?:un)?tagged$/,
        /^vlan-type dot1q vid (\d+)/,
      ],
      always: ['1'],
    },
    'route-policy': {
      defined: [/^route-policy (\S+) (?:permit|deny) node/],
      used: [/^(?!route-policy )\S.*? route-policy (\S+)/],
      always: [],
    },
    'prefix-list': {
      defined: [/^ip(?:v6)? prefix-list (\S+) (?:index|permit|deny)/],
      used: [/^(?!ip(?:v6)? prefix-list )\S.*? prefix-list (\S+)/],
      always: [],
    },
    vrf: {
      defined: [/^ip vpn-instance (\S+)/],
      used: [/^(?!ip vpn-instance )\S.*? vpn-instance (\S+)/],
      always: [],
    },
  },
  vlanLists: [
    /^vlan (\d+(?: to \d+)?)$/,
    /^port (?:access|trunk pvid|hybrid pvid) vlan (\d+)$/,
    /^port trunk permit vlan (.+)$/,
    /^port hybrid vlan (.+?) (?:un)?tagged$/,
    /^interface Vlan-interface(\d+)$/i,
  ],
  secrets: secretsInClear,
};
