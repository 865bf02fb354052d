import type { Text } from '../../text.ts';
import { defineValidator } from '../define-validator.ts';
import type { Finding } from '../types.ts';
import { jsonFaults } from './text/json-scan.ts';
import { placeOf } from './text/place.ts';

type Fault = ReturnType<typeof jsonFaults>[number];

/** JSON by RFC 8259; a key that an object has twice is a warning. */
export default defineValidator({
  title: { en: 'JSON', zh: 'JSON' },
  files: [/\.json$/],
  validate: async ({ text }) => ({ checked: true, findings: jsonFaults(text).map((fault) => finding(text, fault)) }),
});

function finding(text: string, fault: Fault): Finding {
  const twice = fault.kind === 'duplicate';
  return {
    severity: twice ? 'warning' : 'error',
    rule: twice ? 'json-duplicate-key' : 'json-syntax',
    text: words(fault, text[fault.at]),
    ...placeOf(text, fault.at),
  };
}

function words({ kind, what = '' }: Fault, found = ''): Text {
  if (kind === 'duplicate') return { en: `The key "${what}" is there twice.`, zh: `键“${what}”重复。` };
  if (kind === 'end') return { en: 'The text ends too early.', zh: '文本提前结束。' };
  if (kind === 'after') return { en: `After the value comes ${found}.`, zh: `值之后还有 ${found}。` };
  if (kind === 'number') return { en: 'A number has no digits after "-".', zh: '“-”之后缺少数字。' };
  if (kind === 'escape') return { en: 'A string has an unknown escape after "\\".', zh: '字符串中“\\”后的转义无效。' };
  if (kind === 'string') return { en: 'A string has a raw control character.', zh: '字符串中有未转义的控制字符。' };
  if (kind === 'deep') return { en: 'It is nested too deeply (1,000).', zh: '嵌套过深（1,000 层）。' };
  const [en, zh] =
    what === 'a value' ? ['a value', '值'] : [what.split(' ').join(' or '), what.split(' ').join(' 或 ')];
  return { en: `Expected ${en}, found ${found}`, zh: `此处应为 ${zh}，实际为 ${found}` };
}
