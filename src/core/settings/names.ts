import type { Text } from '../text.ts';

/** Words that commands read as subcommands or that selectors use, so nothing may be called so (DESIGN 5 and 6). */
export const reservedWords = [
  ...['list', 'history', 'adopt', 'lift', 'config', 'aliyun', 'show', 'diff', 'export', 'schedules', 'pause', 'resume'],
  ...['log', 'import', 'undo', 'check', 'rollback', 'search', 'blame', 'push', 'drift', 'pin', 'unpin', 'open', 'note'],
  ...['close', 'add', 'remove', 'help', 'status', 'runs', 'run', 'approvals', 'cancel', 'audit', 'trust', 'whoami'],
  ...['all', 'on'],
] as const;

const pattern = /^[\p{L}\p{Nd}_][\p{L}\p{M}\p{Nd}_.-]*$/u;
const prototypeKeys = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Why `name` cannot name a host, app, environment or group, or undefined when it can: letters of any script, digits
 * and `_ . -`, beginning with a letter, a digit or `_`, at most 63 characters, none of the reserved words.
 */
export function nameFault(name: string): Text | undefined {
  const plain = plainNameFault(name);
  if (plain) return plain;
  if (!reservedWords.some((word) => word === name.toLowerCase())) return undefined;
  return {
    en: `"${name}" is a word that commands use, so nothing can be called so. Choose another name.`,
    zh: `“${name}”是命令保留字，不能用作名称，请换一个。`,
  };
}

/** As `nameFault`, for names that no command reads (credentials, labels): reserved words are allowed. */
export function plainNameFault(name: string): Text | undefined {
  if (pattern.test(name) && [...name].length <= 63 && !prototypeKeys.has(name)) return undefined;
  return {
    en: `"${cut(name)}" cannot be a name: use letters, digits and _ . - only, begin with a letter, digit or _, at most 63 characters (and not __proto__, constructor or prototype).`,
    zh: `“${cut(name)}”不能用作名称：只能使用字母（含中文）、数字和 _ . -，以字母、数字或 _ 开头，最多 63 个字符（且不能是 __proto__、constructor、prototype）。`,
  };
}

function cut(name: string): string {
  return name.length > 80 ? `${name.slice(0, 80)}…` : name;
}
