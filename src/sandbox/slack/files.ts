import { bot } from './cast.ts';
import { fileJson } from './file-json.ts';
import { type Draft, post } from './messages.ts';
import type { Notices } from './notices.ts';
import { Refusal } from './refusal.ts';
import type { Delivered } from './transport.ts';
import type { Fields, Message, StoredFile } from './types.ts';
import type { World } from './world.ts';

export interface Sharing {
  /** A file announced by files.getUploadURLExternal: its id, and the secret of its upload address. */
  announce(name: string, length: number, user: string): { file: StoredFile; ticket: string };
  /** How many bytes were announced for an upload address; undefined where it is not known. */
  expects(ticket: string): number | undefined;
  /** Takes the bytes; `undefined` where the address is not known, false where they are not as many as announced. */
  receive(ticket: string, content: Buffer): boolean | undefined;
  /** Shows uploaded files in a channel, as one message; sooner or later, as Slack does. */
  share(files: readonly StoredFile[], draft: Omit<Draft, 'files'>): void;
  /** The same at once, for what a person drops into a channel; `told` is the fate of telling the app. */
  shareNow(files: readonly StoredFile[], draft: Omit<Draft, 'files'>): Shared;
  json(file: StoredFile): Fields;
}

export interface Shared {
  readonly message: Message;
  readonly told: Promise<readonly (Delivered | undefined)[]>;
}

/** Files of a workspace. `delay`: milliseconds between completing an upload and its being shared. */
export function createSharing(world: World, notices: Notices, delay: number): Sharing {
  const tickets = new Map<string, StoredFile>();
  const shareNow = (files: readonly StoredFile[], draft: Omit<Draft, 'files'>) => {
    const message = post(world, { ...draft, files: files.map((file) => file.id) });
    for (const file of files) {
      file.shares.set(draft.channel, [...(file.shares.get(draft.channel) ?? []), message.ts]);
    }
    const told = [...files.map((file) => notices.fileShared(file, draft.channel)), notices.message(message)];
    return { message, told: Promise.all(told) };
  };
  return {
    announce: (name, length, user) => {
      const file = newFile(world, name, length, user);
      const ticket = world.ids.secret();
      tickets.set(ticket, file);
      world.files.set(file.id, file);
      return { file, ticket };
    },
    expects: (ticket) => tickets.get(ticket)?.length,
    receive: (ticket, content) => {
      const file = tickets.get(ticket);
      if (!file) return undefined;
      if (content.length !== file.length) return false;
      file.content = content;
      return true;
    },
    share: (files, draft) => {
      world.clock.after(delay, () => shareNow(files, draft));
    },
    shareNow,
    json: (file) => fileJson(world, file),
  };
}

/** Files by id, refused where one is missing or its bytes have not come. */
export function uploaded(world: World, id: string): StoredFile {
  const file = world.files.get(id);
  if (!file?.content || file.user !== bot.userId) throw new Refusal('file_not_found');
  return file;
}

function newFile(world: World, name: string, length: number, user: string): StoredFile {
  const created = Math.floor(world.clock.now() / 1000);
  return { id: world.ids.next('F'), name, title: name, user, length, created, shares: new Map() };
}
