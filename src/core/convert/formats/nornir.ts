import { parse } from 'yaml';
import { defineFormat, type WrittenInventory } from '../format.ts';
import { carried, oneLine, portOf, textOf, userOf, type WholeHost } from '../write/carried.ts';
import { type Group, groupsOf } from '../write/groups.ts';
import { hostOfPlain, plainEntries } from '../write/plain.ts';
import { type Mapping, mapOf, type Node, type Pair, toYaml } from '../write/tree.ts';

/** Netmiko's names, which nornir_netmiko takes (Netmiko, PLATFORMS.md); others are ours with `_` for `-`. */
const drivers: Readonly<Record<string, string>> = {
  'huawei-vrp': 'huawei',
  'h3c-comware': 'hp_comware',
  'cisco-iosxr': 'cisco_xr',
  'fortinet-fortios': 'fortinet',
};

/**
 * The three files of Nornir's SimpleInventory. `platform` is Netmiko's driver; everything of the host, our platform
 * too, is in its `data`. Groups are those of Ansible, with what they stand for in `data`.
 */
export default defineFormat({
  title: { en: 'Nornir (hosts, groups, defaults)', zh: 'Nornir（hosts、groups、defaults）' },
  files: ['hosts.yaml', 'groups.yaml', 'defaults.yaml'],
  keeps: carried,
  write: (inventory, options) => {
    const groups = groupsOf(inventory.hosts, options);
    const from = `# ${oneLine(options.title)}\n`;
    return [
      { name: 'hosts.yaml', content: toYaml(hostsTree(inventory, groups), `${from}---\n`) },
      { name: 'groups.yaml', content: toYaml(mapOf(groups.map(groupEntry)), `${from}---\n`) },
      { name: 'defaults.yaml', content: `${from}---\n{}\n` },
    ];
  },
  read: (files) => {
    const read = (parse(textOf(files)) ?? {}) as Record<string, { hostname: string; data: Record<string, unknown> }>;
    return Object.entries(read).map(([name, { hostname, data }]) => hostOfPlain(data, name, hostname));
  },
});

function hostsTree({ hosts }: WrittenInventory, groups: readonly Group[]): Mapping {
  const memberOf = new Map<string, string[]>(hosts.map(({ name }) => [name, []]));
  for (const group of groups) for (const name of group.hosts) memberOf.get(name)?.push(group.name);
  return mapOf(hosts.values().map((host): Pair => [host.name, hostNode(carried(host), memberOf.get(host.name) ?? [])]));
}

function hostNode(host: WholeHost, groups: readonly string[]): Node {
  const driver =
    (Object.hasOwn(drivers, host.platform) && drivers[host.platform]) || host.platform.replaceAll('-', '_');
  return mapOf([
    ['hostname', host.address],
    ['port', portOf(host)],
    ['username', userOf(host)],
    ['platform', host.platform === 'unknown' ? undefined : driver],
    ['groups', groups],
    ['data', mapOf(plainEntries(host))],
  ]);
}

function groupEntry({ name, kind, value }: Group): Pair {
  return [name, mapOf([['data', mapOf([[kind, value]])]])];
}
