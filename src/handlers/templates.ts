import type { ConfigVersion } from '../core/config/types.ts';
import { OpsError } from '../core/errors.ts';
import { type LibraryFile, unknownTemplate } from '../core/generate/library.ts';
import { heldIn } from '../core/generate/own-change.ts';
import { keptName, ownName } from '../core/generate/own-names.ts';
import type { TemplateRequest } from '../core/proposals/types.ts';
import type { SharedFile, UploadRequest } from './define.ts';
import type { Deps } from './deps.ts';
import { unlinked } from './parse/unlinked.ts';

/** Bytes of the largest file that is read: the library takes 256 Ki characters, of four bytes at most. */
const mostBytes = 1024 * 1024;

/** The request that a dropped file makes. Errors: those of `keptName` and `Files.download`, `template-too-large`, `folder-unclear`. */
export async function droppedTemplate(
  { id, name, size }: SharedFile,
  { user: by, channel, thread, text }: UploadRequest,
  { files, generating }: Deps,
): Promise<TemplateRequest> {
  const { folder, reason } = readMessage(text);
  const template = keptName(name, folder, await generating.templates.files());
  if (size > mostBytes) throw tooLarge(name);
  const bytes = await files.download({ id, name });
  if (bytes.length > mostBytes) throw tooLarge(name);
  // What is no UTF-8 comes out with U+FFFD, which the library refuses, as it does NUL.
  const to = { text: Buffer.from(bytes).toString('utf8') };
  return {
    kind: 'templates',
    template,
    to,
    by,
    channel,
    thread,
    source: name.slice(0, 100),
    ...(reason && { reason }),
  };
}

/** A template of the team's, or one that ships, as it is kept, was kept, and holds. */
export interface KnownTemplate {
  readonly template: string;
  readonly versions: readonly ConfigVersion[];
  readonly files: readonly LibraryFile[];
}

/** The one of this name, which is or was there. Error `template-unknown`, naming the nearest. */
export async function knownTemplate(
  typed: string,
  { generating, configs }: Deps,
  limit?: number,
): Promise<KnownTemplate> {
  const files = await generating.templates.files();
  const name = typed.replace(/\.hbs$/i, '');
  const template = ownName(name, files);
  const isThere = heldIn(files, `${template}.hbs`).by !== 'nothing';
  const ref = { kind: 'template', name: template } as const;
  const versions = await configs.history(ref, limit === undefined ? {} : { limit }).catch((error) => {
    // What could not be a name is none of a template's.
    if (error instanceof OpsError && error.code === 'config-name-refused') return [];
    throw error;
  });
  if (!isThere && versions.length === 0)
    throw unknownTemplate(
      name,
      files.map(({ path }) => path.replace(/\.hbs$/, '')),
    );
  return { template, versions, files };
}

/** The text of a revision, or of the one that ships. Errors: those of `revision`, `template-absent`. */
export async function textAt({ template, files }: KnownTemplate, revision: string, { configs }: Deps): Promise<string> {
  const shipped = heldIn(
    files.filter(({ origin }) => origin === 'shipped'),
    `${template}.hbs`,
  );
  const text =
    revision === 'shipped'
      ? shipped.by === 'shipped'
        ? shipped.text
        : undefined
      : await configs.read({ kind: 'template', name: template }, revision);
  if (text !== undefined) return text;
  throw new OpsError('template-absent', {
    en: `There is no ${template} of the revision ${revision}. /template history ${template} shows the versions.`,
    zh: `版本 ${revision} 中没有 ${template}。用 /template history ${template} 查看各版本。`,
  });
}

/** What is written with a file: a word that ends with a slash is its folder, all of it the reason. */
function readMessage(delivered: string): { folder: string; reason: string } {
  const pieces = unlinked(delivered);
  const typed = pieces.filter(({ person }) => person === undefined).map(({ text }) => text);
  const plain = pieces.map(({ text, literal }) => (literal ? ' ' : text));
  const folders = plain
    .join('')
    .split(/\s+/)
    .filter((word) => /^[^:]+\/$/.test(word));
  if (new Set(folders).size > 1) throw unclear(folders);
  const reason = typed.join('').replaceAll(/\s+/g, ' ').trim().slice(0, 500);
  return { folder: folders[0] ?? '', reason };
}

function tooLarge(name: string): OpsError {
  const shown = name.length > 100 ? `${name.slice(0, 100)}…` : name;
  return new OpsError('template-too-large', {
    en: `${shown} is too large for a template: 256 KiB of text at most. Nothing was read.`,
    zh: `${shown} 超过模板上限：文本不得超过 256 KiB。未读取。`,
  });
}

function unclear(folders: readonly string[]): OpsError {
  const shown = folders.map((one) => one.slice(0, 60)).slice(0, 5);
  return new OpsError('folder-unclear', {
    en: `The message names several folders (${shown.join(', ')}), so it is not clear where the template belongs. Drop it again with one of them.`,
    zh: `消息中有多个目录（${shown.join('、')}），无法确定模板位置。请只写一个目录后再次拖入。`,
  });
}
