import { z } from 'zod';
import { OpsError } from '../../core/errors.ts';
import { chosenHosts, environmentsOf } from '../../core/inventory/environments.ts';
import { exportHosts } from '../../core/inventory/export.ts';
import { suggestion } from '../../core/settings/nearest.ts';
import type { Host, Settings } from '../../core/settings/types.ts';
import { liveDifferences } from '../collections.ts';
import { defineCommand, form } from '../define.ts';
import { straightQuotes, text, toggle, word } from '../parse/args.ts';
import { optionalSelector } from '../parse/shapes.ts';
import type { Word } from '../parse/words.ts';
import { membership } from '../rights.ts';
import { hostList, hostView } from '../views/inventory.ts';
import { sayer, sections } from '../views/kit.ts';
import { liveDifferenceMessage } from '../views/live-difference.ts';
import { ephemeral, notice } from '../views/notice.ts';
import { detailFile } from '../views/proposals/index.ts';
import { proposalDifference, proposedNotice, wouldChange } from '../views/proposed.ts';

const list = form({
  word: 'list',
  summary: { en: 'The hosts the bot knows.', zh: '列出机器人所管理的主机。' },
  args: { selector: optionalSelector },
  example: 'type=switch',
  right: membership,
  handle: async ({ selector: words }, { language }, { settings }) => {
    const { hosts, said } = picked(words, settings.current());
    return ephemeral(hostList(hosts, said, language));
  },
});

const show = form({
  word: 'show',
  summary: { en: 'One host in full.', zh: '查看单台主机的全部信息。' },
  args: {
    host: word({
      shown: '<host>',
      expects: { en: 'a host of the inventory, such as web-01', zh: '清单中的主机名，例如 web-01' },
      schema: z.string().max(63),
    }),
  },
  example: 'web-01',
  right: membership,
  handle: async ({ host: name }, { language }, { settings }) => {
    const current = settings.current();
    return ephemeral(hostView(hostNamed(name, current), environmentsOf(current, name), language));
  },
});

const diff = form({
  word: 'diff',
  summary: {
    en: 'What the newest change of the inventory changed; with --live, what is otherwise on the devices.',
    zh: '最近一次清单变更的内容；加 --live 则与设备实际情况比较。',
  },
  args: { live: toggle({ en: 'against what was collected', zh: '与采集结果比较' }) },
  example: '--live',
  right: membership,
  handle: async ({ live }, { language }, deps) => {
    if (live) return ephemeral(liveDifferenceMessage(await liveDifferences(deps), language));
    const { proposals } = deps;
    const newest = proposals.list().find(({ kind }) => kind === 'inventory');
    const details = newest && (await proposals.details(newest.id));
    if (!newest || !details) return ephemeral(notice(noChange, language));
    const message = proposalDifference(newest, details, language);
    const file = detailFile(details, newest.id);
    return file ? { kind: 'files', message, files: [file] } : ephemeral(message);
  },
});

const exporting = form({
  word: 'export',
  summary: {
    en: 'The inventory, or part of it, as files of a format.',
    zh: '将清单（或其中一部分）导出为指定格式的文件。',
  },
  args: {
    format: word({
      shown: '<format>',
      expects: {
        en: 'a format such as ansible-yaml, csv, xlsx or changeops',
        zh: '格式名，例如 ansible-yaml、csv、xlsx 或 changeops',
      },
      schema: z.string().toLowerCase().max(40),
    }),
    selector: optionalSelector,
  },
  example: 'ansible-yaml env=prod',
  right: 'inventory',
  handle: async ({ format, selector: words }, { language }, { settings }) => {
    const current = settings.current();
    const { hosts, said } = picked(words, current);
    const files = await exportHosts(hosts, format, current, ['ChangeOps', said].filter(Boolean).join(' '));
    const say = sayer(language);
    const count = hosts.length === 1 ? '1 host' : `${hosts.length} hosts`;
    const line = say(`${count} as ${format}`, `${hosts.length} 台主机，格式 ${format}`);
    return { kind: 'files', message: { text: line, blocks: sections([line]) }, files };
  },
});

const importing = form({
  word: 'import',
  summary: { en: 'How hosts come into the inventory.', zh: '如何将主机导入清单。' },
  args: {},
  example: '',
  right: 'inventory',
  handle: async (_, { language }, { prefix }) => ephemeral(notice(howToImport(prefix), language)),
});

const undoing = form({
  word: 'undo',
  summary: {
    en: 'Take the last save back, exactly; asks for approval as a save does.',
    zh: '精确撤回最近一次保存；与保存一样需要审批。',
  },
  args: {
    reason: text('text', { en: 'why, in up to 500 characters', zh: '原因，最多 500 个字符' }),
    dryRun: toggle({ en: 'shows the difference and changes nothing', zh: '只显示差异，不做任何变更' }),
  },
  example: '--reason "wrong sheet"',
  right: 'inventory',
  handle: async ({ reason, dryRun }, { user: by, channel, thread, language }, { proposals }) => {
    const request = { by, channel, thread, reason };
    if (!dryRun) return ephemeral(proposedNotice(await proposals.undo(request), language));
    const details = await proposals.previewUndo(request);
    return ephemeral(wouldChange(details, language));
  },
});

export default defineCommand({
  summary: { en: 'The hosts the bot knows: list, export, undo a save', zh: '主机清单：查看、导出、撤回保存' },
  forms: [list, show, diff, exporting, importing, undoing],
});

/** The hosts that were asked for, and in which words, where there were any. */
function picked(words: readonly Word[], settings: Settings): { hosts: readonly Host[]; said?: string } {
  const said = words.map(({ typed }) => straightQuotes(typed)).join(' ');
  return said === '' ? { hosts: Object.values(settings.hosts) } : { hosts: chosenHosts(said, settings), said };
}

function hostNamed(name: string, { hosts }: Settings): Host {
  const host = Object.hasOwn(hosts, name) ? hosts[name] : undefined;
  if (host) return host;
  const hint = suggestion(name, Object.keys(hosts));
  throw new OpsError('host-unknown', {
    en: `There is no host called ${name} in the inventory.${hint.en}`,
    zh: `清单中没有名为 ${name} 的主机。${hint.zh}`,
  });
}

const noChange = {
  en: 'Nothing was saved or proposed through me yet; hosts.yaml is as people wrote it.',
  zh: '尚未通过我保存或申请过变更；hosts.yaml 均为人工编写。',
};

function howToImport(prefix: string) {
  return {
    en: `Drop a spreadsheet (.xlsx, .xls, .ods, .csv, .tsv) into this channel, or a CSV or XLSX that /${prefix}inventory export gave you and that you have edited; then press Save to inventory under the answer, or type /${prefix}convert --save. Hosts that are known already keep what the file does not say. You see the difference before anything is saved, and /${prefix}inventory undo takes it back.`,
    zh: `将电子表格（.xlsx、.xls、.ods、.csv、.tsv）拖入本频道，也可以是用 /${prefix}inventory export 导出并修改过的 CSV 或 XLSX；然后点击回复下方的“保存到清单”，或输入 /${prefix}convert --save。已有主机会保留文件中未提及的内容。保存前会显示差异，/${prefix}inventory undo 可撤回。`,
  };
}
