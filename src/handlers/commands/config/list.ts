import { form } from '../../define.ts';
import { optionalSelector } from '../../parse/shapes.ts';
import { membership } from '../../rights.ts';
import { configList } from '../../views/configs.ts';
import { ephemeral } from '../../views/notice.ts';
import { hostsOf } from './named.ts';

export default form({
  word: 'list',
  summary: { en: 'The configs that are kept.', zh: '列出已保存的配置。' },
  args: { selector: optionalSelector },
  example: 'web-*',
  right: membership,
  handle: async ({ selector: words }, { language }, deps) => {
    const hosts = hostsOf(words, deps);
    return ephemeral(
      configList(await deps.configs.list({ kinds: ['intended', 'running'], ...(hosts && { hosts }) }), language),
    );
  },
});
