import { form } from '../../define.ts';
import { membership } from '../../rights.ts';
import { configList, configShown } from '../../views/configs.ts';
import { ephemeral } from '../../views/notice.ts';
import { config, revision, running } from './arguments.ts';
import { meantBy, textOf } from './named.ts';

export default form({
  word: 'show',
  summary: {
    en: 'One config, secrets taken out, as a file; of a host alone its only one, or the list of them.',
    zh: '查看一个配置（已去除敏感信息），以文件给出；只写主机名时给出其唯一的配置或配置列表。',
  },
  args: { config, revision, running },
  example: 'web-01/nginx/shop.conf --revision 1',
  right: membership,
  handle: async ({ config: name, revision: at, running: seen }, { channel, language }, deps) => {
    const ref = await meantBy(name, seen, deps);
    if (!('kind' in ref)) return ephemeral(configList(ref, language));
    const text = await textOf(ref, at, deps);
    const { message, file } = configShown(ref, deps.hiding.hide(text), deps.language(channel));
    return { kind: 'files', message, files: [file] };
  },
});
