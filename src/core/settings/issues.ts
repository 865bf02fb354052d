import { z } from 'zod';
import type { Text } from '../text.ts';
import { nearest } from './nearest.ts';
import { isMapping } from './schema/rule.ts';
import type { SettingsProblem } from './types.ts';
import type { Path, SettingsDocument } from './yaml.ts';

type Issue = z.core.$ZodIssue;

/** Validates a document: its typed data, or every problem with it. */
export function validate<S extends z.ZodType>(
  schema: S,
  document: SettingsDocument,
): { data?: z.output<S>; problems: readonly SettingsProblem[] } {
  if (document.problems.length > 0) return { problems: document.problems };
  const result = schema.safeParse(document.data, { error: knownKeys });
  if (result.success) return { data: result.data, problems: [] };
  return { problems: result.error.issues.flatMap((issue) => problemsOf(issue, [], document)) };
}

/** An issue about unknown keys carries, as its message, the keys that are known there: zod tells them nowhere else. */
function knownKeys(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code !== 'unrecognized_keys' || !(issue.inst instanceof z.ZodObject)) return undefined;
  return Object.keys(issue.inst.shape).join(' ');
}

function problemsOf(issue: Issue, above: Path, document: SettingsDocument): SettingsProblem[] {
  const path = [...above, ...issue.path];
  const value = valueAt(document.data, path);
  if (issue.code === 'invalid_union') return unionProblems(issue, path, document);
  if (issue.code === 'invalid_key') return issue.issues.map((inner) => document.problem(path, textOf(inner), 'key'));
  if (issue.code === 'unrecognized_keys') {
    const known = issue.message.split(' ');
    return issue.keys.map((key) => document.problem([...path, key], unknownKey(key, known), 'key'));
  }
  if (value === undefined) return [document.problem(path, missing(path), 'key')];
  return [document.problem(path, textOf(issue, value))];
}

/** The problems of the branch that was most likely meant: one of the value's own kind, with the fewest faults. */
function unionProblems(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  path: Path,
  document: SettingsDocument,
): SettingsProblem[] {
  const branches = issue.errors.filter(
    (issues) => !issues.some((one) => one.code === 'invalid_type' && one.path.length === 0),
  );
  const [best] = branches.toSorted((a, b) => faults(a) - faults(b));
  if (best) return best.flatMap((inner) => problemsOf(inner, path, document));
  if (valueAt(document.data, path) === undefined) return [document.problem(path, missing(path), 'key')];
  const wanted = issue.errors.flatMap((issues) => issues.map((one) => textOf(one)));
  const [en, zh] = [new Set(wanted.map((text) => text.en)), new Set(wanted.map((text) => text.zh))];
  return [document.problem(path, { en: [...en].join(', or '), zh: [...zh].join('，或') })];
}

function faults(issues: readonly Issue[]): number {
  return issues.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 1), 0);
}

function textOf(issue: Issue, value?: unknown): Text {
  if (issue.code === 'custom') return (issue.params?.text as Text | undefined) ?? { en: 'is not valid', zh: '无效' };
  if (issue.code === 'invalid_value') return oneOf(issue.values.map(String), value);
  if (issue.code === 'invalid_type')
    return types[issue.expected] ?? { en: `must be ${issue.expected}`, zh: `必须是 ${issue.expected}` };
  return { en: 'is not valid', zh: '无效' };
}

const types: Readonly<Record<string, Text>> = {
  string: { en: 'must be text (put numbers and true/false in quotes)', zh: '必须是文本（数字和 true/false 请加引号）' },
  number: { en: 'must be a number', zh: '必须是数字' },
  boolean: { en: 'must be true or false', zh: '必须是 true 或 false' },
  object: { en: 'must be a mapping (key: value)', zh: '必须是映射（键: 值）' },
  record: { en: 'must be a mapping (name: …)', zh: '必须是映射（名称: …）' },
  array: { en: 'must be a list ([a, b])', zh: '必须是列表（[a, b]）' },
};

function oneOf(values: readonly string[], given: unknown): Text {
  const close = typeof given === 'string' ? nearest(given, values) : undefined;
  const [en, zh] = close ? [` Did you mean ${close}?`, `是否想写 ${close}？`] : ['', ''];
  return { en: `must be one of ${values.join(', ')}.${en}`, zh: `必须是 ${values.join('、')} 之一。${zh}` };
}

function unknownKey(key: string, known: readonly string[]): Text {
  const close = nearest(key, known);
  if (close) return { en: `is not a known key. Did you mean ${close}?`, zh: `是未知的键。是否想写 ${close}？` };
  return {
    en: `is not a known key. Known here: ${known.join(', ')}.`,
    zh: `是未知的键。此处可用：${known.join('、')}。`,
  };
}

function missing(path: Path): Text {
  const key = String(path.at(-1) ?? '');
  return { en: `${key} is missing`, zh: `缺少 ${key}` };
}

function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => {
    if (Array.isArray(value)) return value[Number(key)];
    return isMapping(value) && Object.hasOwn(value, key) ? value[String(key)] : undefined;
  }, data);
}
