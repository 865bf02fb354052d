import { defineFormat } from '../format.ts';
import { type AnsibleInventory, ansibleInventory, hostOfVars } from '../write/ansible.ts';
import { carried, oneLine, textOf } from '../write/carried.ts';
import { isMapping, type Node, type Pair, quoted } from '../write/tree.ts';

/**
 * An inventory of Ansible's INI plug-in. Its values are Python literals in words that are split as a shell does, and
 * `#` cuts what no quote holds; so each that is not a plain word or an IPv4 address is a Python string in double
 * quotes inside single quotes, and labels are one dictionary. INI knows no `!unsafe`: a value in which Jinja would see a template is written as
 * `{{ "…" | b64decode | string }}`, which gives the text where the variable is used (`ansible-inventory --list` shows it
 * as written). Base64, as Ansible versions differ in how they read backslashes in a template; `string`, as it would make
 * a dictionary of a text such as `{"a": 1}`.
 */
export default defineFormat({
  title: { en: 'Ansible inventory (INI)', zh: 'Ansible 清单（INI）' },
  files: ['inventory.ini'],
  keeps: carried,
  write: (inventory, options) => {
    const made = ansibleInventory(inventory, options, asExpression);
    return [{ name: 'inventory.ini', content: `# ${oneLine(options.title)}\n${toIni(made)}` }];
  },
  read: (files) => {
    const [hosts = ''] = textOf(files).split('\n\n[', 1);
    const lines = hosts.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    return lines.map((line) => {
      const [name = ''] = line.split(' ', 1);
      const words = line.matchAll(/ (\w+)=(?:'([^']*)'|(\S+))/g);
      const vars = [...words].map(([, key, made, word]) => [key, made === undefined ? word : JSON.parse(made)]);
      return hostOfVars(name, Object.fromEntries(vars), plain);
    });
  },
});

function asExpression(text: string): string {
  return `{{ "${Buffer.from(text).toString('base64')}" | b64decode | string }}`;
}

function plain(value: unknown): unknown {
  const made = typeof value === 'string' ? /^\{\{ "(.*)" \| b64decode \| string \}\}$/.exec(value)?.[1] : undefined;
  return made === undefined ? value : Buffer.from(made, 'base64').toString();
}

function toIni({ hosts, groups }: AnsibleInventory): string {
  const lines = Iterator.from(hosts).map(({ name, vars }) => [name, ...vars.map(assignment)].join(' '));
  const sections = groups.map(({ name, kind, value, hosts: members, vars }) => {
    const own = vars.map(([key, to]) => `${key}=${literal(to)}`);
    const more = own.length > 0 ? ['', `[${name}:vars]`, ...own] : [];
    return ['', `[${name}]`, `# ${kind} ${oneLine(value)}`, ...members, ...more].join('\n');
  });
  return `${[...lines, ...sections].join('\n')}\n`;
}

/** What Python takes for no literal, so that Ansible keeps the text; `10.0.0.1` is no number either. */
const plainWord = /^(?!(?:True|False|None)$)[A-Za-z][\w.-]*$|^(?:\d{1,3}\.){3}\d{1,3}$/;

function assignment([key, value]: Pair): string {
  if (typeof value === 'string' && plainWord.test(value)) return `${key}=${value}`;
  return `${key}='${literal(value).replaceAll("'", '\\u0027')}'`;
}

/** What Python and JSON both read as the value. */
function literal(node: Node = ''): string {
  if (typeof node === 'string') return quoted(node);
  if (!isMapping(node)) return String(node);
  return `{${[...node.pairs].map(([key, value]) => `${quoted(key)}: ${literal(value)}`).join(', ')}}`;
}
