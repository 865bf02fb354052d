import type { Text } from '../../text.ts';
import { control, unwanted } from '../data/breaks.ts';
import { callValue, sourceText } from './calls.ts';
import { pathValue } from './paths.ts';
import type { Reading, Scope, Site, Step, Value, Walk } from './types.ts';

/** The text of the data that brings in what is not wanted, where one does. */
type Source = (scope: Scope) => string | undefined;

/**
 * Looks whether something printed brings line breaks or control characters of the data into the config, where some of
 * the data have any. Line breaks may be where the template says so, with a helper that takes `lines`, or writes them
 * itself, as in a text that it joins with.
 */
export function breakStep(reading: Reading, node: hbs.AST.Expression, site: Site): Step {
  const source = sourceOf({ ...reading, fault: () => {} }, node, unwanted);
  const name = sourceText(node);
  return (scope, walk) => {
    if (!walk.breaks || walk.breaks.size === 0) return;
    const text = source(scope);
    if (text === undefined) return;
    const where = walk.breaks.get(text) ?? { en: '', zh: '' };
    const [sign] = control.exec(text) ?? [];
    if (sign !== undefined) walk.report(site, 'control-character', controlText(name, sign, where), scope);
    else walk.report(site, 'line-break', breakText(name, where), scope);
  };
}

function sourceOf(reading: Reading, node: hbs.AST.Expression, sign: RegExp): Source {
  if (node.type === 'PathExpression')
    return inValue(pathValue(reading, node as hbs.AST.PathExpression, 'absent'), sign);
  if (node.type !== 'SubExpression') return () => undefined;
  const call = node as hbs.AST.SubExpression;
  const value = callValue(reading, call, { needed: true, lenient: true });
  const name = (call.path as hbs.AST.PathExpression).original;
  if (name === 'lookup') return inValue(value, sign);
  const wanted = reading.helpers.get(name)?.lines ? control : sign;
  const result = inValue(value, wanted);
  const pairs = call.hash?.pairs ?? [];
  const sources = [...call.params, ...pairs.map((pair) => pair.value)].map((one) => sourceOf(reading, one, wanted));
  return (scope) => {
    if (result(scope) === undefined) return undefined;
    for (const source of sources) {
      const text = source(scope);
      if (text !== undefined) return text;
    }
    return undefined;
  };
}

function inValue(value: Value, sign: RegExp): Source {
  return (scope) => textIn(value(scope, silent()), sign);
}

function textIn(value: unknown, sign: RegExp): string | undefined {
  if (typeof value === 'string') return sign.test(value) ? value : undefined;
  if (!Array.isArray(value)) return undefined;
  for (const entry of value) {
    const text = textIn(entry, sign);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** What cannot be read was told where it is printed. */
function silent(): Walk {
  return { call: undefined, turns: 0, breaks: undefined, report: () => {}, weigh: () => {} };
}

function breakText(name: string, where: Text): Text {
  const [en, zh] = brackets(where);
  return {
    en: `${name}${en} has a line break, after which a line of its own would begin here. For words on one line write {{one-line ${name}}}; where several lines are meant, {{lines ${name}}} or {{indent ${name} 4}}.`,
    zh: `${name}${zh}含有换行，会在此处另起一行。若应为一行，请写作 {{one-line ${name}}}；若确需多行，请写作 {{lines ${name}}} 或 {{indent ${name} 4}}。`,
  };
}

function controlText(name: string, sign: string, where: Text): Text {
  const [en, zh] = brackets(where);
  const code = `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  return {
    en: `${name}${en} has the control character ${code}, which belongs in no config. Correct it where it comes from, or leave such characters out: {{one-line ${name}}}.`,
    zh: `${name}${zh}含有控制字符 ${code}，不应出现在配置中。请在来源处更正，或写作 {{one-line ${name}}} 去除此类字符。`,
  };
}

function brackets({ en, zh }: Text): readonly [string, string] {
  return en === '' ? ['', ''] : [` (${en})`, `（${zh}）`];
}
