import type { OpsError } from '../../errors.ts';
import type { Text } from '../../text.ts';
import { templateError } from './errors.ts';
import { compileExpression, type Expression } from './pattern/expression.ts';
import { PatternProblem } from './pattern/nodes.ts';
import { type OptionName, optionNames, type Value } from './types.ts';

/** The longest name of a value or state, in code points. */
export const longestName = 48;

/** Reads `Value [options] NAME (expression)`; words are parted by single blanks, as google/textfsm has it. */
export function readValue(text: string, line: number): Value {
  const words = text.split(' ');
  const [, first = '', second = ''] = words;
  if (words.length < 3)
    throw templateError(line, { en: 'a value needs a name and an expression', zh: '变量需要名称和表达式' });
  const bare = second.startsWith('(');
  const options = bare ? [] : readOptions(first, line);
  const name = bare ? first : second;
  const expression = words.slice(bare ? 2 : 3).join(' ');
  if ([...name].length > longestName) throw templateError(line, tooLong(name));
  if (!/^\(.*\)$/.test(expression) || count(expression, '(') !== count(expression, ')')) {
    throw templateError(line, {
      en: `the expression of ${name} must stand within one pair of brackets`,
      zh: `${name} 的表达式必须写在一对括号之内`,
    });
  }
  const named = `(?P<${name}>${expression.slice(1)}`;
  return { name, options, named, ...(options.includes('List') && { nested: compileAt(expression, line) }) };
}

/** Compiles an expression of a template; what is wrong with it is told with its line. */
export function compileAt(expression: string, line: number): Expression {
  try {
    return compileExpression(expression);
  } catch (error) {
    throw problemAt(error, expression, line);
  }
}

function problemAt(error: unknown, expression: string, line: number): OpsError | unknown {
  if (!(error instanceof PatternProblem)) return error;
  return templateError(line, {
    en: `the expression ${expression} is not valid: ${error.text.en}`,
    zh: `表达式 ${expression} 无效：${error.text.zh}`,
  });
}

function readOptions(text: string, line: number): readonly OptionName[] {
  const options: OptionName[] = [];
  for (const word of text.split(',')) {
    const option = optionNames.find((name) => name === word);
    if (!option) throw templateError(line, { en: `there is no option "${word}"`, zh: `没有选项“${word}”` });
    if (options.includes(option)) {
      throw templateError(line, { en: `the option ${word} is there twice`, zh: `选项 ${word} 重复` });
    }
    options.push(option);
  }
  return options;
}

function tooLong(name: string): Text {
  return {
    en: `the name ${name} is longer than ${longestName} characters`,
    zh: `名称 ${name} 超过 ${longestName} 个字符`,
  };
}

function count(text: string, char: string): number {
  return text.split(char).length - 1;
}
