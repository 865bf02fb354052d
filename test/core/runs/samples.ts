import type { Person } from '../../../src/core/access/people.ts';
import type { DeployPlan, HostPlan } from '../../../src/core/deploy/types.ts';
import type { Environment, Host, Policy, Settings, Strategy } from '../../../src/core/settings/types.ts';

const hour = 3_600_000;

const strategy: Strategy = {
  kind: 'all',
  batch: { percent: 100 },
  first: { count: 1 },
  continue: 'manual',
  expires: 4 * hour,
  maxFailures: 0,
  onFailure: 'undo',
};

/** A policy that asks the approvers, within four hours. */
export const asks = (required: number, from: readonly string[] = ['approvers']): Policy => ({
  required,
  from,
  expires: 4 * hour,
});

const host = (name: string, env: string): Host => ({
  name,
  address: '10.0.0.1',
  port: 22,
  platform: 'linux',
  type: 'server',
  groups: [],
  ssh: { legacy: false },
  labels: { env },
});

const environment = (name: string, required: number): Environment => ({
  name,
  hosts: `env=${name}`,
  strategy,
  approval: asks(required),
  rollback: asks(required),
  emergency: asks(Math.min(required, 1), ['oncall']),
});

/** Two environments: staging asks nobody, prod asks two approvers. */
export const sampleSettings: Settings = {
  hosts: { 's-1': host('s-1', 'staging'), 'p-1': host('p-1', 'prod'), 'p-2': host('p-2', 'prod') },
  credentials: {},
  apps: {},
  environments: { staging: environment('staging', 0), prod: environment('prod', 2) },
  policies: { inventory: asks(1), templates: asks(1) },
  access: {
    groups: {
      engineers: ['UENG', 'UENG2', 'UAPP1'],
      approvers: ['UAPP1', 'UAPP2', 'UAPP3', 'UBOT', 'UGUEST', 'UGONE', 'UFAR'],
      oncall: ['UAPP3'],
    },
    allow: [{ group: 'engineers', commands: ['deploy', 'rollback'], environments: ['staging', 'prod'] }],
  },
  sources: {},
  files: { root: '.changeops-configs', files: [] },
  vars: { groups: {}, sites: {}, platforms: {} },
  general: { language: 'en', concurrency: 2, lease: 60_000, configs: { zone: 'UTC' }, ansible: {} },
};

const member = (id: string, more: Partial<Person> = {}): Person => ({
  id,
  name: id.slice(1).toLowerCase(),
  active: true,
  bot: false,
  guest: false,
  foreign: false,
  locale: 'en-US',
  ...more,
});

/** The people of the samples, by id; some of them do not count. */
export const samplePeople: Readonly<Record<string, Person>> = Object.fromEntries(
  [
    member('UENG'),
    member('UENG2'),
    member('UAPP1'),
    member('UAPP2'),
    member('UAPP3'),
    member('UOTHER'),
    member('UBOT', { bot: true }),
    member('UGUEST', { guest: true }),
    member('UGONE', { active: false }),
    member('UFAR', { foreign: true }),
  ].map((person) => [person.id, person]),
);

const hostPlan: HostPlan = {
  address: '10.0.0.1',
  port: 22,
  user: 'deploy',
  hostKey: 'SHA256:abc',
  root: '/opt/web',
  current: null,
  undo: null,
  target: { name: '1.0.0_x', version: '1.0.0', artifact: 'a', seal: 's' },
  spec: { app: 'web', version: '1.0.0', artifact: 'a', hooks: {}, verify: [], shared: [] },
};

/** A plan for web on the hosts of an environment. */
export function samplePlan(environment = 'prod', more: Partial<DeployPlan> = {}): DeployPlan {
  const hosts = environment === 'prod' ? ['p-1', 'p-2'] : ['s-1'];
  return {
    kind: 'deploy',
    app: 'web',
    environment,
    environments: [environment],
    version: '1.0.0',
    artifact: { hash: 'a', size: 1, files: 1 },
    reversible: true,
    keep: 5,
    strategy,
    policy: sampleSettings.environments[environment]?.approval ?? asks(0),
    batches: hosts.map((name) => [name]),
    hosts: Object.fromEntries(hosts.map((name) => [name, { ...hostPlan, address: `${name}.example` }])),
    ...more,
  };
}
