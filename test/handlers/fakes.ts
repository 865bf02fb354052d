import type { Entry, OtherEvent, RunEvent } from '../../src/core/runs/events.ts';
import type { Run, Runs } from '../../src/core/runs/types.ts';
import type { Settings } from '../../src/core/settings/types.ts';
import type { Reply, Request } from '../../src/handlers/define.ts';
import type { Deps } from '../../src/handlers/deps.ts';
import { loadRegistry } from '../../src/handlers/registry.ts';
import { visible } from '../support/blocks.ts';
import { manualClock } from '../support/clock.ts';
import { sampleConversion } from './conversion-samples.ts';
import { digest, noon, samplePlan, sampleRun } from './samples.ts';

/** What a handler called, in order: the method and its arguments. */
export type Calls = [string, ...unknown[]][];

export interface Fake {
  readonly deps: Deps;
  readonly calls: Calls;
  readonly journal: (RunEvent | OtherEvent)[];
}

/** Deps of handlers over a Runs that remembers what it was asked and answers the same each time. */
export async function fakeDeps(more: { runs?: Partial<Runs>; deps?: Partial<Deps>; run?: Run } = {}): Promise<Fake> {
  const calls: Calls = [];
  const journal: (RunEvent | OtherEvent)[] = [];
  const run = more.run ?? sampleRun('awaiting-approval');
  const heard =
    (name: string, answer: unknown) =>
    async (...args: unknown[]) => {
      calls.push([name, ...args]);
      return answer;
    };
  const yes = { ok: true, text: { en: 'Done.', zh: '好了。' } };
  const runs = {
    request: heard('request', run),
    preview: heard('preview', { plan: samplePlan(), digest }),
    ...Object.fromEntries(
      ['approve', 'reject', 'revoke', 'continue', 'undo', 'cancel', 'lift'].map((name) => [name, heard(name, yes)]),
    ),
    get: async (id: string) => (id === run.id ? run : undefined),
    list: heard('list', [
      {
        id: run.id,
        kind: 'deploy',
        app: 'web',
        environment: 'prod',
        state: run.state,
        requester: run.requester,
        requestedAt: noon,
      },
    ]),
    hold: () => ({ app: 'web', environment: 'prod', run: run.id, since: noon }),
    holds: () => [{ app: 'web', environment: 'prod', run: run.id, since: noon }],
    missing: () => ({ count: 1, groups: ['approvers'] }),
    ...more.runs,
  } as unknown as Runs;
  const deps: Deps = {
    runs,
    people: {
      find: async (id) => ({
        id,
        name: id,
        active: id !== 'U0GONE',
        bot: false,
        guest: false,
        foreign: false,
        locale: 'en-US',
      }),
    },
    settings: { current: () => settings, problems: () => [] },
    missing: [],
    troubles: () => [],
    journal: {
      append: async (event: RunEvent | OtherEvent) => {
        journal.push(event);
        return {} as Entry;
      },
      read: async function* () {
        for (const [seq, event] of journal.entries()) yield { seq, at: noon + seq, prev: '', event };
      },
    },
    proposals: {
      ...Object.fromEntries(['approve', 'reject'].map((name) => [name, heard(name, yes)])),
      get: () => undefined,
      list: () => [],
    } as unknown as Deps['proposals'],
    collects: { collectors: new Map(), snapshots: {} } as unknown as Deps['collects'],
    schedules: { list: () => [] } as unknown as Deps['schedules'],
    generating: {} as Deps['generating'],
    configs: {} as Deps['configs'],
    pushed: { all: () => [], how: () => undefined },
    pins: { list: () => [], of: () => undefined } as unknown as Deps['pins'],
    imports: {} as Deps['imports'],
    platforms: new Map(),
    hiding: { patterns: [], hide: (text) => text, hideLines: (text) => text.split('\n') },
    env: {},
    live: () => ({ show: async () => {}, end: async () => {} }),
    conversions: { formats: new Map(), get: async () => sampleConversion() } as unknown as Deps['conversions'],
    deploys: {
      versions: heard('versions', ['1.4.2', '1.4.1']) as Deps['deploys']['versions'],
      history: heard('history', [{ host: 'web-01', releases: [] }]) as Deps['deploys']['history'],
      adopt: heard('adopt', [
        { host: 'web-01', state: 'would-adopt', release: 'adopted_1' },
      ]) as Deps['deploys']['adopt'],
    },
    trust: heard('trust', yes) as Deps['trust'],
    files: {
      download: heard('download', new Uint8Array()) as Deps['files']['download'],
      newest: async () => undefined,
    },
    registry: await loadRegistry(),
    prefix: '',
    language: () => 'en',
    clock: manualClock(noon),
    log: { warn: () => undefined },
    ...more.deps,
  };
  return { deps, calls, journal };
}

/** A request of somebody, by default the engineer's in #changes. */
export function by(user = 'U0ENGINEER', more: Partial<Request> = {}): Request {
  return { user, channel: 'C0CHANGES', language: 'en', ...more };
}

/** What a reply shows. */
export function shown(reply: Reply): string {
  if (reply.kind === 'nothing') return '';
  if (reply.kind === 'errors') return JSON.stringify(reply.errors);
  return reply.kind === 'modal' ? visible(reply.modal) : visible(reply.message);
}

const strategy = {
  kind: 'all',
  batch: { percent: 100 },
  first: { count: 1 },
  continue: 'manual',
  expires: 1,
  maxFailures: 0,
  onFailure: 'undo',
} as const;
const policy = { required: 1, from: ['approvers'], expires: 1 };

const settings: Settings = {
  hosts: {},
  credentials: {},
  apps: {
    web: {
      name: 'web',
      source: { path: 'apps/web-{version}' },
      exclude: [],
      root: '/opt/web',
      shared: [],
      keep: 5,
      reversible: true,
      hooks: {},
      verify: [],
    },
  },
  environments: Object.fromEntries(
    ['staging', 'prod'].map((name) => [
      name,
      { name, hosts: `env=${name}`, strategy, approval: policy, rollback: policy },
    ]),
  ),
  policies: { inventory: policy, templates: policy },
  access: {
    groups: { engineers: ['U0ENGINEER', 'U0GONE'], approvers: ['U0APPROVER'], admins: ['U0ADMIN'] },
    allow: [
      { group: 'engineers', commands: ['deploy', 'rollback'], environments: ['staging'] },
      { group: 'admins', commands: ['deploy', 'rollback', 'ops', 'trust'] },
    ],
  },
  sources: {},
  files: { root: '.changeops-configs', files: [] },
  vars: { groups: {}, sites: {}, platforms: {} },
  general: { language: 'en', concurrency: 4, lease: 60_000, configs: { zone: 'UTC' }, ansible: {} },
};
