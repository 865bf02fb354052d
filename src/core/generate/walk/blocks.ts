import { nearest } from '../../settings/nearest.ts';
import type { Text } from '../../text.ts';
import { mostMegabytes } from '../too-large.ts';
import { argument, hashValues, isAbsent, sourceText } from './calls.ts';
import { plainName, siteOf } from './paths.ts';
import {
  type Frame,
  type Params,
  type Reading,
  type Scope,
  type Step,
  unknown,
  type Value,
  type Walk,
} from './types.ts';

type BlockNode = hbs.AST.BlockStatement;

/** The blocks there are, and how many block parameters each gives. */
export const blockNames: Readonly<Record<string, number>> = { if: 0, unless: 0, each: 2, with: 1 };

/** Turns of all #each together: the longest configs there are, access lists, have some 100,000. */
const mostTurns = 1_000_000;

/** `{{#if}}`, `{{#unless}}`, `{{#each}}`, `{{#with}}`; what else stands there is a fault. */
export function blockStep(reading: Reading, node: BlockNode): Step {
  const name = node.path.original;
  const site = siteOf(reading, node);
  const most = Object.hasOwn(blockNames, name) ? blockNames[name] : undefined;
  if (most === undefined) {
    reading.fault(site, 'block-unknown', unknownBlockText(name, reading));
    return () => undefined;
  }
  if (node.params.length !== 1) reading.fault(site, 'helper-arguments', oneArgumentText(name));
  const given = [node.program, node.inverse].flatMap((one) => one?.blockParams ?? []).length;
  if (given > most) reading.fault(site, 'helper-arguments', blockParamsText(name, most));
  if (name === 'each') return eachStep(reading, node);
  return name === 'with' ? withStep(reading, node) : ifStep(reading, node, name === 'unless');
}

/** The scope inside a block. */
export function inner(scope: Scope, context: unknown, frame: Frame, params: Params | undefined): Scope {
  return { context, up: outer(scope, context), frame, params };
}

/** What `../` leads to inside: a context that is the same is no level of its own, as Handlebars tells by `!=`. */
function outer(scope: Scope, context: unknown): Scope | undefined {
  // biome-ignore lint/suspicious/noDoubleEquals: what Handlebars takes for the same has to be the same here
  return context != scope.context ? scope : scope.up;
}

function ifStep(reading: Reading, node: BlockNode, negated: boolean): Step {
  const condition = conditionValue(reading, node.params[0]);
  const hash = hashValues(reading, node.hash, { needed: true });
  const zero = hash.find(([name]) => name === 'includeZero')?.[1];
  const [yes, no] = [reading.steps(reading, node.program), reading.steps(reading, node.inverse)];
  return (scope, walk) => {
    const value = condition(scope, walk);
    if (hash.length > 0) for (const [, one] of hash) one(scope, walk);
    if (value === unknown) return;
    const holds = (value === 0 && zero !== undefined && Boolean(zero(scope, walk))) || (value !== 0 && !isEmpty(value));
    (holds === negated ? no : yes)?.(scope, walk);
  };
}

/** `@partial-block` may be asked for: whether a layout was called with content. */
function conditionValue(reading: Reading, node: hbs.AST.Expression | undefined): Value {
  if (!node) return () => unknown;
  const path = node as hbs.AST.PathExpression;
  if (path.original === '@partial-block') return ({ frame }) => frame.block !== undefined;
  const careful = argument(reading, node, { needed: true, allowNull: true });
  const name = node.type === 'PathExpression' ? plainName(reading, path) : undefined;
  if (name === undefined) return careful;
  return (scope, walk) => {
    const { context } = scope;
    const value = typeof context === 'object' ? (context as Record<string, unknown> | null)?.[name] : undefined;
    return typeof value === 'boolean' || typeof value === 'string' ? value : careful(scope, walk);
  };
}

function withStep(reading: Reading, node: BlockNode): Step {
  const value = conditionValue(reading, node.params[0]);
  const names = node.program?.blockParams ?? [];
  const hash = hashValues(reading, node.hash, { needed: false });
  const body = reading.steps(within(reading, names), node.program);
  const none = reading.steps(reading, node.inverse);
  return (scope, walk) => {
    const context = value(scope, walk);
    for (const [, one] of hash) one(scope, walk);
    if (context === unknown) return;
    if (isEmpty(context)) none?.(scope, walk);
    else body?.(inner(scope, context, scope.frame, paramsOf(names, [context], scope)), walk);
  };
}

function eachStep(reading: Reading, node: BlockNode): Step {
  const [param] = node.params;
  const value = conditionValue(reading, param);
  const names = node.program?.blockParams ?? [];
  const hash = hashValues(reading, node.hash, { needed: false });
  const body = reading.steps({ ...within(reading, names), turning: true }, node.program);
  const none = reading.steps(reading, node.inverse);
  const site = siteOf(reading, param ?? node);
  const list = param ? sourceText(param) : '';
  return (scope, walk) => {
    const entries = value(scope, walk);
    for (const [, one] of hash) one(scope, walk);
    if (entries === unknown) return;
    if (!isAbsent(entries) && typeof entries !== 'object') {
      walk.report(site, 'not-a-list', notAListText(list), scope);
      return;
    }
    const keys = Array.isArray(entries) ? undefined : Object.keys(entries ?? {});
    const length = keys?.length ?? (entries as unknown[]).length;
    if (length === 0) {
      none?.(scope, walk);
      return;
    }
    walk.turns += length;
    if (walk.turns > mostTurns) {
      if (walk.turns - length <= mostTurns) walk.report(site, 'config-too-large', turnsText(list), scope);
      return;
    }
    if (body) turns(body, { entries: entries as object, keys, length }, { list, names, scope, walk });
  };
}

interface Entries {
  readonly entries: object;
  /** Absent of a list. */
  readonly keys: readonly string[] | undefined;
  readonly length: number;
}

interface Around {
  readonly list: string;
  readonly names: readonly string[];
  readonly scope: Scope;
  readonly walk: Walk;
}

/** The one place that runs for every entry of every list: its scope is one that is filled anew for each of them. */
function turns(body: Step, { entries, keys, length }: Entries, { list, names, scope, walk }: Around) {
  const { root, block } = scope.frame;
  const last = length - 1;
  const frame: Changing<Frame> = { root, parent: scope.frame, block, key: 0, index: 0, first: true, last: false, list };
  const at: Changing<Scope> = { context: undefined, up: scope, frame, params: scope.params };
  for (let index = 0; index <= last; index += 1) {
    const key = keys ? (keys[index] ?? '') : index;
    const entry = (entries as Record<string | number, unknown>)[key];
    frame.key = key;
    frame.index = index;
    frame.first = index === 0;
    frame.last = index === last;
    at.context = entry;
    at.up = outer(scope, entry);
    if (names.length > 0) at.params = paramsOf(names, [entry, key], scope);
    body(at, walk);
  }
}

type Changing<T> = { -readonly [K in keyof T]: T[K] };

function within(reading: Reading, names: readonly string[]): Reading {
  const params = names.length > 0 ? [names, ...reading.params] : reading.params;
  return { ...reading, level: reading.level + 1, params };
}

function paramsOf(names: readonly string[], values: readonly unknown[], { params }: Scope): Params | undefined {
  return names.length > 0 ? { values, up: params } : params;
}

/** As Handlebars tells: false, null, an empty text and an empty list are; 0 is not, which #if looks at by itself. */
function isEmpty(value: unknown): boolean {
  if (!value && value !== 0) return true;
  return Array.isArray(value) && value.length === 0;
}

function unknownBlockText(name: string, reading: Reading): Text {
  if (reading.helpers.has(name) || name === 'lookup')
    return { en: `${name} is not a block. Write {{${name} …}}.`, zh: `${name} 不是块，请写作 {{${name} …}}。` };
  const close = nearest(name, Object.keys(blockNames));
  const [en, zh] = close ? [` Did you mean {{#${close} …}}?`, `是否想写 {{#${close} …}}？`] : ['', ''];
  return {
    en: `there is no block ${name}.${en} There are {{#if ${name}}}, {{#unless ${name}}}, {{#each ${name}}} and {{#with ${name}}}.`,
    zh: `没有名为 ${name} 的块。${zh}可用：{{#if ${name}}}、{{#unless ${name}}}、{{#each ${name}}}、{{#with ${name}}}。`,
  };
}

function oneArgumentText(name: string): Text {
  return {
    en: `#${name} takes exactly one argument; what is more goes in parentheses: {{#${name} (eq a b)}}.`,
    zh: `#${name} 只接受一个参数；更复杂的条件请放入括号：{{#${name} (eq a b)}}。`,
  };
}

function blockParamsText(name: string, most: number): Text {
  return {
    en: `#${name} gives ${most === 0 ? 'no' : `at most ${most}`} block parameters (as |…|).`,
    zh: most === 0 ? `#${name} 不支持块参数（as |…|）。` : `#${name} 最多有 ${most} 个块参数（as |…|）。`,
  };
}

function turnsText(list: string): Text {
  const turns = mostTurns.toLocaleString('en');
  return {
    en: `{{#each ${list}}} brings the turns of all loops in this one config above ${turns}, and a config may have at most ${mostMegabytes} MB. Look for a loop in a loop over long lists, or for a list that is longer than was meant.`,
    zh: `{{#each ${list}}} 使这一个配置的循环总次数超过 ${turns}，而单个配置最多 ${mostMegabytes} MB。请检查是否对长列表嵌套循环，或列表是否比预期的长。`,
  };
}

function notAListText(name: string): Text {
  return { en: `${name} is neither a list nor an object.`, zh: `${name} 既不是列表，也不是对象。` };
}
