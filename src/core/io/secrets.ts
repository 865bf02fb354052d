import { readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { OpsError } from '../errors.ts';
import type { SecretRef } from '../settings/types.ts';
import type { Text } from '../text.ts';
import type { Secret } from './secret.ts';
import { secret } from './secret.ts';

/**
 * Reads a secret from where its reference says; a file loses the line end at its end, and a leading `~` is the home
 * folder. Errors name the place, never the value: `secret-missing` (no such variable or file, or it is empty),
 * `secret-unreadable`, and `secret-exposed` for a private key of ours that others may read (ssh's own rule).
 */
export async function readSecret(ref: SecretRef, env: Readonly<Record<string, string | undefined>>): Promise<Secret> {
  if ('env' in ref) {
    const value = env[ref.env];
    if (!value) throw missing(variable(ref.env));
    return secret(value);
  }
  const path = expanded(ref.file, env);
  const value = (await contentOf(path)).replace(/\r?\n$/, '');
  if (value === '') throw missing(fileAt(path));
  if (value.includes('PRIVATE KEY-----')) await refuseExposed(path);
  return secret(value);
}

async function contentOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'error';
    throw code === 'ENOENT' ? missing(fileAt(path)) : unreadable(path, code);
  }
}

/** As OpenSSH's sshkey_perm_ok: a key that is ours must not be open to group or others. Windows has no such modes. */
async function refuseExposed(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const { mode, uid } = await stat(path);
  if (uid !== process.getuid?.() || (mode & 0o077) === 0) return;
  const bits = (mode & 0o777).toString(8);
  throw new OpsError('secret-exposed', {
    en: `Reading the private key ${path}: others on this machine may read it (mode ${bits}), so it is not used. Run: chmod 600 ${path}`,
    zh: `读取私钥 ${path}：本机其他用户可以读取它（权限 ${bits}），因此不予使用。请运行：chmod 600 ${path}`,
  });
}

function expanded(path: string, env: Readonly<Record<string, string | undefined>>): string {
  if (path !== '~' && !/^~[/\\]/.test(path)) return path;
  return join(env.HOME ?? homedir(), path.slice(1));
}

function missing(where: Text): OpsError {
  return new OpsError('secret-missing', {
    en: `Reading a secret: ${where.en} is not there or empty. Provide it, or correct the reference in the settings.`,
    zh: `读取机密：${where.zh}不存在或为空。请提供该机密，或更正设置中的引用。`,
  });
}

function unreadable(path: string, code: string): OpsError {
  return new OpsError('secret-unreadable', {
    en: `Reading a secret: the file ${path} cannot be read (${code}). Let the bot's account read it, or correct the reference in the settings.`,
    zh: `读取机密：无法读取文件 ${path}（${code}）。请允许机器人的账户读取它，或更正设置中的引用。`,
  });
}

function variable(name: string): Text {
  return { en: `the environment variable ${name}`, zh: `环境变量 ${name} ` };
}

function fileAt(path: string): Text {
  return { en: `the file ${path}`, zh: `文件 ${path} ` };
}
