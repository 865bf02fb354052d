import { templateError } from './errors.ts';
import type { Rule } from './types.ts';
import { compileAt } from './value-line.ts';

const word = '[\\p{L}\\p{N}_]+';
const target = `(?:\\s+(?<target>${word}|".*"))?$`;
const recordOperation = '(?<record>Clearall|Clear|Record|NoRecord)';

/** What may follow the arrow, tried in turn as google/textfsm does. */
const actions = [
  new RegExp(`^\\s+(?<line>Continue|Next|Error)(?:\\.${recordOperation})?${target}`, 'u'),
  new RegExp(`^\\s+${recordOperation}${target}`, 'u'),
  new RegExp(`^${target}`, 'u'),
];

/** Reads `^expression [-> action]`. `named`: the values' expressions, to put in for `${name}`. */
export function readRule(text: string, line: number, named: ReadonlyMap<string, string>): Rule {
  const trimmed = text.trim();
  const [, match = trimmed, action] = /^(.*)\s->(.*)$/.exec(trimmed) ?? [];
  const expression = compileAt(substituted(match, line, named), line);
  const found = actions.map((form) => form.exec(action ?? '')).find((each) => each !== null)?.groups;
  if (!found) throw templateError(line, { en: `"->${action}" is no action`, zh: `“->${action}”不是有效的动作` });
  const rule = {
    line,
    expression,
    lineOperation: (found.line as Rule['lineOperation'] | undefined) ?? 'Next',
    recordOperation: (found.record as Rule['recordOperation'] | undefined) ?? 'NoRecord',
    target: found.target ?? '',
  };
  checkTarget(rule);
  return rule;
}

function checkTarget({ lineOperation, target: to, line }: Rule): void {
  if (lineOperation === 'Continue' && to !== '') {
    throw templateError(line, {
      en: `Continue cannot change the state (to ${to}): it could go round for ever`,
      zh: `Continue 不能切换状态（到 ${to}），否则可能无限循环`,
    });
  }
  if (lineOperation !== 'Error' && to.startsWith('"')) {
    throw templateError(line, {
      en: `${to} is no state; only Error takes a message`,
      zh: `${to} 不是状态；只有 Error 可带消息`,
    });
  }
}

/** Python's string.Template: `$$` is a dollar, `$name` and `${name}` a value's expression, any other `$` wrong. */
function substituted(text: string, line: number, named: ReadonlyMap<string, string>): string {
  if (named.size === 0) return text;
  return text.replace(/\$(?:(\$)|(\w+)|\{(\w+)\})?/g, (whole, dollar, bare, braced) => {
    if (dollar) return '$';
    const value = named.get(bare ?? braced ?? '');
    if (value !== undefined && !/^\d/.test(bare ?? braced)) return value;
    throw templateError(line, {
      en: `${whole} names no value (a dollar that ends the line is written $$)`,
      zh: `${whole} 不是任何变量（行尾的美元符号写作 $$）`,
    });
  });
}
