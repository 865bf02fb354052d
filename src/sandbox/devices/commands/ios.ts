import type { Rules, Verb, View } from './device.ts';
import { iosEdge, withMore } from './edge.ts';
import { change, listIn, numbers, written } from './lists.ts';
import { value as bareValue, drop, flag, has, whole } from './verbs.ts';

/** One value; `no` is taken with and without it. */
const value = (words: string): Verb => bareValue(words, { undo: new RegExp(`^${words}(?: \\S.*)?$`) });

const layer3: readonly Verb[] = [
  value('description'),
  {
    set: /^ip address \S+ \S+$/,
    undo: /^ip address(?: \S+ \S+)?$/,
    refuses: (view, _words, undo) =>
      undo && has(view, / secondary$/) ? 'Must delete secondary before deleting primary' : undefined,
  },
  whole('ip address \\S+ \\S+ secondary'),
  {
    // Its addresses are removed (IP routing command reference: vrf forwarding).
    set: /^(?:ip )?vrf forwarding \S+$/,
    undo: /^(?:ip )?vrf forwarding(?: \S+)?$/,
    after: (view) => drop(view, /^ip address/),
  },
  { set: /^ip access-group \S+ (in|out)$/, undo: /^ip access-group \S+ (in|out)$/ },
  { set: /^service-policy (input|output) \S+$/, undo: /^service-policy (input|output) \S+$/, again: 'refused' },
  value('ip ospf cost'),
  whole('ip helper-address \\S+'),
  {
    // `no shutdown` is taken also where it is not shut down.
    ...flag('shutdown'),
    run: (view, _words, undo) => void (undo ? view.lines.delete('shutdown') : view.lines.set('shutdown', 'shutdown')),
  },
  { set: /^ip (redirects|proxy-arp)$/, undo: /^ip (redirects|proxy-arp)$/, on: true },
];

const allowed: readonly Verb[] = [
  {
    set: /^switchport trunk allowed vlan (add|remove) (\S+)$/,
    run: (view, [verb, words = '']) => {
      if (!view.lists.has('allowed')) throw new Error('all VLANs are allowed already');
      if (verb === 'remove') change(listIn(view, 'allowed'), words, true);
      else for (const number of numbers(words)) listIn(view, 'allowed').add(number);
      view.lines.set('allowed', 'switchport trunk allowed vlan');
    },
  },
  {
    set: /^switchport trunk allowed vlan (\S+)$/,
    run: (view, [words = '']) => {
      view.lists.set('allowed', new Set(words === 'none' ? [] : numbers(words)));
      view.lines.set('allowed', 'switchport trunk allowed vlan');
    },
  },
  {
    set: /^(?!)/,
    undo: /^switchport trunk allowed vlan$/,
    run: (view) => {
      if (!view.lists.delete('allowed')) throw new Error('nothing to undo');
      view.lines.delete('allowed');
    },
  },
];

/** An entry comes to the end of its list; `no access-list 10 …` takes the whole list, whatever follows the number. */
const oldList: Verb = {
  set: /^access-list (\d+) (.+)$/,
  undo: /^access-list (\d+)( .*)?$/,
  run: (view, [number, entry = ''], undo) => {
    const former = view.lines.get(`access-list ${number}`);
    if (undo && former === undefined) throw new Error('no such list');
    if (undo) view.lines.delete(`access-list ${number}`);
    else view.lines.set(`access-list ${number}`, former === undefined ? entry : `${former}, ${entry}`);
  },
};

/** The first line sets the list, the others add to it. */
function allowedLines(all: readonly number[]): readonly string[] {
  if (all.length === 0) return ['switchport trunk allowed vlan none'];
  const command = 'switchport trunk allowed vlan';
  return written(all, '-', ',', 20).map((list, at) => `${command} ${at === 0 ? '' : 'add '}${list}`);
}

const entries = (view: View, words: readonly string[]) =>
  words.some((word) => has(view, new RegExp(`^${word} `))) ? 'Duplicate sequence number' : undefined;

/** Cisco IOS and IOS XE, after the command references and the configuration guides for access lists. */
export const ios: Rules = {
  undo: 'no',
  leave: 'exit',
  separator: /^(?:!.*|end|exit-address-family)$/,
  ordered: ['acl', 'policy'],
  lists: {
    vlans: { first: true, lines: (all) => written(all, '-', ',', 20).map((list) => `vlan ${list}`) },
    allowed: { first: false, lines: allowedLines },
  },
  shown: (slot, line) =>
    slot.startsWith('access-list ') ? line.split(', ').map((entry) => `${slot} ${entry}`) : undefined,
  textEnd: (line) =>
    /^banner \S+ \^C/.test(line) && !/\^C.*\^C/.test(line) ? (other) => other.includes('^C') : undefined,
  views: withMore(
    {
      system: [
        value('hostname'),
        value('spanning-tree mode'),
        { set: /^banner (\S+) .*$/, undo: /^banner (\S+)$/ },
        { set: /^ip (domain lookup|http server)$/, undo: /^ip (domain lookup|http server)$/, on: true },
        { set: /^username (\S+) .+$/, undo: /^username (\S+)$/ },
        {
          set: /^vlan ([\d,-]+)$/,
          opens: 'kept-vlans',
          after: (view, [words = '']) => change(listIn(view, 'vlans'), words, false),
        },
        {
          set: /^(?!)/,
          undo: /^vlan ([\d,-]+)$/,
          run: (view, [words = '']) => {
            change(listIn(view, 'vlans'), words, true);
            for (const number of numbers(words)) drop(view, new RegExp(`^vlan ${number}$`));
          },
        },
        {
          set: /^interface (Vlan(?!1$)\d+|Loopback\d+|Port-channel\d+)$/,
          undo: /^interface (Vlan(?!1$)\d+|Loopback\d+|Port-channel\d+)$/,
          opens: 'interface',
        },
        { set: /^interface ((?:Ten)?GigabitEthernet\S+)$/, opens: 'port' },
        {
          set: /^ip access-list (extended|standard) (\S+)$/,
          undo: /^ip access-list (extended|standard) (\S+)$/,
          opens: 'acl',
        },
        oldList,
        {
          set: /^route-map (\S+) (?:permit|deny) (\d+)$/,
          undo: /^route-map (\S+) (?:permit |deny )?(\d+)$/,
          opens: 'route-map',
          again: 'refused',
        },
        { set: /^ip prefix-list (\S+) seq (\d+) .+$/, undo: /^ip prefix-list (\S+) seq (\d+) .+$/, again: 'refused' },
        { set: /^router ospf (\d+)$/, undo: /^router ospf (\d+)$/, opens: 'ospf' },
        { set: /^router bgp (\d+)$/, undo: /^router bgp (\d+)$/, opens: 'bgp', again: 'refused' },
        {
          set: /^class-map (?:match-any |match-all )?(\S+)$/,
          undo: /^class-map (?:match-any |match-all )?(\S+)$/,
          opens: 'class-map',
          again: 'refused',
        },
        { set: /^policy-map (\S+)$/, undo: /^policy-map (\S+)$/, opens: 'policy' },
        whole('ip route \\S+ \\S+ \\S+(?: name \\S+)?'),
        whole('logging host \\S+'),
        { set: /^line (vty \d+ \d+)$/, opens: 'kept-lines' },
        { set: /^archive$/, opens: 'kept-archive' },
      ],
      'kept-vlans': [value('name')],
      interface: layer3,
      port: [
        ...layer3,
        value('switchport mode'),
        value('switchport access vlan'),
        value('switchport trunk native vlan'),
        ...allowed,
        { set: /^channel-group \d+ mode \S+$/, undo: /^channel-group(?: \d+ mode \S+)?$/, again: 'refused' },
      ],
      acl: [
        {
          set: /^(\d+) (?:permit|deny|remark) .+$/,
          undo: /^(\d+)$/,
          refuses: (view, words, undo) => (undo ? undefined : entries(view, words)),
          // It stands where its number says.
          after: (view) => {
            const number = ([, line]: [string, string | View]) => Number.parseInt(String(line), 10);
            const sorted = [...view.lines].toSorted((a, b) => number(a) - number(b));
            view.lines.clear();
            for (const [slot, line] of sorted) view.lines.set(slot, line);
          },
        },
        whole('(?:permit|deny|remark) .+', {
          refuses: (view, [line = ''], undo) =>
            !undo && [...view.lines.values()].includes(line) ? 'it exists' : undefined,
        }),
      ],
      'route-map': [
        whole('match ip address(?: prefix-list)? \\S+'),
        value('set metric'),
        value('set local-preference'),
      ],
      ospf: [value('router-id'), whole('network \\S+ \\S+ area \\S+'), whole('passive-interface \\S+')],
      bgp: [
        value('bgp router-id'),
        {
          set: /^neighbor (\S+) remote-as \d+$/,
          undo: /^neighbor (\S+) remote-as(?: \d+)?$/,
          after: (view, [peer], undo) => undo && drop(view, new RegExp(`^neighbor ${peer} `)),
        },
        {
          set: /^neighbor (\S+) (description|update-source) .+$/,
          undo: /^neighbor (\S+) (description|update-source)(?: .+)?$/,
          refuses: (view, [peer]) =>
            has(view, new RegExp(`^neighbor ${peer} remote-as`))
              ? undefined
              : 'Specify remote-as or peer-group commands first',
        },
        { set: /^neighbor (\S+) route-map \S+ (in|out)$/, undo: /^neighbor (\S+) route-map \S+ (in|out)$/ },
        {
          set: /^(?!)/,
          undo: /^neighbor (\S+)$/,
          run: (view, [peer]) => {
            const own = new RegExp(`^neighbor ${peer} `);
            if (!has(view, own)) throw new Error('no such neighbor');
            drop(view, own);
            for (const line of view.lines.values()) if (typeof line === 'object') drop(line, own);
          },
        },
        { set: /^address-family (ipv4)$/, undo: /^address-family (ipv4)$/, opens: 'family' },
      ],
      family: [whole('neighbor \\S+ (?:activate|send-community)'), whole('network \\S+ mask \\S+')],
      'class-map': [whole('match access-group name \\S+'), whole('match dscp \\S+')],
      policy: [{ set: /^class (\S+)$/, undo: /^class (\S+)$/, opens: 'class' }],
      class: [value('set dscp'), value('police')],
      'kept-archive': [value('path')],
      'kept-lines': [
        value('exec-timeout'),
        value('transport input'),
        { set: /^access-class \S+ (in|out)$/, undo: /^access-class \S+ (in|out)$/ },
        { set: /^login(?: local)?$/, undo: /^login(?: local)?$/ },
      ],
    },
    iosEdge,
  ),
};
