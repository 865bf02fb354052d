import { bot } from '../cast.ts';
import type { Fields } from '../types.ts';
import { type Clicking, click, type Selecting, select } from './acting.ts';
import { deleteMessage, done, forget, type Setting, type Starting, setMember, setUser, shortcut } from './changing.ts';
import {
  type Announced,
  type Announcing,
  announce,
  attach,
  type Content,
  contentOf,
  deleteFile,
  type Sharing,
  share,
  type Upload,
  upload,
} from './dropping.ts';
import { messages, openViews, type Shown, type ShownView } from './reading.ts';
import { actor, type Done, type Stage } from './stage.ts';
import { close, type Submitted, type Submitting, submit } from './submitting.ts';
import { type Typing, type } from './typing.ts';

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
  /** Drops a file, or several, into a channel; contents are base64. Resolves once the app acknowledged it, or did not. */
  upload(file: Upload): Promise<Done>;
  /** Announces files whose bytes follow, each to its ticket. */
  announce(files: Announcing): Promise<Announced[]>;
  /** Shares announced files once their bytes are there. */
  share(files: Sharing): Promise<Done>;
  /** Uploads a file for a file input of a modal; what it is chosen by. */
  attach(file: { as: string; name: string; content: string }): Promise<{ id: string }>;
  /** Deletes a file; messages keep a tombstone of it. */
  deleteFile(file: { id: string }): Promise<Done>;
  /** What a file that somebody sees holds, in base64. */
  file(file: { id: string }): Promise<Content>;
  /** Starts a global shortcut, or with `ts` one on a message. */
  shortcut(started: Starting): Promise<Done>;
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
  /** Deletes every message there is, as an administrator would. */
  forget(): Promise<Done>;
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
    announce: async (files) => announce(stage, files),
    share: (files) => share(stage, files),
    attach: async (file) => attach(stage, file),
    deleteFile: async ({ id }) => deleteFile(stage, id),
    file: async ({ id }) => contentOf(stage, id),
    shortcut: (started) => shortcut(stage, started),
    openHome: async ({ as }) => done(await stage.notices.homeOpened(actor(world, as).id)),
    messages: async (asked = {}) => messages(world, asked),
    views: async ({ as }) => openViews(world, as),
    home: async ({ as }) => world.homes.get(world.user(as).id)?.content,
    people: async () =>
      [...world.users.values()].map(({ id, name, locale, deleted, bot }) => ({ id, name, locale, deleted, bot })),
    channels: async () =>
      [...world.channels.values()].map(({ id, name, im, members }) => ({ id, name, im, bot: members.has(bot.userId) })),
    setUser: async (set) => setUser(stage, set),
    setMember: (set) => setMember(stage, set),
    deleteMessage: (message) => deleteMessage(stage, message),
    forget: () => forget(stage),
    changes: async ({ since, ms = 0 } = {}) => ({ version: await world.beyond(since ?? -1, ms) }),
  };
}
