import { driftOf } from '../../../core/config/drift.ts';
import { chosenHosts } from '../../../core/inventory/environments.ts';
import { form } from '../../define.ts';
import { optionalSelector } from '../../parse/shapes.ts';
import { membership } from '../../rights.ts';
import { driftMessage } from '../../views/configs.ts';
import { ephemeral } from '../../views/notice.ts';
import { said } from './named.ts';

export default form({
  word: 'drift',
  summary: {
    en: 'Which devices run otherwise than they are meant to, by what was collected of them last.',
    zh: '哪些设备的运行配置偏离目标配置（按最近一次采集）。',
  },
  args: { selector: optionalSelector },
  example: 'type=switch',
  right: membership,
  handle: async ({ selector: words }, { language }, deps) => {
    const { settings, configs, platforms } = deps;
    const text = said(words);
    const hosts = text === '' ? Object.values(settings.current().hosts) : chosenHosts(text, settings.current());
    return ephemeral(driftMessage(await driftOf(configs, hosts, platforms), language));
  },
});
