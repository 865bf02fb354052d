import type { ShownView } from '../slack/people/reading.ts';
import { openViews } from '../slack/people/reading.ts';
import { seen } from '../slack/people/stage.ts';
import type { Fields, Group, Message, StoredFile } from '../slack/types.ts';
import type { World } from '../slack/world.ts';

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  readonly locale: string;
  readonly bot: boolean;
}

export interface Room {
  readonly id: string;
  readonly name: string;
  readonly im: boolean;
  /** Whether the bot is in it. */
  readonly bot: boolean;
}

export interface NotedFile {
  readonly id: string;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Whether it can be had. */
  readonly there: boolean;
}

/** A message as the page shows it: its newest state. */
export interface Note {
  readonly channel: string;
  readonly ts: string;
  /** A user id. */
  readonly from: string;
  readonly text: string;
  readonly blocks: readonly Fields[];
  readonly metadata?: Fields;
  readonly threadTs?: string;
  readonly ephemeral: boolean;
  /** How often it was edited; a click says which state was clicked in. */
  readonly edits: number;
  readonly state: Readonly<Record<string, Fields>>;
  readonly files: readonly NotedFile[];
}

/** What one person sees. With `whole`, all of it; else of the messages only those that are new or changed. */
export interface Sight {
  /** Another one after a restart. */
  readonly boot: string;
  readonly whole: boolean;
  readonly people: readonly Person[];
  readonly groups: readonly Pick<Group, 'id' | 'handle'>[];
  readonly rooms: readonly Room[];
  readonly notes: readonly Note[];
  /** `channel ts` of messages that went away. */
  readonly gone: readonly string[];
  readonly views: readonly ShownView[];
  readonly home?: Fields;
}

/** Tells one person what they see: first all of it, then what is otherwise than before. */
export function createSight(world: World, boot: string, as: string): () => Sight {
  const { id } = world.user(as);
  const told = new Map<string, string>();
  let whole = true;
  return () => {
    const messages = roomsOf(world, id).flatMap((room) => seen(world, room.id, id));
    const stamps = new Map(messages.map((message) => [`${message.channel} ${message.ts}`, stampOf(world, message)]));
    const fresh = messages.filter(({ channel, ts }) => told.get(`${channel} ${ts}`) !== stamps.get(`${channel} ${ts}`));
    const gone = [...told.keys()].filter((key) => !stamps.has(key));
    const sight: Sight = {
      boot,
      whole,
      people: [...world.users.values()].map((user) => {
        const { id, name, realName, locale, bot } = user;
        return { id, name, realName, locale, bot };
      }),
      groups: world.groups.map(({ id, handle }) => ({ id, handle })),
      rooms: roomsOf(world, id),
      notes: fresh.map((message) => noteOf(world, message)),
      gone,
      views: openViews(world, id),
      home: world.homes.get(id)?.content,
    };
    told.clear();
    for (const [key, stamp] of stamps) told.set(key, stamp);
    whole = false;
    return sight;
  };
}

function roomsOf(world: World, user: string): Room[] {
  const own = world.im(user);
  return [...world.channels.values()]
    .filter(({ im, members }) => members.has(user) && !im)
    .concat(own)
    .map(({ id, name, im, members }) => ({
      id,
      name,
      im,
      bot: [...world.users.values()].some((each) => each.bot && members.has(each.id)),
    }));
}

function stampOf(world: World, message: Message): string {
  const lots = message.files.map((id) => world.files.get(id)?.lot ?? '').join();
  return `${message.versions.length} ${lots} ${JSON.stringify(message.state)}`;
}

function noteOf(world: World, message: Message): Note {
  const { channel, ts, user, threadTs, state, versions, ephemeralFor } = message;
  const now = versions.at(-1);
  return {
    ...{ channel, ts, threadTs, state, from: user },
    text: now?.text ?? '',
    blocks: now?.blocks ?? [],
    metadata: now?.metadata,
    ephemeral: ephemeralFor !== undefined,
    edits: versions.length - 1,
    files: message.files.flatMap((id) => world.files.get(id) ?? []).map(fileOf),
  };
}

function fileOf({ id, name, length, content }: StoredFile): NotedFile {
  return { id, name, size: length, there: content !== undefined };
}
