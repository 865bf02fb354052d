import { app, bot, team } from '../cast.ts';
import { Refusal } from '../refusal.ts';
import type { Methods } from './define.ts';

export const auth: Methods = {
  'api.test': { token: 'any', run: () => ({}) },
  'auth.test': {
    run: (_args, desk) => ({
      url: `${desk.world.url()}/`,
      team: team.name,
      user: bot.name,
      team_id: team.id,
      user_id: bot.userId,
      bot_id: bot.botId,
      is_enterprise_install: false,
    }),
  },
  'apps.connections.open': { token: 'app', run: (_args, desk) => ({ url: desk.socketUrl() }) },
  'bots.info': {
    scopes: ['users:read'],
    run: (args) => {
      const id = args.text('bot');
      if (id !== undefined && id !== bot.botId) throw new Refusal('bot_not_found');
      return { bot: { id: bot.botId, deleted: false, name: bot.name, app_id: app.id, user_id: bot.userId } };
    },
  },
};
