import { describe, expect, it } from 'vitest';
import {
  checkAppAllowed,
  chosenHosts,
  environmentHosts,
  environmentsOf,
  strictest,
} from '../../../src/core/inventory/environments.ts';
import type { Environment, Host, Policy } from '../../../src/core/settings/types.ts';
import { settingsWith } from '../settings/folder.ts';

const policy = (required: number, from: string[], expires = 1000): Policy => ({ required, from, expires });
const code = (expected: string) => expect.objectContaining({ code: expected });

async function shared() {
  return settingsWith({
    'environments.yaml': `environments:
  prod: { hosts: env=prod, apps: [web], approval: { required: 1, from: [approvers] } }
  data: { hosts: "@web", apps: [db], approval: { required: 0 } }
  later: { hosts: env=later, approval: { required: 0 } }
`,
    'access.yaml': 'groups: { approvers: [U0002] }\n',
  });
}
const environment = (environments: Readonly<Record<string, Environment>>, name: string): Environment => {
  const found = environments[name];
  if (!found) throw new Error(`no ${name}`);
  return found;
};

describe('environments', () => {
  it('have the hosts that their selector picks, or none', async () => {
    const settings = await shared();
    const names = (name: string) =>
      environmentHosts(settings, environment(settings.environments, name)).map((one) => one.name);
    expect(names('prod')).toEqual(['web-01']);
    expect(names('data')).toEqual(['web-01', 'web-02']);
    expect(names('later')).toEqual([]);
  });

  it('stand in a selector for their hosts, unless a host is called so', async () => {
    const settings = await shared();
    const names = (text: string) => chosenHosts(text, settings).map((one) => one.name);
    expect(names('data')).toEqual(['web-01', 'web-02']);
    expect(names('data env=prod')).toEqual(['web-01']);
    expect(names('prod,web-02')).toEqual(['web-01', 'web-02']);
    const { hosts } = settings;
    const named = { ...settings, hosts: { ...hosts, prod: { ...hosts['web-02'], name: 'prod' } as Host } };
    expect(chosenHosts('prod', named).map((one) => one.name)).toEqual(['prod']);
    expect(() => names('later')).toThrow(code('nothing-selected'));
    expect(() => names('later')).toThrow(
      'The environment later has no hosts: its selector in environments.yaml, env=later,',
    );
    expect(() => names('dta')).toThrow(/Did you mean data/);
  });

  it('of a host are all whose selector picks it', async () => {
    const settings = await shared();
    expect(environmentsOf(settings, 'web-01')).toEqual(['prod', 'data']);
    expect(environmentsOf(settings, 'web-02')).toEqual(['data']);
    expect(environmentsOf(settings, 'nowhere')).toEqual([]);
    expect(environmentsOf(settings, 'constructor')).toEqual([]);
  });

  it('refuse apps that they are not for', async () => {
    const { environments } = await shared();
    expect(() => checkAppAllowed(environment(environments, 'prod'), 'web')).not.toThrow();
    expect(() => checkAppAllowed(environment(environments, 'later'), 'web')).not.toThrow();
    expect(() => checkAppAllowed(environment(environments, 'data'), 'web')).toThrow(code('app-not-here'));
  });
});

describe('the strictest of several policies', () => {
  it('asks for as many as any, from groups that all accept, within the shortest time', () => {
    expect(strictest([policy(1, ['a', 'b', 'c'], 500), policy(2, ['b', 'c', 'd'], 900)])).toEqual(
      policy(2, ['b', 'c'], 500),
    );
  });

  it('of one is that one', () => {
    expect(strictest([policy(2, ['a', 'b'])])).toEqual(policy(2, ['a', 'b']));
  });

  it('is not narrowed by one that asks nobody', () => {
    expect(strictest([policy(0, []), policy(1, ['a'])])).toEqual(policy(1, ['a']));
    expect(strictest([policy(0, []), policy(0, ['x'])])).toEqual(policy(0, []));
  });

  it('is an error where nobody could satisfy all, and where there is none', () => {
    expect(() => strictest([policy(1, ['a']), policy(1, ['b'])])).toThrow(code('policies-conflict'));
    expect(() => strictest([])).toThrow(code('policy-missing'));
  });
});
