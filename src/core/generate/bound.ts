import { hash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Snapshots } from '../collect/snapshots.ts';
import type { Host, Settings } from '../settings/types.ts';
import { type Bound, bind } from './data.ts';
import type { Basis, GenerateRequest } from './generation.ts';
import type { Helpers } from './helpers.ts';
import type { Template } from './template.ts';
import { createWalker } from './walk/index.ts';

export type BoundHost = Bound & { readonly host: Host };

interface Binding {
  readonly template: Template;
  readonly hosts: readonly Host[];
  readonly request: Pick<GenerateRequest, 'set'>;
  readonly settings: Pick<Settings, 'vars'>;
}

/** Long texts that templates have no use for. */
const leftOut = ['config', 'packages'];
/** Hosts bound at a stretch. */
const stretch = 50;

/** The data of hosts for a template, with what was collected of them last. */
export async function boundHosts(
  { template, hosts, request, settings }: Binding,
  snapshots: Pick<Snapshots, 'latestOf'>,
): Promise<readonly BoundHost[]> {
  const facts = new Map<string, unknown>();
  const names = hosts.map(({ name }) => name);
  for await (const { key, data } of snapshots.latestOf(names, { without: leftOut })) facts.set(key, data);
  const { vars } = settings;
  const all: BoundHost[] = [];
  for (const [index, host] of hosts.entries()) {
    if (index % stretch === 0) await setImmediate();
    all.push({ host, ...bind({ template, host, vars, facts: facts.get(host.name), set: request.set }) });
  }
  return all;
}

/** Digests of what people keep of the template and the hosts. */
export async function basisOf({ template, hosts, request, settings }: Binding, helpers: Helpers): Promise<Basis> {
  const digests: Record<string, string> = {};
  const { vars } = settings;
  for (const [index, host] of hosts.entries()) {
    if (index % stretch === 0) await setImmediate();
    digests[host.name] = digest(bind({ template, host, vars, set: request.set }).data);
  }
  const { partials, ...own } = template;
  const called = [...createWalker(template, helpers).partials].sort(([one], [other]) => (one < other ? -1 : 1));
  return { template: digest({ ...own, called }), hosts: digests };
}

function digest(value: unknown): string {
  return hash('sha256', JSON.stringify(value));
}
