import { buffer } from 'node:stream/consumers';
import { z } from 'zod';
import { exportConfigs } from '../../../core/config/export.ts';
import { form } from '../../define.ts';
import { flag } from '../../parse/args.ts';
import { optionalSelector } from '../../parse/shapes.ts';
import { exportedConfigs } from '../../views/configs.ts';
import { revision } from './arguments.ts';
import { hostsOf } from './named.ts';

export default form({
  word: 'export',
  summary: { en: 'Configs as an archive with checksums.', zh: '将配置导出为带校验和的压缩包。' },
  args: {
    selector: optionalSelector,
    to: flag({
      shown: 'zip|tar',
      expects: { en: 'zip or tar', zh: 'zip 或 tar' },
      schema: z
        .string()
        .toLowerCase()
        .pipe(z.enum(['zip', 'tar'])),
    }),
    revision,
  },
  example: 'web-* --to zip',
  right: 'config',
  handle: async ({ selector: words, to: format = 'zip', revision: at }, { user: by, channel }, deps) => {
    const hosts = hostsOf(words, deps);
    const options = {
      by,
      now: deps.clock.now(),
      hide: deps.hiding.hide,
      ...(at !== undefined && { revision: at }),
      ...(hosts && { hosts }),
    };
    const content = await buffer(await exportConfigs(deps.configs, format, options));
    return {
      kind: 'files',
      message: exportedConfigs(deps.language(channel)),
      files: [{ name: `configs.${format}`, content }],
    };
  },
});
