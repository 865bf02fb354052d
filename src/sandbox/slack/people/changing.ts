import { bot } from '../cast.ts';
import { messageJson, remove } from '../messages.ts';
import type { Fields, User } from '../types.ts';
import { findShown } from './reading.ts';
import { actor, type Done, interaction, place, type Stage } from './stage.ts';

/** What an administrator can change of a person. */
export type Setting = Partial<Pick<User, 'locale' | 'deleted' | 'guest' | 'foreign'>>;

export interface Upload {
  readonly as: string;
  readonly in?: string;
  readonly name: string;
  /** Base64. */
  readonly content: string;
  readonly text?: string;
  readonly thread?: string;
}

/** Drops a file into a channel. */
export async function upload(stage: Stage, given: Upload): Promise<Done> {
  const user = actor(stage.world, given.as);
  const channel = place(stage.world, user, given.in);
  const content = Buffer.from(given.content, 'base64');
  const { file, ticket } = stage.sharing.announce(given.name, content.length, user.id);
  stage.sharing.receive(ticket, content);
  const draft = { channel: channel.id, user: user.id, text: given.text ?? '', threadTs: given.thread };
  return { ok: true, ts: stage.sharing.shareNow([file], draft).ts };
}

/** Starts a global shortcut, or with `ts` one on a message. */
export async function shortcut(
  stage: Stage,
  started: { as: string; callback: string; in?: string; ts?: string },
): Promise<Done> {
  const user = actor(stage.world, started.as);
  const base = { callback_id: started.callback, action_ts: stage.world.ids.ts() };
  const payload = started.ts === undefined ? globalShortcut() : messageShortcut(started.in ?? '', started.ts);
  function globalShortcut(): Fields {
    return { type: 'shortcut', ...interaction(stage, user, {}), ...base };
  }
  function messageShortcut(channel: string, ts: string): Fields {
    const message = findShown(stage.world, { in: channel, ts });
    const { id, name } = stage.world.channel(channel, user.id);
    const responseUrl = stage.answers.urlFor({ channel: id, user: user.id, message });
    const where = { channel: { id, name }, message_ts: ts, message: messageJson(stage.world, message) };
    return {
      type: 'message_action',
      ...interaction(stage, user, { channel: id }),
      ...base,
      ...where,
      response_url: responseUrl,
    };
  }
  return done(await stage.transport.deliver({ kind: 'interactive', payload, responds: false }));
}

/** Invites somebody (default the bot) to a channel, or takes them out. */
export async function setMember(stage: Stage, set: { in: string; user?: string; member: boolean }): Promise<Done> {
  const channel = stage.world.channel(set.in);
  const user = set.user === undefined ? bot.userId : stage.world.user(set.user).id;
  if (set.member) channel.members.add(user);
  else channel.members.delete(user);
  stage.world.changed();
  if (set.member) return done(await stage.notices.joined(channel, user));
  return user === bot.userId ? done(await stage.notices.left(channel)) : { ok: true };
}

/** Changes a person as an administrator would. */
export function setUser(stage: Stage, { user, ...setting }: { user: string } & Setting): Done {
  Object.assign(stage.world.user(user), setting);
  stage.world.changed();
  return { ok: true };
}

/** Deletes a message as an administrator would. */
export async function deleteMessage(stage: Stage, message: { in: string; ts: string }): Promise<Done> {
  const found = findShown(stage.world, message);
  remove(stage.world, found);
  return done(await stage.notices.deleted(found));
}

/** What became of telling the app; nothing to tell is well. */
export function done(delivered: { ok: true } | { ok: false; error: string } | undefined): Done {
  return delivered && !delivered.ok ? { ok: false, error: delivered.error } : { ok: true };
}
