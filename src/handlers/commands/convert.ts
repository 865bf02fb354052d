import { z } from 'zod';
import type { Choices } from '../../core/convert/convert.ts';
import { OpsError } from '../../core/errors.ts';
import { conversionReply, convertFile, demandWhole, isSpreadsheet, savedReply, saveEntries } from '../conversions.ts';
import { defineCommand, form, type Request } from '../define.ts';
import type { Deps } from '../deps.ts';
import { flag, optionalWord, text, toggle } from '../parse/args.ts';
import { conversionList, conversionLog } from '../views/conversion-log.ts';
import { ephemeral } from '../views/notice.ts';

const shownInLog = 20;

const converting = form({
  summary: {
    en: 'The newest spreadsheet of this channel (or thread) as an inventory.',
    zh: '将本频道（或消息列）中最新的电子表格转换为清单。',
  },
  args: {
    sheet: text('name', { en: "a sheet's name", zh: '工作表名称' }),
    where: text('selector', {
      en: 'hosts to take, by fields or headers, such as type=switch site=beijing',
      zh: '要保留的主机，按字段或表头，例如 类型=交换机 site=北京',
    }),
    to: flag({
      shown: 'format,…',
      expects: { en: 'formats such as ansible-yaml,csv,xlsx', zh: '格式，例如 ansible-yaml,csv,xlsx' },
      schema: z.string().toLowerCase().max(200),
    }),
    save: toggle({ en: 'proposes the hosts for the inventory', zh: '提交保存到清单' }),
    complete: toggle({
      en: 'with --save: hosts that the file lacks are gone',
      zh: '与 --save 同用：文件中没有的主机视为已移除',
    }),
    dryRun: toggle({ en: 'with --save: shows what would change', zh: '与 --save 同用：只显示差异' }),
  },
  example: '--where "type=switch" --to ansible-yaml --save',
  right: 'convert',
  handle: async ({ sheet, where, to, save, complete, dryRun }, request, deps) => {
    if ((complete || dryRun) && !save) throw needsSave(complete ? '--complete' : '--dry-run');
    const choices: Choices = { ...(sheet && { sheet }), ...(where && { where }) };
    if (complete) demandWhole(choices);
    const formats = (to ?? '').split(',').flatMap((name) => name.trim() || []);
    const file = await newestFile(request, deps);
    const converted = await convertFile(file, choices, request, deps, { formats, entries: save });
    if (!save) return conversionReply(converted, deps);
    const aside = dryRun && formats.length === 0;
    const language = aside ? request.language : deps.language(request.channel);
    const saved = await saveEntries(converted, { complete, dryRun }, { ...request, language }, deps);
    return aside ? ephemeral(saved) : savedReply(converted, saved, deps);
  },
});

const showLog = form({
  word: 'log',
  summary: { en: 'Earlier conversions; one in full where its id is given.', zh: '历次转换记录；给出编号则显示详情。' },
  args: {
    id: optionalWord({
      shown: '[id]',
      expects: { en: "a conversion's id, such as 261127-153000-k3f9", zh: '转换编号，例如 261127-153000-k3f9' },
      schema: z.string().max(40),
    }),
  },
  example: '261127-153000-k3f9',
  right: 'convert',
  handle: async ({ id }, { language }, { conversions }) =>
    ephemeral(
      id === undefined
        ? conversionList(await conversions.list(shownInLog), language)
        : conversionLog(await conversions.get(id), language),
    ),
});

export default defineCommand({
  summary: {
    en: 'Spreadsheet to inventory: what it says, in formats you need',
    zh: '电子表格转清单：识别内容并导出所需格式',
  },
  forms: [converting, showLog],
});

function needsSave(flag: string): OpsError {
  return new OpsError('usage', {
    en: `${flag} says something about a save, and there is no --save. Nothing was done.`,
    zh: `${flag} 只在保存时有意义，但没有写 --save。未做任何操作。`,
  });
}

async function newestFile({ channel, thread }: Request, { files }: Deps) {
  const found = await files.newest({ channel, ...(thread && { thread }) }, isSpreadsheet);
  if (found) return found.file;
  throw new OpsError('no-file', {
    en: 'There is no spreadsheet in this channel yet. Drop one (.xlsx, .xls, .ods, .csv, .tsv) here; it is answered by itself.',
    zh: '本频道还没有电子表格。请把表格（.xlsx、.xls、.ods、.csv、.tsv）拖到这里，机器人会自动回复。',
  });
}
