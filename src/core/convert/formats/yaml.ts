import { parse } from 'yaml';
import { defineFormat } from '../format.ts';
import { carried, oneLine, textOf } from '../write/carried.ts';
import { hostOfPlain, plainMap } from '../write/plain.ts';
import { mapOf, toYaml } from '../write/tree.ts';

/** The same as the JSON, as YAML; every scalar is in quotes, so that it is a string to every reader. */
export default defineFormat({
  title: { en: 'YAML', zh: 'YAML' },
  files: ['hosts-list.yaml'],
  keeps: carried,
  write: ({ hosts }, { title }) => {
    const tree = mapOf([['hosts', hosts.map((host) => plainMap(carried(host)))]]);
    return [{ name: 'hosts-list.yaml', content: toYaml(tree, `# ${oneLine(title)}\n`) }];
  },
  read: (files) => {
    const { hosts } = parse(textOf(files)) as { hosts: Record<string, unknown>[] };
    return hosts.map((host) => hostOfPlain(host, host.name, host.address));
  },
});
