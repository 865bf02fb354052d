import { parse } from 'yaml';
import { defineFormat } from '../format.ts';
import { ansibleInventory, ansibleTree, hostOfVars } from '../write/ansible.ts';
import { carried, oneLine, textOf } from '../write/carried.ts';
import { toYaml } from '../write/tree.ts';

const unsafe = { tag: '!unsafe', resolve: (text: string) => text };

/**
 * An inventory of Ansible's YAML plug-in. Every scalar is in quotes (`00123`, `12:30:45` and `on` are other things to
 * YAML 1.1), and a value in which Jinja would see a template is tagged `!unsafe`, so that nothing in a sheet is run.
 */
export default defineFormat({
  title: { en: 'Ansible inventory (YAML)', zh: 'Ansible 清单（YAML）' },
  files: ['inventory.yaml'],
  keeps: carried,
  write: (inventory, options) => {
    const made = ansibleInventory(inventory, options, (text) => ({ tag: '!unsafe', text }));
    const groups = made.groups.map(({ name, kind, value }) => `# ${name}: ${kind} ${oneLine(value)}\n`);
    const content = toYaml(ansibleTree(made), `# ${oneLine(options.title)}\n${groups.join('')}---\n`);
    return [{ name: 'inventory.yaml', content }];
  },
  read: (files) => {
    const read = parse(textOf(files), { customTags: [unsafe], maxAliasCount: 0 });
    return Object.entries(read?.all?.hosts ?? {}).map(([name, vars]) => hostOfVars(name, vars, (value) => value));
  },
});
