import type { Args } from '../args.ts';
import { asFields } from '../kit/check.ts';
import { checkView, findView, openView, publishHome, replaceView, viewJson } from '../modals.ts';
import { Refusal } from '../refusal.ts';
import type { Fields } from '../types.ts';
import type { Desk, Methods } from './define.ts';

export const views: Methods = {
  'views.open': { run: (args, desk) => opened(args, desk, 'open') },
  'views.push': { run: (args, desk) => opened(args, desk, 'push') },
  'views.update': {
    run: (args, { world }) => {
      const content = checkView(readView(args), 'modal');
      const view = findView(world, args.text('view_id'), args.text('external_id'));
      if (!view) throw new Refusal('not_found');
      const hash = args.text('hash');
      if (hash !== undefined && hash !== view.hash) throw new Refusal('hash_conflict');
      replaceView(world, view, content);
      return { view: viewJson(view) };
    },
  },
  'views.publish': {
    run: (args, { world }) => {
      const user = args.need('user_id');
      if (!world.users.has(user)) throw new Refusal('user_not_found');
      return { view: viewJson(publishHome(world, user, checkView(readView(args), 'home'))) };
    },
  },
};

function opened(args: Args, desk: Desk, how: 'open' | 'push'): Fields {
  const content = checkView(readView(args), 'modal');
  const pointer = args.text('trigger_id') ?? args.need('interactivity_pointer');
  const trigger = desk.triggers.exchange(pointer);
  return { view: viewJson(openView(desk.world, trigger.user, content, how, trigger.channel)) };
}

function readView(args: Args): Fields {
  const view = asFields(args.json('view', 'invalid_arguments'));
  if (!view) throw new Refusal('invalid_arguments');
  return view;
}
