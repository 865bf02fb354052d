import type { Rules, Verb } from './device.ts';
import { change, listIn, written } from './lists.ts';
import { drop, flag, has, value, whole } from './verbs.ts';

const layer3: readonly Verb[] = [
  value('description'),
  {
    set: /^ip address \S+ \S+$/,
    undo: /^ip address(?: \S+ \S+)?$/,
    refuses: (view, _words, undo) => (undo && has(view, / sub$/) ? 'remove the secondary addresses first' : undefined),
  },
  {
    ...whole('ip address \\S+ \\S+ sub'),
    refuses: (view, _words, undo) => (!undo && !has(view, /^ip address \S+ \S+$/) ? 'no primary address' : undefined),
  },
  {
    // Drops the addresses of the interface (MSR command reference: ip binding vpn-instance).
    ...value('ip binding vpn-instance', { undo: /^ip binding vpn-instance(?: \S+)?$/ }),
    after: (view) => drop(view, /^ip address/),
  },
  {
    set: /^packet-filter (?:name )?\S+ (inbound|outbound)$/,
    undo: /^packet-filter (?:name )?\S+ (inbound|outbound)$/,
    again: 'refused',
  },
  value('ospf cost'),
  flag('shutdown'),
];

/** `undo port hybrid vlan` says no more than the numbers. */
const hybrid: readonly Verb[] = [
  {
    set: /^port hybrid vlan (.+) (tagged|untagged)$/,
    run: (view, [words = '', how = '']) => {
      const others = listIn(view, how === 'tagged' ? 'untagged' : 'tagged');
      change(listIn(view, how), words, false);
      for (const number of listIn(view, how)) others.delete(number);
    },
  },
  {
    set: /^(?!)/,
    undo: /^port hybrid vlan (.+)$/,
    run: (view, [words = '']) => {
      const all = new Set([...listIn(view, 'tagged'), ...listIn(view, 'untagged')]);
      const kept = new Set(all);
      change(kept, words, true);
      for (const number of all) {
        if (kept.has(number)) continue;
        listIn(view, 'tagged').delete(number);
        listIn(view, 'untagged').delete(number);
      }
    },
  },
];

/** H3C Comware 7, after H3C's command references. */
export const comware: Rules = {
  undo: 'undo',
  leave: 'quit',
  separator: /^(?:#|return)$/,
  ordered: [],
  lists: {
    vlans: { first: true, lines: (all) => written(all, ' to ', ' ', 1).map((list) => `vlan ${list}`) },
    permit: {
      first: false,
      lines: (all) => written(all, ' to ', ' ', 10).map((list) => `port trunk permit vlan ${list}`),
    },
    tagged: {
      first: false,
      lines: (all) => written(all, ' to ', ' ', 10).map((list) => `port hybrid vlan ${list} tagged`),
    },
    untagged: {
      first: false,
      lines: (all) => written(all, ' to ', ' ', 10).map((list) => `port hybrid vlan ${list} untagged`),
    },
  },
  views: {
    system: [
      value('sysname'),
      value('stp global mode'),
      flag('dhcp enable'),
      { set: /^snmp-agent sys-info (contact|location) .+$/, undo: /^snmp-agent sys-info (contact|location)$/ },
      {
        set: /^vlan (\d+ to \d+)$/,
        undo: /^vlan (\d+(?: to \d+)?)$/,
        run: (view, [words = ''], undo) => {
          change(listIn(view, 'vlans'), words, undo);
          for (const [slot, line] of view.lines) {
            const number = typeof line === 'object' && /^(?:vlan |interface Vlan-interface)(\d+)$/.exec(line.header);
            if (!number || listIn(view, 'vlans').has(Number(number[1]))) continue;
            if (line.header.startsWith('interface')) throw new Error(`delete the VLAN interface of ${number[1]} first`);
            view.lines.delete(slot);
          }
        },
      },
      {
        set: /^vlan (\d+)$/,
        opens: 'kept-vlan',
        after: (view, [words = '']) => change(listIn(view, 'vlans'), words, false),
      },
      { set: /^acl (basic|advanced) (\d+)$/, undo: /^acl (basic|advanced) (\d+)$/, opens: 'acl' },
      {
        set: /^interface Vlan-interface(\d+)$/,
        undo: /^interface Vlan-interface(\d+)$/,
        opens: 'interface',
        refuses: (view, [number]) =>
          listIn(view, 'vlans').has(Number(number)) ? undefined : 'the VLAN does not exist',
      },
      {
        set: /^interface (LoopBack\d+|Bridge-Aggregation\d+)$/,
        undo: /^interface (LoopBack\d+|Bridge-Aggregation\d+)$/,
        opens: 'interface',
      },
      { set: /^interface (GigabitEthernet\S+)$/, opens: 'port' },
      {
        set: /^local-user (\S+) class (manage|network)$/,
        undo: /^local-user (\S+) class (manage|network)$/,
        opens: 'user',
      },
      { set: /^bgp (\d+)$/, undo: /^bgp(?: (\d+))?$/, opens: 'bgp', again: 'refused' },
      {
        set: /^ip route-static (\S+ \S+ \S+)(?: preference \d+)?(?: description .+)?$/,
        undo: /^ip route-static (\S+ \S+ \S+)$/,
      },
      { set: /^ip prefix-list (\S+) index (\d+) .+$/, undo: /^ip prefix-list (\S+) index (\d+)$/, again: 'refused' },
      {
        set: /^route-policy (\S+) (?:permit|deny) node (\d+)$/,
        undo: /^route-policy (\S+) (?:permit |deny )?node (\d+)$/,
        opens: 'route-policy',
        again: 'refused',
      },
      { set: /^line (vty \d+ \d+)$/, opens: 'kept-lines' },
    ],
    'kept-vlan': [value('description'), value('name')],
    acl: [
      {
        set: /^rule (\d+) comment .+$/,
        undo: /^rule (\d+) comment$/,
        refuses: (view, [number]) =>
          has(view, new RegExp(`^rule ${number} (?:permit|deny)`)) ? undefined : 'no such rule',
      },
      {
        // Typed again, only what it names is changed, all else of the rule stays (ACL and QoS command reference: rule).
        set: /^rule (\d+) (?:permit|deny)(?: .*)?$/,
        undo: /^rule (\d+)$/,
        again: 'mixed',
        after: (view, [number], undo) => undo && drop(view, new RegExp(`^rule ${number} comment`)),
      },
    ],
    interface: layer3,
    port: [
      ...layer3,
      value('port link-type', {
        refuses: (view) =>
          has(view, /^port access vlan/) ||
          ['permit', 'tagged', 'untagged'].some((list) => (view.lists.get(list)?.size ?? 0) > 0)
            ? 'the port is in VLANs'
            : undefined,
      }),
      value('port access vlan'),
      { set: /^port trunk permit vlan 1$/, undo: /^port trunk permit vlan 1$/, on: true },
      {
        set: /^port trunk permit vlan (.+)$/,
        undo: /^port trunk permit vlan (.+)$/,
        run: (view, [words = ''], undo) => {
          if (!has(view, /^port link-type trunk$/)) throw new Error('the port is no trunk');
          change(listIn(view, 'permit'), words, undo);
        },
      },
      ...hybrid,
      value('port link-aggregation group', { again: 'refused' }),
    ],
    user: [
      { set: /^password (?:hash|simple) .+$/, undo: /^password$/ },
      whole('service-type .+'),
      { set: /^authorization-attribute user-role (\S+)$/, undo: /^authorization-attribute user-role (\S+)$/ },
    ],
    bgp: [
      { set: /^peer (\S+) as-number \d+$/, again: 'refused' },
      { set: /^peer (\S+) (description) .+$/, undo: /^peer (\S+) (description)$/ },
      {
        set: /^(?!)/,
        undo: /^peer (\S+)$/,
        run: (view, [peer]) => {
          const own = new RegExp(`^peer ${peer} `);
          drop(view, own);
          for (const line of view.lines.values()) if (typeof line === 'object') drop(line, own);
        },
      },
      { set: /^address-family (ipv4 unicast)$/, undo: /^address-family (ipv4 unicast)$/, opens: 'family' },
    ],
    family: [whole('peer \\S+ enable'), whole('network \\S+ \\S+')],
    'route-policy': [value('if-match ip address'), value('apply cost')],
    'kept-lines': [value('authentication-mode'), value('idle-timeout'), value('user-role'), value('protocol inbound')],
  },
};
