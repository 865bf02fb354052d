import { publicKeys, quotedHeaders } from '../texts.ts';
import type { Dialect } from '../types.ts';
import { ofVrpAndComware, singles } from './rules.ts';

/** Up to ten numbers and ranges go into one command (`&<1-10>` in the command references of S and CE switches). */
const vlans = { range: [' to ', ' '], atOnce: 10, fixed: [1] } as const;

/**
 * Huawei VRP 5 and 8, after the command references of S series and CloudEngine switches, NE and AR routers: `undo` before
 * a command takes it back; a rule of an ACL that is typed again with the same number is mixed with the old one; binding an
 * interface to a VPN instance drops its addresses; lists of VLANs only ever grow by typing them.
 */
export const huaweiVrp: Dialect = {
  undo: 'undo',
  leave: 'quit',
  separator: /^(?:#|!.*)$/,
  ends: /^(?:quit|return)$/,
  ignored: /^undo (?:shutdown|description|ip address)$/,
  texts: [quotedHeaders, publicKeys],
  opens:
    /^(?:interface|acl|aaa$|vlan \d+$|bgp|ospf|ospfv3|isis|rip|user-interface|route-policy|traffic (?:classifier|behavior|policy)|(?:ip|ipv6) vpn-instance|ip pool|stp region-configuration|(?:radius-server|hwtacacs-server) template|ike|ipsec|firewall zone|security-policy|nat-policy|cpu-defend policy|bridge-domain|keychain|dhcp server group|observe-port group|diffserv domain|drop-profile|mpls$|mpls ldp$|bfd|port-group|vlan pool)(?= |$)/,
  opensInside:
    /^(?:ipv[46]-family|area|(?:authentication|authorization|accounting)-scheme|domain|rule name|key-id)(?= |$)/,
  permanent:
    /^(?:aaa|user-interface .*|security-policy|nat-policy|stp region-configuration|ipv[46]-family unicast|interface (?:(?!Vlanif|LoopBack|Eth-Trunk|Tunnel|Vbdif|Nve|Virtual-Template|Dialer|Bridge-if)[A-Za-z-]+[\d/:]+|NULL0))$/,
  ordered: /^(?:security-policy|nat-policy|traffic policy) ?/,
  numbered: /^(?!)/,
  definitions: [/^(?:acl|time-range) /, /^ip(?:v6)? (?:ip|ipv6)-prefix /, /^route-policy /],
  rules: [
    ...singles('sysname', 'description', 'mtu', 'speed', 'duplex', 'name', 'router id', 'router-id'),
    ...singles('port link-type').map((rule) => ({ ...rule, hinders: /^port (?:default|trunk|hybrid) / })),
    ...singles('port default vlan', 'port trunk pvid vlan', 'port hybrid pvid vlan', 'voice-vlan'),
    ...singles('stp mode', 'stp priority', 'stp edged-port', 'stp cost', 'lacp priority', 'mode', 'load-balance'),
    ...singles('ospf cost', 'ospf network-type', 'ospf timer hello', 'idle-timeout', 'protocol inbound'),
    ...singles('user privilege level', 'authentication-mode', 'screen-length', 'history-command max-size'),
    ...singles('ip binding vpn-instance').map((rule) => ({ ...rule, whole: true as const, wipes: /^ip(?:v6)? / })),
    ...singles('if-match acl', 'if-match ip-prefix', 'apply cost', 'apply local-preference', 'apply as-path'),
    ...singles('route-distinguisher', 'gateway-list', 'dns-list', 'excluded-ip-address', 'clock timezone'),
    ...singles('info-center source default', 'ntp-service source-interface', 'header login', 'header shell'),
    ...singles('eth-trunk').map((rule) => ({ ...rule, redo: true as const })),
    { line: /^ip address \S+ \S+ sub$/, whole: true, first: true },
    { line: /^(ip address)(?= )/ },
    { line: /^acl (?:ipv6 )?(\S+) (inbound|outbound)$/, name: 'acl $2' },
    { line: /^(traffic-filter (?:inbound|outbound))\b/, whole: true, redo: true },
    { line: /^(traffic-policy) \S+ (inbound|outbound)/, name: 'traffic-policy $2', whole: true, redo: true },
    { line: /^(ospf \d+(?: vpn-instance \S+)?)\b/ },
    { line: /^((?:rsa|dsa|ecc) peer-public-key \S+)/ },
    { line: /^(acl name \S+)/ },
    { line: /^(route-policy \S+) (?:permit|deny) (node \d+)$/, name: '$1 $2', whole: true, redo: true },
    { line: /^(rule \d+ description)\b/ },
    { line: /^(rule \d+)\b/, redo: true },
    { line: /^(ip(?:v6)? (?:ip|ipv6)-prefix \S+ index \d+)\b/, redo: true },
    ...ofVrpAndComware,
    { line: /^(local-user \S+ (?:password|privilege level|level|service-type|ftp-directory|state))\b/ },
    { line: /^(vrrp vrid \d+ (?:priority|preempt-mode|timer advertise|authentication-mode))\b/ },
  ],
  lists: [
    {
      ...vlans,
      line: /^vlan batch (.+)$/,
      add: ['vlan batch', ''],
      remove: ['vlan batch', ''],
      blocks: /^vlan (\d+)$/,
      users: /^interface Vlanif(\d+)$/,
    },
    {
      ...vlans,
      line: /^port trunk allow-pass vlan (.+)$/,
      add: ['port trunk allow-pass vlan', ''],
      remove: ['port trunk allow-pass vlan', ''],
    },
    {
      ...vlans,
      line: /^port hybrid tagged vlan (.+)$/,
      add: ['port hybrid tagged vlan', ''],
      remove: ['port hybrid vlan', ''],
    },
    {
      ...vlans,
      line: /^port hybrid untagged vlan (.+)$/,
      add: ['port hybrid untagged vlan', ''],
      remove: ['port hybrid vlan', ''],
    },
  ],
  groups: [
    { line: /^(local-user \S+) /, head: /^local-user / },
    { line: /^(peer \S+) /, head: / as-number / },
    { line: /^(vrrp vrid \d+) /, head: / virtual-ip / },
    { line: /^(snmp-agent usm-user v3 \S+)(?= |$)/, head: /^snmp-agent usm-user v3 \S+$/ },
  ],
};
