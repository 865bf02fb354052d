import { defineFormat } from '../format.ts';
import { carried, textOf } from '../write/carried.ts';
import { hostOfPlain, plainMap } from '../write/plain.ts';
import { mapOf, toJson } from '../write/tree.ts';

/** `{ "hosts": [{ "name", "address", "type", "platform", …fields, "labels": {…} }] }`; every value is a string. */
export default defineFormat({
  title: { en: 'JSON', zh: 'JSON' },
  files: ['hosts.json'],
  keeps: carried,
  write: ({ hosts }) => {
    const tree = mapOf([['hosts', hosts.map((host) => plainMap(carried(host)))]]);
    return [{ name: 'hosts.json', content: `${toJson(tree)}\n` }];
  },
  read: (files) => {
    const { hosts } = JSON.parse(textOf(files)) as { hosts: Record<string, unknown>[] };
    return hosts.map((host) => hostOfPlain(host, host.name, host.address));
  },
});
