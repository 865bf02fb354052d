import type { InputBlock, KnownBlock, PlainTextElement, PlainTextOption, StaticSelect } from '@slack/types';
import { fieldNames } from '../../core/convert/field-names.ts';
import { type Field, fields } from '../../core/convert/fields.ts';
import type { InventoryFormat } from '../../core/convert/format.ts';
import type { Conversion } from '../../core/convert/index.ts';
import type { ColumnSummary, Summary, TableSummary } from '../../core/convert/summary.ts';
import type { Language } from '../../core/text.ts';
import { wording } from '../../core/text.ts';
import type { Modal } from '../define.ts';
import { clip, context, type Say, sayer, section, told } from './kit.ts';

/** Columns shown at a time: Slack takes 250 kB a modal, and each column's menu of fields is near 5 kB. */
const page = 45;
/** Slack's limits of a menu's options, of an option's value, and our own of a filter. */
const most = { options: 100, value: 150, where: 500 };

/** What of a conversion a modal of columns shows: the table's number in the workbook, and where its columns begin. */
export interface Part {
  readonly table: number;
  /** Zero-based; absent: at the first. */
  readonly from?: number;
}

/** Which field each column of a part is. A menu leads to the other tables, and to further columns of a wide one. */
export function columnsModal(conversion: Conversion, part: Part, state: string, language: Language): Modal {
  const say = sayer(language);
  const parts = tablesOf(conversion.summary).flatMap(({ sheet, table }) => partsOf(sheet, table));
  const shown = parts.find((each) => isSame(each, part)) ?? parts[0];
  const index = shown?.table.index ?? 0;
  const columns = shown?.table.columns.slice(shown.from, shown.from + page) ?? [];
  const choice = shown && parts.length > 1 ? [partChoice(parts, shown, say)] : [];
  return {
    action: 'convert.columns',
    title: say('Change columns', '修改列'),
    submit: say('Convert again', '重新转换'),
    close: say('Back', '返回'),
    state,
    blocks: [
      context(
        say(
          'What you set here is remembered for the next file with the same headers, for everyone.',
          '此处的设置会被记住，之后表头相同的文件都会照此读取（对所有人生效）。',
        ),
      ),
      ...choice,
      ...columns.map((column) => columnField(column, index, language)),
    ],
  };
}

/** The input block of a column. */
export function columnBlock(index: number, letter: string): string {
  return `column-${index}-${letter}`;
}

function columnField(column: ColumnSummary, index: number, language: Language): InputBlock {
  const say = sayer(language);
  const options = choices(language);
  const name = clip(`${column.letter} ${column.header || say('(no header)', '（无表头）')}`, 150);
  const sure = say(`${Math.round(column.confidence * 100)} % sure`, `把握 ${Math.round(column.confidence * 100)}%`);
  const example = column.example ? say(` · such as ${column.example}`, ` · 例如 ${column.example}`) : '';
  return {
    type: 'input',
    block_id: columnBlock(index, column.letter),
    label: plain(name),
    hint: plain(clip(`${wording(column.reason, language)} · ${sure}${example}`, 150)),
    element: {
      type: 'static_select',
      action_id: columnBlock(index, column.letter),
      options,
      ...initial(options, column.field),
    },
  };
}

function choices(language: Language): PlainTextOption[] {
  const keys: readonly (Field | 'label' | 'ignored')[] = [...fields, 'label', 'ignored'];
  return keys.map((key) => ({ text: plain(clip(wording(fieldNames[key], language), 75)), value: key }));
}

function tablesOf({ sheets }: Summary): readonly { sheet: string; table: TableSummary }[] {
  return sheets.flatMap(({ name, tables }) => tables.map((table) => ({ sheet: name, table })));
}

interface Shown {
  readonly sheet: string;
  readonly table: TableSummary;
  readonly from: number;
}

function partsOf(sheet: string, table: TableSummary): readonly Shown[] {
  const count = Math.max(1, Math.ceil(table.columns.length / page));
  return Array.from({ length: count }, (_, number) => ({ sheet, table, from: number * page }));
}

function isSame(shown: Shown, { table, from = 0 }: Part): boolean {
  return shown.table.index === table && shown.from === from;
}

function partChoice(parts: readonly Shown[], shown: Shown, say: Say): KnownBlock {
  // The one that is shown must be among the options.
  const first = Math.max(0, Math.min(parts.indexOf(shown) - 10, parts.length - most.options));
  const options = parts.slice(first, first + most.options).map((part) => partOption(part, say));
  const element: StaticSelect = {
    type: 'static_select',
    action_id: 'convert.table',
    options,
    ...initial(options, partValue(shown)),
  };
  return { type: 'section', text: plain(say('Table', '表')), accessory: element };
}

function partOption(part: Shown, say: Say): PlainTextOption {
  const { sheet, table, from } = part;
  const row = table.headerRows[0];
  const where = row === undefined ? '' : say(`, header in row ${row}`, `，表头第 ${row} 行`);
  const columns = table.columns.slice(from, from + page);
  const range = `${columns[0]?.letter}–${columns.at(-1)?.letter}`;
  const which = table.columns.length > page ? say(`, columns ${range}`, `，${range} 列`) : '';
  return { text: plain(clip(sheet, 30) + where + which), value: partValue(part) };
}

function partValue({ table, from }: Shown): string {
  return from === 0 ? `${table.index}` : `${table.index} ${from}`;
}

/** Filter, sheet, and how cells such as `10.1.1.29/30` are read. */
export function filterModal({ choices: chosen, summary }: Conversion, state: string, language: Language): Modal {
  const say = sayer(language);
  const sheets = summary.sheetNames
    .filter((name) => name.length <= most.value)
    .slice(0, most.options - 1)
    .map((name) => ({ text: plain(clip(name.trim() || '-', 75)), value: name }));
  const all = { text: plain(say('All sheets', '全部工作表')), value: '*' };
  const slash = [
    { text: plain(say('ask', '询问')), value: 'ask' },
    { text: plain(say('an address with its mask', '地址加掩码')), value: 'prefix' },
    { text: plain(say('two hosts, .29 and .30', '两台主机：.29 和 .30')), value: 'several' },
  ];
  const blocks: InputBlock[] = [
    {
      type: 'input',
      block_id: 'where',
      optional: true,
      label: plain(say('Hosts to take', '要保留的主机')),
      hint: plain(
        say(
          'By fields or headers of the sheet: type=switch site=北京 name~^core. Empty takes all.',
          '按字段或表头筛选：类型=交换机 机房=北京 name~^core。留空则全部保留。',
        ),
      ),
      element: {
        type: 'plain_text_input',
        action_id: 'where',
        max_length: most.where,
        ...(chosen.where ? { initial_value: chosen.where.slice(0, most.where) } : {}),
      },
    },
    {
      type: 'input',
      block_id: 'sheet',
      label: plain(say('Sheet', '工作表')),
      element: {
        type: 'static_select',
        action_id: 'sheet',
        options: [all, ...sheets],
        ...initial([all, ...sheets], chosen.sheet ?? '*'),
      },
    },
    {
      type: 'input',
      block_id: 'slash',
      label: plain(say('A cell such as 10.1.1.29/30 is', '10.1.1.29/30 这样的单元格表示')),
      element: { type: 'radio_buttons', action_id: 'slash', options: slash, ...initial(slash, chosen.slash ?? 'ask') },
    },
  ];
  const modal = { action: 'convert.filter', title: say('Filter', '筛选'), submit: say('Convert again', '重新转换') };
  return { ...modal, close: say('Back', '返回'), blocks, state };
}

/** Which formats the inventory is wanted in. */
export function formatsModal(formats: ReadonlyMap<string, InventoryFormat>, state: string, language: Language): Modal {
  const say = sayer(language);
  const options = [...formats].map(([name, { title }]) => ({
    text: plain(clip(wording(title, language), 75)),
    value: name,
  }));
  const field: InputBlock = {
    type: 'input',
    block_id: 'formats',
    label: plain(say('Formats', '格式')),
    element: { type: 'multi_static_select', action_id: 'formats', options },
  };
  const needs = [...formats].flatMap(([, { title, needs: text }]) =>
    text ? [`*${told(title, language, 75)}*: ${told(text, language, 2_000)}`] : [],
  );
  const modal = { action: 'convert.formats', title: say('Formats', '导出格式'), submit: say('Write them', '导出') };
  return {
    ...modal,
    close: say('Back', '返回'),
    blocks: [field, ...needs.slice(0, 20).map((line) => context(line))],
    state,
  };
}

/** Whether the sheet is complete, and why it is saved. */
export function saveModal({ summary }: Conversion, state: string, language: Language): Modal {
  const say = sayer(language);
  const { hosts, quarantined } = summary.counts;
  const complete = {
    text: plain(say('This file lists all hosts: those it lacks are gone', '该文件包含全部主机：未列出的视为已移除')),
    value: 'complete',
  };
  const blocks: KnownBlock[] = [
    section(
      say(
        `${hosts === 1 ? '1 host goes' : `${hosts} hosts go`} to the inventory. You and the approvers see what changes before anything is saved.${quarantined > 0 ? ` Rows in quarantine (${quarantined}) stay out, and their hosts in the inventory stay as they are.` : ''}`,
        `将 ${hosts} 台主机写入清单。保存之前，你和审批人会看到差异。${quarantined > 0 ? `隔离的 ${quarantined} 行不会写入，清单中的相应主机保持不变。` : ''}`,
      ),
    ),
    {
      type: 'input',
      block_id: 'complete',
      optional: true,
      label: plain(say('Completeness', '完整性')),
      element: { type: 'checkboxes', action_id: 'complete', options: [complete] },
    },
    {
      type: 'input',
      block_id: 'reason',
      optional: true,
      label: plain(say('Reason', '原因')),
      element: { type: 'plain_text_input', action_id: 'reason', max_length: 500 },
    },
  ];
  const modal = {
    action: 'convert.save',
    title: say('Save to inventory', '保存到清单'),
    submit: say('Propose', '提交'),
  };
  return { ...modal, close: say('Back', '返回'), blocks, state };
}

function initial(options: readonly PlainTextOption[], value: string): { initial_option?: PlainTextOption } {
  const found = options.find((option) => option.value === value);
  return found ? { initial_option: found } : {};
}

function plain(text: string): PlainTextElement {
  return { type: 'plain_text', text, emoji: false };
}
