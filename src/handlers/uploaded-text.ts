import { decodeText } from '../core/convert/read/encoding.ts';
import { OpsError } from '../core/errors.ts';
import { isArchive } from './archives.ts';
import { isSpreadsheet } from './conversions.ts';
import type { Request, SharedFile } from './define.ts';
import type { Deps } from './deps.ts';

/** Bytes of a text that is compared; the same that an archive's file may have. */
const most = 8 << 20;

/** Whether a file that somebody dropped may be a config: what it is, its content tells. */
function mayBeText(file: SharedFile): boolean {
  if (isSpreadsheet(file) || isArchive(file) || /\.hbs$/i.test(file.name)) return false;
  return !/^(?:image|video|audio|font)\/|^application\/(?:pdf|vnd\.|msword)/.test(file.mimetype);
}

/**
 * The newest text file that whoever asks has dropped there, decoded by what it looks like (GB 18030 too). Errors:
 * `no-file`, `file-too-large`, `file-not-text`, and those of `Files`.
 */
export async function droppedText(
  { user, channel, thread }: Pick<Request, 'user' | 'channel' | 'thread'>,
  { files }: Pick<Deps, 'files'>,
): Promise<{ readonly name: string; readonly text: string }> {
  const place = { channel, ...(thread && { thread }) };
  const found = await files.newest(place, (file, by) => by === user && mayBeText(file));
  if (!found) throw noFile();
  const { name, size } = found.file;
  if (size > most) throw tooLarge(name);
  const bytes = await files.download(found.file);
  if (bytes.length > most) throw tooLarge(name);
  const { text } = decodeText(bytes);
  if (text.includes('\0')) throw notText(name);
  return { name, text };
}

function noFile(): OpsError {
  return new OpsError('no-file', {
    en: 'You have not dropped a text file here yet. Drop the config into this channel, then ask again.',
    zh: '你还没有在这里上传文本文件。请把配置文件拖到本频道，然后重试。',
  });
}

function tooLarge(name: string): OpsError {
  return new OpsError('file-too-large', {
    en: `Comparing ${clipped(name)}: it has more than ${most >> 20} MiB, which no config has.`,
    zh: `比较 ${clipped(name)}：超过 ${most >> 20} MiB，不像是配置文件。`,
  });
}

function notText(name: string): OpsError {
  return new OpsError('file-not-text', {
    en: `Comparing ${clipped(name)}, the newest file that you dropped here: it is no text. Drop the config itself.`,
    zh: `比较 ${clipped(name)}（你在此上传的最新文件）：它不是文本。请上传配置文件本身。`,
  });
}

const clipped = (name: string) => (name.length > 80 ? `${name.slice(0, 80)}…` : name);
