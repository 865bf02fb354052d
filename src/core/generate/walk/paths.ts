import { nearest } from '../../settings/nearest.ts';
import type { Text } from '../../text.ts';
import { type Frame, type Reading, type Scope, type Site, unknown, type Value } from './types.ts';

type PathNode = hbs.AST.PathExpression;
type Get = (scope: Scope) => unknown;

/** Where a node stands, as a place in its file. */
export function siteOf({ source }: Reading, node: hbs.AST.Node): Site {
  const { line, column } = node.loc.start;
  return { file: source.file, line: line + source.line - 1, column: column + 1 };
}

/** Whether a path is one name, that is: may be a helper's (as Handlebars tells: `this.x` and `./x` are not). */
export function isSimple(path: PathNode): boolean {
  return path.parts.length === 1 && path.depth === 0 && !path.data && !isScoped(path);
}

/** What a path leads to, absent or not, without reporting. Undefined where the path itself is at fault. */
function pathGet(reading: Reading, path: PathNode): Get | undefined {
  const site = siteOf(reading, path);
  const forbidden = path.parts.find((part) => prototypeKeys.has(part));
  if (forbidden !== undefined) reading.fault(site, 'template-prototype', forbiddenText(forbidden));
  if (path.data) return dataGet(reading, path, site);
  const param = paramGet(reading, path);
  if (param) return param;
  if (path.depth > reading.level) reading.fault(site, 'template-scope', aboveText(path.original, reading.partial));
  return rest(contextGet(path.depth), path.parts);
}

/** The one name that a path is, where it is a member of the context that no prototype has. */
export function plainName(reading: Reading, { data, depth, parts, original }: PathNode): string | undefined {
  const [name = ''] = parts;
  if (data || depth > 0 || parts.length !== 1 || isInherited(name)) return undefined;
  return reading.params.some((names) => names.includes(name)) && original === name ? undefined : name;
}

/** What a path may lead to without being reported: a value, also null, also nothing. */
export type Accepted = 'value' | 'null' | 'absent';

/** As `pathGet`, reporting what is not accepted; functions never are. */
export function pathValue(reading: Reading, path: PathNode, accepted: Accepted): Value {
  const get = pathGet(reading, path) ?? (() => unknown);
  const site = siteOf(reading, path);
  const [allowNull, allowAbsent] = [accepted !== 'value', accepted === 'absent'];
  return (scope, walk) => {
    const value = get(scope);
    if ((value === undefined && !allowAbsent) || (value === null && !allowNull)) {
      walk.report(site, 'variable-missing', missingText(path, value, scope), scope);
      return unknown;
    }
    if (typeof value !== 'function') return value;
    walk.report(site, 'data-not-plain', notPlainText(path.original), scope);
    return unknown;
  };
}

/** An own member of a JSON value; what a prototype has is absent. */
export function own(value: unknown, name: string): unknown {
  if (value === undefined || value === null) return undefined;
  if (value === unknown) return unknown;
  return Object.hasOwn(value as object, name) ? (value as Record<string, unknown>)[name] : undefined;
}

const prototypeKeys = new Set(['__proto__', 'constructor', 'prototype']);

function isScoped(path: PathNode): boolean {
  return /^\.|this\b/.test(path.original);
}

function contextGet(depth: number): Get {
  if (depth === 0) return (scope) => scope.context;
  return (scope) => {
    let at: Scope | undefined = scope;
    for (let left = depth; left > 0; left -= 1) at = at?.up;
    return at?.context;
  };
}

function paramGet({ params }: Reading, path: PathNode): Get | undefined {
  const [name = '', ...parts] = path.parts;
  if (path.depth > 0 || isScoped(path)) return undefined;
  const level = params.findIndex((names) => names.includes(name));
  if (level < 0) return undefined;
  const index = params[level]?.indexOf(name) ?? 0;
  return rest((scope) => {
    let at = scope.params;
    for (let left = level; left > 0; left -= 1) at = at?.up;
    return at?.values[index];
  }, parts);
}

const dataNames = ['root', 'key', 'index', 'first', 'last'] as const satisfies readonly (keyof Frame)[];

function dataGet(reading: Reading, path: PathNode, site: Site): Get | undefined {
  const [name = '', ...parts] = path.parts;
  const known = dataNames.find((one) => one === name);
  if (!known) {
    reading.fault(site, 'template-data-variable', dataNameText(path.original));
    return undefined;
  }
  return rest((scope) => {
    let frame: Frame | undefined = scope.frame;
    for (let left = path.depth; left > 0; left -= 1) frame = frame?.parent;
    return frame?.[known];
  }, parts);
}

function rest(base: Get, parts: readonly string[]): Get {
  return parts.map(member).reduce<Get>((get, next) => (scope) => next(get(scope)), base);
}

/** Reading a member; one that no prototype of JSON has needs no look whether it is the value's own. */
function member(name: string): (value: unknown) => unknown {
  if (isInherited(name)) return (value) => own(value, name);
  return (value) => {
    if (value === undefined || value === null) return undefined;
    return value === unknown ? unknown : (value as Record<string, unknown>)[name];
  };
}

/** Whether a JSON value may have a member of this name that is not its own. */
function isInherited(name: string): boolean {
  return [{}, [], '', 0, false].some((one) => name in Object(one));
}

function missingText(path: PathNode, value: undefined | null, scope: Scope): Text {
  const name = path.original;
  if (value === null) return { en: `${name} is null.`, zh: `${name} 为 null。` };
  const close = nearestName(path, scope);
  if (close === undefined) return { en: `${name} is missing.`, zh: `缺少 ${name}。` };
  return { en: `${name} is missing. Did you mean ${close}?`, zh: `缺少 ${name}。是否想写 ${close}？` };
}

function nearestName({ parts, depth, data }: PathNode, scope: Scope): string | undefined {
  if (data || depth > 0 || parts.length === 0) return undefined;
  const parent = parts.slice(0, -1).reduce<unknown>(own, scope.context);
  if (typeof parent !== 'object' || parent === null || Array.isArray(parent)) return undefined;
  const close = nearest(parts.at(-1) ?? '', Object.keys(parent));
  return close === undefined ? undefined : [...parts.slice(0, -1), close].join('.');
}

export function notPlainText(name: string): Text {
  return { en: `${name} is a function; data must be plain JSON.`, zh: `${name} 是函数；数据必须是纯 JSON。` };
}

function forbiddenText(name: string): Text {
  return { en: `${name} cannot be reached from a template.`, zh: `模板不能访问 ${name}。` };
}

function aboveText(name: string, partial: boolean): Text {
  if (!partial)
    return {
      en: `${name}: nothing is above here. ../ leads out of #each and #with only, not out of #if.`,
      zh: `${name}：此处没有上层。../ 只能离开 #each 和 #with，不能离开 #if。`,
    };
  return {
    en: `${name} leads out of the partial. Give it what it needs where it is called ({{> name x=x}}), or use @root.`,
    zh: `${name} 超出了 partial 的范围。请在调用处传入所需的值（{{> name x=x}}），或使用 @root。`,
  };
}

function dataNameText(name: string): Text {
  if (name.endsWith('partial-block'))
    return {
      en: '@partial-block can be called ({{> @partial-block}}) or asked for ({{#if @partial-block}}), nothing else.',
      zh: '@partial-block 只能调用（{{> @partial-block}}）或判断是否存在（{{#if @partial-block}}）。',
    };
  const names = dataNames.map((one) => `@${one}`);
  return {
    en: `${name} is not known. There are ${names.join(', ')}.`,
    zh: `未知的 ${name}。可用：${names.join('、')}。`,
  };
}
