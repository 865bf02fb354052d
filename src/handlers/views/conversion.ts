import type { Button, TableBlock } from '@slack/types';
import { fieldNames } from '../../core/convert/field-names.ts';
import type { Conversion } from '../../core/convert/index.ts';
import type { ColumnSummary, SheetSummary, Summary, TableSummary } from '../../core/convert/summary.ts';
import type { NotDataReason } from '../../core/convert/types.ts';
import type { Language, Text } from '../../core/text.ts';
import { wording } from '../../core/text.ts';
import type { Message } from '../define.ts';
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
  moment,
  person,
  type Say,
  sayer,
  sections,
  summaryText,
  told,
} from './kit.ts';

const shown = { quarantine: 8, sheets: 12, rows: 6, joined: 5 };

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
  const names = headers.slice(0, shown.sheets).map((header) => code(header, 30));
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

/** The conversions of late, newest first. */
export function conversionList(list: readonly Conversion[], language: Language): Message {
  const say = sayer(language);
  const lines = list.map(({ id, at, by, file, summary, log }) => {
    const what = log.map((event) => eventText(event.what, say)).join(say(', ', '、'));
    const { counts } = summary;
    const result = say(
      `${hostsOf(counts.hosts)}, ${rowsOf(counts.quarantined)} in quarantine`,
      `${counts.hosts} 台主机，隔离 ${counts.quarantined} 行`,
    );
    return `${code(id)} ${moment(at)} ${person(by)} ${code(file.name)}${say(': ', '：')}${result} · ${what}`;
  });
  const title = say('Conversions', '转换记录');
  const none = say(
    'Nothing was converted yet. Drop a spreadsheet into the channel.',
    '尚无转换记录。把电子表格拖入频道即可。',
  );
  return {
    text: title,
    blocks: [
      header(title),
      ...sections(fitLines(lines.length > 0 ? lines : [none], 9_000, (left) => leftOff(left, say))),
    ],
  };
}

/** One conversion's own log, in full. */
export function conversionLog(conversion: Conversion, language: Language): Message {
  const say = sayer(language);
  const lines = conversion.log.map(
    ({ at, by, what, detail }) =>
      `${moment(at)} ${person(by)} ${eventText(what, say)} ${detail ? code(detail, 200) : ''}`,
  );
  const message = conversionMessage(conversion, language);
  const blocks = message.blocks.filter(({ type }) => type !== 'actions' && type !== 'table');
  return { ...message, blocks: [...blocks, ...sections(fitLines(lines, 3_000, (left) => leftOff(left, say)))] };
}

function titleOf({ file, sheets, counts }: Summary, say: Say): string {
  const many =
    sheets.length === 1 ? say('1 sheet', '1 个工作表') : say(`${sheets.length} sheets`, `${sheets.length} 个工作表`);
  return say(
    `${clip(file, 60)}: ${many}, ${rowsOf(counts.rows)} → ${hostsOf(counts.hosts)}`,
    `${clip(file, 60)}：${many}，${counts.rows} 行 → ${counts.hosts} 台主机`,
  );
}

const notDataNames: Readonly<Record<NotDataReason, Text>> = {
  title: { en: 'title', zh: '标题' },
  header: { en: 'header', zh: '表头' },
  section: { en: 'section', zh: '分组行' },
  note: { en: 'note', zh: '说明' },
  total: { en: 'total', zh: '合计' },
  sample: { en: 'sample', zh: '示例' },
  comment: { en: 'comment', zh: '注释' },
  instructions: { en: 'instructions', zh: '填写说明' },
  'not-inventory': { en: 'no inventory', zh: '非设备表' },
};

function sumLine({ counts }: Summary, say: Say): string {
  const { rows, accepted, quarantined, filtered, notData } = counts;
  const parts = Object.entries(notData).map(([why, count]) => {
    const name = notDataNames[why as NotDataReason];
    return say(`${count} ${name.en}`, `${name.zh} ${count}`);
  });
  const other = Object.values(notData).reduce((sum, count) => sum + count, 0);
  const detail = parts.length > 0 ? say(` (${parts.join(', ')})`, `（${parts.join('、')}）`) : '';
  return say(
    `*${rowsOf(rows)} = ${accepted} accepted + ${quarantined} quarantined + ${filtered} left out by the filter + ${other} not data*${detail}`,
    `*${rows} 行 = 接受 ${accepted} + 隔离 ${quarantined} + 被筛选排除 ${filtered} + 非数据 ${other}*${detail}`,
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

function sheetLines({ sheets }: Summary, language: Language): readonly string[] {
  const say = sayer(language);
  const telling = sheets.filter(({ tables, notData }) => tables.length > 0 || Object.keys(notData).length > 0);
  const lines = telling.slice(0, shown.sheets).flatMap((sheet) => linesOfSheet(sheet, language));
  return telling.length > shown.sheets ? [...lines, leftOff(telling.length - shown.sheets, say)] : lines;
}

function linesOfSheet(sheet: SheetSummary, language: Language): readonly string[] {
  const say = sayer(language);
  const name =
    say(`Sheet ${code(sheet.name)}`, `工作表 ${code(sheet.name)}`) + (sheet.hidden ? say(' (hidden)', '（隐藏）') : '');
  const left = Object.entries(sheet.notData).map(([why, rows]) => {
    const { en, zh } = notDataNames[why as NotDataReason];
    const many = /\D/.test(rows);
    return say(`${en}: ${many ? 'rows' : 'row'} ${clip(rows, 60)}`, `${zh}：第 ${clip(rows, 60)} 行`);
  });
  const other = left.length > 0 ? [say(`   not data: ${left.join(' · ')}`, `   非数据：${left.join(' · ')}`)] : [];
  const tables = sheet.tables.map((table) => tableLine(name, table, language));
  return [...(tables.length > 0 ? tables : [say(`${name}: no table of hosts`, `${name}：没有主机表`)]), ...other];
}

function tableLine(sheet: string, table: TableSummary, language: Language): string {
  const say = sayer(language);
  const rows = table.headerRows.join('–');
  const at = rows
    ? say(`header in ${table.headerRows.length > 1 ? 'rows' : 'row'} ${rows}`, `表头在第 ${rows} 行`)
    : say('no header: columns told by their values', '没有表头，按列值识别');
  if (!table.inventory) {
    return say(
      `${sheet} (${at}): neither names nor addresses, left out`,
      `${sheet}（${at}）：既无名称也无地址，已略过`,
    );
  }
  const known = table.columns.filter(({ field }) => field !== 'label' && field !== 'ignored');
  const labels = table.columns
    .filter(({ field }) => field === 'label')
    .map(({ header, letter }) => code(header || letter, 30));
  const columns = known.map((column) => columnText(column, language)).join(' · ');
  const kept =
    labels.length > 0 ? say(`\n   kept as labels: ${labels.join(', ')}`, `\n   保留为标签：${labels.join('、')}`) : '';
  return say(`${sheet} (${at}, ${rowsOf(table.rows)}): `, `${sheet}（${at}，${table.rows} 行）：`) + columns + kept;
}

function columnText({ letter, header, field, split, confidence }: ColumnSummary, language: Language): string {
  const name = split
    ? wording({ en: 'vendor and model', zh: '厂商与型号' }, language)
    : wording(fieldNames[field], language);
  return `${letter}${header ? ` ${code(header, 30)}` : ''} → ${name}${confidence < 0.6 ? ' ❓' : ''}`;
}

function secretLine({ secrets }: Summary, say: Say): readonly string[] {
  if (secrets.length === 0) return [];
  const names = [...new Set(secrets.map(({ header }) => code(header, 30)))];
  return [
    say(
      `🔒 Columns with secrets, never stored nor shown: ${names.join(', ')}. Delete the file from Slack if it should not lie there.`,
      `🔒 含密码的列，绝不保存或显示：${names.join('、')}。如不宜留存，请从 Slack 删除该文件。`,
    ),
  ];
}

function groupLines({ types, sites, counts }: Summary, say: Say): readonly string[] {
  if (counts.hosts === 0) return [];
  const list = (groups: Readonly<Record<string, number>>) =>
    Object.entries(groups)
      .slice(0, shown.sheets)
      .map(([name, count]) => `${plainWord(name)} ${count}`)
      .join(say(', ', '、'));
  const where = Object.keys(sites).length > 0 ? ` · ${say('sites: ', '站点：')}${list(sites)}` : '';
  return [`${say('Types: ', '类型：')}${list(types)}${where}`];
}

function quarantineLines({ quarantine, counts }: Summary, language: Language): readonly string[] {
  const say = sayer(language);
  if (counts.quarantined === 0) return [];
  const title = say(
    `*In quarantine: ${rowsOf(counts.quarantined)}* (all of them in quarantine.xlsx)`,
    `*隔离：${counts.quarantined} 行*（全部见 quarantine.xlsx）`,
  );
  const lines = quarantine.slice(0, shown.quarantine).map(({ sheet, row, reasons }) => {
    const why = reasons.map(({ text, cell }) =>
      [cell && code(cell), told(text, language, 160)].filter(Boolean).join(' '),
    );
    const where = code(sheet, 30);
    return say(`• ${where} row ${row}: ${why.join(' ')}`, `• ${where} 第 ${row} 行：${why.join(' ')}`);
  });
  const left = counts.quarantined - lines.length;
  return [title, ...lines, ...(left > 0 ? [leftOff(left, say)] : [])];
}

function doubtLines({ unsure, ambiguous, joined }: Summary, say: Say): readonly string[] {
  const more = unsure.count > unsure.names.length ? say(', …', ' 等') : '';
  const names = unsure.names.map((name) => code(name, 40)).join(say(', ', '、')) + more;
  const rows = joined.slice(0, shown.joined).map(({ sheet, row, into }) => {
    const [where, host] = [code(sheet, 30), code(into, 40)];
    return say(`${where} row ${row} → ${host}`, `${where} 第 ${row} 行 → ${host}`);
  });
  const others = joined.length > shown.joined ? ` ${leftOff(joined.length - shown.joined, say)}` : '';
  return [
    ...(ambiguous
      ? [
          say(
            `❓ ${ambiguous.count === 1 ? '1 cell' : `${ambiguous.count} cells`} such as ${code(ambiguous.example)} can be an address with its mask or two hosts: say which under *Filter*.`,
            `❓ 有 ${ambiguous.count} 个单元格（如 ${code(ambiguous.example)}）可能是地址加掩码，也可能是两台主机：请在*筛选*中选择。`,
          ),
        ]
      : []),
    ...(unsure.count > 0
      ? [
          say(
            `❓ Type not sure for ${hostsOf(unsure.count)}: ${names}`,
            `❓ ${unsure.count} 台主机的类型不确定：${names}`,
          ),
        ]
      : []),
    ...(rows.length > 0
      ? [say(`Joined into one host: ${rows.join(', ')}${others}`, `已合并为一台主机：${rows.join('、')}${others}`)]
      : []),
  ];
}

/** What to do where no table of hosts was found. */
function nothingLine({ sheets }: Summary, say: Say): readonly string[] {
  if (sheets.some(({ tables }) => tables.some(({ inventory }) => inventory))) return [];
  const what = say(
    'Nothing here reads as a table of hosts, which has a column of host names or of addresses and a row for each host.',
    '未找到主机表：表中需要有主机名列或地址列，每台主机一行。',
  );
  const next = sheets.some(({ tables }) => tables.length > 0)
    ? say(' If there is one, say under *Change columns* which column it is.', '如有此列，请用*修改列*指明。')
    : say(' Was it the right file?', '请确认文件是否正确。');
  return [what + next];
}

/** What a report without quarantined rows is for. */
function reportLine({ counts }: Summary, say: Say): readonly string[] {
  if (counts.quarantined > 0) return [];
  return [
    say(
      'quarantine.xlsx has no quarantined rows; it lists every value that was changed on its way in, and why.',
      'quarantine.xlsx 中没有被隔离的行，只列出读取时被更改的值及其原因。',
    ),
  ];
}

function rowsOf(count: number): string {
  return count === 1 ? '1 row' : `${count} rows`;
}

function hostsOf(count: number): string {
  return count === 1 ? '1 host' : `${count} hosts`;
}

/** A word of the sheet's as it is; in code style where it holds what mrkdwn would format. */
function plainWord(name: string): string {
  return /[*_~`]/.test(name) ? code(name, 40) : escapeText(clip(name, 40));
}

/** The first hosts as a table: a cell is at most 60 characters of plain text. */
function firstHosts({ first }: Summary, say: Say): readonly TableBlock[] {
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
  return [{ type: 'table', rows: [head, ...rows].map((row) => row.map(cell)) }];
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

function eventText(what: Conversion['log'][number]['what'], say: Say): string {
  const words = {
    converted: say('converted', '转换'),
    'columns-changed': say('columns changed', '修改列'),
    chosen: say('filter changed', '修改筛选'),
    written: say('formats', '导出'),
    proposed: say('proposed for the inventory', '提交保存'),
  };
  return words[what];
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
