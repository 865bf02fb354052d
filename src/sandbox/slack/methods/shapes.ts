import { bot, foreignTeam } from '../cast.ts';
import type { Channel, Fields, User } from '../types.ts';
import { teamOf } from '../world.ts';

/** A channel as conversations.info shows it. */
export function channelJson(channel: Channel): Fields {
  return {
    id: channel.id,
    ...(!channel.im && { name: channel.name }),
    is_channel: !channel.private && !channel.im,
    is_group: channel.private && !channel.im,
    is_im: channel.im,
    is_private: channel.private,
    is_archived: false,
    is_member: channel.members.has(bot.userId),
    num_members: channel.members.size,
    ...(channel.im && { user: [...channel.members].find((id) => id !== bot.userId) }),
  };
}

/** Which of Slack's conversation types a channel is. */
export function channelType(channel: { im: boolean; private: boolean }): string {
  if (channel.im) return 'im';
  return channel.private ? 'private_channel' : 'public_channel';
}

/** A person as users.info shows them; `locale` only where it was asked for. */
export function userJson(user: User, locale: boolean): Fields {
  return {
    id: user.id,
    team_id: teamOf(user, foreignTeam),
    name: user.name,
    real_name: user.realName,
    deleted: user.deleted,
    is_bot: user.bot,
    is_restricted: user.guest !== 'no',
    is_ultra_restricted: user.guest === 'single-channel',
    ...(user.foreign && { is_stranger: true }),
    is_admin: false,
    tz: 'Asia/Shanghai',
    profile: { display_name: user.name, real_name: user.realName },
    ...(locale && { locale: user.locale }),
  };
}
