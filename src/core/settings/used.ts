import type { RawSettings } from './schema/index.ts';
import type { Amount, App, Environment, Host, Policy, Settings, Source, Strategy } from './types.ts';

/** Validated files, all of them there. */
export type ValidSettings = Required<RawSettings>;

type RawEnvironment = NonNullable<ValidSettings['environments.yaml']['environments']>[string];
type RawPolicies = NonNullable<ValidSettings['environments.yaml']['policies']>;

/** The used settings: names put in, what one key says for another applied, frozen. Records have no prototype. */
export function usedSettings(valid: ValidSettings): Settings {
  const environments = usedEnvironments(valid['environments.yaml']);
  const { groups, allow } = valid['access.yaml'];
  return frozen({
    hosts: usedHosts(valid['hosts.yaml']),
    credentials: record(valid['credentials.yaml'].credentials, (credential) => credential),
    apps: record(valid['apps.yaml'].apps, usedApp),
    environments,
    policies: usedPolicies(valid['environments.yaml'].policies ?? {}, Object.values(environments)),
    access: { groups: record(groups, (members) => members), allow: allow ?? [] },
    sources: record(valid['sources.yaml'].sources, (source, name): Source => ({ ...source, name })),
    vars: usedVars(valid['vars.yaml']),
    files: usedFiles(valid['files.yaml']),
    general: valid['general.yaml'],
  });
}

/** The hosts alone, for checks that need them before everything is valid. */
export function usedHosts({ hosts }: ValidSettings['hosts.yaml']): Settings['hosts'] {
  return record(hosts, (host, name): Host => ({ ...host, name, labels: record(host.labels, (label) => label) }));
}

/** The environments alone, likewise. */
export function usedEnvironments({ environments }: ValidSettings['environments.yaml']): Settings['environments'] {
  return record(environments, usedEnvironment);
}

function usedEnvironment(raw: RawEnvironment, name: string): Environment {
  return { ...raw, name, strategy: usedStrategy(raw.strategy), rollback: raw.rollback ?? raw.approval };
}

/** `then` and `batch` are one thing: the size of batches after a canary's first, or of all of them. */
function usedStrategy({ then, batch, ...rest }: RawEnvironment['strategy']): Strategy {
  const unsaid: Amount = rest.kind === 'canary' ? { percent: 100 } : { count: 1 };
  return { ...rest, batch: then ?? batch ?? unsaid };
}

type RawVars = ValidSettings['vars.yaml']['groups'];
type RawApp = NonNullable<ValidSettings['apps.yaml']['apps']>[string];

function usedApp(raw: RawApp, name: string): App {
  return { ...raw, name, root: usedRoot(raw.root) };
}

function usedFiles({ root, files }: ValidSettings['files.yaml']): Settings['files'] {
  return { root: usedRoot(root), files: files ?? [] };
}

function usedRoot(root: string): string {
  return root.replaceAll(/\/{2,}/g, '/').replace(/\/$/, '');
}

/** What is not said comes from the environment that asks for most approvals, the first of several. */
function usedPolicies(raw: RawPolicies, environments: readonly Environment[]): Settings['policies'] {
  const nobody: Policy = { required: 0, from: [], expires: 4 * 3_600_000 };
  const [unsaid = nobody] = environments.map((one) => one.approval).toSorted((a, b) => b.required - a.required);
  return { inventory: raw.inventory ?? unsaid, templates: raw.templates ?? unsaid };
}

function usedVars({ groups, sites, platforms }: ValidSettings['vars.yaml']): Settings['vars'] {
  const all = (of: RawVars) => record(of, (values) => record(values, (value) => value));
  return { groups: all(groups), sites: all(sites), platforms: all(platforms) };
}

/** A record without a prototype, so that no name finds what is not in the file. */
function record<From, To>(
  from: Readonly<Record<string, From>> | null | undefined,
  to: (value: From, name: string) => To,
): Record<string, To> {
  const result: Record<string, To> = Object.create(null);
  for (const [name, value] of Object.entries(from ?? {})) result[name] = to(value, name);
  return result;
}

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.values(value).forEach(frozen);
  return Object.freeze(value);
}
