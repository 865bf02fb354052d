import type { Text } from '../../text.ts';
import type { Json } from '../types.ts';

/** What is not plain JSON, at its key path. */
export type Fault = (path: string, text: Text) => void;

export type JsonObject = { readonly [key: string]: Json };

/**
 * A copy that is plain JSON: own enumerable members of plain objects and lists. What is none (functions, dates, NaN,
 * prototype keys, more than 64 levels) is left out and told. Members that are undefined are absent.
 */
export function plainCopy(value: unknown, path: string, fault: Fault, depth = 0): Json | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (depth > mostDepth) return void fault(path, deepText);
  if (Array.isArray(value)) {
    return value.map((entry, index) => plainCopy(entry, joined(path, String(index)), fault, depth + 1) ?? null);
  }
  if (!isPlainObject(value)) return void fault(path, notPlainText(value));
  const copy: Record<string, Json> = {};
  for (const [key, member] of Object.entries(value)) {
    const at = joined(path, key);
    if (isPrototypeKey(key)) fault(at, prototypeText(key));
    else if (member !== undefined) {
      const plain = plainCopy(member, at, fault, depth + 1);
      if (plain !== undefined) copy[key] = plain;
    }
  }
  return copy;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isPrototypeKey(key: string): boolean {
  return ['__proto__', 'constructor', 'prototype'].includes(key);
}

export function prototypeText(key: string): Text {
  return { en: `${key} cannot be a key. Choose another name.`, zh: `${key} 不能用作键名，请换一个。` };
}

/** Real data is a few levels deep; a circle has no end. */
const mostDepth = 64;

function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function joined(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

function notPlainText(value: unknown): Text {
  const kind = typeof value === 'object' ? (value?.constructor?.name ?? 'object') : typeof value;
  const is = typeof value === 'number' ? String(value) : kind;
  return { en: `is ${is}, which is not plain JSON.`, zh: `是 ${is}，不是纯 JSON。` };
}

const deepText: Text = {
  en: `is nested in more than ${mostDepth} levels, or contains itself.`,
  zh: `嵌套超过 ${mostDepth} 层，或包含自身。`,
};
