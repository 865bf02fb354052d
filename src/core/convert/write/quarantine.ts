import type { OutFile } from '../format.ts';
import type { Quarantined } from '../types.ts';
import { neutralised } from './neutral.ts';
import { type OutSheet, toXlsx } from './workbook.ts';

/** The name of the report that `quarantineReport` makes. */
const reportFile = 'quarantine.xlsx';

/** What the sheet of the quarantine begins with; the headers of the spreadsheet follow. */
export const quarantineHead = ['Sheet 工作表', 'Row 行', 'Reason 代码', 'Cell 单元格', 'Why', '原因'] as const;
/** The headers of the sheet of changed values. */
export const changesHead = [
  ...['Sheet 工作表', 'Row 行', 'Cell 单元格', 'Host 主机', 'Field 字段', 'Was 原值', 'Is 现值', 'Why', '原因'],
] as const;

/** quarantine.xlsx: every row in quarantine with all its reasons. */
export async function quarantineReport(quarantine: readonly Quarantined[]): Promise<OutFile> {
  return { name: reportFile, content: await toXlsx([quarantineSheet(quarantine)]) };
}

/**
 * The sheet "Quarantine 隔离": where each row is in the spreadsheet, its reasons (codes, cells, in English and in
 * Chinese, one a line) and its cells by header. Every cell is `neutralised`.
 */
export function quarantineSheet(quarantine: readonly Quarantined[]): OutSheet {
  const headers = [...new Set(quarantine.flatMap(({ values }) => Object.keys(values)))];
  const rows = quarantine.map(({ sheet, row, reasons, values }) => [
    sheet,
    String(row),
    reasons.map(({ code }) => code).join('\n'),
    reasons.map(({ cell = '' }) => cell).join('\n'),
    reasons.map(({ text }) => text.en).join('\n'),
    reasons.map(({ text }) => text.zh).join('\n'),
    ...headers.map((header) => (Object.hasOwn(values, header) ? (values[header] ?? '') : '')),
  ]);
  return {
    name: 'Quarantine 隔离',
    rows: [[...quarantineHead, ...headers], ...rows].map((row) => row.map(neutralised)),
  };
}
