import { OpsError } from '../../errors.ts';
import type { Credential, Host, SecretRef, Settings } from '../../settings/types.ts';
import type { Text } from '../../text.ts';
import type { Secret } from '../secret.ts';
import { readSecret } from '../secrets.ts';
import type { Target } from './types.ts';

type Env = Readonly<Record<string, string | undefined>>;
type Known = Pick<Settings, 'hosts' | 'credentials'>;

/**
 * A host as SSH needs it, with its jump hosts and its secrets, which are read now. Errors: `credential-unknown`,
 * `credential-incomplete` (no user, or nothing to log in with), `via-unknown`, `via-cycle`, and those of readSecret.
 */
export function resolveTarget(host: Host, settings: Known, env: Env): Promise<Target> {
  return resolve(host, settings, env, []);
}

async function resolve(host: Host, settings: Known, env: Env, above: readonly string[]): Promise<Target> {
  const way = [...above, host.name];
  const via = viaOf(host, settings, way);
  const credential = credentialOf(host, settings);
  const auth = await authOf(credential, env);
  return {
    name: host.name,
    address: host.address,
    port: host.port,
    user: credential.user,
    auth,
    become: host.become && { ...host.become, password: await becomePassword(credential, auth.password, env) },
    via: via && (await resolve(via, settings, env, way)),
    legacy: host.ssh.legacy,
  };
}

function viaOf(host: Host, settings: Known, way: readonly string[]): Host | undefined {
  if (host.via === undefined) return undefined;
  const via = own(settings.hosts, host.via);
  if (!via) {
    throw problem('via-unknown', host, {
      en: `its jump host (via) ${host.via} is not in the inventory. Add it to hosts.yaml, or correct the name`,
      zh: `它的跳板机（via）${host.via} 不在资产清单中。请在 hosts.yaml 中添加，或更正名称`,
    });
  }
  if (way.includes(via.name)) {
    const circle = [...way, via.name].join(' → ');
    throw problem('via-cycle', host, {
      en: `its jump hosts lead back to where they began (${circle}). Correct via in hosts.yaml`,
      zh: `它的跳板机形成了回路（${circle}）。请更正 hosts.yaml 中的 via`,
    });
  }
  return via;
}

function credentialOf(host: Host, settings: Known): Credential & { user: string } {
  const name = host.credential;
  const credential = name === undefined ? undefined : own(settings.credentials, name);
  if (!credential) {
    throw problem('credential-unknown', host, {
      en: `its credential ${name ?? '(none is set)'} is not in credentials.yaml. Add it there, or set credential in hosts.yaml`,
      zh: `它的凭据 ${name ?? '（未设置）'} 不在 credentials.yaml 中。请在其中添加，或在 hosts.yaml 中设置 credential`,
    });
  }
  const { user, privateKey, password, agent } = credential;
  if (user && (privateKey || password || agent)) return { ...credential, user };
  throw problem('credential-incomplete', host, {
    en: `its credential ${name} needs a user and one of privateKey, password and agent. Complete it in credentials.yaml`,
    zh: `它的凭据 ${name} 需要 user，以及 privateKey、password、agent 之一。请在 credentials.yaml 中补全`,
  });
}

async function authOf(credential: Credential, env: Env): Promise<Target['auth']> {
  return {
    privateKey: await read(credential.privateKey, env),
    passphrase: await read(credential.passphrase, env),
    password: await read(credential.password, env),
    agent: credential.agent,
  };
}

async function becomePassword(credential: Credential, login: Secret | undefined, env: Env) {
  return (await read(credential.becomePassword, env)) ?? login;
}

async function read(ref: SecretRef | undefined, env: Env): Promise<Secret | undefined> {
  return ref && readSecret(ref, env);
}

/** The record's own entry: a host called `constructor` is not known because objects have one. */
function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

function problem(code: string, host: Host, why: Text): OpsError {
  return new OpsError(code, {
    en: `Preparing the connection to ${host.name}: ${why.en}.`,
    zh: `准备连接 ${host.name}：${why.zh}。`,
  });
}
