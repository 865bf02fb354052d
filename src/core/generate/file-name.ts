import type { Text } from '../text.ts';

/** Why a config's file cannot be called so, or nothing. It may have folders; it never leaves its own. */
export function fileNameFault(name: string): Text | undefined {
  if (/^\w[\w-]{0,99}(\.[\w-]{1,99})?$/.test(name)) return undefined;
  if (name.trim() === '') return { en: 'it is empty', zh: '为空' };
  if (name !== name.trim()) return { en: 'it begins or ends with a space', zh: '首尾有空格' };
  if (/[\u0000-\u001F\u007F]/.test(name))
    return { en: 'it has control characters or line breaks', zh: '含有控制字符或换行' };
  if (name.includes('\\'))
    return { en: 'it has a backslash; folders are divided by /', zh: '含有反斜杠；目录请用 / 分隔' };
  if (name.startsWith('/') || /^[a-z]:/i.test(name)) return { en: 'it is absolute', zh: '是绝对路径' };
  if (Buffer.byteLength(name) > 1024) return { en: 'it is longer than 1024 bytes', zh: '超过 1024 字节' };
  return name
    .split('/')
    .map(partFault)
    .find((fault) => fault !== undefined);
}

function partFault(part: string): Text | undefined {
  if (part === '') return { en: 'a folder in it has no name', zh: '其中有目录名为空' };
  if (part === '.' || part === '..') return { en: `it has ${part} in it`, zh: `含有 ${part}` };
  if (part.toLowerCase() === '.git')
    return { en: 'it has .git in it, which git keeps to itself', zh: '含有 git 保留的 .git' };
  if (Buffer.byteLength(part) > 255)
    return { en: 'a name in it is longer than 255 bytes', zh: '其中有名称超过 255 字节' };
  return undefined;
}
