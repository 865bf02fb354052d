import { bot } from '../cast.ts';
import { messageJson, remove } from '../messages.ts';
import { NotPossible } from '../refusal.ts';
import type { Channel, Fields, Message, User } from '../types.ts';
import { findShown } from './reading.ts';
import { actor, type Done, interaction, place, type Stage, seen } from './stage.ts';

/** What an administrator can change of a person. */
export type Setting = Partial<Pick<User, 'locale' | 'deleted' | 'guest' | 'foreign'>>;

/** Where a shortcut is started: a global one, or one in the menu of a message. */
export interface Starting {
  readonly as: string;
  readonly callback: string;
  readonly in?: string;
  /** The message's; `newest`: of the newest message that the person sees there. */
  readonly ts?: string;
}

/** Starts a global shortcut, or with `ts` one on a message. */
export async function shortcut(stage: Stage, started: Starting): Promise<Done> {
  const user = actor(stage.world, started.as);
  const base = { callback_id: started.callback, action_ts: stage.world.ids.ts() };
  const channel = started.ts === undefined ? undefined : place(stage.world, user, started.in);
  const payload = channel ? messageShortcut(channel, messageAt(stage, channel, user, started.ts)) : globalShortcut();
  function globalShortcut(): Fields {
    return { type: 'shortcut', ...interaction(stage, user, {}), ...base };
  }
  function messageShortcut({ id, name }: Channel, message: Message): Fields {
    const responseUrl = stage.answers.urlFor({ channel: id, user: user.id, message });
    const where = { channel: { id, name }, message_ts: message.ts, message: messageJson(stage.world, message) };
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

function messageAt(stage: Stage, channel: Channel, user: User, ts = ''): Message {
  if (ts !== 'newest') return findShown(stage.world, { in: channel.id, ts });
  const newest = seen(stage.world, channel.id, user.id).findLast((message) => message.ephemeralFor === undefined);
  if (!newest) throw new NotPossible(`there is no message in #${channel.name}`);
  return newest;
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

/** Deletes every message, ephemeral ones too. */
export async function forget(stage: Stage): Promise<Done> {
  const all = [...stage.world.messages.values()].flat();
  for (const message of all) remove(stage.world, message);
  const told = await Promise.all(all.filter((each) => !each.ephemeralFor).map(stage.notices.deleted));
  return told.map(done).find(({ ok }) => !ok) ?? { ok: true };
}

/** What became of telling the app; nothing to tell is well. */
export function done(delivered: { ok: true } | { ok: false; error: string } | undefined): Done {
  return delivered && !delivered.ok ? { ok: false, error: delivered.error } : { ok: true };
}
