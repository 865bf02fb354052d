import type { Clock } from '../../core/io/clock.ts';
import { bot, team } from './cast.ts';
import { createIds, type Ids } from './ids.ts';
import { NotPossible } from './refusal.ts';
import type { Channel, ChannelSeed, Group, Message, StoredFile, User, UserSeed, View } from './types.ts';

/** The state of the workspace, in memory, and word of its changes. */
export interface World {
  readonly clock: Clock;
  /** Where the server is reached, without a slash at the end. */
  url(): string;
  readonly ids: Ids;
  readonly users: Map<string, User>;
  readonly channels: Map<string, Channel>;
  readonly groups: readonly Group[];
  /** By channel id, in the order of posting; ephemeral ones among them. */
  readonly messages: Map<string, Message[]>;
  readonly files: Map<string, StoredFile>;
  /** Open modals by person, the topmost last. */
  readonly views: Map<string, View[]>;
  /** By person. */
  readonly homes: Map<string, View>;
  /** A person by id or handle (with or without `@`), or NotPossible. */
  user(name: string): User;
  /** A channel by id or name (with or without `#`), `@bot` being the person's conversation with the bot. */
  channel(name: string | undefined, as?: string): Channel;
  /** The conversation between the bot and one person. */
  im(user: string): Channel;
  /** Counts the changes so far. */
  version(): number;
  changed(): void;
  /** The version once it is beyond `since`, or the present one after `ms`. */
  beyond(since: number, ms: number): Promise<number>;
}

interface Seeds {
  readonly users: readonly UserSeed[];
  readonly channels: readonly ChannelSeed[];
  readonly groups: readonly Group[];
}

/** A workspace with these people and channels, and nothing said in it yet. */
export function createWorld(clock: Clock, seeds: Seeds, url: () => string): World {
  const ids = createIds(clock);
  const users = new Map([botUser, ...seeds.users].map((seed) => [seed.id, member(seed)]));
  const channels = new Map(seeds.channels.map((seed) => [seed.id, channel(seed, users)]));
  const listeners = new Set<() => void>();
  let version = 0;
  const im = (user: string) => {
    const id = `D${user.slice(1)}`;
    const known = channels.get(id) ?? { id, name: id, private: true, im: true, members: new Set([user, bot.userId]) };
    channels.set(id, known);
    return known;
  };
  const findUser = (name: string) => {
    const wanted = name.replace(/^@/, '');
    const found = users.get(wanted) ?? [...users.values()].find((user) => user.name === wanted);
    if (!found) throw new NotPossible(`nobody here is called ${name}; there are ${handles(users)}`);
    return found;
  };
  const findChannel = (name: string | undefined, as?: string) => {
    if (name === undefined) return first(channels);
    if (name.startsWith('@') && as !== undefined) return im(findUser(as).id);
    const wanted = name.replace(/^#/, '');
    const found = channels.get(wanted) ?? [...channels.values()].find((each) => each.name === wanted);
    if (!found) throw new NotPossible(`there is no channel ${name}; there are ${names(channels)}`);
    return found;
  };
  return {
    clock,
    url,
    ids,
    users,
    channels,
    groups: seeds.groups,
    messages: new Map(),
    files: new Map(),
    views: new Map(),
    homes: new Map(),
    user: findUser,
    channel: findChannel,
    im,
    version: () => version,
    changed: () => {
      version += 1;
      for (const listener of [...listeners]) listener();
    },
    beyond: (since, ms) =>
      new Promise((resolve) => {
        if (version > since) return resolve(version);
        const done = () => {
          listeners.delete(done);
          stop();
          resolve(version);
        };
        listeners.add(done);
        const stop = clock.after(ms, done);
      }),
  };
}

const botUser: UserSeed = { id: bot.userId, name: bot.name, realName: 'ChangeOps', bot: true };

function member(seed: UserSeed): User {
  const defaults = { realName: seed.name, locale: 'en-US', deleted: false, guest: 'no' as const };
  return { ...defaults, bot: false, foreign: false, ...seed };
}

function channel(seed: ChannelSeed, users: Map<string, User>): Channel {
  const all = [...users.values()].filter((user) => !user.bot && user.guest === 'no').map((user) => user.id);
  const members = new Set(seed.members ?? all);
  if (seed.bot ?? true) members.add(bot.userId);
  return { id: seed.id, name: seed.name, private: seed.private ?? false, im: false, members };
}

function first(channels: Map<string, Channel>): Channel {
  const [found] = channels.values();
  if (!found) throw new NotPossible('this workspace has no channel');
  return found;
}

const handles = (users: Map<string, User>) => [...users.values()].map((user) => user.name).join(', ');
const names = (channels: Map<string, Channel>) =>
  [...channels.values()]
    .filter((each) => !each.im)
    .map((each) => `#${each.name}`)
    .join(', ');

/** The team a person belongs to. */
export const teamOf = (user: User, foreign: string): string => (user.foreign ? foreign : team.id);
