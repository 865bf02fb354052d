import { nameFault } from '../settings/names.ts';
import { clean, isPlaceholder } from './clean.ts';
import { quoted } from './steps.ts';
import type { Step } from './types.ts';

/** A name's characters: a run of others becomes `-`, none of which stands at an end; '' where that says nothing. */
function nameCharacters(value: string): string {
  const joined = value.replace(/[^\p{L}\p{M}\p{Nd}_.]+/gu, (run) => (/^-+$/.test(run) ? run : '-'));
  const name = withoutTail(joined.replace(/^[-.\p{M}]+/u, ''));
  return isPlaceholder(name) ? '' : name;
}

/** By hand: an expression anchored at the end is tried at every place of a long text. */
function withoutTail(name: string): string {
  let end = name.length;
  while (name[end - 1] === '-' || name[end - 1] === '.') end--;
  return name.slice(0, end);
}

/** Fault `name-invalid` where nothing is left of a name. */
export const hostName: Step = (value) => {
  const name = nameCharacters(value);
  if (name === value) return undefined;
  const fault = name === '' ? { fault: { code: 'name-invalid', text: nothingLeft(value) } as const } : {};
  return { value: name, rules: ['name-characters'], ...fault };
};

/** Fault `name-invalid` where nothing may be called so. */
export const nameCheck: Step = (value) => {
  const text = nameFault(value);
  return text && { value, rules: [], fault: { code: 'name-invalid', text } };
};

function nothingLeft(value: string) {
  return {
    en: `Nothing in ${quoted(value)} can be a name: it needs letters or digits.`,
    zh: `${quoted(value)} 中没有可用作名称的字符：名称需包含字母或数字。`,
  };
}

/**
 * The names in a cell, in order: on lines of their own or parted by `/ , ; 、 |`. `SW-01/02` is SW-01 and SW-02.
 * Characters are those of names; what is nothing or a placeholder is left out.
 */
export function readNames(text: string): readonly string[] {
  const { value } = clean(text, { width: 'half', lines: true });
  const names: string[] = [];
  for (const part of value.split(/[\n/\\,;、|]/)) {
    const name = isPlaceholder(part.trim()) ? '' : nameCharacters(part.trim());
    if (name !== '') names.push(continued(names.at(-1), name));
  }
  return names;
}

/** `02` behind `SW-01` → `SW-02`: digits alone stand for as many at the end of the name before. */
function continued(before: string | undefined, name: string): string {
  if (before === undefined || !/^\d{1,4}$/.test(name)) return name;
  const tail = before.slice(-name.length);
  return /^\d+$/.test(tail) && before.length > name.length ? before.slice(0, -name.length) + name : name;
}
