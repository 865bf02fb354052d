import { bot } from '../cast.ts';
import { NotPossible } from '../refusal.ts';
import type { FileLot, StoredFile, User } from '../types.ts';
import { rewritten } from './rewrite.ts';
import { actor, type Done, place, type Stage } from './stage.ts';

/** A file as it is dropped. */
interface Dropped {
  readonly name: string;
  /** Base64. */
  readonly content: string;
  /** Bytes that Slack says it has; default as many as it has. */
  readonly size?: number;
  /** What is special about it; see FileLot. */
  readonly lot?: FileLot;
}

export interface Upload extends Dropped {
  readonly as: string;
  readonly in?: string;
  readonly text?: string;
  readonly thread?: string;
  /** Further files of the same message. */
  readonly more?: readonly Dropped[];
}

export interface Content {
  readonly name: string;
  /** Base64. */
  readonly content: string;
}

/** Drops files into a channel, as one message. Slack tells of it twice, and of a mention in it besides. */
export async function upload(stage: Stage, given: Upload): Promise<Done> {
  const user = actor(stage.world, given.as);
  const channel = place(stage.world, user, given.in);
  const text = rewritten(stage.world, given.text ?? '', { ...stage.rewriting, mentions: true }, false);
  const files = [given, ...(given.more ?? [])].map((dropped) => stored(stage, user, dropped));
  const draft = { channel: channel.id, user: user.id, text, threadTs: given.thread };
  const { message, told } = stage.sharing.shareNow(files, draft);
  const mentions = !channel.im && text.includes(`<@${bot.userId}>`);
  const all = [...(await told), mentions ? await stage.notices.mention(message) : undefined];
  const failed = all.find((each) => each && !each.ok);
  return { ok: !failed, ts: message.ts, ...(failed && !failed.ok && { error: failed.error }) };
}

/** Uploads a file for a file input of a modal, without sharing it; its id. */
export function attach(stage: Stage, given: Dropped & { as: string }): { id: string } {
  return { id: stored(stage, actor(stage.world, given.as), given).id };
}

/** Deletes a file; its bytes are gone at once. */
export function deleteFile(stage: Stage, id: string): Done {
  const file = found(stage, id);
  file.lot = 'deleted';
  file.content = undefined;
  stage.world.changed();
  return { ok: true };
}

/** What a file holds. */
export function contentOf(stage: Stage, id: string): Content {
  const { name, content } = found(stage, id);
  if (!content) throw new NotPossible(`${name} is not there any more`);
  return { name, content: content.toString('base64') };
}

function stored({ sharing }: Stage, user: User, dropped: Dropped): StoredFile {
  const content = Buffer.from(dropped.content, 'base64');
  const { file } = sharing.announce(dropped.name, dropped.size ?? content.length, user.id);
  file.content = content;
  file.lot = dropped.lot;
  return file;
}

function found({ world }: Stage, id: string): StoredFile {
  const file = world.files.get(id);
  if (!file) throw new NotPossible(`there is no file ${id}`);
  return file;
}
