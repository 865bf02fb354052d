import type { Text } from '../text.ts';
import type { RuleId } from './rules.ts';
import type { Outcome, Step } from './types.ts';

/** A step that rewrites values by one rule; a value that comes out as it went in was not touched by it. */
export function rewrite(rule: RuleId, apply: (value: string) => string): Step {
  return (value) => {
    const next = apply(value);
    return next === value ? undefined : { value: next, rules: [rule] };
  };
}

/** A value that stays as it is written because it cannot be told what it means. */
export function unclear(value: string, text: Text): Outcome {
  return { value, rules: [], fault: { code: 'value-unclear', text } };
}

/** A value as it may stand in a message: short, and quoted. */
export function quoted(value: string): string {
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 60).toWellFormed()}…` : value);
}

/** `12345.0`, which a number becomes on its way through a spreadsheet → `12345`. */
export const pointZero = rewrite('point-zero-removed', (value) => value.replace(/^(\d+)\.0+$/, '$1'));

export const withoutSpaces = rewrite('spaces-removed', (value) => value.replace(/\s+/g, '').normalize('NFC'));

/** `4.40102E+17`: the digits behind the sixth are lost. */
export const cutDigits: Step = (value) => {
  if (!/^\d\.\d+E\+\d{1,3}$/i.test(value)) return undefined;
  return unclear(value, {
    en: `${quoted(value)} is a long number that a spreadsheet has cut: format the column as text and enter it again.`,
    zh: `${quoted(value)} 是被表格截断的长数字：请将该列设为文本格式后重新填写。`,
  });
};
