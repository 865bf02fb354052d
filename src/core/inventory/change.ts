import { isDeepStrictEqual } from 'node:util';
import { OpsError } from '../errors.ts';
import { textDigest } from '../io/replace.ts';
import type { Host, Settings } from '../settings/types.ts';
import type { Difference, MembersChange } from './difference.ts';
import { differenceBetween, differenceOf, environmentsTouched, isNothing, membersChanges } from './difference.ts';
import { editHosts } from './edit.ts';
import type { HostEntries, HostEntry, ValueChange } from './entries.ts';
import { changesOf, labelOf } from './entries.ts';
import type { HostsFile, HostsFiles } from './hosts-file.ts';

/** A change of hosts.yaml that can be shown, asked about and carried out: its text before and after. */
export interface InventoryChange {
  /** Both texts' SHA-256, hex, and the texts. */
  readonly before: { readonly digest: string; readonly text: string };
  readonly after: { readonly digest: string; readonly text: string };
  readonly difference: Difference;
  readonly members: readonly MembersChange[];
  /** The environments of every host that it touches, now or then. */
  readonly environments: readonly string[];
}

/**
 * What saving incoming hosts would come to, or undefined where there is nothing to change. Errors `settings-invalid`;
 * `inventory-invalid` where the outcome could not be used; `inventory-layout` where the file cannot be edited by a program.
 */
export async function mergeChange(
  files: HostsFiles,
  incoming: HostEntries,
  options: { readonly complete: boolean },
): Promise<{ readonly difference: Difference; readonly change?: InventoryChange }> {
  const file = await files.read();
  const difference = differenceOf(file.settings.hosts, incoming, options);
  if (isNothing(difference)) return { difference };
  const change = await changeTo(files, file, editHosts(file.text, difference), difference);
  return { difference, change };
}

/** What bringing an earlier text back would come to. Errors as `mergeChange`. */
export async function restoreChange(files: HostsFiles, text: string): Promise<InventoryChange> {
  const file = await files.read();
  const settings = await files.trial(text);
  return described(file, text, settings, differenceBetween(file.settings.hosts, settings.hosts));
}

async function changeTo(
  files: HostsFiles,
  file: HostsFile,
  text: string,
  difference: Difference,
): Promise<InventoryChange> {
  const settings = await files.trial(text);
  if (!cameTo(file.settings.hosts, settings.hosts, difference)) throw unfitLayout();
  return described(file, text, settings, difference);
}

function described(file: HostsFile, text: string, after: Settings, difference: Difference): InventoryChange {
  const [old, now] = [file.settings.hosts, after.hosts];
  return {
    before: { digest: file.digest, text: file.text },
    after: { digest: textDigest(text), text },
    difference,
    members: membersChanges(after.environments, old, now),
    environments: environmentsTouched(after.environments, difference, old, now),
  };
}

/** Whether editing the text had exactly the outcome it was meant to have. */
function cameTo(before: Settings['hosts'], after: Settings['hosts'], difference: Difference): boolean {
  const { added, changed, gone } = difference;
  const left = new Set(gone);
  const names = Object.keys(before).filter((name) => !left.has(name));
  const wanted = [...names, ...added.map(({ name }) => name)].toSorted();
  if (!isDeepStrictEqual(wanted, Object.keys(after).toSorted())) return false;
  const keysOf = new Map(changed.map(({ name, keys }) => [name, keys]));
  const kept = names.every((name) => isDeepStrictEqual(after[name], withChanges(before[name], keysOf.get(name) ?? [])));
  return kept && added.every(({ name, entry }) => fits(after[name], entry));
}

function fits(host: Host | undefined, entry: HostEntry): boolean {
  return host !== undefined && changesOf(host, entry).length === 0;
}

function withChanges(host: Host | undefined, keys: readonly ValueChange[]): Host | undefined {
  if (!host || keys.length === 0) return host;
  const labels = keys.flatMap(({ key, to }) => {
    const label = labelOf(key);
    return label === undefined ? [] : [[label, to] as const];
  });
  const plain = keys.filter(({ key }) => labelOf(key) === undefined).map(({ key, to }) => [key, usedValue(key, to)]);
  const merged: Host['labels'] = Object.assign(Object.create(null), host.labels, Object.fromEntries(labels));
  return { ...host, ...Object.fromEntries(plain), labels: merged };
}

function usedValue(key: string, to: ValueChange['to']): unknown {
  if (key === 'become' && typeof to === 'string') return { method: to, user: 'root' };
  return typeof to === 'object' && !Array.isArray(to) ? { ...to } : to;
}

function unfitLayout(): OpsError {
  return new OpsError('inventory-layout', {
    en: 'Saving to the inventory: hosts.yaml shares values between hosts (anchors, *name), and changing one would change another. Write those hosts out, or make this change in the file by hand. Nothing was saved.',
    zh: '保存到清单：hosts.yaml 中的主机通过锚点（*name）共用值，修改其一会影响其他主机。请将这些主机完整写出，或手动修改该文件。未保存任何内容。',
  });
}
