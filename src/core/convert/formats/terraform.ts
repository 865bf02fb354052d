import { defineFormat } from '../format.ts';
import { carried, pick, textEntries, textOf } from '../write/carried.ts';
import { mapOf, type Pair, toJson } from '../write/tree.ts';

const text = 'string';
const shape = `object({ address = ${text}, type = ${text}, platform = ${text}, fields = map(${text}), labels = map(${text}) })`;
const declaration = {
  variable: { hosts: { type: `map(${shape})`, description: 'Hosts by name, written by ChangeOps.' } },
};

/**
 * `hosts.auto.tfvars.json` with the variable `hosts`, a map of hosts by name, and its declaration. Terraform takes the
 * text of a .tfvars.json as it is ("Input Variables", JSON variable files): no `${…}` in it is evaluated, as it would
 * be in .tf and .tf.json.
 */
export default defineFormat({
  title: { en: 'Terraform variables', zh: 'Terraform 变量' },
  needs: {
    en: 'If your module declares the variable "hosts" already, leave variables.hosts.tf.json out.',
    zh: '如果您的模块已声明变量 hosts，请勿使用 variables.hosts.tf.json。',
  },
  files: ['hosts.auto.tfvars.json', 'variables.hosts.tf.json'],
  keeps: carried,
  write: ({ hosts }) => {
    const entries = hosts
      .values()
      .map(carried)
      .map(
        (host): Pair => [
          host.name,
          mapOf([
            ['address', host.address],
            ['type', host.type],
            ['platform', host.platform],
            ['fields', mapOf(Object.entries(host.fields))],
            ['labels', mapOf(Object.entries(host.labels))],
          ]),
        ],
      );
    return [
      { name: 'hosts.auto.tfvars.json', content: `${toJson(mapOf([['hosts', mapOf(entries)]]))}\n` },
      { name: 'variables.hosts.tf.json', content: `${JSON.stringify(declaration, null, 2)}\n` },
    ];
  },
  read: (files) => {
    const { hosts } = JSON.parse(textOf(files));
    return Object.entries<ReturnType<typeof carried>>(hosts).map(([name, host]) => ({
      name,
      address: host.address,
      type: host.type,
      platform: host.platform,
      fields: pick((field) => host.fields[field]),
      labels: textEntries(host.labels),
    }));
  },
});
