import type { InputBlock, KnownBlock, PlainTextElement, PlainTextOption, StaticSelect } from '@slack/types';
import { type Field, fields } from '../../core/convert/fields.ts';
import type { InventoryFormat } from '../../core/convert/format.ts';
import type { Conversion } from '../../core/convert/index.ts';
import type { ColumnSummary, Summary, TableSummary } from '../../core/convert/summary.ts';
import type { Language } from '../../core/text.ts';
import { wording } from '../../core/text.ts';
import type { Modal } from '../define.ts';
import { fieldNames } from './field-names.ts';
import { clip, context, type Say, sayer, section } from './kit.ts';

/** Slack's limit is 100 blocks a modal; up to three are not columns. */
const mostColumns = 95;
/** Slack's limits of a menu's options, of an option's value, and our own of a filter. */
const most = { options: 100, value: 150, where: 500 };

/** Which field each column of a table is; `index` is the table's number in the workbook. */
export function columnsModal(conversion: Conversion, index: number, state: string, language: Language): Modal {
  const say = sayer(language);
  const tables = tablesOf(conversion.summary);
  const chosen = tables.find(({ table }) => table.index === index) ?? tables[0];
  const columns = chosen?.table.columns.slice(0, mostColumns) ?? [];
  const choice = tables.length > 1 ? [tableChoice(tables, index, say)] : [];
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
      ...leftOut(chosen?.table, say),
    ],
  };
}

function leftOut(table: TableSummary | undefined, say: Say): readonly KnownBlock[] {
  const left = (table?.columns.length ?? 0) - mostColumns;
  if (left <= 0) return [];
  return [
    context(
      say(
        `${left} more columns do not fit here; they stay as they were taken.`,
        `另有 ${left} 列无法在此显示，将保持原识别结果。`,
      ),
    ),
  ];
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

function tableChoice(tables: ReturnType<typeof tablesOf>, index: number, say: Say): KnownBlock {
  const options = tables.slice(0, most.options).map(({ sheet, table }) => {
    const from = table.headerRows[0];
    const where = from === undefined ? '' : say(`, header in row ${from}`, `，表头第 ${from} 行`);
    return { text: plain(clip(`${sheet}${where}`, 75)), value: String(table.index) };
  });
  const element: StaticSelect = {
    type: 'static_select',
    action_id: 'convert.table',
    options,
    ...initial(options, String(index)),
  };
  return { type: 'section', text: { type: 'mrkdwn', text: say('Table', '表') }, accessory: element };
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
    text ? [`*${wording(title, language)}*: ${wording(text, language)}`] : [],
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
