import type { Args } from '../args.ts';
import { bot } from '../cast.ts';
import { find, isReply, messageJson } from '../messages.ts';
import { Refusal } from '../refusal.ts';
import type { Channel, Fields, Message } from '../types.ts';
import type { World } from '../world.ts';
import type { Methods } from './define.ts';
import { page } from './page.ts';
import { channelJson, channelType } from './shapes.ts';

const reading = ['channels:read', 'groups:read', 'im:read', 'mpim:read'];
const history = ['channels:history', 'groups:history', 'im:history', 'mpim:history'];

export const conversations: Methods = {
  'conversations.info': {
    scopes: reading,
    run: (args, { world }) => ({ channel: channelJson(known(world, args)) }),
  },
  'conversations.list': {
    scopes: reading,
    run: (args, { world }) => {
      const types = (args.text('types') ?? 'public_channel').split(',');
      const all = [...world.channels.values()].filter((each) => visible(each) && types.includes(channelType(each)));
      const { items, response_metadata } = page(all, args);
      return { channels: items.map(channelJson), response_metadata };
    },
  },
  'conversations.members': {
    scopes: reading,
    run: (args, { world }) => {
      const { items, response_metadata } = page([...known(world, args).members], args);
      return { members: items, response_metadata };
    },
  },
  'conversations.history': {
    scopes: history,
    run: (args, { world }) => {
      const channel = joined(known(world, args));
      const all = shared(world, channel).filter((message) => !message.threadTs || message.threadTs === message.ts);
      return messagePage(world, within(all, args).reverse(), args);
    },
  },
  'conversations.replies': {
    scopes: history,
    run: (args, { world }) => {
      const channel = joined(known(world, args));
      const parent = find(world, channel.id, args.need('ts'));
      if (!parent) throw new Refusal('thread_not_found');
      const all = shared(world, channel).filter((message) => message === parent || isReply(message, parent));
      return messagePage(world, within(all, args), args);
    },
  },
  'conversations.open': {
    scopes: ['im:write', 'mpim:write'],
    run: (args, { world }) => {
      const user = world.users.get(args.need('users', 'users_list_not_supplied'));
      if (!user) throw new Refusal('user_not_found');
      if (user.deleted) throw new Refusal('user_disabled');
      return { channel: { id: world.im(user.id).id } };
    },
  },
  'conversations.join': {
    scopes: ['channels:join'],
    run: (args, { world }) => {
      const channel = known(world, args);
      if (channel.private) throw new Refusal('method_not_supported_for_channel_type');
      channel.members.add(bot.userId);
      world.changed();
      return { channel: channelJson(channel) };
    },
  },
};

/** The channel of a call; one that the bot cannot see does not exist for it. */
export function known(world: World, args: Args): Channel {
  const channel = world.channels.get(args.need('channel', 'channel_not_found'));
  if (!channel || !visible(channel)) throw new Refusal('channel_not_found');
  return channel;
}

/** The channel, refused as `not_in_channel` where the bot is no member of it. */
export function joined(channel: Channel): Channel {
  if (!channel.members.has(bot.userId)) throw new Refusal('not_in_channel');
  return channel;
}

const visible = (channel: Channel) => !channel.private || channel.members.has(bot.userId);

function shared(world: World, channel: Channel): Message[] {
  return (world.messages.get(channel.id) ?? []).filter((message) => message.ephemeralFor === undefined);
}

function within(all: readonly Message[], args: Args): Message[] {
  const oldest = Number(args.text('oldest') ?? 0);
  const latest = Number(args.text('latest') ?? Number.POSITIVE_INFINITY);
  const inclusive = args.flag('inclusive');
  return all.filter(({ ts }) => {
    const at = Number(ts);
    return (at > oldest && at < latest) || (inclusive && (at === oldest || at === latest));
  });
}

function messagePage(world: World, all: readonly Message[], args: Args): Fields {
  const { items, response_metadata, more } = page(all, args);
  const metadata = args.flag('include_all_metadata');
  return {
    messages: items.map((message) => messageJson(world, message, { metadata })),
    has_more: more,
    ...(more && { response_metadata }),
  };
}
