import { z } from 'zod';
import { OpsError } from '../../../core/errors.ts';
import { importReply, lookAt, lookReply, newestArchive } from '../../archives.ts';
import { form } from '../../define.ts';
import { importHistory } from '../../histories.ts';
import { flag, optionalWord, toggle } from '../../parse/args.ts';

export default form({
  word: 'import',
  summary: {
    en: 'Configs from the newest archive (.zip, .tar, .tar.gz) or git bundle that you dropped here, or the history of an Oxidized repository in DATA_DIR/imports.',
    zh: '从你在此上传的最新压缩包（.zip、.tar、.tar.gz）或 git bundle 导入配置，或从 DATA_DIR/imports 下的 Oxidized 仓库导入历史。',
  },
  args: {
    source: optionalWord({
      shown: '[oxidized]',
      expects: { en: 'nothing, or oxidized and a name', zh: '留空，或 oxidized 加名称' },
      schema: z
        .string()
        .toLowerCase()
        .pipe(z.enum(['oxidized'])),
    }),
    name: optionalWord({
      shown: '[name]',
      expects: {
        en: 'what lies in DATA_DIR/imports, such as oxidized.git',
        zh: 'DATA_DIR/imports 下的名称，例如 oxidized.git',
      },
      schema: z.string().max(200),
    }),
    as: flag({
      shown: 'intended|running',
      expects: {
        en: 'intended or running: what files are that say neither',
        zh: 'intended 或 running：未标明的文件按哪种导入',
      },
      schema: z
        .string()
        .toLowerCase()
        .pipe(z.enum(['intended', 'running'])),
    }),
    dryRun: toggle({ en: 'shows what would change', zh: '只显示会有什么变化' }),
  },
  example: '--as running --dry-run',
  right: 'config',
  handle: async ({ source, name, as: kind, dryRun }, request, deps) => {
    if (source !== undefined) {
      if (name === undefined || kind !== undefined) throw oxidizedUsage();
      return importHistory(name, dryRun, request, deps);
    }
    const look = await lookAt(await newestArchive(request, deps), kind ?? 'intended', request, deps);
    return dryRun ? lookReply(look, request, deps, false) : importReply(look.id, request, deps);
  },
});

function oxidizedUsage(): OpsError {
  return new OpsError('argument-malformed', {
    en: 'Write /config import oxidized <name>, with the name of what lies in DATA_DIR/imports, and without --as: the history is of what ran.',
    zh: '请写 /config import oxidized <名称>（DATA_DIR/imports 下的名称），且不要加 --as：历史是运行配置的历史。',
  });
}
