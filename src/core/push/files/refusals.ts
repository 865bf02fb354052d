import { OpsError } from '../../errors.ts';
import type { Text } from '../../text.ts';
import type { RefusedFile } from './look.ts';

/** Why what is at a path was not read. */
export type Unread = RefusedFile['why'] | 'too-large' | 'no-text';

/** The same in words. */
export function unreadText(host: string, path: string, why: Unread): Text {
  if (why === 'too-large') return tooLarge(host, path).text;
  if (why === 'no-folder') return folderMissing(host, path, path.replace(/\/[^/]*$/, '') || '/').text;
  if (why !== 'no-text') return refusedFile(host, path, { state: 'refused', why, real: path }).text;
  return {
    en: `${host}: ${path} is no text, so it is not compared. Look at it there, or correct "path" in files.yaml.`,
    zh: `${host}：${path} 不是文本，未予比较。请检查该主机，或更正 files.yaml 中的 path。`,
  };
}

/** What is at a path is nothing that a config could replace. */
export function refusedFile(host: string, path: string, { why, real }: RefusedFile): OpsError {
  const { en, zh } = whys[why] ?? whys.odd;
  const [way, weg] = real === path ? ['', ''] : [` (${real})`, `（${real}）`];
  return new OpsError('file-refused', {
    en: `${host}: ${path}${way} ${en}. Look at it there, or correct "path" in files.yaml.`,
    zh: `${host}：${path}${weg}${zh}。请检查该主机，或更正 files.yaml 中的 path。`,
  });
}

const whys: Readonly<Record<Exclude<RefusedFile['why'], 'no-folder'>, Text>> & Readonly<Record<string, Text>> = {
  dangling: { en: 'is a link to a file that is not there', zh: '是指向不存在文件的链接' },
  folder: { en: 'is a folder, which no config can replace', zh: '是目录，不能用配置文件替换' },
  special: {
    en: 'is a device or another special file, which no config can replace',
    zh: '是设备或其他特殊文件，不能用配置文件替换',
  },
  unreadable: { en: 'cannot be read by the user who works there', zh: '当前用户无权读取' },
  odd: { en: 'has a name with a line break behind it', zh: '对应的文件名含有换行符' },
};

export function folderMissing(host: string, path: string, folder: string): OpsError {
  return new OpsError('folder-missing', {
    en: `${host}: there is no folder ${folder} for ${path}, or it may not be entered. If it is to be, make it there (mkdir -p ${folder}) and ask again.`,
    zh: `${host}：${path} 所在的目录 ${folder} 不存在或无权进入。如确需该目录，请在主机上创建（mkdir -p ${folder}）后重试。`,
  });
}

export function tooLarge(host: string, path: string): OpsError {
  return new OpsError('file-too-large', {
    en: `${host}: ${path} is larger than 1 MB, which no config is. See that "path" in files.yaml is right.`,
    zh: `${host}：${path} 超过 1 MB，不像配置文件。请检查 files.yaml 中的 path。`,
  });
}

export function unreadableAnswer(host: string, said: string): OpsError {
  return new OpsError('agent-failed', {
    en: `${host}: looking at its files failed: ${said.trim().slice(-500) || 'the answer was cut short'}`,
    zh: `${host}：查看文件失败：${said.trim().slice(-500) || '应答不完整'}`,
  });
}

/** `what` is to lie in a folder that the user may not write to. */
export function cannotWrite(host: string, user: string, folder: string, what: string): OpsError {
  return new OpsError('cannot-write', {
    en: `${host}: ${user} may not write in ${folder}, so ${what} cannot be put there. Give it the folder, or set "become" for the host.`,
    zh: `${host}：${user} 无权写入 ${folder}，无法放置 ${what}。请授予目录权限，或为该主机设置 become。`,
  });
}
