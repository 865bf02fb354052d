import { describe, expect, it } from 'vitest';
import { difference } from '../../../src/core/deploy/moved.ts';
import type { DeployPlan, HostPlan } from '../../../src/core/deploy/types.ts';

const release = { name: '1.0.0_a', version: '1.0.0', artifact: 'aa', seal: 'ss' };
const host: HostPlan = {
  address: '10.0.0.1',
  port: 22,
  user: 'ops',
  hostKey: 'SHA256:key',
  root: '/opt/web',
  current: release,
  undo: release,
  target: { ...release, name: '1.1.0_b', version: '1.1.0' },
  spec: { app: 'web', version: '1.1.0', artifact: 'bb', hooks: {}, verify: [], shared: [] },
};
const plan: DeployPlan = {
  kind: 'deploy',
  app: 'web',
  environment: 'prod',
  environments: ['prod'],
  version: '1.1.0',
  reversible: true,
  keep: 5,
  strategy: {
    kind: 'all',
    batch: { count: 1 },
    first: { count: 1 },
    continue: 'manual',
    expires: 1,
    maxFailures: 0,
    onFailure: 'undo',
  },
  policy: { required: 1, from: ['approvers'], expires: 1 },
  batches: [['web-01', 'web-02']],
  hosts: { 'web-01': host, 'web-02': host },
};
const withHost = (name: string, more: Partial<HostPlan>): DeployPlan => ({
  ...plan,
  hosts: { ...plan.hosts, [name]: { ...host, ...more } },
});
const nobody = new Set<string>();

describe('whether a plan still says what a run would do', () => {
  it('it does when nothing has changed, also after the journal left out what is undefined', () => {
    expect(
      difference(JSON.parse(JSON.stringify(plan)) as DeployPlan, withHost('web-01', { via: undefined }), nobody),
    ).toBeUndefined();
  });

  it.each([
    [
      'a host runs something else',
      withHost('web-02', { current: { ...release, name: '0.9.0_x' } }),
      'web-02 runs 0.9.0_x',
    ],
    ['a host runs nothing any more', withHost('web-02', { current: null }), 'web-02 runs - now'],
    [
      'the description of what it runs was altered',
      withHost('web-02', { current: { ...release, seal: 'tt' } }),
      'web-02 runs',
    ],
    ['a host has another address', withHost('web-01', { address: '10.0.0.9' }), 'web-01 has changed'],
    ['a host shows another key', withHost('web-01', { hostKey: 'SHA256:other' }), 'web-01 has changed'],
    [
      'a hook is another',
      withHost('web-01', { spec: { ...host.spec, hooks: { start: { run: 'x', timeout: 1 } } } }),
      'web-01',
    ],
    ['a host joined', withHost('web-03', {}), 'web-03 joined'],
    ['a host left', { ...plan, hosts: { 'web-01': host } }, 'web-02 left'],
    ['the strategy is another', { ...plan, strategy: { ...plan.strategy, maxFailures: 3 } }, 'settings'],
  ])('it does not when %s', (_title, now, words) => {
    expect(difference(plan, now, nobody)?.en).toContain(words);
    expect(difference(plan, now, nobody)?.zh).toMatch(/\p{Script=Han}/u);
  });

  it('leaves hosts that could not be looked at to preflight', () => {
    const now: DeployPlan = { ...plan, hosts: { 'web-01': host }, batches: [['web-01']] };
    expect(difference(plan, now, new Set(['web-02']))).toBeUndefined();
  });
});
