import type { Rules, Verb } from './device.ts';
import { vrpEdge, withMore } from './edge.ts';
import { change, listIn, written } from './lists.ts';
import { drop, flag, has, value } from './verbs.ts';

/** The link type cannot be changed while the port is in VLANs (S series command reference: port link-type). */
const linkType = value('port link-type', {
  refuses: (view) =>
    has(view, /^port default vlan/) || (view.lists.get('allow-pass')?.size ?? 0) > 0
      ? 'please delete the VLANs of the port first'
      : undefined,
});

const layer3: readonly Verb[] = [
  value('description'),
  {
    set: /^ip address \S+ \S+$/,
    undo: /^ip address(?: \S+ \S+)?$/,
    refuses: (view, _words, undo) => (undo && has(view, / sub$/) ? 'delete the secondary addresses first' : undefined),
  },
  {
    set: /^ip address (\S+ \S+) sub$/,
    undo: /^ip address (\S+ \S+) sub$/,
    refuses: (view, _words, undo) => (!undo && !has(view, /^ip address \S+ \S+$/) ? 'no primary address' : undefined),
  },
  {
    // Binding it to a VPN instance, or not, drops its addresses (S series command reference: ip binding vpn-instance).
    set: /^ip binding vpn-instance \S+$/,
    undo: /^ip binding vpn-instance \S+$/,
    after: (view) => drop(view, /^ip address/),
  },
  {
    set: /^traffic-filter (inbound|outbound) acl \d+$/,
    undo: /^traffic-filter (inbound|outbound) acl \d+$/,
    again: 'refused',
  },
  { set: /^ospf cost \d+$/, undo: /^ospf cost$/ },
  flag('shutdown'),
];

/** Huawei VRP, S and CE series, after their command references. */
export const vrp: Rules = {
  undo: 'undo',
  leave: 'quit',
  separator: /^(?:#|return)$/,
  ordered: [],
  lists: {
    vlans: { first: true, lines: (all) => written(all, ' to ', ' ', 10).map((list) => `vlan batch ${list}`) },
    'allow-pass': {
      first: false,
      lines: (all) => written(all, ' to ', ' ', 10).map((list) => `port trunk allow-pass vlan ${list}`),
    },
  },
  textEnd: (line) => {
    if (/^header \S+ information "[^"]*$/.test(line)) return (other) => other.trimEnd().endsWith('"');
    if (/^rsa peer-public-key/.test(line)) return (other) => other.trim() === 'peer-public-key end';
    return undefined;
  },
  views: withMore(
    {
      system: [
        value('sysname'),
        value('stp mode'),
        flag('dhcp enable'),
        { set: /^header (\S+) information ".*$/, undo: /^header (\S+)$/ },
        { set: /^rsa peer-public-key (\S+)$/, undo: /^rsa peer-public-key (\S+)$/, again: 'refused' },
        {
          set: /^vlan batch (.+)$/,
          undo: /^vlan batch (.+)$/,
          run: (view, [words = ''], undo) => {
            change(listIn(view, 'vlans'), words, undo);
            for (const [slot, line] of view.lines) {
              const number = typeof line === 'object' && /^(?:vlan |interface Vlanif)(\d+)$/.exec(line.header);
              if (!number || listIn(view, 'vlans').has(Number(number[1]))) continue;
              if (line.header.startsWith('interface'))
                throw new Error(`the VLANIF interface of ${number[1]} must be deleted first`);
              view.lines.delete(slot);
            }
          },
        },
        {
          set: /^vlan (\d+)$/,
          opens: 'kept-vlan',
          after: (view, [number]) => void listIn(view, 'vlans').add(Number(number)),
        },
        { set: /^acl number (\d+)$/, undo: /^acl (?:number )?(\d+)$/, opens: 'acl' },
        {
          set: /^interface Vlanif(\d+)$/,
          undo: /^interface Vlanif(\d+)$/,
          opens: 'interface',
          refuses: (view, [number]) =>
            listIn(view, 'vlans').has(Number(number)) ? undefined : 'the VLAN does not exist',
        },
        {
          set: /^interface (LoopBack\d+|Eth-Trunk\d+)$/,
          undo: /^interface (LoopBack\d+|Eth-Trunk\d+)$/,
          opens: 'interface',
        },
        { set: /^interface (X?GigabitEthernet\S+)$/, opens: 'port' },
        { set: /^aaa$/, opens: 'kept-aaa' },
        { set: /^ospf (\d+)(?: router-id \S+)?$/, undo: /^ospf (\d+)$/, opens: 'ospf' },
        { set: /^bgp (\d+)$/, undo: /^bgp(?: (\d+))?$/, opens: 'bgp', again: 'refused' },
        {
          set: /^ip route-static (\S+ \S+ \S+)(?: preference \d+)?(?: description .+)?$/,
          undo: /^ip route-static (\S+ \S+ \S+)(?: preference \d+)?$/,
        },
        { set: /^ip ip-prefix (\S+) index (\d+) .+$/, undo: /^ip ip-prefix (\S+) index (\d+)$/, again: 'refused' },
        {
          set: /^route-policy (\S+) (?:permit|deny) node (\d+)$/,
          undo: /^route-policy (\S+) (?:permit |deny )?node (\d+)$/,
          opens: 'route-policy',
          again: 'refused',
        },
        { set: /^info-center loghost (\S+)(?: .*)?$/, undo: /^info-center loghost (\S+)$/, again: 'mixed' },
        { set: /^user-interface (vty \d+ \d+)$/, opens: 'kept-lines' },
      ],
      'kept-vlan': [value('description'), value('name')],
      acl: [
        {
          set: /^rule (\d+) description .+$/,
          undo: /^rule (\d+) description$/,
          refuses: (view, [number]) =>
            has(view, new RegExp(`^rule ${number} (?:permit|deny)`)) ? undefined : 'no such rule',
        },
        {
          // A rule typed again with its number is mixed with the former one.
          set: /^rule (\d+) (?:permit|deny)(?: .*)?$/,
          undo: /^rule (\d+)$/,
          again: 'mixed',
          after: (view, [number], undo) => undo && drop(view, new RegExp(`^rule ${number} description`)),
        },
        value('description'),
      ],
      interface: layer3,
      port: [
        ...layer3,
        linkType,
        value('port default vlan', {
          refuses: (view, _words, undo) =>
            undo || has(view, /^port link-type access$/) ? undefined : 'the port is no access port',
        }),
        {
          set: /^port trunk allow-pass vlan 1$/,
          undo: /^port trunk allow-pass vlan 1$/,
          on: true,
        },
        {
          set: /^port trunk allow-pass vlan (.+)$/,
          undo: /^port trunk allow-pass vlan (.+)$/,
          run: (view, [words = ''], undo) => {
            if (!has(view, /^port link-type trunk$/)) throw new Error('the port is no trunk');
            change(listIn(view, 'allow-pass'), words, undo);
          },
        },
        value('eth-trunk', { again: 'refused' }),
        { set: /^negotiation auto$/, undo: /^negotiation auto$/, on: true },
      ],
      'kept-aaa': [
        {
          set: /^local-user (\S+) (password|privilege level|service-type) .+$/,
          undo: /^local-user (\S+) (privilege level|service-type)$/,
        },
        {
          set: /^(?!)/,
          undo: /^local-user (\S+)$/,
          run: (view, [name]) => drop(view, new RegExp(`^local-user ${name} `)),
        },
      ],
      ospf: [
        { set: /^area (\S+)$/, undo: /^area (\S+)$/, opens: 'area' },
        { set: /^silent-interface (\S+)$/, undo: /^silent-interface (\S+)$/ },
      ],
      area: [{ set: /^network (\S+ \S+)$/, undo: /^network (\S+ \S+)$/ }],
      bgp: [
        value('router-id'),
        { set: /^peer (\S+) as-number \d+$/, again: 'refused' },
        {
          set: /^peer (\S+) (description|connect-interface) .+$/,
          undo: /^peer (\S+) (description|connect-interface)$/,
          refuses: (view, [peer]) =>
            has(view, new RegExp(`^peer ${peer} as-number`)) ? undefined : 'the peer does not exist',
        },
        {
          set: /^(?!)/,
          undo: /^peer (\S+)$/,
          run: (view, [peer]) => {
            const own = new RegExp(`^peer ${peer} `);
            drop(view, own);
            for (const line of view.lines.values()) if (typeof line === 'object') drop(line, own);
          },
        },
        { set: /^ipv4-family (unicast)$/, opens: 'kept-family' },
      ],
      'kept-family': [
        { set: /^peer (\S+) (enable|reflect-client)$/, undo: /^peer (\S+) (enable|reflect-client)$/ },
        { set: /^network (\S+ \S+)$/, undo: /^network (\S+ \S+)$/ },
      ],
      'route-policy': [
        { set: /^if-match ip-prefix \S+$/, undo: /^if-match ip-prefix$/ },
        { set: /^apply cost \d+$/, undo: /^apply cost$/ },
      ],
      'kept-lines': [
        value('authentication-mode'),
        value('protocol inbound'),
        value('idle-timeout'),
        { set: /^acl \d+ (inbound|outbound)$/, undo: /^acl (inbound|outbound)$/ },
      ],
    },
    vrpEdge,
  ),
};
