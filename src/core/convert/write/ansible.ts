import type { FormatOptions, WrittenHost, WrittenInventory } from '../format.ts';
import { carried, outFields, pick, portOf, textEntries, userOf, type WholeHost } from './carried.ts';
import { type Group, groupsOf } from './groups.ts';
import { mapOf, type Node } from './tree.ts';

/** An inventory as Ansible has it. */
export interface AnsibleInventory {
  readonly hosts: readonly { readonly name: string; readonly vars: ReadonlyMap<string, Node> }[];
  readonly groups: readonly (Group & { readonly vars: ReadonlyMap<string, Node> })[];
}

/** How a format writes a text that Ansible would otherwise run as a template. */
export type Untemplated = (text: string) => Node;

/**
 * Host variables: `ansible_host`, `ansible_port` and `ansible_user` where the sheet gives them, `type`, `platform`, the
 * fields by name, and `labels`, a dictionary: so no header of a sheet can set a variable such as
 * `ansible_ssh_common_args`. Group variables: what the mapping says of the group's platform.
 */
export function ansibleInventory(
  { hosts }: WrittenInventory,
  options: FormatOptions,
  untemplated: Untemplated,
): AnsibleInventory {
  return {
    hosts: hosts.map((host) => ({ name: host.name, vars: hostVars(carried(host), untemplated) })),
    groups: groupsOf(hosts, options).map((group) => ({ ...group, vars: groupVars(group, options) })),
  };
}

/** The inventory as the tree that Ansible reads from YAML and JSON. */
export function ansibleTree({ hosts, groups }: AnsibleInventory): ReadonlyMap<string, Node> {
  const none = new Map<string, Node>();
  const children = groups.map((group): [string, Node] => [
    group.name,
    mapOf([
      ['hosts', mapOf(group.hosts.map((name) => [name, none]))],
      ['vars', group.vars.size > 0 ? group.vars : undefined],
    ]),
  ]);
  const all: [string, Node][] = [
    ['hosts', mapOf(hosts.map(({ name, vars }) => [name, vars]))],
    ['children', mapOf(children)],
  ];
  return mapOf([['all', mapOf(all)]]);
}

function hostVars(host: WholeHost, untemplated: Untemplated): ReadonlyMap<string, Node> {
  const text = (value: string) => (isTemplate(value) ? untemplated(value) : value);
  const port = portOf(host);
  const labels = Object.entries(host.labels).map(([label, value]) => [labelOut(label), text(value)] as const);
  const found = outFields.flatMap((field) => {
    const value = host.fields[field];
    return value === undefined ? [] : [[field, text(value)] as const];
  });
  return mapOf([
    ['ansible_host', host.address],
    ['ansible_port', port === undefined ? undefined : String(port)],
    ['ansible_user', userOf(host)],
    ['type', host.type],
    ['platform', host.platform],
    ...found,
    ['labels', labels.length > 0 ? mapOf(labels) : undefined],
  ]);
}

function groupVars({ kind, value }: Group, { ansible }: FormatOptions): ReadonlyMap<string, Node> {
  const platform = kind === 'platform' && Object.hasOwn(ansible, value) ? ansible[value] : undefined;
  return mapOf([
    ['ansible_network_os', platform?.network_os],
    ['ansible_connection', platform?.connection],
    ['ansible_become', platform?.become && 'true'],
    ['ansible_become_method', platform?.become],
  ]);
}

/** Whether Jinja would read something in it. */
function isTemplate(value: string): boolean {
  return /\{[{%#]/.test(value);
}

/** A host from its variables; `text` takes back what `untemplated` did. */
export function hostOfVars(name: string, vars: unknown, text: (value: unknown) => unknown): WrittenHost {
  const read = (vars ?? {}) as Readonly<Record<string, unknown>>;
  const labels = Object.entries(read.labels ?? {}).map(([label, value]) => [labelBack(label), text(value)]);
  return {
    name,
    address: String(read.ansible_host),
    type: read.type as WholeHost['type'],
    platform: String(read.platform),
    fields: pick((field) => text(read[field])),
    labels: textEntries(Object.fromEntries(labels)),
  };
}

/** Dictionaries with these keys mean something to Ansible's JSON reader, so labels called so get one more `_`. */
const meaning = /^_*__ansible_(?:vault|unsafe)$/;

function labelOut(label: string): string {
  return meaning.test(label) ? `_${label}` : label;
}

function labelBack(label: string): string {
  return label.startsWith('_') && meaning.test(label.slice(1)) ? label.slice(1) : label;
}
