import type { FormatOptions, WrittenHost, WrittenInventory } from '../format.ts';
import { carried, pick, portOf, textEntries, userOf, type WholeHost } from './carried.ts';
import { type Group, groupsOf } from './groups.ts';
import { type Mapping, mapOf, type Node, type Pair } from './tree.ts';

/** An inventory as Ansible has it. Hosts are made while they are read, once. */
export interface AnsibleInventory {
  readonly hosts: Iterable<{ readonly name: string; readonly vars: readonly Pair[] }>;
  readonly groups: readonly (Group & { readonly vars: readonly Pair[] })[];
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
    hosts: hosts.values().map((host) => ({ name: host.name, vars: hostVars(carried(host), untemplated) })),
    groups: groupsOf(hosts, options).map((group) => ({ ...group, vars: groupVars(group, options) })),
  };
}

/** The inventory as the tree that Ansible reads from YAML and JSON. */
export function ansibleTree({ hosts, groups }: AnsibleInventory): Mapping {
  const none = mapOf([]);
  const children = groups.map(({ name, hosts: members, vars }): Pair => {
    const own: Pair[] = [['hosts', mapOf(members.values().map((host): Pair => [host, none]))]];
    return [name, mapOf(vars.length > 0 ? [...own, ['vars', mapOf(vars)]] : own)];
  });
  const pairs = Iterator.from(hosts).map(({ name, vars }): Pair => [name, mapOf(vars)]);
  const all = mapOf([
    ['hosts', mapOf(pairs)],
    ['children', mapOf(children)],
  ]);
  return mapOf([['all', all]]);
}

function hostVars(host: WholeHost, untemplated: Untemplated): readonly Pair[] {
  const text = (value: string) => (isTemplate(value) ? untemplated(value) : value);
  const labels = Object.entries(host.labels).map(([label, value]): Pair => [labelOut(label), text(value)]);
  return present([
    ['ansible_host', host.address],
    ['ansible_port', portOf(host)?.toString()],
    ['ansible_user', userOf(host)],
    ['type', host.type],
    ['platform', host.platform],
    ...Object.entries(host.fields).map(([field, value]): Pair => [field, text(value)]),
    ['labels', labels.length > 0 ? mapOf(labels) : undefined],
  ]);
}

function groupVars({ kind, value }: Group, { ansible }: FormatOptions): readonly Pair[] {
  const platform = kind === 'platform' && Object.hasOwn(ansible, value) ? ansible[value] : undefined;
  return present([
    ['ansible_network_os', platform?.network_os],
    ['ansible_connection', platform?.connection],
    ['ansible_become', platform?.become && 'true'],
    ['ansible_become_method', platform?.become],
  ]);
}

function present(pairs: readonly Pair[]): readonly Pair[] {
  return pairs.filter(([, value]) => value !== undefined);
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
