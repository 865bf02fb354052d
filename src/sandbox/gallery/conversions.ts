import ansible from '../../core/convert/formats/ansible-yaml.ts';
import netbox from '../../core/convert/formats/netbox.ts';
import prometheus from '../../core/convert/formats/prometheus.ts';
import xlsx from '../../core/convert/formats/xlsx.ts';
import type { Conversion } from '../../core/convert/index.ts';
import type { Language } from '../../core/text.ts';
import {
  conversionMessage,
  fileLine,
  savedConversionMessage,
  stillSecretLine,
  writtenMessage,
} from '../../handlers/views/conversion.ts';
import { conversionList, conversionLog } from '../../handlers/views/conversion-log.ts';
import { columnsModal, filterModal, formatsModal, saveModal } from '../../handlers/views/conversion-modals.ts';
import { notice } from '../../handlers/views/notice.ts';
import { sampleColumn, sampleConversion } from './fixtures/conversions.ts';
import { type Family, sample } from './types.ts';

const usual = sampleConversion();
const [sheet] = usual.summary.sheets;
const [table] = sheet?.tables ?? [];
const formats = new Map([
  ['ansible-yaml', ansible],
  ['netbox', netbox],
  ['prometheus', prometheus],
  ['xlsx', xlsx],
]);

const clean = sampleConversion({
  ...{ secrets: [], quarantine: [], file: 'servers.csv', kind: 'csv' },
  counts: { rows: 1, accepted: 1, quarantined: 0, filtered: 0, notData: {}, hosts: 1 },
  ...{ types: { server: 1 }, sites: {} },
});
const doubtful = sampleConversion({
  notes: [
    {
      en: 'The file says that it is .xls; it is a web page, and was read as one.',
      zh: '文件扩展名为 .xls，实为网页，已按网页读取。',
    },
  ],
  unsure: { count: 12, names: ['h-1', 'h-2', '门禁-3'] },
  ambiguous: { count: 1, example: '10.1.1.29/30' },
  joined: Array.from({ length: 7 }, (_, at) => ({ sheet: '维保', row: at + 2, into: 'SW-01' })),
});
const nothing = sampleConversion({
  ...{
    sheets: [{ name: '说明', hidden: false, tables: [], notData: { instructions: '1-14' } }],
    first: [],
    quarantine: [],
  },
  ...{ secrets: [], types: {}, sites: {} },
  counts: { rows: 14, accepted: 0, quarantined: 0, filtered: 0, notData: { instructions: 14 }, hosts: 0 },
});
const unread = sampleConversion({
  ...{ first: [], quarantine: [], secrets: [], types: {}, sites: {} },
  sheets: [
    {
      name: 'Sheet1',
      hidden: true,
      notData: {},
      tables: table ? [{ ...table, inventory: false, headerRows: [], rows: 9 }] : [],
    },
  ],
  counts: { rows: 9, accepted: 0, quarantined: 0, filtered: 0, notData: { 'not-inventory': 9 }, hosts: 0 },
});
const wide = sampleConversion({
  sheetNames: ['交换机', '服务器', '安全设备'],
  sheets: ['交换机', '服务器', '安全设备'].map((name, index) => ({
    ...{ name, hidden: index === 2, notData: {} },
    tables: table
      ? [
          {
            ...{ ...table, index, headerRows: [1, 2], rows: 12_000 },
            columns: [
              ...table.columns,
              ...Array.from({ length: 60 }, (_, at) =>
                sampleColumn({
                  letter: `C${at}`,
                  header: `自定义${at}`,
                  key: `${at}`,
                  field: 'label',
                  confidence: 0.4,
                }),
              ),
            ],
          },
        ]
      : [],
  })),
  counts: { rows: 36_000, accepted: 35_000, quarantined: 900, filtered: 100, notData: {}, hosts: 35_000 },
  quarantine: Array.from({ length: 30 }, (_, at) => ({
    ...{ sheet: '服务器', row: at + 3 },
    reasons: [
      {
        code: 'address-invalid' as const,
        text: { en: '10.0.0.999 is no address.', zh: '10.0.0.999 不是有效地址。' },
        cell: `B${at + 3}`,
      },
    ],
  })),
});
const chosen = { ...usual, choices: { sheet: '交换机', where: 'type=switch site=北京', slash: 'prefix' as const } };
const logged: Conversion = {
  ...usual,
  log: [
    ...usual.log,
    { at: usual.at + 60_000, by: 'U0ENGINEER', what: 'columns-changed', detail: 'C → 序列号' },
    { at: usual.at + 90_000, by: 'U0ENGINEER', what: 'chosen', detail: 'site=北京' },
    { at: usual.at + 120_000, by: 'U0APPROVER', what: 'written', detail: 'netbox, csv' },
    { at: usual.at + 180_000, by: 'U0ENGINEER', what: 'proposed', detail: 'inv-261127-k7mqp' },
  ],
};
const line = (text: string, language: Language) => notice({ en: text, zh: text }, language);

export const conversions: Family = {
  name: 'conversions',
  title: { en: 'Spreadsheets', zh: '电子表格' },
  samples: [
    sample('conversion', 'A sheet of switches, one row in quarantine', '交换机表，一行被隔离', (language) =>
      conversionMessage(usual, language, true),
    ),
    sample('conversion-clean', 'One host, nothing wrong, with a report', '一台主机，没有问题', (language) =>
      conversionMessage(clean, language, true),
    ),
    sample('conversion-doubts', 'Things that a person has to settle', '需要人工确认', (language) =>
      conversionMessage(doubtful, language),
    ),
    sample('conversion-nothing', 'No table of hosts', '没有主机表', (language) => conversionMessage(nothing, language)),
    sample('conversion-unread', 'A table without names and addresses', '没有名称和地址的表', (language) =>
      conversionMessage(unread, language),
    ),
    sample('conversion-many', 'Three sheets, 35,000 hosts', '三个工作表，35,000 台主机', (language) =>
      conversionMessage(wide, language),
    ),
    sample('conversion-chosen', 'A sheet, a filter and a reading were chosen', '已选择工作表、筛选和读法', (language) =>
      conversionMessage(chosen, language),
    ),
    sample('conversion-saved', 'Below what became of saving it', '保存之后', (language) =>
      savedConversionMessage(usual, line(fileLine(usual, language), language), language, true),
    ),
    sample('conversion-file-line', 'Which file a save is of', '保存的文件', (language) =>
      line(fileLine(clean, language), language),
    ),
    sample('conversion-still-secret', 'A column of passwords stays one', '密码列仍为机密', (language) =>
      line(stillSecretLine(['登录密码', 'enable secret'], language), language),
    ),
    sample('conversion-written', 'Above the files that were asked for', '导出的文件', (language) =>
      writtenMessage(usual, ['Ansible (YAML)', 'NetBox (CSV)'], language),
    ),
    sample('conversion-list', 'Conversions of late', '转换记录', (language) =>
      conversionList([logged, clean, nothing], language),
    ),
    sample('conversion-list-none', 'No conversions', '没有转换记录', (language) => conversionList([], language)),
    sample('conversion-log', 'The log of one', '单次转换的日志', (language) => conversionLog(logged, language)),
    sample('conversion-columns', 'Which column is what', '修改列', (language) =>
      columnsModal(usual, { table: 0 }, 'x', language),
    ),
    sample('conversion-columns-many', 'The same of a wide table among others', '多个宽表的列', (language) =>
      columnsModal(wide, { table: 1, from: 45 }, 'x', language),
    ),
    sample('conversion-filter', 'Filter', '筛选', (language) => filterModal(usual, 'x', language)),
    sample('conversion-filter-chosen', 'Filter, with what was chosen', '已有选择的筛选', (language) =>
      filterModal(chosen, 'x', language),
    ),
    sample('conversion-formats', 'Formats', '导出格式', (language) => formatsModal(formats, 'x', language)),
    sample('conversion-save', 'Save to the inventory', '保存到清单', (language) => saveModal(usual, 'x', language)),
    sample('conversion-save-one', 'Save one host', '保存一台主机', (language) => saveModal(clean, 'x', language)),
  ],
};
