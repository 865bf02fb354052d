import { form } from '../../define.ts';
import { membership } from '../../rights.ts';
import { configHistory } from '../../views/configs.ts';
import { ephemeral } from '../../views/notice.ts';
import { config, running } from './arguments.ts';
import { noConfig, oneMeant } from './named.ts';

export default form({
  word: 'history',
  summary: { en: 'The versions of a config: who, when, why.', zh: '查看配置的版本：谁、何时、为何。' },
  args: { config, running },
  example: 'web-01/nginx/shop.conf',
  right: membership,
  handle: async ({ config: name, running: seen }, { language }, { configs }) => {
    const ref = await oneMeant(name, seen, { configs });
    const versions = await configs.history(ref, { limit: 50 });
    if (versions.length === 0) throw await noConfig(ref, configs);
    return ephemeral(configHistory(ref, versions, language));
  },
});
