import { type RuleId, ruleTexts } from '../process/index.ts';
import type { Field } from './fields.ts';
import { fields } from './fields.ts';
import type { OutFile } from './format.ts';
import type { Outcome } from './outcome.ts';
import type { Draft } from './records/draft.ts';
import { cellOf } from './records/draft.ts';
import { neutralised } from './write/neutral.ts';
import { changesHead, quarantineSheet } from './write/quarantine.ts';
import { type OutSheet, toXlsx } from './write/workbook.ts';

/**
 * The report of a conversion, quarantine.xlsx: every row in quarantine with its reasons, and every changed value of the
 * accepted hosts with what it was and the rules that changed it. None where there is nothing to report.
 */
export async function report({ quarantine, kept }: Pick<Outcome, 'quarantine' | 'kept'>): Promise<readonly OutFile[]> {
  const changes = changesSheet(kept);
  const sheets = [
    ...(quarantine.length > 0 ? [quarantineSheet(quarantine)] : []),
    ...(changes.rows.length > 1 ? [changes] : []),
  ];
  return sheets.length > 0 ? [{ name: 'quarantine.xlsx', content: await toXlsx(sheets) }] : [];
}

function changesSheet(kept: readonly Draft[]): OutSheet {
  const rows: string[][] = [[...changesHead]];
  for (const draft of kept) {
    for (const { field, raw, value, rules } of draft.changes) {
      const texts = rules.map((rule) => textOf(rule));
      const cell = fields.some((each) => each === field) ? (cellOf(draft, field as Field) ?? '') : '';
      const why = [texts.map(({ en }) => en).join('; '), texts.map(({ zh }) => zh).join('；')];
      rows.push([draft.source.sheet.name, String(draft.row + 1), cell, draft.name, field, raw, value, ...why]);
    }
  }
  return { name: 'Changed 更改', rows: rows.map((row) => row.map(neutralised)) };
}

const recognised: Readonly<Record<string, { en: string; zh: string }>> = {
  'type-recognised': { en: 'the type recognised', zh: '识别为设备类型' },
  'vendor-recognised': { en: 'the vendor recognised', zh: '识别厂商' },
  'model-recognised': { en: 'the vendor taken off the model', zh: '从型号中去除厂商名' },
};

function textOf(rule: string): { en: string; zh: string } {
  return recognised[rule] ?? ruleTexts[rule as RuleId] ?? { en: rule, zh: rule };
}
