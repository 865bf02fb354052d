import { OpsError } from '../../errors.ts';
import type { Text } from '../../text.ts';

/** A template that google/textfsm refuses too (or that cannot be run here), with the line that says it; code `textfsm-template`. */
export function templateError(line: number | undefined, reason: Text): OpsError {
  const at = line === undefined ? { en: '', zh: '' } : { en: `, line ${line}`, zh: `第 ${line} 行` };
  return new OpsError('textfsm-template', {
    en: `The TextFSM template is wrong${at.en}: ${reason.en}.`,
    zh: `TextFSM 模板${at.zh}有误：${reason.zh}。`,
  });
}

/** Characters of an input line that a message quotes. */
const quoted = 200;

/** An `Error` rule that matched; code `textfsm-refused`. `message` is the rule's own, as it stands in the template. */
export function refusedLine(line: number, message: string, input: string): OpsError {
  const said = message === '' ? '' : ` (${message})`;
  const text = input.length > quoted ? `${input.slice(0, quoted)}…` : input;
  return new OpsError('textfsm-refused', {
    en: `Line ${line} of the TextFSM template refuses this output${said}: ${text}`,
    zh: `TextFSM 模板第 ${line} 行拒绝了这段输出${said}：${text}`,
  });
}

/** A line so long that an expression's repeats do not fit on the stack; code `textfsm-failed`. */
export function tooLong(cause: RangeError): OpsError {
  return new OpsError(
    'textfsm-failed',
    {
      en: `A line of the output is too long for an expression of the TextFSM template: ${cause.message}`,
      zh: `输出中有一行过长，TextFSM 模板的表达式无法匹配：${cause.message}`,
    },
    { cause },
  );
}
