import { banners, publicKeys } from '../texts.ts';
import type { Dialect } from '../types.ts';
import { ofVrpAndComware, singles } from './rules.ts';

const vlans = { range: [' to ', ' '], atOnce: 10, fixed: [1] } as const;

/**
 * H3C Comware 5 and 7, after H3C's command references of S5130, S12500 and MSR: as VRP, from which both have come, but
 * `vlan 10 to 20` and `vlan 10` make VLANs (only the latter enters one), users are blocks, and VLANs of a hybrid port say
 * behind them whether they are tagged. A rule that is typed again with its number keeps the parts that it does not name.
 */
export const h3cComware: Dialect = {
  undo: 'undo',
  leave: 'quit',
  separator: /^#$/,
  ends: /^(?:quit|return)$/,
  ignored: /^(?:undo (?:shutdown|description|ip address)|version \d.*)$/,
  texts: [banners, publicKeys],
  opens:
    /^(?:interface|acl|vlan \d+$|bgp|ospf|ospfv3|isis|rip|user-interface|line|route-policy|traffic (?:classifier|behavior)|qos policy|ip vpn-instance|dhcp server ip-pool|radius scheme|hwtacacs scheme|local-user|user-group|domain|role|stp region-configuration|ike|ipsec|security-zone|security-policy|object-group|pki|ssl|policy-based-route|irf-port|wlan|track|nqa entry)(?= |$)/,
  opensInside: /^(?:address-family|area|rule \d+ name)(?= |$)/,
  permanent:
    /^(?:user-interface .*|line .*|domain system|role .*|security-policy ip|stp region-configuration|interface (?:(?!Vlan-interface|LoopBack|Bridge-Aggregation|Route-Aggregation|Tunnel|Vsi-interface|Virtual-Template|Dialer)[A-Za-z-]+[\d/:]+|NULL0))$/,
  ordered: /^(?:security-policy|qos policy) ?/,
  numbered: /^(?!)/,
  definitions: [/^(?:object-group|time-range) /, /^acl /, /^ip(?:v6)? prefix-list /, /^route-policy /],
  rules: [
    ...singles('sysname', 'description', 'mtu', 'speed', 'duplex', 'name', 'router id', 'router-id'),
    ...singles('port link-type').map((rule) => ({ ...rule, hinders: /^port (?:access|trunk|hybrid) / })),
    ...singles('port access vlan', 'port trunk pvid vlan', 'port hybrid pvid vlan'),
    ...singles('link-aggregation mode', 'port link-mode', 'ospf cost'),
    ...singles('stp global mode', 'stp mode', 'stp priority', 'stp cost', 'ospf network-type', 'idle-timeout'),
    ...singles('protocol inbound', 'authentication-mode', 'user-role', 'screen-length', 'gateway-list', 'dns-list'),
    ...singles('ip binding vpn-instance').map((rule) => ({ ...rule, whole: true as const, wipes: /^ip(?:v6)? / })),
    ...singles('if-match acl', 'if-match ip address', 'apply cost', 'apply local-preference', 'route-distinguisher'),
    ...singles('clock timezone', 'ntp-service source', 'domain default enable', 'header motd', 'header login'),
    ...singles('port link-aggregation group').map((rule) => ({ ...rule, redo: true as const })),
    { line: /^ip address \S+ \S+ sub$/, whole: true, first: true },
    { line: /^(ip address)(?= )/ },
    { line: /^(packet-filter) (?:name )?\S+ (inbound|outbound)/, name: 'packet-filter $2', whole: true, redo: true },
    { line: /^(qos apply policy) \S+ (inbound|outbound)/, name: 'qos apply policy $2', whole: true, redo: true },
    { line: /^(public-key peer \S+)/ },
    { line: /^(ospf \d+(?: vpn-instance \S+)?)\b/ },
    { line: /^(route-policy \S+) (?:permit|deny) (node \d+)$/, name: '$1 $2', whole: true, redo: true },
    { line: /^(rule \d+ comment)\b/ },
    { line: /^(rule \d+)\b(?! name)/, redo: true },
    { line: /^(ip(?:v6)? prefix-list \S+ index \d+)\b/, redo: true },
    ...ofVrpAndComware,
    { line: /^(password|authorization-attribute user-role \S+)\b/ },
    { line: /^(vrrp vrid \d+ (?:priority|preempt-mode|timer advertise))\b/ },
  ],
  lists: [
    {
      ...vlans,
      line: /^vlan (\d+(?: to \d+)?)$/,
      add: ['vlan', ''],
      remove: ['vlan', ''],
      atOnce: 1,
      opens: 'one',
      blocks: /^vlan (\d+)$/,
      users: /^interface Vlan-interface(\d+)$/,
    },
    {
      ...vlans,
      line: /^port trunk permit vlan (.+)$/,
      add: ['port trunk permit vlan', ''],
      remove: ['port trunk permit vlan', ''],
    },
    {
      ...vlans,
      line: /^port hybrid vlan (.+) tagged$/,
      add: ['port hybrid vlan', ' tagged'],
      remove: ['port hybrid vlan', ''],
    },
    {
      ...vlans,
      line: /^port hybrid vlan (.+) untagged$/,
      add: ['port hybrid vlan', ' untagged'],
      remove: ['port hybrid vlan', ''],
    },
  ],
  groups: [
    { line: /^(peer \S+) /, head: / as-number / },
    { line: /^(vrrp vrid \d+) /, head: / virtual-ip / },
  ],
};
