import { bot } from '../cast.ts';
import { messageJson, remove } from '../messages.ts';
import { viewJson } from '../modals.ts';
import { NotPossible } from '../refusal.ts';
import type { Fields, Message, User, Version } from '../types.ts';
import type { World } from '../world.ts';
import { type Clicking, click, type Selecting, select } from './acting.ts';
import { actor, type Done, interaction, place, type Stage, seen } from './stage.ts';
import { close, type Submitted, type Submitting, submit } from './submitting.ts';
import { type Typing, type } from './typing.ts';

/** A message as a person sees it. */
export interface Shown {
  readonly channel: string;
  readonly ts: string;
  /** The author's handle. */
  readonly from: string;
  readonly text: string;
  readonly blocks: readonly Fields[];
  readonly metadata?: Fields;
  readonly threadTs?: string;
  readonly ephemeral: boolean;
  /** Every state it had with the time of each (ms since the epoch); `versions.length - 1` edits. */
  readonly versions: readonly Version[];
  readonly state: Readonly<Record<string, Fields>>;
  readonly files: readonly { readonly id: string; readonly name: string }[];
}

/** A modal as its person sees it. */
export interface ShownView {
  readonly id: string;
  readonly view: Fields;
  readonly errors: Readonly<Record<string, string>>;
}

export type Setting = Partial<Pick<User, 'locale' | 'deleted' | 'guest' | 'foreign'>>;

/**
 * What the clients of people do here. Everything is plain data both ways, so that it works the same over HTTP. People
 * are named by handle or id, channels by name or id. Errors are NotPossible: what a client would not let them do.
 */
export interface Workspace {
  type(typing: Typing): Promise<Done>;
  click(clicking: Clicking): Promise<Done>;
  select(selecting: Selecting): Promise<Done>;
  submit(submitting: Submitting): Promise<Submitted>;
  close(closing: { as: string; all?: boolean }): Promise<Done>;
  /** Drops a file into a channel; `content` is base64. */
  upload(file: {
    as: string;
    in?: string;
    name: string;
    content: string;
    text?: string;
    thread?: string;
  }): Promise<Done>;
  /** Starts a global shortcut, or with `ts` one on a message. */
  shortcut(started: { as: string; callback: string; in?: string; ts?: string }): Promise<Done>;
  openHome(who: { as: string }): Promise<Done>;
  /** What a person sees (all but others' ephemeral messages), oldest first; without `in`, in every channel they are in. */
  messages(asked?: { as?: string; in?: string }): Promise<Shown[]>;
  /** The modals a person has open, the topmost last. */
  views(asked: { as: string }): Promise<ShownView[]>;
  home(asked: { as: string }): Promise<Fields | undefined>;
  people(): Promise<{ id: string; name: string; locale: string; deleted: boolean; bot: boolean }[]>;
  channels(): Promise<{ id: string; name: string; bot: boolean; im: boolean }[]>;
  /** Deactivates a person, makes them a guest, changes their locale… */
  setUser(set: { user: string } & Setting): Promise<Done>;
  /** Takes somebody (default the bot) out of a channel, or invites them. */
  setMember(set: { in: string; user?: string; member: boolean }): Promise<Done>;
  /** Deletes a message as an administrator would. */
  deleteMessage(message: { in: string; ts: string }): Promise<Done>;
  /** The number of changes so far, once it is beyond `since` or `ms` are over (default at once). */
  changes(waiting?: { since?: number; ms?: number }): Promise<{ version: number }>;
}

/** The clients of a workspace's people. */
export function createWorkspace(stage: Stage): Workspace {
  const { world } = stage;
  return {
    type: (typing) => type(stage, typing),
    click: async (clicking) => click(stage, clicking),
    select: async (selecting) => select(stage, selecting),
    submit: (submitting) => submit(stage, submitting),
    close: (closing) => close(stage, closing),
    upload: async (file) => upload(stage, file),
    shortcut: (started) => shortcut(stage, started),
    openHome: async ({ as }) => done(await stage.notices.homeOpened(actor(world, as).id)),
    messages: async (asked = {}) => messages(world, asked),
    views: async ({ as }) =>
      (world.views.get(world.user(as).id) ?? []).map((view) => ({
        id: view.id,
        view: viewJson(view),
        errors: view.errors,
      })),
    home: async ({ as }) => world.homes.get(world.user(as).id)?.content,
    people: async () =>
      [...world.users.values()].map(({ id, name, locale, deleted, bot }) => ({ id, name, locale, deleted, bot })),
    channels: async () =>
      [...world.channels.values()].map(({ id, name, im, members }) => ({ id, name, im, bot: members.has(bot.userId) })),
    setUser: async ({ user, ...setting }) => {
      Object.assign(world.user(user), setting);
      world.changed();
      return { ok: true };
    },
    setMember: (set) => setMember(stage, set),
    deleteMessage: async (message) => {
      const found = findShown(world, message);
      remove(world, found);
      return done(await stage.notices.deleted(found));
    },
    changes: async ({ since, ms = 0 } = {}) => ({ version: await world.beyond(since ?? -1, ms) }),
  };
}

function messages(world: World, asked: { as?: string; in?: string }): Shown[] {
  const user = asked.as === undefined ? undefined : world.user(asked.as).id;
  const wanted = asked.in === undefined ? undefined : world.channel(asked.in, user).id;
  const channels = [...world.channels.values()].filter(
    ({ id, members }) => id === (wanted ?? id) && (user === undefined || members.has(user)),
  );
  const all = channels.flatMap(({ id }) =>
    user === undefined ? (world.messages.get(id) ?? []) : seen(world, id, user),
  );
  return all.sort((a, b) => Number(a.ts) - Number(b.ts)).map((message) => shown(world, message));
}

function shown(world: World, message: Message): Shown {
  const { channel, ts, threadTs, versions, state, user } = message;
  const now = versions.at(-1);
  return {
    channel,
    ts,
    threadTs,
    versions,
    state,
    from: world.users.get(user)?.name ?? 'slackbot',
    text: now?.text ?? '',
    blocks: now?.blocks ?? [],
    ...(now?.metadata && { metadata: now.metadata }),
    ephemeral: message.ephemeralFor !== undefined,
    files: message.files.flatMap((id) => world.files.get(id) ?? []).map(({ id, name }) => ({ id, name })),
  };
}

async function upload(stage: Stage, given: Parameters<Workspace['upload']>[0]): Promise<Done> {
  const user = actor(stage.world, given.as);
  const channel = place(stage.world, user, given.in);
  const content = Buffer.from(given.content, 'base64');
  const { file, ticket } = stage.sharing.announce(given.name, content.length, user.id);
  stage.sharing.receive(ticket, content);
  const draft = { channel: channel.id, user: user.id, text: given.text ?? '', threadTs: given.thread };
  return { ok: true, ts: stage.sharing.shareNow([file], draft).ts };
}

async function shortcut(stage: Stage, started: Parameters<Workspace['shortcut']>[0]): Promise<Done> {
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

async function setMember(stage: Stage, set: Parameters<Workspace['setMember']>[0]): Promise<Done> {
  const channel = stage.world.channel(set.in);
  const user = set.user === undefined ? bot.userId : stage.world.user(set.user).id;
  if (set.member) channel.members.add(user);
  else channel.members.delete(user);
  stage.world.changed();
  if (set.member) return done(await stage.notices.joined(channel, user));
  return user === bot.userId ? done(await stage.notices.left(channel)) : { ok: true };
}

function findShown(world: World, { in: channel, ts }: { in: string; ts: string }): Message {
  const found = world.messages.get(world.channel(channel).id)?.find((message) => message.ts === ts);
  if (!found) throw new NotPossible(`there is no message ${ts} in ${channel}`);
  return found;
}

function done(delivered: { ok: true } | { ok: false; error: string } | undefined): Done {
  return delivered && !delivered.ok ? { ok: false, error: delivered.error } : { ok: true };
}
