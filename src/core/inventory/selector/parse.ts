import { OpsError } from '../../errors.ts';
import { globPattern, regularExpression } from './pattern.ts';
import { type Scanner, scanner } from './scan.ts';
import type { Pick, Selector, Term } from './types.ts';

const operators = ['!=', '>=', '<=', '==', '=', '~', '>', '<'] as const;

const longest = 1000;

/**
 * Reads a selector (DESIGN 5). Terms side by side must all hold; `a,b` are alternatives:
 * `web-01` `web-*` `@web` `all` `site=北京` `type=switch,router` `env!=prod` `name~^core-\d+` `cpu>=8`. Values and names
 * may stand in quotes; `\` before a quote or `\` takes it literally there. Full-width signs count as their plain ones.
 * Error `selector-malformed`.
 */
export function parseSelector(text: string): Selector {
  if (text.length > longest) throw malformed('…', `it is longer than ${longest} characters`, `超过 ${longest} 个字符`);
  const scan = scanner(text);
  const terms: Term[] = [];
  scan.blanks();
  while (!scan.ended()) {
    terms.push(term(scan, text));
    if (!scan.blanks() && !scan.ended())
      throw malformed(text, `a blank is missing before "${scan.sign()}"`, `“${scan.sign()}”前缺少空格`);
  }
  if (terms.length === 0)
    throw malformed(text, 'it is empty. Write all for every host', '内容为空。选择全部主机请写 all');
  return { text, terms };
}

function term(scan: Scanner, text: string): Term {
  const start = pickOrLabel(scan, text);
  const operator = scan.takePastBlanks(operators);
  if (!operator)
    return { kind: 'pick', of: [pick(start, text), ...alternatives(scan, () => pick(pickOrLabel(scan, text), text))] };
  const label = start.text;
  if (start.quoted || !/^[\p{L}_][\p{L}\p{M}\p{Nd}_.-]*$/u.test(label)) {
    throw malformed(
      text,
      `"${label}" before ${operator} is not the name of a label`,
      `${operator} 前的“${label}”不是标签名`,
    );
  }
  scan.blanks();
  if (operator === '~') return like(label, patternSource(scan, text), text);
  if (operator === '=' || operator === '==' || operator === '!=') {
    const values = [value(scan, text, label), ...alternatives(scan, () => value(scan, text, label))];
    return { kind: operator === '!=' ? 'is-not' : 'is', label, values };
  }
  const number = value(scan, text, label);
  if (!/^[+-]?\d{1,15}(\.\d{1,15})?$/.test(number)) {
    throw malformed(
      text,
      `${label}${operator} needs a number, not "${number}"`,
      `${label}${operator} 后须为数字，而不是“${number}”`,
    );
  }
  return { kind: 'compare', label, op: operator, number: Number(number) };
}

interface Word {
  readonly text: string;
  readonly quoted: boolean;
}

function pickOrLabel(scan: Scanner, text: string): Word {
  const quoted = quotedText(scan, text);
  if (quoted !== undefined) return { text: unescaped(quoted), quoted: true };
  const word = scan.word(',=!~<>');
  if (word !== '') return { text: word, quoted: false };
  const sign = scan.sign();
  if (sign === '!')
    throw malformed(
      text,
      '"!" stands alone. To leave something out write label!=value, such as group!=web',
      '“!”不能单独使用。排除请写 标签!=值，如 group!=web',
    );
  if (sign === '') throw malformed(text, 'something is missing at its end', '末尾缺少内容');
  throw malformed(text, `something is missing before "${sign}"`, `“${sign}”前缺少内容`);
}

function pick(word: Word, text: string): Pick {
  if (word.quoted) return { kind: 'name', name: word.text };
  const plain = word.text.replaceAll('＊', '*');
  if (plain === 'all') return { kind: 'all' };
  const group = /^[@＠](.*)$/su.exec(plain)?.[1];
  if (group === '') throw malformed(text, '"@" needs the name of a group after it', '“@”后须写分组名');
  if (group !== undefined) return { kind: 'group', name: group };
  if (/[*?]/.test(plain)) return { kind: 'glob', glob: plain, pattern: globPattern(plain) };
  return { kind: 'name', name: plain };
}

function like(label: string, source: string, text: string): Term {
  const result = regularExpression(source);
  if ('pattern' in result) return { kind: 'like', label, source, pattern: result.pattern };
  throw malformed(
    text,
    `the regular expression ${source} cannot be used: ${result.fault}`,
    `正则表达式 ${source} 不可用：${result.fault}`,
  );
}

/** In a regular expression only a quote is unescaped: the other backslashes are its own. */
function patternSource(scan: Scanner, text: string): string {
  const quoted = quotedText(scan, text);
  const source = quoted === undefined ? scan.word('') : quoted.replaceAll(/\\(["“”'‘’])/g, '$1');
  if (source !== '') return source;
  throw malformed(text, 'a regular expression is missing after "~"', '“~”后缺少正则表达式');
}

function value(scan: Scanner, text: string, label: string): string {
  const quoted = quotedText(scan, text);
  if (quoted !== undefined) return unescaped(quoted);
  const word = scan.word(',');
  if (word !== '') return word;
  throw malformed(text, `a value of ${label} is missing`, `缺少 ${label} 的值`);
}

function alternatives<T>(scan: Scanner, next: () => T): T[] {
  const found: T[] = [];
  while (scan.takePastBlanks([','])) {
    scan.blanks();
    found.push(next());
  }
  return found;
}

function quotedText(scan: Scanner, text: string): string | undefined {
  const quoted = scan.quoted();
  if (quoted === null) throw malformed(text, 'a quote is not closed', '引号未闭合');
  return quoted;
}

function unescaped(raw: string): string {
  return raw.replaceAll(/\\([\\"“”'‘’])/g, '$1');
}

function malformed(text: string, en: string, zh: string): OpsError {
  return new OpsError('selector-malformed', {
    en: `The selector "${text}" cannot be read: ${en}. Examples: web-01 · web-* · @web · site=北京 · env!=prod · name~^core-\\d+ · cpu>=8 · all.`,
    zh: `无法理解选择器“${text}”：${zh}。示例：web-01 · web-* · @web · site=北京 · env!=prod · name~^core-\\d+ · cpu>=8 · all。`,
  });
}
