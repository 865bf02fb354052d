import { bot } from '../cast.ts';
import { NotPossible } from '../refusal.ts';
import type { FileLot, StoredFile, User } from '../types.ts';
import { rewritten } from './rewrite.ts';
import { actor, type Done, place, type Stage } from './stage.ts';
import { notPossible, words } from './words.ts';

/** Slack's limits: 1 GB a file, 10 files at a time (slack.com/help, "Add files to Slack"). */
const slackTakes = { bytes: 1024 ** 3, files: 10 };

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

/** Files that a client is about to send. */
export interface Announcing {
  readonly as: string;
  readonly files: readonly { readonly name: string; readonly size: number }[];
}

/** A file whose bytes go to `/upload/v1/<ticket>`, and then are shared by its id. */
export interface Announced {
  readonly id: string;
  readonly ticket: string;
}

/** Files whose bytes are there, as one message. */
export interface Sharing {
  readonly as: string;
  readonly in?: string;
  readonly text?: string;
  readonly thread?: string;
  readonly files: readonly string[];
}

/** Drops files into a channel, as one message; see `share`. */
export async function upload(stage: Stage, given: Upload): Promise<Done> {
  const user = actor(stage.world, given.as);
  const files = [given, ...(given.more ?? [])];
  check(stage, user, files.map(sized));
  return shareAs(
    stage,
    user,
    given,
    files.map((dropped) => stored(stage, user, dropped)),
  );
}

/** Announces files before their bytes are sent; NotPossible in the person's language where Slack would not take them. */
export function announce(stage: Stage, { as, files }: Announcing): Announced[] {
  const user = actor(stage.world, as);
  check(stage, user, files);
  return files.map(({ name, size }) => {
    const { file, ticket } = stage.sharing.announce(name, size, user.id);
    return { id: file.id, ticket };
  });
}

/** Shares announced files whose bytes have come. Slack tells of it twice, and of a mention in it besides. */
export async function share(stage: Stage, given: Sharing): Promise<Done> {
  const user = actor(stage.world, given.as);
  const files = given.files.map((id) => found(stage, id));
  const missing = files.find((file) => file.content === undefined || file.user !== user.id);
  if (missing) throw new NotPossible(`${missing.name} has not been uploaded`);
  return shareAs(stage, user, given, files);
}

/** Uploads a file for a file input of a modal, without sharing it; its id. */
export function attach(stage: Stage, given: Dropped & { as: string }): { id: string } {
  const user = actor(stage.world, given.as);
  check(stage, user, [sized(given)]);
  return { id: stored(stage, user, given).id };
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

async function shareAs(
  stage: Stage,
  user: User,
  given: Pick<Sharing, 'in' | 'text' | 'thread'>,
  files: readonly StoredFile[],
): Promise<Done> {
  const channel = place(stage.world, user, given.in);
  const text = rewritten(stage.world, given.text ?? '', { ...stage.rewriting, mentions: true }, false);
  const draft = { channel: channel.id, user: user.id, text, threadTs: given.thread };
  const { message, told } = stage.sharing.shareNow(files, draft);
  const mentions = !channel.im && text.includes(`<@${bot.userId}>`);
  const all = [...(await told), mentions ? await stage.notices.mention(message) : undefined];
  const failed = all.find((each) => each && !each.ok);
  return { ok: !failed, ts: message.ts, ...(failed && !failed.ok && { error: failed.error }) };
}

/** Refuses what Slack would refuse, and what is more than this sandbox keeps. */
function check(stage: Stage, user: User, files: Announcing['files']): void {
  if (files.length > slackTakes.files) throw notPossible(user, words.tooMany(files.length, slackTakes.files));
  for (const { name, size } of files) {
    if (size === 0) throw notPossible(user, words.empty(name));
    if (size > slackTakes.bytes) throw notPossible(user, words.tooLarge(name, slackTakes.bytes));
    if (size > stage.largestFile) throw notPossible(user, words.tooLargeHere(name, stage.largestFile));
  }
}

const sized = ({ name, content }: Dropped) => ({ name, size: Buffer.byteLength(content, 'base64') });

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
