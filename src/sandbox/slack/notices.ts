import { app, bot, team } from './cast.ts';
import { messageJson } from './messages.ts';
import type { Delivered, Transport } from './transport.ts';
import type { Channel, Fields, Message, StoredFile } from './types.ts';
import type { World } from './world.ts';

/** When an event nobody acknowledged is sent again, in ms after the failure: docs.slack.dev, "The Events API". */
const retryAfter = [0, 60_000, 300_000];

/** Tells the app what happened, where it is subscribed to it and sees it. Each resolves with the first attempt's fate. */
export interface Notices {
  message(message: Message): Promise<Delivered | undefined>;
  changed(message: Message): Promise<Delivered | undefined>;
  deleted(message: Message): Promise<Delivered | undefined>;
  mention(message: Message): Promise<Delivered | undefined>;
  fileShared(file: StoredFile, channel: string): Promise<Delivered | undefined>;
  homeOpened(user: string): Promise<Delivered | undefined>;
  joined(channel: Channel, user: string): Promise<Delivered | undefined>;
  /** The bot was taken out of a channel. */
  left(channel: Channel): Promise<Delivered | undefined>;
}

/** Events of a workspace. `subscribed` holds names as in a manifest (`message.channels`, `app_mention`). */
export function createNotices(world: World, transport: Transport, subscribed: readonly string[]): Notices {
  const send = (name: string, event: Fields, channel?: Channel) => {
    const seen = channel === undefined || channel.members.has(bot.userId);
    if (!seen || !subscribed.includes(name)) return Promise.resolve(undefined);
    return attempt(world, transport, callback(world, event), 0);
  };
  const about = (message: Message, event: Fields) => {
    const channel = world.channels.get(message.channel);
    const type = typeOf(channel);
    return send(`message.${type}s`.replace('message.ims', 'message.im'), { channel_type: type, ...event }, channel);
  };
  const common = (message: Message) => ({ type: 'message', channel: message.channel, event_ts: world.ids.ts() });
  return {
    message: (message) =>
      about(message, { ...messageJson(world, message), channel: message.channel, event_ts: message.ts }),
    changed: (message) =>
      about(message, {
        ...common(message),
        subtype: 'message_changed',
        hidden: true,
        ts: world.ids.ts(),
        message: messageJson(world, message),
        previous_message: { type: 'message', ts: message.ts, text: message.versions.at(-2)?.text ?? '' },
      }),
    deleted: (message) =>
      about(message, {
        ...common(message),
        subtype: 'message_deleted',
        hidden: true,
        ts: world.ids.ts(),
        deleted_ts: message.ts,
        previous_message: messageJson(world, message),
      }),
    mention: (message) => {
      const json = { ...messageJson(world, message), type: 'app_mention', channel: message.channel };
      return send('app_mention', { ...json, event_ts: message.ts }, world.channels.get(message.channel));
    },
    fileShared: (file, channel) => {
      const event = { type: 'file_shared', file_id: file.id, user_id: file.user, file: { id: file.id } };
      const where = { channel_id: channel, event_ts: world.ids.ts() };
      return send('file_shared', { ...event, ...where }, world.channels.get(channel));
    },
    homeOpened: (user) =>
      send('app_home_opened', {
        type: 'app_home_opened',
        user,
        tab: 'home',
        channel: world.im(user).id,
        event_ts: world.ids.ts(),
      }),
    joined: (channel, user) =>
      send(
        'member_joined_channel',
        {
          type: 'member_joined_channel',
          user,
          channel: channel.id,
          channel_type: 'C',
          team: team.id,
          event_ts: world.ids.ts(),
        },
        channel,
      ),
    left: (channel) => send('channel_left', { type: 'channel_left', channel: channel.id, event_ts: world.ids.ts() }),
  };
}

async function attempt(
  world: World,
  transport: Transport,
  payload: Fields,
  num: number,
  reason?: string,
): Promise<Delivered> {
  const retry = num > 0 && reason !== undefined ? { num, reason } : undefined;
  const delivered = await transport.deliver({ kind: 'events_api', payload, responds: false, retry });
  const wait = retryAfter[num];
  if (!delivered.ok && wait !== undefined) {
    world.clock.after(wait, () => {
      void attempt(world, transport, payload, num + 1, delivered.reason);
    });
  }
  return delivered;
}

function callback(world: World, event: Fields): Fields {
  return {
    token: 'sandbox',
    team_id: team.id,
    api_app_id: app.id,
    event,
    type: 'event_callback',
    event_id: world.ids.next('Ev'),
    event_time: Math.floor(world.clock.now() / 1000),
    authorizations: [
      { enterprise_id: null, team_id: team.id, user_id: bot.userId, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: false,
    event_context: world.ids.secret(),
  };
}

function typeOf(channel: Channel | undefined): string {
  if (channel?.im) return 'im';
  return channel?.private ? 'group' : 'channel';
}
