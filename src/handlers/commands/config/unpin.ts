import { form } from '../../define.ts';
import { demandRightFor } from '../../host-rights.ts';
import { rollout } from '../../parse/shapes.ts';
import { unpinnedMessage } from '../../views/pins.ts';
import { config } from './arguments.ts';
import { refOf } from './named.ts';

export default form({
  word: 'unpin',
  summary: { en: 'Lift the pin of a config.', zh: '解除配置的固定。' },
  args: { config, reason: rollout.reason },
  example: 'web-01/nginx/shop.conf',
  right: 'config',
  handle: async ({ config: name, reason: why }, { user, channel }, deps) => {
    const { host, name: file } = refOf(name, false);
    await demandRightFor('config', () => [host], user, deps);
    const lifted = await deps.pins.unpin({ host, name: file }, user, why);
    return {
      kind: 'in-channel',
      message: unpinnedMessage(`${host}/${file}`, lifted, user, deps.language(channel)),
    };
  },
});
