import { defineFormat } from '../format.ts';
import { ansibleInventory, ansibleTree, hostOfVars } from '../write/ansible.ts';
import { carried, textOf } from '../write/carried.ts';
import { mapOf, toJson } from '../write/tree.ts';

/**
 * The same tree as in YAML, as JSON, which `ansible -i inventory.json` reads as it is (not the output of an inventory
 * script, which would need a program around it). A value in which Jinja would see a template is written
 * `{"__ansible_unsafe": …}`, as Ansible itself writes it.
 */
export default defineFormat({
  title: { en: 'Ansible inventory (JSON)', zh: 'Ansible 清单（JSON）' },
  files: ['inventory.json'],
  keeps: carried,
  write: (inventory, options) => {
    const made = ansibleInventory(inventory, options, (text) => mapOf([['__ansible_unsafe', text]]));
    return [{ name: 'inventory.json', content: `${toJson(ansibleTree(made))}\n` }];
  },
  read: (files) => {
    const read = JSON.parse(textOf(files));
    return Object.entries(read.all.hosts).map(([name, vars]) => hostOfVars(name, vars, plain));
  },
});

function plain(value: unknown): unknown {
  return typeof value === 'object' && value !== null && '__ansible_unsafe' in value ? value.__ansible_unsafe : value;
}
