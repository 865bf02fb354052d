import { templateError } from './errors.ts';
import { readRule } from './rule-line.ts';
import type { Rule, Template, Value } from './types.ts';
import { longestName, readValue } from './value-line.ts';

/** Words that no state may be called. */
const reserved = ['Continue', 'Next', 'Error', 'Clear', 'Clearall', 'Record', 'NoRecord'];

interface Line {
  readonly number: number;
  readonly text: string;
}

/**
 * Reads a TextFSM template: values, a blank line, then states parted by blank lines. Errors: `textfsm-template`, with
 * the line, for all that google/textfsm 1.1.0 refuses.
 */
export function readTemplate(source: string): Template {
  const lines = source
    .replace(/^\ufeff/, '')
    .split(/\r\n|\r|\n/)
    .map((text, index): Line => ({ number: index + 1, text: text.trimEnd() }));
  const blank = lines.findIndex(({ text }) => text === '');
  const head = blank < 0 ? lines : lines.slice(0, blank);
  const values = readValues(head.filter(isNoComment));
  const named = new Map(values.map(({ name, named: expression }) => [name, expression]));
  const states = new Map<string, readonly Rule[]>();
  for (const block of blocks(lines.slice(head.length))) readState(block, named, states);
  checkStates(states);
  states.delete('End');
  return { values, states };
}

function isNoComment({ text }: Line): boolean {
  return !/^\s*#/.test(text);
}

function readValues(lines: readonly Line[]): readonly Value[] {
  const values = new Map<string, Value>();
  for (const { number, text } of lines) {
    if (!text.startsWith('Value ')) throw templateError(number, noValue(values.size));
    const value = readValue(text, number);
    if (values.has(value.name)) {
      throw templateError(number, {
        en: `there are two values called ${value.name}`,
        zh: `有两个名为 ${value.name} 的变量`,
      });
    }
    values.set(value.name, value);
  }
  return [...values.values()];
}

function noValue(before: number) {
  if (before === 0) return { en: 'a template begins with its values', zh: '模板应以变量定义开头' };
  return { en: 'a blank line is missing after the last value', zh: '最后一个变量之后缺少空行' };
}

/** The states' lines. A comment ends nothing and opens nothing. */
function blocks(lines: readonly Line[]): readonly (readonly Line[])[] {
  const all: Line[][] = [[]];
  for (const line of lines) {
    if (line.text === '') all.push([]);
    else if (isNoComment(line)) all.at(-1)?.push(line);
  }
  return all.filter((block) => block.length > 0);
}

function readState(
  [head, ...rules]: readonly Line[],
  named: ReadonlyMap<string, string>,
  states: Map<string, readonly Rule[]>,
): void {
  if (!head) return;
  const { number, text: name } = head;
  if (!/^[\p{L}\p{N}_]+$/u.test(name) || [...name].length > longestName || reserved.includes(name)) {
    throw templateError(number, { en: `"${name}" cannot be the name of a state`, zh: `“${name}”不能作为状态名` });
  }
  if (states.has(name)) {
    throw templateError(number, { en: `there are two states called ${name}`, zh: `有两个名为 ${name} 的状态` });
  }
  if (rules[0] && (name === 'End' || name === 'EOF')) {
    throw templateError(rules[0].number, { en: `the state ${name} must be empty`, zh: `状态 ${name} 必须为空` });
  }
  states.set(
    name,
    rules.map(({ number: line, text }) => {
      if (/^(?: {1,2}|\t)\^/.test(text)) return readRule(text, line, named);
      throw templateError(line, {
        en: 'a rule begins with one or two blanks or a tab, then ^',
        zh: '规则以一到两个空格或一个制表符开头，随后是 ^',
      });
    }),
  );
}

function checkStates(states: ReadonlyMap<string, readonly Rule[]>): void {
  if (!states.has('Start')) throw templateError(undefined, { en: 'it has no state Start', zh: '没有 Start 状态' });
  for (const { lineOperation, target, line } of [...states.values()].flat()) {
    if (lineOperation === 'Error' || ['', 'End', 'EOF'].includes(target) || states.has(target)) continue;
    throw templateError(line, { en: `there is no state called ${target}`, zh: `没有名为 ${target} 的状态` });
  }
}
