import { explain } from '../../errors.ts';
import { suggestion } from '../../settings/nearest.ts';
import type { Text } from '../../text.ts';
import type { Helper } from '../define-helper.ts';
import type { Json } from '../types.ts';
import { notPlainText, own, pathValue, siteOf } from './paths.ts';
import { type Reading, type Site, unknown, type Value } from './types.ts';

type CallNode = hbs.AST.SubExpression | hbs.AST.MustacheStatement | hbs.AST.BlockStatement;

/** How an argument is taken. */
export interface Taking {
  /** Whether its value decides on something; else it is enough that it is there. */
  readonly needed: boolean;
  /** It may be absent: an argument of a lenient helper. */
  readonly lenient?: boolean;
  /** It may be null: a condition. */
  readonly allowNull?: boolean;
}

/** An expression where a value is wanted: a literal, a path or a call in parentheses. */
export function argument(reading: Reading, node: hbs.AST.Expression, taking: Taking): Value {
  if (node.type === 'PathExpression') return pathArgument(reading, node as hbs.AST.PathExpression, taking);
  if (node.type === 'SubExpression') return callValue(reading, node as hbs.AST.SubExpression, taking);
  if (node.type === 'NullLiteral' || node.type === 'UndefinedLiteral') {
    reading.fault(siteOf(reading, node), 'template-null', nullText);
    return () => unknown;
  }
  const { value } = node as hbs.AST.StringLiteral;
  return () => value;
}

/** The values of a hash, by name. */
export function hashValues(reading: Reading, hash: hbs.AST.Hash | undefined, taking: Taking): [string, Value][] {
  return (hash?.pairs ?? []).map((pair) => {
    if (['__proto__', 'constructor', 'prototype'].includes(pair.key)) {
      reading.fault(siteOf(reading, pair), 'template-prototype', {
        en: `${pair.key} cannot be the name of a parameter.`,
        zh: `${pair.key} 不能用作参数名。`,
      });
    }
    return [pair.key, argument(reading, pair.value, taking)];
  });
}

/** What a helper makes of its arguments. */
export function callValue(reading: Reading, node: CallNode, taking: Taking): Value {
  const name = (node.path as hbs.AST.PathExpression).original;
  const site = siteOf(reading, node.type === 'SubExpression' ? node : node.path);
  if (name === 'lookup') return lookupValue(reading, node, taking, site);
  const helper = reading.helpers.get(name);
  if (!helper) {
    reading.fault(site, 'helper-unknown', unknownHelperText(name, reading));
    return () => unknown;
  }
  const needed = taking.needed || reading.thorough || helper.lenient === true;
  const inner = { needed, lenient: taking.lenient === true || helper.lenient === true };
  const params = node.params.map((param) => argument(reading, param, inner));
  const hash = hashValues(reading, node.hash, inner);
  return (scope, walk) => {
    const args = params.map((param) => param(scope, walk));
    const named = hash.map(([key, value]) => [key, value(scope, walk)] as const);
    const all = [...args, ...named.map(([, value]) => value)];
    if (!needed || all.includes(unknown)) return unknown;
    if (!helper.lenient && all.some(isAbsent)) return undefined;
    try {
      const result = helper.run(
        args.map(orNull),
        Object.fromEntries(named.map(([key, value]) => [key, orNull(value)])),
      );
      if (!isAbsent(result)) return result;
      if (taking.lenient) return undefined;
      walk.report(site, helper.lenient ? 'variable-missing' : 'helper-failed', nothingText(name, helper), scope);
    } catch (error) {
      walk.report(site, 'helper-failed', failedText(name, error), scope);
    }
    return unknown;
  };
}

export function isAbsent(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

function pathArgument(reading: Reading, path: hbs.AST.PathExpression, { lenient, allowNull }: Taking): Value {
  if (lenient) return pathValue(reading, path, 'absent');
  return pathValue(reading, path, allowNull ? 'null' : 'value');
}

function lookupValue(reading: Reading, node: CallNode, taking: Taking, site: Site): Value {
  if (node.params.length !== 2) {
    reading.fault(site, 'helper-arguments', {
      en: 'lookup takes two arguments: {{lookup object name}}.',
      zh: 'lookup 需要两个参数：{{lookup 对象 名称}}。',
    });
  }
  const inner = { needed: true, lenient: taking.lenient };
  const params = node.params.map((param) => argument(reading, param, inner));
  hashValues(reading, node.hash, inner);
  const [what, by] = node.params.map(sourceText);
  return (scope, walk) => {
    const [value, name] = params.map((param) => param(scope, walk));
    if (value === unknown || name === unknown) return unknown;
    const found = isAbsent(name) ? undefined : own(value, String(name));
    if (typeof found === 'function') {
      walk.report(site, 'data-not-plain', notPlainText(`lookup ${what} ${by}`), scope);
      return unknown;
    }
    if (!isAbsent(found) || taking.lenient || (found === null && taking.allowNull)) return found;
    const text = {
      en: `lookup ${what} ${by}: ${what} has no ${JSON.stringify(name)}.`,
      zh: `lookup ${what} ${by}：${what} 中没有 ${JSON.stringify(name)}。`,
    };
    walk.report(site, 'variable-missing', text, scope);
    return unknown;
  };
}

/** An expression as a template writes it, in short. */
export function sourceText(node: hbs.AST.Expression): string {
  if (node.type === 'SubExpression') return `(${(node as hbs.AST.SubExpression).path.original} …)`;
  if (node.type === 'StringLiteral') return JSON.stringify((node as hbs.AST.StringLiteral).value);
  return String((node as hbs.AST.PathExpression).original);
}

function orNull(value: unknown): Json {
  return (value ?? null) as Json;
}

function failedText(name: string, error: unknown): Text {
  const why = error instanceof RangeError ? tooLongText : explain(error);
  return { en: `the helper ${name} refuses: ${why.en}`, zh: `helper ${name} 拒绝：${why.zh}` };
}

const tooLongText: Text = {
  en: 'its result would be longer than any text can be. A list or text that it is given is longer than was meant.',
  zh: '其结果会超出文本的最大长度。传入的列表或文本比预期的长。',
};

function nothingText(name: string, { lenient }: Helper): Text {
  if (lenient) return { en: `nothing that ${name} is given is there.`, zh: `${name} 的参数均不存在。` };
  return { en: `the helper ${name} came to nothing.`, zh: `helper ${name} 没有结果。` };
}

function unknownHelperText(name: string, { helpers }: Reading): Text {
  const hint = suggestion(name, ['lookup', ...helpers.keys()]);
  return { en: `there is no helper ${name}.${hint.en}`, zh: `没有名为 ${name} 的 helper。${hint.zh}` };
}

const nullText: Text = {
  en: 'null and undefined are not given to anything. Ask (defined x) whether a variable is there.',
  zh: '不能传入 null 或 undefined。请用 (defined x) 判断变量是否存在。',
};
