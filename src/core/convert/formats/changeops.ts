import { parse } from 'yaml';
import { defineFormat } from '../format.ts';
import { oneLine, textOf } from '../write/carried.ts';
import { hostEntry, hostOfEntry, type MadeEntry } from '../write/host-entry.ts';
import { mapOf, type Node, type Pair, toYaml } from '../write/tree.ts';

/** The bot's own hosts.yaml, to be put in data/settings/ by hand; saving from chat merges instead. */
export default defineFormat({
  title: { en: 'ChangeOps inventory (hosts.yaml)', zh: 'ChangeOps 清单（hosts.yaml）' },
  needs: {
    en: 'Holds values of one line and 500 characters; column names that cannot be labels are changed. Credentials are yours to add.',
    zh: '值限一行、500 个字符；不能作标签名的列名会被改写。凭据需自行补充。',
  },
  files: ['hosts.yaml'],
  keeps: (host) => hostOfEntry(host.name, hostEntry(host)),
  write: ({ hosts }, { title }) => {
    const entries = hosts.values().map((host): Pair => [host.name, nodeOf(hostEntry(host))]);
    const content = toYaml(mapOf([['hosts', mapOf(entries)]]), `# ${oneLine(title)}\n`);
    return [{ name: 'hosts.yaml', content }];
  },
  read: (files) => {
    const { hosts } = parse(textOf(files)) as { hosts: Record<string, MadeEntry> };
    return Object.entries(hosts).map(([name, entry]) => hostOfEntry(name, entry));
  },
});

function nodeOf({ address, port, platform, type, labels }: MadeEntry): Node {
  const entries = Object.entries(labels);
  return mapOf([
    ['address', address],
    ['port', port],
    ['platform', platform],
    ['type', type],
    ['labels', entries.length > 0 ? mapOf(entries) : undefined],
  ]);
}
