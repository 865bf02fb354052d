import { pushedApp } from '../../../core/push/types.ts';
import { form } from '../../define.ts';
import { requiredText } from '../../parse/args.ts';
import { environment } from '../../parse/shapes.ts';
import { answered } from '../../views/notice.ts';

export default form({
  word: 'lift',
  summary: {
    en: 'Lift the hold on pushes in an environment, saying why.',
    zh: '说明原因，解除某环境中配置下发的挂起。',
  },
  args: { environment, reason: requiredText('text', { en: 'why it may be lifted', zh: '解除的原因' }) },
  example: 'prod --reason "devices checked by hand"',
  right: 'config',
  handle: async ({ environment: where, reason }, { user, language }, { runs }) =>
    answered(await runs.lift(pushedApp, where, user, reason), language),
});
