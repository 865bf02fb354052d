import { join } from 'node:path';
import ssh2, { type ParsedKey } from 'ssh2';
import { OpsError } from '../../core/errors.ts';
import { readTextIfThere, writeFileAtomic } from '../../core/io/files.ts';

/** A key pair: the private half as text in OpenSSH's format, the public half in wire format and as a line. */
export interface KeyPair {
  readonly private: string;
  readonly public: Buffer;
  readonly line: string;
}

/** The ed25519 key kept at `path`, made if there is none (mode 600, the public line beside it in `<path>.pub`). */
export async function keyAt(path: string, comment: string): Promise<KeyPair> {
  const there = await readTextIfThere(path);
  if (there !== undefined) return keyPair(there, path);
  const made = newKey(comment, path);
  await writeFileAtomic(`${path}.pub`, `${made.line} ${comment}\n`);
  await writeFileAtomic(path, made.private, { mode: 0o600 });
  return made;
}

/** An ed25519 key that is kept nowhere; `where` is what errors call it. */
export function newKey(comment: string, where = comment): KeyPair {
  // ssh2 1.17 makes a malformed key where the public half begins with a zero byte, one in 256.
  for (;;) {
    const text = ssh2.utils.generateKeyPairSync('ed25519', { comment }).private;
    if (!(ssh2.utils.parseKey(text) instanceof Error)) return keyPair(text, where);
  }
}

/** The key that a host shows, and the other one it shows when told to. */
export async function hostKeys(etc: string, name: string, given?: string): Promise<{ own: KeyPair; other: KeyPair }> {
  const own = given === undefined ? await keyAt(join(etc, 'host_key'), name) : keyPair(given, `the key of ${name}`);
  return { own, other: await keyAt(join(etc, 'other_host_key'), name) };
}

/** Reads a public key line or a key; error `key-malformed`. */
export function parseKey(text: string, where: string): ParsedKey {
  const parsed = ssh2.utils.parseKey(text);
  const key = Array.isArray(parsed) ? parsed[0] : parsed;
  if (key && !(key instanceof Error)) return key;
  throw new OpsError('key-malformed', {
    en: `Reading ${where}: it is no SSH key that can be used. Delete it and start again, and a new one is made.`,
    zh: `读取 ${where}：不是可用的 SSH 密钥。请删除它后重新启动，系统会生成新的密钥。`,
  });
}

function keyPair(text: string, where: string): KeyPair {
  const key = parseKey(text, where);
  const blob = key.getPublicSSH();
  return { private: text, public: blob, line: `${key.type} ${blob.toString('base64')}` };
}
