import { team } from '../cast.ts';
import { Refusal } from '../refusal.ts';
import type { Methods } from './define.ts';
import { page } from './page.ts';
import { channelJson, channelType, userJson } from './shapes.ts';

export const users: Methods = {
  'users.info': {
    scopes: ['users:read'],
    run: (args, { world }) => {
      const user = world.users.get(args.need('user', 'user_not_found'));
      if (!user) throw new Refusal('user_not_found');
      return { user: userJson(user, args.flag('include_locale')) };
    },
  },
  'users.list': {
    scopes: ['users:read'],
    run: (args, { world }) => {
      const { items, response_metadata } = page([...world.users.values()], args);
      return { members: items.map((user) => userJson(user, args.flag('include_locale'))), response_metadata };
    },
  },
  'users.conversations': {
    scopes: ['channels:read', 'groups:read', 'im:read', 'mpim:read'],
    run: (args, { world }) => {
      const user = args.text('user') ?? [...world.users.values()].find((each) => each.bot)?.id ?? '';
      const types = (args.text('types') ?? 'public_channel').split(',');
      const mine = [...world.channels.values()].filter(
        (channel) => channel.members.has(user) && types.includes(channelType(channel)),
      );
      const { items, response_metadata } = page(mine, args);
      return { channels: items.map(channelJson), response_metadata };
    },
  },
  'usergroups.users.list': {
    scopes: ['usergroups:read'],
    run: (args, { world }) => {
      const group = world.groups.find((each) => each.id === args.text('usergroup'));
      if (!group) throw new Refusal('no_such_subteam');
      return { users: group.users };
    },
  },
  'usergroups.list': {
    scopes: ['usergroups:read'],
    run: (_args, { world }) => ({
      usergroups: world.groups.map((group) => ({
        id: group.id,
        team_id: team.id,
        handle: group.handle,
        name: group.handle,
      })),
    }),
  },
};
