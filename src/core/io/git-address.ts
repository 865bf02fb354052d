import { isAbsolute, resolve } from 'node:path';
import { OpsError } from '../errors.ts';

const schemes = new Set(['https', 'http', 'ssh', 'git', 'file']);

/**
 * A repository's address as git may be given it: https, http, ssh, git and file URLs, `user@host:path`, or a path, which
 * starts at `base` when relative. Error `git-address-refused` for anything git would take as an option, or as the name
 * of a helper program to run (`ext::…`).
 */
export function gitAddress(text: string, base: string): string {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1];
  const helper = /^[a-z0-9+.-]+::/i.test(text);
  const refused = text === '' || text.startsWith('-') || helper || /[\u0000-\u001f\u007f]/.test(text);
  if (refused || (scheme !== undefined && !schemes.has(scheme.toLowerCase()))) throw addressRefused(text);
  if (scheme !== undefined) {
    if (URL.parse(text)?.hostname.startsWith('-')) throw addressRefused(text);
    return text;
  }
  const remote = /^(?<host>[^/\\:]{2,}):/.exec(text)?.groups?.host;
  if (remote === undefined) return isAbsolute(text) ? text : resolve(base, text);
  if (/(^|@)-/.test(remote)) throw addressRefused(text);
  return text;
}

/** An address without the user name and password in it. */
export function shownAddress(address: string): string {
  return address.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/@]*@/i, '$1');
}

/** The OpsError `git-failed` for what a git command ended with. `late`: the milliseconds it had, when they passed. */
export function gitFailed(command: string, address: string, error: unknown, late: number | undefined): OpsError {
  const where = shownAddress(address);
  const said = (error instanceof Error ? error.message : String(error)).replaceAll(address, where).trim().slice(-1_000);
  const words = said.replace(/([a-z][a-z0-9+.-]*:\/\/)[^/@\s]*@/gi, '$1');
  if (late !== undefined) {
    return new OpsError('git-failed', {
      en: `Reading ${where}: git ${command} took longer than ${late / 1000} s and was ended. Check the network, then try again.`,
      zh: `读取 ${where}：git ${command} 超过 ${late / 1000} 秒，已被终止。请检查网络后重试。`,
    });
  }
  return new OpsError('git-failed', {
    en: `Reading ${where}: git ${command} failed. Check that the address is right and that the bot may read it. git says: ${words}`,
    zh: `读取 ${where}：git ${command} 失败。请检查地址是否正确、机器人是否有读取权限。git 输出：${words}`,
  });
}

function addressRefused(text: string): OpsError {
  const shown = JSON.stringify(shownAddress(text));
  return new OpsError('git-address-refused', {
    en: `${shown} is not a git address that can be used. Give an https, ssh, git or file URL, user@host:path, or a path.`,
    zh: `${shown} 不是可用的 git 地址。请使用 https、ssh、git 或 file 地址、user@host:path 或路径。`,
  });
}
