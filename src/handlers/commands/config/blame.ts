import { form } from '../../define.ts';
import { membership } from '../../rights.ts';
import { blameFile } from '../../views/configs.ts';
import { config, running } from './arguments.ts';
import { oneMeant } from './named.ts';

export default form({
  word: 'blame',
  summary: { en: 'Line by line, who changed a config last.', zh: '逐行查看配置最后由谁修改。' },
  args: { config, running },
  example: 'web-01/nginx/shop.conf',
  right: membership,
  handle: async ({ config: name, running: seen }, { channel }, deps) => {
    const ref = await oneMeant(name, seen, deps);
    const lines = await deps.configs.blame(ref);
    const hidden = deps.hiding.hideLines(lines.map(({ text }) => text).join('\n'));
    const { message, file } = blameFile(
      ref,
      lines.map((line, at) => ({ ...line, text: hidden[at] ?? '' })),
      deps.language(channel),
    );
    return { kind: 'files', message, files: [file] };
  },
});
