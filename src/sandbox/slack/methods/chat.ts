import type { Args } from '../args.ts';
import { bot } from '../cast.ts';
import { readContent } from '../content.ts';
import { limits } from '../kit/rules.ts';
import { edit, find, messageJson, post, remove } from '../messages.ts';
import { Refusal } from '../refusal.ts';
import type { Channel, Fields, Message } from '../types.ts';
import type { World } from '../world.ts';
import { joined, known } from './conversations.ts';
import type { Desk, Methods } from './define.ts';

const write = { scopes: ['chat:write'] };

export const chat: Methods = {
  'chat.postMessage': {
    ...write,
    run: (args, desk) => {
      const channel = destination(desk.world, args);
      const content = readContent(args);
      const threadTs = thread(args);
      const message = post(desk.world, { ...content, channel: channel.id, user: bot.userId, threadTs });
      desk.notices.message(message);
      return { channel: channel.id, ts: message.ts, message: messageJson(desk.world, message) };
    },
  },
  'chat.postEphemeral': {
    ...write,
    run: (args, { world }) => {
      const channel = joined(known(world, args));
      const user = args.need('user', 'user_not_found');
      if (!channel.members.has(user)) throw new Refusal('user_not_in_channel');
      const { text, blocks } = readContent(args);
      const threadTs = thread(args);
      const draft = { text, blocks, channel: channel.id, user: bot.userId, threadTs, ephemeralFor: user };
      return { message_ts: post(world, draft).ts };
    },
  },
  'chat.update': {
    ...write,
    run: (args, desk) => {
      const message = own(desk, args, 'cant_update_message');
      const content = readContent(args, { maxText: limits.updatedText });
      edit(desk.world, message, { ...content, metadata: content.metadata ?? lastMetadata(message) }, 'chat.update');
      desk.notices.changed(message);
      return updated(desk.world, message, content.text);
    },
  },
  'chat.delete': {
    ...write,
    run: (args, desk) => {
      const message = own(desk, args, 'cant_delete_message');
      remove(desk.world, message);
      desk.notices.deleted(message);
      return { channel: message.channel, ts: message.ts };
    },
  },
  'chat.getPermalink': {
    run: (args, { world }) => {
      const channel = known(world, args);
      const message = find(world, channel.id, args.need('message_ts'));
      if (!message) throw new Refusal('message_not_found');
      return {
        channel: channel.id,
        permalink: `${world.url()}/archives/${channel.id}/p${message.ts.replace('.', '')}`,
      };
    },
  },
};

/** Where a message is posted: a channel the bot is in, or the conversation with a user whose id was given. */
function destination(world: World, args: Args): Channel {
  const given = args.need('channel', 'channel_not_found');
  if (world.users.get(given)?.bot === false) return world.im(given);
  const named = [...world.channels.values()].find((each) => `#${each.name}` === given);
  return joined(named ?? known(world, args));
}

function thread(args: Args): string | undefined {
  const ts = args.text('thread_ts');
  if (ts !== undefined && !/^\d+\.\d{6}$/.test(ts)) throw new Refusal('invalid_thread_ts');
  return ts;
}

function own({ world }: Desk, args: Args, forbidden: string): Message {
  const channel = known(world, args);
  const message = find(world, channel.id, args.need('ts', 'message_not_found'));
  if (!message) throw new Refusal('message_not_found');
  if (message.user !== bot.userId) throw new Refusal(forbidden);
  return message;
}

const lastMetadata = (message: Message) => message.versions.at(-1)?.metadata;

function updated(world: World, message: Message, text: string): Fields {
  return { channel: message.channel, ts: message.ts, text, message: messageJson(world, message) };
}
