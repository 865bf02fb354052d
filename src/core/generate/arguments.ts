import type { Text } from '../text.ts';
import { HelperError } from './define-helper.ts';
import type { Json } from './types.ts';

export type Arguments = readonly Json[];
export type Hash = { readonly [name: string]: Json };

/** Says that a helper cannot do what it was asked. `why` begins with what was given. */
export function refuse(why: Text): never {
  throw new HelperError(why);
}

/** The argument at `at` (from 0) as text; numbers and truth values as they are written. Errors: HelperError. */
export function textAt(args: Arguments, at: number): string {
  const value = args[at];
  if (isScalar(value)) return String(value);
  return refuse(wrong(value, at, { en: 'a text', zh: '文本' }));
}

/** The argument at `at` as a whole number, or `other` where it was left out. Errors: HelperError. */
export function wholeAt(args: Arguments, at: number, other?: number): number {
  if (args.length <= at && other !== undefined) return other;
  const value = numberOf(args[at]);
  if (value !== undefined && Number.isSafeInteger(value)) return value;
  return refuse(wrong(args[at], at, { en: 'a whole number', zh: '整数' }));
}

/** The argument at `at` as a list. Errors: HelperError. */
export function listAt(args: Arguments, at: number): readonly Json[] {
  const value = args[at];
  return isList(value) ? value : refuse(wrong(value, at, { en: 'a list', zh: '列表' }));
}

/** Every argument as text, lists taken apart. Errors: HelperError. */
export function textsOf(args: Arguments): readonly string[] {
  const flat = args.flatMap((value) => (isList(value) ? [...value] : [value]));
  if (flat.length === 0) refuse(wrong(undefined, 0, { en: 'a text or a list', zh: '文本或列表' }));
  return flat.map((_, at) => textAt(flat, at));
}

/** One of `known`, as `name=` says, or the first of them. Errors: HelperError, naming them. */
export function choice<T extends string>(hash: Hash, name: string, known: readonly [T, ...T[]]): T {
  if (!Object.hasOwn(hash, name)) return known[0];
  const found = known.find((one) => one === hash[name]);
  const all = known.join(', ');
  return (
    found ??
    refuse({
      en: `${name}=${shown(hash[name])} is not known; there are: ${all}.`,
      zh: `${name}=${shown(hash[name])} 不受支持；可用的有：${all}。`,
    })
  );
}

/** A number, or a text that is nothing but a decimal number; undefined for anything else. */
export function numberOf(value: Json | undefined): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^-?\d{1,15}(?:\.\d{1,15})?$/.test(value) ? Number(value) : undefined;
}

/** Whether a value counts as true, as `#if` has it: not false, null, 0, an empty text or an empty list. */
export function isTrue(value: Json | undefined): boolean {
  return isList(value) ? value.length > 0 : Boolean(value);
}

/** Whether two values are the same to somebody who reads them: 10 and "10" are, labels come as either. */
export function same(one: Json | undefined, other: Json | undefined): boolean {
  return keyOf(one) === keyOf(other);
}

/** A text that two values have in common exactly where they are the same. */
export function keyOf(value: Json | undefined): string {
  return isScalar(value) ? ` ${value}` : String(JSON.stringify(value));
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** A value for an error: in JSON, cut where it is long. */
export function shown(value: Json | undefined): string {
  if (value === undefined) return '(nothing)';
  return cut(JSON.stringify(value));
}

/** A text for an error, cut where it is long. */
export function cut(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

function isScalar(value: Json | undefined): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function wrong(value: Json | undefined, at: number, wanted: Text): Text {
  const given = value === undefined ? { en: 'nothing', zh: '未提供' } : { en: shown(value), zh: `为 ${shown(value)}` };
  return {
    en: `argument ${at + 1} must be ${wanted.en}, and is ${given.en}.`,
    zh: `第 ${at + 1} 个参数应为${wanted.zh}，实际${given.zh}。`,
  };
}
