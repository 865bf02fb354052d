import { defineFormat } from '../format.ts';
import { type AnsibleInventory, ansibleInventory, hostOfVars } from '../write/ansible.ts';
import { carried, oneLine, textOf } from '../write/carried.ts';
import { type Node, quoted } from '../write/tree.ts';

/**
 * An inventory of Ansible's INI plug-in. Its values are Python literals in words that are split as a shell does, and
 * `#` cuts what no quote holds; so each is a Python string in double quotes inside single quotes, and labels are one
 * dictionary. INI knows no `!unsafe`: a brace that would begin a template is written `{{ '{' }}`, which Ansible turns
 * back into the brace where the variable is used (`ansible-inventory --list` shows it as written).
 */
export default defineFormat({
  title: { en: 'Ansible inventory (INI)', zh: 'Ansible 清单（INI）' },
  files: ['inventory.ini'],
  keeps: carried,
  write: (inventory, options) => {
    const made = ansibleInventory(inventory, options, (text) => text.replace(/\{(?=[{%#])/g, brace));
    return [{ name: 'inventory.ini', content: `# ${oneLine(options.title)}\n${toIni(made)}` }];
  },
  read: (files) => {
    const [hosts = ''] = textOf(files).split('\n\n[', 1);
    const lines = hosts.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    return lines.map((line) => {
      const [name = ''] = line.split(' ', 1);
      const vars = [...line.matchAll(/ (\w+)='([^']*)'/g)].map(([, key, value = '']) => [key, JSON.parse(value)]);
      return hostOfVars(name, Object.fromEntries(vars), plain);
    });
  },
});

const brace = "{{ '{' }}";

function plain(value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll(brace, '{') : value;
}

function toIni({ hosts, groups }: AnsibleInventory): string {
  const lines = hosts.map(({ name, vars }) => [name, ...[...vars].map(assignment)].join(' '));
  const sections = groups.map(({ name, kind, value, hosts: members, vars }) => {
    const own = [...vars].map(([key, to]) => `${key}=${literal(to)}`);
    const more = own.length > 0 ? ['', `[${name}:vars]`, ...own] : [];
    return ['', `[${name}]`, `# ${kind} ${oneLine(value)}`, ...members, ...more].join('\n');
  });
  return `${[...lines, ...sections].join('\n')}\n`;
}

function assignment([key, value]: readonly [string, Node]): string {
  return `${key}='${literal(value).replaceAll("'", '\\u0027')}'`;
}

/** What Python and JSON both read as the value. */
function literal(node: Node): string {
  if (typeof node === 'string') return quoted(node);
  if (!(node instanceof Map)) return String(node);
  return `{${[...node].map(([key, value]) => `${quoted(key)}: ${literal(value)}`).join(', ')}}`;
}
