import type { Button, SectionBlock, TableBlock } from '@slack/types';
import type { Conversion } from '../../core/convert/index.ts';
import type { Summary } from '../../core/convert/summary.ts';
import type { Language } from '../../core/text.ts';
import type { Message } from '../define.ts';
import { hostsOf, rowsOf } from './conversion-counts.ts';
import { doubtLines, groupLines, nothingLine, quarantineLines, reportLine, secretLine } from './conversion-doubts.ts';
import { sheetLines, sumLine } from './conversion-sheets.ts';
import {
  actions,
  clip,
  clipMarkup,
  code,
  context,
  escapeText,
  fitLines,
  header,
  leftOff,
  person,
  type Say,
  sayer,
  sections,
  summaryText,
  told,
} from './kit.ts';

const shown = { headers: 12, rows: 6 };

/**
 * What became of a file, with buttons to correct it, narrow it, have it in formats, and save it. `report`: whether
 * quarantine.xlsx comes with it.
 */
export function conversionMessage(conversion: Conversion, language: Language, report = false): Message {
  const { summary } = conversion;
  const say = sayer(language);
  const title = titleOf(summary, say);
  const lines = [
    sumLine(summary, say),
    ...summary.notes.map((note) => told(note, language, 300)),
    ...choiceLine(conversion, say),
    ...sheetLines(summary, language),
    ...secretLine(summary, say),
    ...groupLines(summary, say),
    ...quarantineLines(summary, language),
    ...doubtLines(summary, say),
    ...nothingLine(summary, say),
    ...(report ? reportLine(summary, say) : []),
  ];
  return {
    text: summaryText(title),
    blocks: [
      header(title),
      ...sections(fitLines(lines, 7_000, (left) => leftOff(left, say))),
      ...firstHosts(summary, say),
      ...actions(buttons(conversion, say)),
      context(smallPrint(conversion, say)),
    ],
  };
}

/** The same below what became of saving it. */
export function savedConversionMessage(
  conversion: Conversion,
  saved: Message,
  language: Language,
  report: boolean,
): Message {
  const { blocks } = conversionMessage(conversion, language, report);
  return { text: saved.text, blocks: [...saved.blocks, ...blocks] };
}

/** What somebody is told who says that a column of passwords is none. */
export function stillSecretLine(headers: readonly string[], language: Language): string {
  const say = sayer(language);
  const names = headers.slice(0, shown.headers).map((header) => code(header, 30));
  return say(
    `🔒 Still a secret, whatever it is said to be, because its header says so: ${names.join(', ')}. If it is none, rename the header and drop the file again.`,
    `🔒 表头表明该列为机密，无论如何指定都不会保存：${names.join('、')}。如并非机密，请修改表头后重新上传。`,
  );
}

/** One line that says which file, how many hosts of it, and how many rows stay out. */
export function fileLine({ summary: { file, counts } }: Conversion, language: Language): string {
  const say = sayer(language);
  const stay = counts.quarantined === 1 ? 'stays' : 'stay';
  const out =
    counts.quarantined > 0
      ? say(`, ${rowsOf(counts.quarantined)} in quarantine ${stay} out`, `，隔离的 ${counts.quarantined} 行不写入`)
      : '';
  return say(`${code(file)}: ${hostsOf(counts.hosts)}${out}`, `${code(file)}：${counts.hosts} 台主机${out}`);
}

function titleOf({ file, sheets, counts }: Summary, say: Say): string {
  const many =
    sheets.length === 1 ? say('1 sheet', '1 个工作表') : say(`${sheets.length} sheets`, `${sheets.length} 个工作表`);
  return say(
    `${clip(file, 60)}: ${many}, ${rowsOf(counts.rows)} → ${hostsOf(counts.hosts)}`,
    `${clip(file, 60)}：${many}，${counts.rows} 行 → ${counts.hosts} 台主机`,
  );
}

function choiceLine({ choices }: Conversion, say: Say): readonly string[] {
  const { sheet, where, slash } = choices;
  const parts = [
    ...(sheet === undefined ? [] : [say(`sheet ${code(sheet)}`, `工作表 ${code(sheet)}`)]),
    ...(where === undefined ? [] : [say(`filter ${code(where, 200)}`, `筛选 ${code(where, 200)}`)]),
    ...(slash === 'prefix' ? [say('`10.1.1.29/30` is an address with its mask', '`10.1.1.29/30` 为地址加掩码')] : []),
    ...(slash === 'several' ? [say('`10.1.1.29/30` is two hosts', '`10.1.1.29/30` 为两台主机')] : []),
  ];
  return parts.length > 0 ? [say(`Chosen: ${parts.join(', ')}`, `已选择：${parts.join('，')}`)] : [];
}

/** The first hosts as a table, a cell being at most 60 characters of plain text, and how many others there are. */
function firstHosts({ first, counts }: Summary, say: Say): readonly (TableBlock | SectionBlock)[] {
  if (first.length === 0) return [];
  const head = [
    say('name', '名称'),
    say('address', '地址'),
    say('type', '类型'),
    say('platform', '平台'),
    say('vendor', '厂商'),
    say('model', '型号'),
    say('site', '站点'),
  ];
  const rows = first
    .slice(0, shown.rows)
    .map(({ name, address, type, platform, fields }) => [
      ...[name, address, type, platform, fields.vendor, fields.model, fields.site],
    ]);
  const cell = (text: string | undefined) => ({ type: 'raw_text' as const, text: clip(text || '-', 60) });
  const left = counts.hosts - rows.length;
  const others = say(`… and ${left} more: Formats gives all of them`, `…… 还有 ${left} 台：“导出格式”可导出全部`);
  return [{ type: 'table', rows: [head, ...rows].map((row) => row.map(cell)) }, ...sections(left > 0 ? [others] : [])];
}

function buttons({ id, summary }: Conversion, say: Say): readonly Button[] {
  const tables = summary.sheets.some((sheet) => sheet.tables.length > 0);
  const hosts = summary.counts.hosts > 0;
  return [
    ...(tables ? [button('convert.columns', say('Change columns', '修改列'), id)] : []),
    ...(tables ? [button('convert.filter', say('Filter', '筛选'), id)] : []),
    ...(hosts ? [button('convert.formats', say('Formats', '导出格式'), id)] : []),
    ...(hosts
      ? [{ ...button('convert.save', say('Save to inventory', '保存到清单'), id), style: 'primary' as const }]
      : []),
  ];
}

function button(action: string, text: string, value: string): Button {
  return { type: 'button', action_id: action, text: { type: 'plain_text', text, emoji: false }, value };
}

function smallPrint({ id, seconds, by }: Conversion, say: Say): string {
  const took = seconds.toFixed(1);
  return say(`${code(id)} · asked by ${person(by)} · ${took} s`, `${code(id)} · ${person(by)} 发起 · 用时 ${took} 秒`);
}

/** What stands above the files that were asked for. */
export function writtenMessage({ summary }: Conversion, titles: readonly string[], language: Language): Message {
  const say = sayer(language);
  const { hosts } = summary.counts;
  const line = say(
    `${hostsOf(hosts)} of ${code(summary.file)} as ${titles.map(escapeText).join(', ')}`,
    `${code(summary.file)} 的 ${hosts} 台主机，格式：${titles.map(escapeText).join('、')}`,
  );
  return { text: clipMarkup(line, 1_000), blocks: sections([line]) };
}
