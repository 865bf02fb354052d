import { nameOf } from '../core/access/people.ts';
import type { HandedIn, Look } from '../core/config/imports.ts';
import type { ConfigKind } from '../core/config/types.ts';
import { OpsError } from '../core/errors.ts';
import { isSpreadsheet } from './conversions.ts';
import type { Reply, Request, SharedFile } from './define.ts';
import type { Deps } from './deps.ts';
import { importedMessage, lookMessage } from './views/imports.ts';

const endings = /\.(?:zip|tar|tgz|tar\.gz|gz|bundle)$/i;

/** Whether a file calls itself an archive or a git bundle; what it is, its content tells. */
export function isArchive(file: SharedFile): boolean {
  return !isSpreadsheet(file) && (endings.test(file.name) || /^(?:zip|tar|gzip|tgz)$/.test(file.filetype));
}

/** Looks at a file that somebody dropped. Errors: those of `Files.download` and of `Imports.look`. */
export async function lookAt(
  { id, name }: Pick<SharedFile, 'id' | 'name'>,
  kind: ConfigKind,
  { user: by }: Pick<Request, 'user'>,
  deps: Deps,
): Promise<Look> {
  const bytes = await deps.files.download({ id, name });
  return deps.imports.look({ ref: id, name }, bytes, { by, kind });
}

/** What a file holds and what of it is new, with what can be done with it. */
export function lookReply(look: Look, request: Request, deps: Deps, buttons = true): Reply {
  return { kind: 'in-channel', message: lookMessage(look, deps.language(request.channel), buttons) };
}

/** Saves what was looked at, in the name of whoever asks. Errors: those of `Imports.save`. */
export async function importReply(id: string, { user, channel }: Request, deps: Deps): Promise<Reply> {
  const author = { id: user, name: await nameOf(user, deps.people) };
  const { look, saved } = await deps.imports.save(id, bytesOf(deps), author);
  return { kind: 'in-channel', message: importedMessage(look, saved, user, deps.language(channel)) };
}

/** Fetches a file again: the bot keeps none. */
export function bytesOf({ files }: Pick<Deps, 'files'>): (file: HandedIn) => Promise<Uint8Array> {
  return ({ ref, name }) => files.download({ id: ref, name });
}

/** The newest archive that whoever asks has dropped there. Error `no-file`. */
export async function newestArchive(
  { user, channel, thread }: Request,
  { files }: Pick<Deps, 'files'>,
): Promise<SharedFile> {
  const place = { channel, ...(thread && { thread }) };
  const found = await files.newest(place, (file, by) => by === user && isArchive(file));
  if (found) return found.file;
  throw new OpsError('no-file', {
    en: 'You have not dropped an archive here yet. Drop one (.zip, .tar, .tar.gz, .bundle) into this channel; it is answered by itself.',
    zh: '你还没有在这里上传压缩包。请把压缩包（.zip、.tar、.tar.gz、.bundle）拖到本频道，机器人会自动回复。',
  });
}
