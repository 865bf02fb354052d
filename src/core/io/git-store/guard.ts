import { OpsError } from '../../errors.ts';

/** The only ref of a store. */
export const branch = 'refs/heads/main';

/** Bytes a path and one part of it may have: ext4, APFS and NTFS hold 255 a part; the whole stays under Windows' limit. */
const longest = { path: 900, part: 200 };

/** Control characters, line separators, and those that turn the direction of text round. */
const invisible = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;

/** Names that Windows keeps for devices: a file so called cannot be exported there. */
const device = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * Why text cannot be a path in a store: undefined for one that can, else what is wrong with it. Everything that git, an
 * archive, a shell or another system's files could take for something else is refused.
 */
export function pathTrouble(path: string): { en: string; zh: string } | undefined {
  if (!path.isWellFormed() || invisible.test(path)) return { en: 'it has invisible characters', zh: '含有不可见字符' };
  if (/[\\:*?"<>|]/.test(path)) return { en: 'it has one of \\ : * ? " < > |', zh: '含有 \\ : * ? " < > | 之一' };
  if (Buffer.byteLength(path) > longest.path) return { en: 'it is too long', zh: '过长' };
  for (const part of path.split('/')) {
    if (part === '') return { en: 'a part of it is empty', zh: '其中一段为空' };
    if (part === '.' || part === '..') return { en: 'it has . or .. in it', zh: '含有 . 或 ..' };
    if (part.startsWith('-')) return { en: 'a part of it begins with -', zh: '其中一段以 - 开头' };
    if (part !== part.trim() || part.endsWith('.')) {
      return {
        en: 'a part of it begins or ends with a space, or ends with a dot',
        zh: '其中一段以空格开头或结尾，或以点结尾',
      };
    }
    if (Buffer.byteLength(part) > longest.part) return { en: 'a part of it is too long', zh: '其中一段过长' };
    if (/^\.git/i.test(part) || /^git~\d/i.test(part))
      return { en: 'that is a name of git’s own', zh: '这是 git 自用的名称' };
    if (device.test(part)) return { en: 'Windows keeps that name for a device', zh: 'Windows 将该名称保留给设备' };
  }
  return undefined;
}

/** The path, once it is sure to be one. Error `config-name-refused`. */
export function checkedPath(path: string): string {
  const trouble = pathTrouble(path);
  if (!trouble) return path;
  throw new OpsError('config-name-refused', {
    en: `${JSON.stringify(path)} cannot be the name of a config: ${trouble.en}. Give it another name.`,
    zh: `${JSON.stringify(path)} 不能用作配置名称：${trouble.zh}。请另取名称。`,
  });
}

/** The full id, once it is sure to be one. Error `revision-refused`. */
export function checkedId(id: string): string {
  if (/^[0-9a-f]{40}$/.test(id)) return id;
  throw revisionRefused(id);
}

/** The beginning of an id, at least 6 digits of it, once it is sure to be one. Error `revision-refused`. */
export function checkedShortId(id: string): string {
  if (/^[0-9a-f]{6,40}$/.test(id)) return id;
  throw revisionRefused(id);
}

/** The OpsError `revision-refused`, with what can be given instead. */
export function revisionRefused(text: string): OpsError {
  const shown = JSON.stringify(text.slice(0, 100));
  return new OpsError('revision-refused', {
    en: `${shown} is not a revision. Give HEAD, the first 6 or more digits of a commit, ~2 (two versions ago), a date such as 2026-11-01, or an age such as 7d.`,
    zh: `${shown} 不是版本。请使用 HEAD、提交号的前 6 位或更多、~2（两个版本之前）、日期（如 2026-11-01）或时长（如 7d）。`,
  });
}

/** Bytes that one file may have: it is held in memory whole. */
const largest = 64 << 20;

/** Error `config-too-large`, naming the file, or the object where no more is known. */
export function checkSize(size: number, what: string): void {
  if (size <= largest) return;
  throw new OpsError('config-too-large', {
    en: `${what} has ${size} bytes; a config may have ${largest}. Leave it out.`,
    zh: `${what} 有 ${size} 字节；单个配置最多 ${largest} 字节。请将其排除。`,
  });
}
