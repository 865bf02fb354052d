import { posix } from 'node:path';
import { OpsError } from '../errors.ts';

/** Control characters (C0, DEL, C1, line and paragraph separators) and the backslash. */
const refusedCharacters = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\\]/;

/** Expansions of symlinks followed before a link counts as leading nowhere that can be told (Linux's own limit). */
const maxExpansions = 40;

/**
 * Error `name-refused` for a name (of a file, or a link's target) that does not survive every host, checksum list and
 * shell: with control characters or a backslash, or not UTF-8.
 */
export function checkName(path: string, raw: Buffer): void {
  const utf8 = Buffer.from(path).equals(raw);
  if (utf8 && !refusedCharacters.test(path)) return;
  const shown = utf8 ? JSON.stringify(path) : escapeBytes(raw);
  throw new OpsError('name-refused', {
    en: `the name ${shown} ${utf8 ? 'has a control character or a backslash' : 'is not valid UTF-8'}. Rename it or exclude it.`,
    zh: `名称 ${shown} ${utf8 ? '含有控制字符或反斜杠' : '不是有效的 UTF-8'}。请改名或将其排除。`,
  });
}

/**
 * Error `link-escapes` unless every symlink stays inside the tree, followed step by step as a host would, through the
 * other symlinks too. A link to something that is not there is allowed. `links` maps a link's path to its target.
 */
export function checkLinks(links: ReadonlyMap<string, string>): void {
  for (const [path, target] of links) {
    if (!staysInside(path, target, links)) throw linkEscapes(path, target);
  }
}

function staysInside(path: string, target: string, links: ReadonlyMap<string, string>): boolean {
  const at = path.split('/').slice(0, -1);
  const left = target.split('/');
  let expansions = 0;
  if (target === '' || posix.isAbsolute(target) || /^[A-Za-z]:/.test(target)) return false;
  for (let part = left.shift(); part !== undefined; part = left.shift()) {
    if (part === '' || part === '.') continue;
    if (part === '..') {
      if (at.pop() === undefined) return false;
      continue;
    }
    at.push(part);
    const next = links.get(at.join('/'));
    if (next === undefined) continue;
    expansions += 1;
    if (posix.isAbsolute(next) || expansions > maxExpansions) return false;
    at.pop();
    left.unshift(...next.split('/'));
  }
  return true;
}

function linkEscapes(path: string, target: string): OpsError {
  return new OpsError('link-escapes', {
    en: `the symlink ${path} → ${target} leads out of the packed folder or round in a circle. Make it relative and inside, or exclude it.`,
    zh: `符号链接 ${path} → ${target} 指向打包目录之外或构成循环。请改为目录内的相对链接，或将其排除。`,
  });
}

function escapeBytes(raw: Buffer): string {
  const text = [...raw].map((byte) =>
    byte > 0x20 && byte < 0x7f && byte !== 0x5c
      ? String.fromCharCode(byte)
      : `\\x${byte.toString(16).padStart(2, '0')}`,
  );
  return `"${text.join('')}"`;
}
