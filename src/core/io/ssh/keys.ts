import { createHash } from 'node:crypto';
import type { ParsedKey } from 'ssh2';
import ssh2 from 'ssh2';
import { loginRefused } from './errors.ts';
import type { Target } from './types.ts';

/** Reads private keys, each once: a passphrase costs a slow derivation that would block a run over many hosts. */
interface PrivateKeys {
  /** The target's key; undefined when it has none. Error `login-refused` when it cannot be read. */
  of(target: Target): ParsedKey | undefined;
}

const most = 32;

/** An empty store of read keys; it keeps the last 32. */
export function createPrivateKeys(): PrivateKeys {
  const read = new Map<string, ParsedKey>();
  return {
    of: (target) => {
      const { privateKey, passphrase } = target.auth;
      if (!privateKey) return undefined;
      const id = digest([privateKey.reveal(), passphrase?.reveal()]);
      const key = read.get(id) ?? parse(target, privateKey.reveal(), passphrase?.reveal());
      read.delete(id);
      read.set(id, key);
      for (const oldest of [...read.keys()].slice(0, -most)) read.delete(oldest);
      return key;
    },
  };
}

/** What tells the secrets of two logins apart without holding them. */
export function secretsId({ auth: { privateKey, passphrase, password } }: Target): string {
  return digest([privateKey?.reveal(), passphrase?.reveal(), password?.reveal()]);
}

/** What tells two logins apart without holding their secrets. */
export function loginId(target: Target): string {
  const { agent } = target.auth;
  const secrets = secretsId(target);
  const via = target.via ? loginId(target.via) : undefined;
  return JSON.stringify([target.name, target.user, target.address, target.port, target.legacy, agent, secrets, via]);
}

function digest(values: readonly (string | undefined)[]): string {
  return createHash('sha256').update(JSON.stringify(values)).digest('hex');
}

function parse(target: Target, text: string, passphrase: string | undefined): ParsedKey {
  const parsed: unknown = ssh2.utils.parseKey(text, passphrase);
  const key: unknown = Array.isArray(parsed) ? parsed[0] : parsed;
  if (isPrivate(key)) return key;
  throw loginRefused(target, {
    en: 'its private key cannot be read (not a private key of a known format, or the passphrase is missing or wrong), so no login was tried',
    zh: '无法读取其私钥（格式无法识别，或缺少口令短语、口令短语错误），因此没有尝试登录',
  });
}

function isPrivate(key: unknown): key is ParsedKey {
  return typeof key === 'object' && key !== null && 'isPrivateKey' in key && (key as ParsedKey).isPrivateKey();
}
