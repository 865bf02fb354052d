import { fieldNames } from '../../core/convert/field-names.ts';
import type { ColumnSummary, SheetSummary, Summary, TableSummary } from '../../core/convert/summary.ts';
import type { NotDataReason } from '../../core/convert/types.ts';
import type { Language, Text } from '../../core/text.ts';
import { wording } from '../../core/text.ts';
import { rowsOf } from './conversion-counts.ts';
import { clip, code, escapeText, leftOff, type Say, sayer } from './kit.ts';

/** Sheets that are told of in a message. */
const mostSheets = 12;

const notDataNames: Readonly<Record<NotDataReason, Text>> = {
  title: { en: 'title', zh: '标题' },
  header: { en: 'header', zh: '表头' },
  section: { en: 'section', zh: '分组行' },
  note: { en: 'note', zh: '说明' },
  total: { en: 'total', zh: '合计' },
  sample: { en: 'sample', zh: '示例' },
  comment: { en: 'comment', zh: '注释' },
  instructions: { en: 'instructions', zh: '填写说明' },
  'not-inventory': { en: 'of other tables', zh: '非设备表' },
};

export function sumLine({ counts }: Summary, say: Say): string {
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

export function sheetLines({ sheets }: Summary, language: Language): readonly string[] {
  const say = sayer(language);
  const telling = sheets.filter(({ tables, notData }) => tables.length > 0 || Object.keys(notData).length > 0);
  const lines = telling.slice(0, mostSheets).flatMap((sheet) => linesOfSheet(sheet, language));
  return telling.length > mostSheets ? [...lines, leftOff(telling.length - mostSheets, say)] : lines;
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

/** A word of the sheet's as it is; in code style where it holds what mrkdwn would format. */
export function plainWord(name: string): string {
  return /[*_~`]/.test(name) ? code(name, 40) : escapeText(clip(name, 40));
}
