import { z } from 'zod';
import { form } from '../../define.ts';
import { optionalWord } from '../../parse/args.ts';
import { rollout } from '../../parse/shapes.ts';
import { pinNewest } from '../../pinning.ts';
import { ephemeral } from '../../views/notice.ts';
import { pinList, pinnedMessage } from '../../views/pins.ts';
import { config } from './arguments.ts';
import { noConfig, refOf } from './named.ts';

export default form({
  word: 'pin',
  summary: {
    en: 'Keep a config as it is now: no other revision is saved or pushed. Without a config: all that are kept so.',
    zh: '固定配置的当前版本，不再保存或下发其他版本；不写配置名则列出全部。',
  },
  args: {
    config: optionalWord({ shown: '[<host>/<name>]', expects: config.expects, schema: z.string().max(400) }),
    reason: rollout.reason,
  },
  example: 'web-01/nginx/shop.conf --reason "until the vendor answers"',
  right: 'config',
  handle: async ({ config: name, reason: why }, request, deps) => {
    if (name === undefined) return ephemeral(pinList(deps.pins.list(), request.language));
    const ref = refOf(name, false);
    const revision = await pinNewest(ref, why, request, deps);
    if (revision === undefined) throw await noConfig(ref, deps.configs);
    return {
      kind: 'in-channel',
      message: pinnedMessage(`${ref.host}/${ref.name}`, revision, request.user, deps.language(request.channel)),
    };
  },
});
