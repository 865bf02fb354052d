import { expect, it } from 'vitest';
import type { OpsError } from '../../../../src/core/errors.ts';
import { resolveTarget } from '../../../../src/core/io/ssh/target.ts';
import type { Credential, Host } from '../../../../src/core/settings/types.ts';

const env = { OPS_PW: 'login-pw', ROOT_PW: 'root-pw' };

function host(name: string, more: Partial<Host> = {}): Host {
  return {
    name,
    address: `${name}.example`,
    port: 22,
    platform: 'linux',
    type: 'server',
    groups: [],
    credential: 'ops',
    ssh: { legacy: false },
    labels: {},
    ...more,
  };
}

function resolve(hosts: readonly Host[], credentials: Record<string, Credential>) {
  const [first] = hosts;
  if (!first) throw new Error('a host is needed');
  return resolveTarget(first, { hosts: Object.fromEntries(hosts.map((each) => [each.name, each])), credentials }, env);
}

const ops: Credential = { user: 'deploy', password: { env: 'OPS_PW' } };

it('reads the credential and says how another user is become, by the login password unless another is given', async () => {
  const web = host('web-1', { port: 2222, become: { method: 'sudo', user: 'root' }, ssh: { legacy: true } });
  const target = await resolve([web], { ops });
  expect(target).toMatchObject({ name: 'web-1', address: 'web-1.example', port: 2222, user: 'deploy', legacy: true });
  expect(target.auth.password?.reveal()).toBe('login-pw');
  expect(target.become?.password?.reveal()).toBe('login-pw');
  const other = await resolve([web], { ops: { ...ops, becomePassword: { env: 'ROOT_PW' } } });
  expect(other.become?.password?.reveal()).toBe('root-pw');
  expect(other.become).toMatchObject({ method: 'sudo', user: 'root' });
});

it('follows jump hosts, each with its own credential', async () => {
  const hosts = [
    host('db-1', { via: 'inner' }),
    host('inner', { via: 'outer', credential: 'gate' }),
    host('outer', { credential: 'gate' }),
  ];
  const target = await resolve(hosts, { ops, gate: { user: 'jump', agent: true } });
  expect(target.via).toMatchObject({ name: 'inner', user: 'jump', auth: { agent: true } });
  expect(target.via?.via).toMatchObject({ name: 'outer', address: 'outer.example' });
  expect(target.via?.via?.via).toBeUndefined();
});

it.each<[string, Host[], Record<string, Credential>, string]>([
  ['credential-unknown', [host('a', { credential: 'nobody' })], { ops }, 'nobody'],
  ['credential-unknown', [host('a', { credential: 'constructor' })], { ops }, 'constructor'],
  ['credential-unknown', [host('a', { credential: undefined })], { ops }, 'hosts.yaml'],
  ['credential-incomplete', [host('a')], { ops: { user: 'deploy' } }, 'ops'],
  ['credential-incomplete', [host('a')], { ops: { agent: true } }, 'ops'],
  ['via-unknown', [host('a', { via: 'b' })], { ops }, 'b'],
  ['via-cycle', [host('a', { via: 'b' }), host('b', { via: 'c' }), host('c', { via: 'b' })], { ops }, 'b → c → b'],
  ['secret-missing', [host('a')], { ops: { user: 'deploy', password: { env: 'NOT_SET' } } }, 'NOT_SET'],
])('refuses with %s and says what to correct', async (code, hosts, credentials, words) => {
  const error = await resolve(hosts, credentials).catch((caught: OpsError) => caught);
  expect(error).toMatchObject({ code });
  expect((error as OpsError).text.en).toContain(words);
  expect((error as OpsError).text.zh).toContain(words);
});
