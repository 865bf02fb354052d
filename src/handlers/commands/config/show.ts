import { form } from '../../define.ts';
import { membership } from '../../rights.ts';
import { configShown } from '../../views/configs.ts';
import { config, revision, running } from './arguments.ts';
import { refOf, textOf } from './named.ts';

export default form({
  word: 'show',
  summary: { en: 'One config, secrets taken out, as a file.', zh: '查看一个配置（已去除敏感信息），以文件给出。' },
  args: { config, revision: revision('revision'), running },
  example: 'web-01/nginx/shop.conf --revision 1',
  right: membership,
  handle: async ({ config: name, revision: at, running: seen }, { channel }, deps) => {
    const ref = refOf(name, seen);
    const text = await textOf(ref, at, deps);
    const { message, file } = configShown(ref, deps.hiding.hide(text), deps.language(channel));
    return { kind: 'files', message, files: [file] };
  },
});
