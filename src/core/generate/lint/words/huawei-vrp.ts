import type { Words } from './types.ts';
import { secretsInClear, vrpLike } from './vrp-like.ts';

/** Where VRP names things, after the command references of S series and CloudEngine switches. */
export const vrpWords: Words = {
  ...vrpLike,
  kinds: {
    acl: {
      defined: [
        /^acl (?:ipv6 )?(?:number )?(\d+)\b(?! (?:in|out)bound)/,
        /^acl (?:ipv6 )?name (\S+)(?: (?:basic|advance|link|user|\d+))?/,
        /^acl (?:ipv6 )?name \S+ (?:number )?(\d+)/,
      ],
      used: [
        /^(?!acl |rule )\S.*? acl (?:ipv6 )?(?:number |name )?(?!ipv6\b|inbound\b|outbound\b|number\b|name\b)(\S+)/,
        /^acl (?:ipv6 )?(\S+) (?:in|out)bound$/,
        /^nat outbound (\d+)/,
      ],
      always: [],
    },
    vlan: {
      defined: [/^vlan batch (.+)$/, /^vlan (\d+)$/],
      used: [
        /^port default vlan (\d+)/,
        /^port (?:trunk|hybrid) pvid vlan (\d+)/,
        /^interface Vlanif(\d+)/i,
        /^voice-vlan (\d+)/,
      ],
      allowed: [
        /^port trunk allow-pass vlan (.+)$/,
        /^port hybrid (?:un)?tagged vlan (.+)$/,
        /^dot1q termination vid (\d+)/,
      ],
      always: ['1'],
    },
    'route-policy': {
      defined: [/^route-policy (\S+) (?:permit|deny) node/],
      used: [/^(?!route-policy )\S.*? route-policy (\S+)/],
      always: [],
    },
    'prefix-list': {
      defined: [/^ip(?:v6)? (?:ip|ipv6)-prefix (\S+) (?:index|permit|deny|description)/],
      used: [/^(?!ip (?:ip|ipv6)-prefix )\S.*? (?:ip|ipv6)-prefix (\S+)/],
      always: [],
    },
    vrf: {
      defined: [/^ip vpn-instance (\S+)/],
      used: [/^(?!ip vpn-instance )\S.*? vpn-instance (\S+)/],
      always: ['_public_'],
    },
  },
  vlanLists: [
    /^vlan batch (.+)$/,
    /^vlan (\d+)$/,
    /^port (?:default|trunk pvid|hybrid pvid) vlan (\d+)$/,
    /^port (?:trunk allow-pass|hybrid (?:un)?tagged) vlan (.+)$/,
    /^interface Vlanif(\d+)$/i,
  ],
  secrets: secretsInClear,
};
